// Other times and other courses: keyframes, forks, traces.
#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "sim/base/assert.h"
#include "sim/base/text.h"
#include "sim/round/inside.h"

namespace threeam::round {
namespace {

// Commands of a course are numbered apart from those of a journal.
constexpr std::uint64_t kCourseCommand = std::uint64_t{1} << 32;
// How far back the start of a request is looked for, from a log line of it.
constexpr Duration kLongestRequest = 30 * kMinute;

// When a request was seen: all that a trace needs to find it again.
struct Sighting {
  SimTime from = 0;  // it had started by then
  SimTime to = 0;    // it was still there then
};

// Visible at `until` is what the sample at or before `until` holds.
std::optional<Sighting> find_exemplar(const engine::Recorder& recorder, std::uint64_t request,
                                      SimTime until) {
  const SimTime sampled = until - ((until % kSampleInterval) + kSampleInterval) % kSampleInterval;
  for (const engine::Exemplar& exemplar : recorder.exemplars()) {
    const SimTime end = exemplar.start + exemplar.duration;
    if (exemplar.request == request && end <= sampled) {
      return Sighting{exemplar.start, end};
    }
  }
  return std::nullopt;
}

std::optional<Sighting> find_lines(const engine::Recorder& recorder, std::uint64_t request,
                                   SimTime until) {
  std::optional<Sighting> sighting;
  for (const engine::LogLine& line : recorder.log_lines()) {
    if (line.time > until) {
      break;
    }
    if (line.request == request && line.time + line.late_s * kSecond <= until) {
      sighting = Sighting{sighting ? sighting->from : line.time, line.time};
    }
  }
  return sighting;
}

}  // namespace

std::size_t Round::Inside::acts_until(SimTime time) const {
  const auto end = std::partition_point(acts.begin(), acts.end(),
                                        [&](const Act& act) { return act.at <= time; });
  return static_cast<std::size_t>(end - acts.begin());
}

std::size_t Round::Inside::acts_before(SimTime time) const {
  const auto end =
      std::partition_point(acts.begin(), acts.end(), [&](const Act& act) { return act.at < time; });
  return static_cast<std::size_t>(end - acts.begin());
}

std::size_t Round::Inside::acts_before_entry(std::uint64_t seq) const {
  const auto end =
      std::partition_point(acts.begin(), acts.end(), [&](const Act& act) { return act.seq < seq; });
  return static_cast<std::size_t>(end - acts.begin());
}

engine::World Round::Inside::follow(SimTime time, std::size_t limit) const {
  const Keyframe* frame = keyframes.find(time, limit);
  engine::World copy = *frame->world;
  for (std::size_t i = frame->acts; i < limit; ++i) {
    copy.advance(acts[i].at);
    copy.apply(acts[i].action, acts[i].seq);
  }
  copy.advance(time);
  return copy;
}

void Round::Inside::follow_on(engine::World& copy, std::size_t from, SimTime until,
                              engine::Tracer* tracer) const {
  for (std::size_t i = from; i < acts.size() && acts[i].at <= until; ++i) {
    copy.advance(acts[i].at, nullptr, tracer);
    copy.apply(acts[i].action, acts[i].seq);
  }
  copy.advance(until, nullptr, tracer);
}

engine::World Round::at(SimTime time) const {
  const Inside& in = *inside_;
  const SimTime within = std::clamp(time, -in.scenario->past, now());
  return in.follow(within, in.acts_until(within));
}

void Round::visit(std::span<const SimTime> times,
                  const std::function<void(const engine::World&)>& see) const {
  if (times.empty()) {
    return;
  }
  const Inside& in = *inside_;
  engine::World world = at(times.front());
  std::size_t acts = in.acts_until(world.now());
  for (const SimTime time : times) {
    const SimTime within = std::min(time, now());
    in.follow_on(world, acts, within, nullptr);
    acts = in.acts_until(within);
    see(world);
  }
}

engine::World Round::before(std::uint64_t seq) const {
  const Inside& in = *inside_;
  const std::vector<Entry>& entries = in.journal.entries;
  const SimTime time = seq >= 1 && seq <= entries.size() ? entries[seq - 1].time : now();
  return in.follow(time, in.acts_before_entry(seq));
}

Result<std::vector<engine::Span>> Round::trace(std::uint64_t request) const {
  return trace(request, now());
}

Result<std::vector<engine::Span>> Round::trace(std::uint64_t request, SimTime until) const {
  const Inside& in = *inside_;
  until = std::min(until, now());
  auto sighting = find_exemplar(in.recorder, request, until);
  const auto lines = find_lines(in.recorder, request, until);
  if (!sighting && !lines) {
    return fail(ErrorCode::not_found, fmt::format("no request {} was seen", request), "request");
  }
  if (!sighting) {
    sighting = lines;
  } else if (lines) {
    sighting->to = std::max(sighting->to, lines->to);
  }
  // From the last keyframe that comes before its start: the one whose run sees its client.
  const Keyframe* frame = in.keyframes.find(sighting->from, in.acts_until(sighting->from));
  SimTime seen_by = sighting->from;
  const SimTime earliest = sighting->from - kLongestRequest;
  while (true) {
    engine::World copy = *frame->world;
    engine::Tracer tracer(request);
    in.follow_on(copy, frame->acts, seen_by, &tracer);
    // A client's own span is the only one without a version.
    const bool complete_start = !tracer.spans().empty() && tracer.spans().front().version.empty();
    if (complete_start || in.keyframes.before(frame) == nullptr || frame->world->now() < earliest) {
      while (copy.now() < until && !(tracer.complete() && copy.now() >= sighting->to)) {
        const SimTime step = std::min(copy.now() + kSecond, until);
        in.follow_on(copy, in.acts_until(copy.now()), step, &tracer);
      }
      return tracer.spans();
    }
    seen_by = frame->world->now();
    frame = in.keyframes.before(frame);
  }
}

Result<engine::World> Round::fork(SimTime time, const std::vector<PlannedAction>& course,
                                  SimTime until, std::optional<std::uint64_t> seed,
                                  engine::Recorder* recorder) const {
  const Inside& in = *inside_;
  if (time < -in.scenario->past || time > now()) {
    return fail(ErrorCode::invalid_input,
                fmt::format("the round has not been at {}; it is at {}", format_clock(time),
                            format_clock(now())),
                "time");
  }
  for (const PlannedAction& planned : course) {
    if (find_action(*in.scenario, planned.action) == nullptr) {
      return fail(ErrorCode::invalid_input,
                  fmt::format("\"{}\" is not an action of this scenario", planned.action),
                  "course");
    }
  }
  const std::size_t limit = in.acts_before(time);
  if (!seed || *seed == in.journal.header.seed) {
    return run_course(in.follow(time, limit), course, until, recorder);
  }
  // Another luck has another past. What was done is done again, as far as it can be.
  engine::World world(in.model, *seed);
  for (std::size_t i = 0; i < limit; ++i) {
    world.advance(in.acts[i].at);
    if (world.check(in.acts[i].action)) {
      world.apply(in.acts[i].action, in.acts[i].seq);
    }
  }
  world.advance(time);
  return run_course(std::move(world), course, until, recorder);
}

engine::World run_course(engine::World world, const std::vector<PlannedAction>& course,
                         SimTime until, engine::Recorder* recorder) {
  std::vector<PlannedAction> ordered = course;
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.after < b.after; });
  const SimTime decided = world.now();
  std::uint64_t command = kCourseCommand + world.outcomes().size();
  for (const PlannedAction& planned : ordered) {
    const SimTime at = decided + planned.after;
    if (at > until) {
      break;
    }
    world.advance(at, recorder);
    if (world.check(planned.action)) {
      world.apply(planned.action, command);
      ++command;
    }
  }
  world.advance(until, recorder);
  return world;
}

}  // namespace threeam::round
