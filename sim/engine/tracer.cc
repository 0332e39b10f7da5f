#include <algorithm>
#include <utility>

#include "sim/engine/trace.h"

namespace threeam::engine {

Span* Trace::open_span(Index visit) {
  for (const Tracer::Open& open : tracer_.open_) {
    if (open.visit == visit) {
      return &tracer_.spans_[open.span - 1];
    }
  }
  return nullptr;
}

Span& Trace::begin(Index visit, Index parent, SimTime now) {
  const Span* above = parent == kNone ? nullptr : open_span(parent);
  const std::uint32_t parent_id = above != nullptr ? above->id : tracer_.spans_.empty() ? 0 : 1;
  Span span;
  span.id = static_cast<std::uint32_t>(tracer_.spans_.size() + 1);
  span.parent = parent_id;
  span.start = now;
  span.end = now;
  tracer_.open_.push_back({visit, span.id});
  tracer_.spans_.push_back(std::move(span));
  return tracer_.spans_.back();
}

void Trace::client(Index visit, const StreamInfo& stream, SimTime now) {
  Span& span = begin(visit, kNone, now);
  span.component = "client";
  span.operation = model_.scenario.traffic[stream.traffic].route;
  span.region = model_.region_name(stream.region);
}

void Trace::asked(Index visit, Index caller, const Visit& state, int attempt, SimTime now) {
  Span& span = begin(visit, caller, now);
  const Flow& flow = model_.flows[state.flow];
  const ComponentInfo& info = model_.components[flow.component];
  span.component = model_.component_name(flow.component);
  span.operation = info.operation_names[flow.operation];
  span.region = model_.region_name(flow.region);
  span.version = info.version_names[flow.version];
  span.attempt = attempt;
}

void Trace::admitted(Index visit, const Visit& state, SimTime now) {
  if (Span* span = open_span(visit)) {
    const Flow& flow = model_.flows[state.flow];
    span->version = model_.components[flow.component].version_names[flow.version];
    span->instance = static_cast<int>(model_.instances[state.instance].ordinal);
    span->queued = now - state.start;
  }
}

void Trace::pool_waited(Index visit, Duration waited) {
  if (Span* span = open_span(visit)) {
    span->pool_waited += waited;
  }
}

void Trace::abandoned(Index visit) {
  if (Span* span = open_span(visit)) {
    span->zombie = true;
  }
}

void Trace::note(Index visit, std::string text) {
  if (Span* span = open_span(visit)) {
    span->notes.push_back(std::move(text));
  }
}

void Trace::ended(Index visit, int status, SimTime now) {
  Span* span = open_span(visit);
  if (span == nullptr) {
    return;  // began before the tracer watched
  }
  span->status = status;
  span->end = now;
  tracer_.client_ended_ = tracer_.client_ended_ || span->id == 1;
  tracer_.open_.erase(std::find_if(tracer_.open_.begin(), tracer_.open_.end(),
                                   [&](const auto& open) { return open.visit == visit; }));
  tracer_.complete_ = tracer_.client_ended_ && tracer_.open_.empty();
}

}  // namespace threeam::engine
