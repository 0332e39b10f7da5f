#include "sim/engine/changes.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/base/random.h"
#include "sim/engine/change_kinds.h"
#include "sim/engine/clocks.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kFailureLuck = 0x6661696c757265;

// Will this attempt at an action fail? Its luck is named by the action and how often it was tried,
// so that it is the same in every fork.
bool fails(const Model& model, const State& state, const Control& control) {
  const Action* action = model.action_of(control.change);
  if (action == nullptr || action->fail_chance <= 0) {
    return false;
  }
  const std::uint64_t key = derive_key(derive_key(kFailureLuck, control.change), control.nth);
  return uniform(philox(state.seed, key, 0)[0]) < action->fail_chance;
}

// How long after the decision the first effect, or the failure, comes.
Duration delay_of(const Model& model, const State& state, const Control& control) {
  const Action* action = model.action_of(control.change);
  const bool gradual = kind_of(model.change(control.change)).gradual;
  return action == nullptr || (gradual && !fails(model, state, control)) ? 0 : action->takes;
}

void bring_about(Simulation& simulation, Index control, SideEffect::When when) {
  const Index change = simulation.state().controls[control].change;
  const Action* action = simulation.model().action_of(change);
  if (action == nullptr || action->also.empty()) {
    return;
  }
  const Index first = simulation.model().side_effect_change(change);
  for (Index i = 0; i < action->also.size(); ++i) {
    if (action->also[i].when == when) {
      simulation.decide_side_effect(first + i, control, action->also[i].after);
    }
  }
}

bool called_off(const State& state, const Control& control) {
  return control.cause != kNone && state.controls[control.cause].stopped != 0;
}

double progress_of(const Model& model, const State& state, const Control& control) {
  if (control.state != Outcome::State::running) {
    return control.state == Outcome::State::done ? 1 : 0;
  }
  const auto share = [](double part, double whole) {
    return whole <= 0 ? 0.0 : std::clamp(part / whole, 0.0, 1.0);
  };
  const bool prepares = std::holds_alternative<FixForward>(model.change(control.change));
  if (control.started != 0 && control.total > 0) {
    const double replaced = share(control.done, control.total);
    return prepares ? 0.5 + 0.5 * replaced : replaced;
  }
  const SimTime next = std::max(control.due, control.begins);
  const double waited = share(static_cast<double>(state.now - control.decided),
                              static_cast<double>(next - control.decided));
  return prepares ? 0.5 * waited : waited;
}

std::string failure_of(const Model& model, const Control& control) {
  if (control.stopped != 0) {
    return "stopped by a later change";
  }
  if (control.started != 0) {
    return "the canary failed; nothing was replaced";
  }
  const Action* action = model.action_of(control.change);
  return action == nullptr || action->fails.empty() ? "it failed; nothing was changed"
                                                    : action->fails;
}

std::string message_of(const Model& model, const State& state, const Control& control) {
  switch (control.state) {
    case Outcome::State::done:
      return kind_of(model.change(control.change)).done(model, state, control);
    case Outcome::State::failed:
      return failure_of(model, control);
    case Outcome::State::running:
      break;
  }
  if (control.total > 0) {
    return fmt::format("{} of {} done", control.done, control.total);
  }
  return control.started != 0 ? "under way" : "taking effect";
}

}  // namespace

void Simulation::decide(Index change, std::uint64_t command) {
  Control control;
  control.command = command;
  control.change = change;
  control.decided = state_.now;
  control.nth = static_cast<std::uint32_t>(
      std::count_if(state_.controls.begin(), state_.controls.end(),
                    [&](const Control& earlier) { return earlier.change == change; }));
  if (change < model_.scenario.timeline.size()) {
    // Where clocks are ahead it begins earlier.
    const auto* parameter = std::get_if<ParameterChange>(&model_.change(change));
    const Duration ahead = parameter != nullptr && parameter->by_clock ? largest_skew(model_) : 0;
    control.begins = std::max(model_.scenario.timeline[change].at - ahead, state_.now);
  } else {
    control.begins = state_.now + delay_of(model_, state_, control);
  }
  control.due = control.begins;
  const auto index = static_cast<Index>(state_.controls.size());
  state_.controls.push_back(control);
  schedule(control.begins, EventKind::control, index);
}

void Simulation::decide_side_effect(Index change, Index cause, Duration after) {
  Control control;
  control.change = change;
  control.cause = cause;
  control.decided = state_.now;
  control.begins = control.due = state_.now + after;
  schedule(control.begins, EventKind::control, static_cast<Index>(state_.controls.size()));
  state_.controls.push_back(control);
}

void step_control(Simulation& simulation, Index index) {
  Control& control = simulation.state().controls[index];
  if (control.state != Outcome::State::running || control.due != simulation.state().now) {
    return;
  }
  const ChangeKind& kind = kind_of(simulation.model().change(control.change));
  if (control.started != 0) {
    return kind.step(simulation, index);
  }
  if (called_off(simulation.state(), control) ||
      fails(simulation.model(), simulation.state(), control)) {
    return conclude(simulation, index, Outcome::State::failed);
  }
  control.started = 1;
  kind.start(simulation, index);
  bring_about(simulation, index, SideEffect::When::begins);
}

void step_at(Simulation& simulation, Index control, SimTime time) {
  simulation.state().controls[control].due = time;
  simulation.schedule(time, EventKind::control, control);
}

void conclude(Simulation& simulation, Index control, Outcome::State how) {
  Control& ended = simulation.state().controls[control];
  ended.state = how;
  ended.ended = simulation.state().now;
  if (how == Outcome::State::failed && ended.stopped == 0) {
    bring_about(simulation, control, SideEffect::When::fails);
  }
}

Index running_control(const State& state, Index change) {
  for (Index i = 0; i < state.controls.size(); ++i) {
    if (state.controls[i].change == change && state.controls[i].state == Outcome::State::running) {
      return i;
    }
  }
  return kNone;
}

Result<void> check_action(const Model& model, const State& state, Index action) {
  const Index change = model.action_change(action);
  if (running_control(state, change) != kNone) {
    return fail(ErrorCode::rejected,
                fmt::format("\"{}\" is already under way", model.action_of(change)->label));
  }
  const Block& blocked = model.action_of(change)->blocked;
  if (!blocked.flag.empty() &&
      (state.flags[model.find_flag(blocked.flag)] != 0) != blocked.unless) {
    return fail(ErrorCode::rejected, blocked.message);
  }
  const auto commands = std::count_if(state.controls.begin(), state.controls.end(),
                                      [](const Control& one) { return one.command != 0; });
  if (static_cast<std::size_t>(commands) >= kMaxCommands) {
    return fail(ErrorCode::rejected, fmt::format("more than {} actions", kMaxCommands));
  }
  return kind_of(model.change(change)).check(model, state, model.change(change));
}

std::vector<Outcome> list_outcomes(const Model& model, const State& state) {
  std::vector<Outcome> outcomes;
  for (const Control& control : state.controls) {
    if (control.command == 0) {
      continue;
    }
    Outcome outcome;
    outcome.command = control.command;
    outcome.state = control.state;
    outcome.at = control.state == Outcome::State::running ? control.decided : control.ended;
    outcome.progress = progress_of(model, state, control);
    outcome.message = message_of(model, state, control);
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace threeam::engine
