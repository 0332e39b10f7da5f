// What almost every event does with visits: takes them from the arena and puts them back, finds the
// call that they make, begins and ends their waits. Inline for that; part of simulation.h.
#pragma once

#include "sim/engine/simulation.h"

namespace threeam::engine {

// References to visits hold until the next one.
inline Index Simulation::new_visit() {
  ++state_.live_visits;
  const Index id = state_.free_visit;
  if (id == kNone) {
    return add_visit();
  }
  Visit& visit = state_.visits[id];
  state_.free_visit = visit.next;
  visit.next = kNone;
  visit.phase = Phase::running;
  return id;
}

inline void Simulation::free_visit(Index id) {
  Visit& visit = state_.visits[id];
  visit = Visit{};
  visit.next = state_.free_visit;
  state_.free_visit = id;
  --state_.live_visits;
}

// It became able to go on: it is interpreted when those are that did so before it.
inline void Simulation::take_turn(Index id) {
  (last_turn_ == kNone ? next_turn_ : state_.visits[last_turn_].next) = id;
  last_turn_ = id;
}

inline void Simulation::leave_worker(Index id) {
  Instance& instance = state_.instances[id];
  --instance.busy;
  ++instance.ended;
  if (instance.queue.count > 0 || instance.service == Service::draining ||
      model_.instances[id].consumes) {
    worker_free(id);
  }
}

// The call that a visit makes or waits for.
inline const CallSpec& Simulation::call_of(const Visit& caller) const {
  return model_
      .calls[caller.instance == kNone ? model_.traffic[model_.streams[caller.pc].traffic].call
                                      : model_.code[caller.pc].arg];
}

inline Index Simulation::region_of(const Visit& caller) const {
  return caller.instance == kNone ? model_.streams[caller.pc].region
                                  : model_.flows[caller.flow].region;
}

// Takes it off its caller's list.
inline void Simulation::leave_caller(Index id) {
  Visit& visit = state_.visits[id];
  Index* at = &state_.visits[visit.caller].callee;
  while (*at != id) {
    at = &state_.visits[*at].sibling;
  }
  *at = visit.sibling;
  visit.sibling = kNone;
  visit.caller = kNone;
}

// Without a timer it waits for ever.
inline void Simulation::wait_until(Index id, Visit& visit, Index timer, Duration timeout) {
  visit.timer = timer;
  if (timer == kNone) {
    return;
  }
  visit.deadline = state_.now + timeout;
  Timer& state = state_.timers[timer];
  Line& line = state.line;
  visit.timer_previous = line.tail;
  visit.timer_next = kNone;
  (line.tail == kNone ? line.head : state_.visits[line.tail].timer_next) = id;
  line.tail = id;
  ++line.count;
  if (state.armed == 0) {
    arm_timer(timer);
  }
}

// Its wait is over before the timeout.
inline void Simulation::leave_timer(Visit& visit) {
  if (visit.timer == kNone) {
    return;
  }
  Line& line = state_.timers[visit.timer].line;
  (visit.timer_previous == kNone ? line.head : state_.visits[visit.timer_previous].timer_next) =
      visit.timer_next;
  (visit.timer_next == kNone ? line.tail : state_.visits[visit.timer_next].timer_previous) =
      visit.timer_previous;
  --line.count;
  visit.timer = kNone;
}

}  // namespace threeam::engine
