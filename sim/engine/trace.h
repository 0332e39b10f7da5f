// What a Simulation tells a Tracer. Visits are named by their index in the state.
#pragma once

#include <cstdint>
#include <string>

#include "sim/base/units.h"
#include "sim/engine/model.h"
#include "sim/engine/state.h"
#include "sim/engine/tracer.h"

namespace threeam::engine {

class Trace {
 public:
  Trace(const Model& model, Tracer& tracer) : model_(model), tracer_(tracer) {}

  std::uint64_t request() const { return tracer_.request_; }

  // The client's own span begins.
  void client(Index visit, const StreamInfo& stream, SimTime now);
  // A call was sent; caller kNone: a message was taken.
  void asked(Index visit, Index caller, const Visit& state, int attempt, SimTime now);
  // It has a worker.
  void admitted(Index visit, const Visit& state, SimTime now);
  void pool_waited(Index visit, Duration waited);
  // Its caller has given up.
  void abandoned(Index visit);
  void note(Index visit, std::string text);
  void ended(Index visit, int status, SimTime now);

 private:
  Span* open_span(Index visit);
  Span& begin(Index visit, Index parent, SimTime now);

  const Model& model_;
  Tracer& tracer_;
};

}  // namespace threeam::engine
