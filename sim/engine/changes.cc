#include "sim/engine/changes.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/clocks.h"

namespace threeam::engine {

namespace {

// How long after the decision the first effect comes.
Duration delay_of(const Model& model, Index change) {
  const std::size_t events = model.scenario.timeline.size();
  if (change < events || kind_of(model.change(change)).gradual) {
    return 0;
  }
  return model.scenario.actions[change - events].takes;
}

const std::string& label_of(const Model& model, Index change) {
  return model.scenario.actions[change - model.scenario.timeline.size()].label;
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

std::string message_of(const Model& model, const State& state, const Control& control) {
  switch (control.state) {
    case Outcome::State::done:
      return kind_of(model.change(control.change)).done(model, state, control);
    case Outcome::State::failed:
      return control.stopped != 0 ? "stopped by a later change"
                                  : "the canary failed; nothing was replaced";
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
  const std::size_t events = model_.scenario.timeline.size();
  control.begins = state_.now + delay_of(model_, change);
  if (change < events) {
    // Where clocks are ahead it begins earlier.
    const auto* parameter = std::get_if<ParameterChange>(&model_.change(change));
    const Duration ahead = parameter != nullptr && parameter->by_clock ? largest_skew(model_) : 0;
    control.begins = std::max(model_.scenario.timeline[change].at - ahead, state_.now);
  }
  control.due = control.begins;
  control.nth = static_cast<std::uint32_t>(
      std::count_if(state_.controls.begin(), state_.controls.end(),
                    [&](const Control& earlier) { return earlier.change == change; }));
  const auto index = static_cast<Index>(state_.controls.size());
  state_.controls.push_back(control);
  schedule(control.begins, EventKind::control, index);
}

void step_control(Simulation& simulation, Index index) {
  Control& control = simulation.state().controls[index];
  if (control.state != Outcome::State::running || control.due != simulation.state().now) {
    return;
  }
  const ChangeKind& kind = kind_of(simulation.model().change(control.change));
  if (control.started == 0) {
    control.started = 1;
    kind.start(simulation, index);
  } else {
    kind.step(simulation, index);
  }
}

void step_at(Simulation& simulation, Index control, SimTime time) {
  simulation.state().controls[control].due = time;
  simulation.schedule(time, EventKind::control, control);
}

void conclude(Simulation& simulation, Index control, Outcome::State how) {
  Control& ended = simulation.state().controls[control];
  ended.state = how;
  ended.ended = simulation.state().now;
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
                fmt::format("\"{}\" is already under way", label_of(model, change)));
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
