// What an instance remembers of its call sites: retry budgets and circuit breakers.
#include <algorithm>

#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr double kBurst = 10;  // tokens of a full budget

void open(Guard& guard, const CallSpec& spec, SimTime now) {
  guard.breaker = Guard::Breaker::open;
  guard.until = now + spec.breaker.open_for;
  guard.probes = 0;
  guard.good = 0;
}

void close(Guard& guard, SimTime now) {
  const double tokens = guard.tokens;
  guard = Guard{};
  guard.tokens = tokens;
  guard.window = now;
}

// Counts are kept of this window and of the one before, whose share falls as this one passes: a
// sliding window in constant space.
void slide(Guard& guard, Duration window, SimTime now) {
  if (now - guard.window < window) {
    return;
  }
  const bool next = now - guard.window < 2 * window;
  guard.calls_before = next ? guard.calls : 0;
  guard.failures_before = next ? guard.failures : 0;
  guard.calls = 0;
  guard.failures = 0;
  guard.window = next ? guard.window + window : now;
}

bool trips(const Guard& guard, const Breaker& spec, SimTime now) {
  const double before =
      1 - static_cast<double>(now - guard.window) / static_cast<double>(spec.window);
  const double calls = guard.calls + guard.calls_before * before;
  const double failures = guard.failures + guard.failures_before * before;
  return calls >= spec.min_calls && failures >= spec.failure_ratio * calls;
}

}  // namespace

Guard& Simulation::guard_of(const Visit& caller, const CallSpec& spec) {
  return state_.guards[model_.instances[caller.instance].first_guard + spec.guard];
}

// May the call be made?
bool Simulation::guard_lets(Index id, const CallSpec& spec) {
  Visit& caller = state_.visits[id];
  Guard& guard = guard_of(caller, spec);
  if (caller.attempt == 0) {
    guard.tokens = std::min(kBurst, guard.tokens + spec.budget);
  }
  if (guard.breaker == Guard::Breaker::closed) {
    return true;
  }
  if (guard.breaker == Guard::Breaker::open && state_.now >= guard.until) {
    guard.breaker = Guard::Breaker::half_open;
  }
  if (guard.breaker == Guard::Breaker::open ||
      guard.probes == static_cast<std::uint32_t>(spec.breaker.half_open)) {
    if (traced(id)) {
      trace_->note(id, "circuit breaker open: the call was not made");
    }
    return false;
  }
  ++guard.probes;
  caller.marks |= kProbe;
  return true;
}

// May a call that has failed be made again?
bool Simulation::budget_lets(Index id, const CallSpec& spec) {
  Guard& guard = guard_of(state_.visits[id], spec);
  if (guard.tokens < 1) {
    if (traced(id)) {
      trace_->note(id, "retry budget spent: not tried again");
    }
    return false;
  }
  guard.tokens -= 1;
  return true;
}

// A call has ended with this status.
void Simulation::guard_learns(Index id, const CallSpec& spec, int status) {
  if (spec.breaker.failure_ratio <= 0) {
    return;
  }
  Visit& caller = state_.visits[id];
  Guard& guard = guard_of(caller, spec);
  const bool failed = status >= 500;
  if ((caller.marks & kProbe) != 0) {
    caller.marks = static_cast<std::uint8_t>(caller.marks & ~kProbe);
    if (guard.breaker != Guard::Breaker::half_open) {
      return;  // another one on trial has failed
    }
    if (failed) {
      open(guard, spec, state_.now);
    } else if (++guard.good == static_cast<std::uint32_t>(spec.breaker.half_open)) {
      close(guard, state_.now);
    }
  } else if (guard.breaker == Guard::Breaker::closed) {
    slide(guard, spec.breaker.window, state_.now);
    ++guard.calls;
    guard.failures += failed ? 1U : 0U;
    if (failed && trips(guard, spec.breaker, state_.now)) {
      open(guard, spec, state_.now);
    }
  }
}

// A call on trial was cut off: another may take its turn.
void Simulation::guard_forgets(const Visit& caller) {
  Guard& guard = guard_of(caller, call_of(caller));
  if (guard.breaker == Guard::Breaker::half_open && guard.probes > guard.good) {
    --guard.probes;
  }
}

// A new process remembers nothing.
void Simulation::reset_guards(Index instance) {
  const InstanceInfo& info = model_.instances[instance];
  const auto first = state_.guards.begin() + static_cast<std::ptrdiff_t>(info.first_guard);
  std::fill_n(first, model_.components[info.component].guards, Guard{});
}

}  // namespace threeam::engine
