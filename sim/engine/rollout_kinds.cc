// Changes that replace instances by those of another version.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"
#include "sim/engine/rollouts.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

Result<void> known_version(const Model& model, const std::string& component,
                           const std::string& version) {
  const Index index = model.find_component(component);
  if (index == kNone || model.find_version(index, version) == kNone) {
    return bad(fmt::format("there is no {} {}", component, version));
  }
  return {};
}

std::uint32_t instances_to_replace(const Model& model, const State& state,
                                   const std::string& component, const std::string& to) {
  const Index index = model.find_component(component);
  std::uint32_t count = 0;
  for (Index r = 0; r < model.regions; ++r) {
    count +=
        instances_other_than(model, state, model.group_of(index, r), model.find_version(index, to));
  }
  return count;
}

Result<void> something_to_replace(const Model& model, const State& state,
                                  const std::string& component, const std::string& to,
                                  std::string_view verb) {
  if (instances_to_replace(model, state, component, to) == 0) {
    return not_now(
        fmt::format("{} runs no version but {}: there is nothing to {}", component, to, verb));
  }
  return {};
}

bool replaces(const Change& change, const std::string& component) {
  if (const auto* deploy = std::get_if<Deploy>(&change)) {
    return deploy->component == component;
  }
  if (const auto* rollback = std::get_if<Rollback>(&change)) {
    return rollback->component == component;
  }
  if (const auto* fix = std::get_if<FixForward>(&change)) {
    return std::any_of(fix->deploys.begin(), fix->deploys.end(),
                       [&](const Rollback& one) { return one.component == component; });
  }
  return false;
}

void stop_control(Simulation& simulation, Index control) {
  simulation.state().controls[control].stopped = 1;
  conclude(simulation, control, Outcome::State::failed);
  stop_rollouts(simulation, control);
}

// Two rollouts of one component would undo each other's work: the later one wins.
void stop_others(Simulation& simulation, Index control, const std::string& component) {
  State& state = simulation.state();
  for (Index i = 0; i < state.controls.size(); ++i) {
    if (i != control && state.controls[i].state == Outcome::State::running &&
        state.controls[i].started != 0 &&
        replaces(simulation.model().change(state.controls[i].change), component)) {
      stop_control(simulation, i);
    }
  }
}

void replace_everywhere(Simulation& simulation, Index control, const Rollback& rollback) {
  const Model& model = simulation.model();
  stop_others(simulation, control, rollback.component);
  const Index component = model.find_component(rollback.component);
  const Index to = model.find_version(component, rollback.to);
  for (Index r = 0; r < model.regions; ++r) {
    begin_rollout(simulation, control, model.group_of(component, r), Rollout::Purpose::replace, to,
                  kAllLeft, rollback.each);
  }
}

// ---- deploy -----------------------------------------------------------------------------------

// Starts the stages whose time has come, then waits for the next one.
void deploy_step(Simulation& simulation, Index control) {
  const Model& model = simulation.model();
  State& state = simulation.state();
  const auto& deploy = change_of<Deploy>(model, state.controls[control]);
  const Index component = model.find_component(deploy.component);
  const Index to = model.find_version(component, deploy.to);
  while (state.controls[control].step < deploy.stages.size()) {
    const DeployStage& stage = deploy.stages[state.controls[control].step];
    const SimTime at = state.controls[control].begins + stage.after;
    if (at > state.now) {
      return step_at(simulation, control, at);
    }
    ++state.controls[control].step;
    begin_rollout(simulation, control, model.group_of(component, model.find_region(stage.region)),
                  Rollout::Purpose::replace, to,
                  stage.instances > 0 ? static_cast<std::uint32_t>(stage.instances) : kAllLeft, 0);
  }
}

std::string runs_everywhere(const Model& model, const State& state, const std::string& component,
                            const std::string& to) {
  const std::uint32_t others = instances_to_replace(model, state, component, to);
  return others == 0 ? fmt::format("{} runs {} everywhere", component, to)
                     : fmt::format("{} runs {}, but {} instances run another version", component,
                                   to, others);
}

}  // namespace

const ChangeKind kDeploy = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& deploy = std::get<Deploy>(change);
      Duration last = 0;
      for (const DeployStage& stage : deploy.stages) {
        if (model.find_region(stage.region) == kNone || stage.after < last || stage.instances < 0) {
          return bad("stages need known regions and follow one another in time");
        }
        last = stage.after;
      }
      return known_version(model, deploy.component, deploy.to);
    },
    [](const Model& model, const State& state, const Change& change) {
      const auto& deploy = std::get<Deploy>(change);
      return something_to_replace(model, state, deploy.component, deploy.to, "deploy");
    },
    [](Simulation& simulation, Index control) {
      Control& state = simulation.state().controls[control];
      const auto& deploy = change_of<Deploy>(simulation.model(), state);
      state.total =
          instances_to_replace(simulation.model(), simulation.state(), deploy.component, deploy.to);
      stop_others(simulation, control, deploy.component);
      deploy_step(simulation, control);
    },
    deploy_step,
    [](const Model& model, const State& state, const Control& control) {
      const auto& deploy = change_of<Deploy>(model, control);
      return runs_everywhere(model, state, deploy.component, deploy.to);
    }};

// ---- rollback ---------------------------------------------------------------------------------

const ChangeKind kRollback = {
    [](const Model& model, const Change& change) {
      const auto& rollback = std::get<Rollback>(change);
      return known_version(model, rollback.component, rollback.to);
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& rollback = std::get<Rollback>(change);
      for (const Control& control : state.controls) {
        const auto* other = std::get_if<Rollback>(&model.change(control.change));
        if (control.state == Outcome::State::running && other != nullptr &&
            other->component == rollback.component) {
          return not_now(fmt::format("a rollback of {} is already running", rollback.component));
        }
      }
      return something_to_replace(model, state, rollback.component, rollback.to, "roll back");
    },
    [](Simulation& simulation, Index control) {
      Control& state = simulation.state().controls[control];
      const auto& rollback = change_of<Rollback>(simulation.model(), state);
      state.total = instances_to_replace(simulation.model(), simulation.state(), rollback.component,
                                         rollback.to);
      replace_everywhere(simulation, control, rollback);
    },
    nullptr,
    [](const Model& model, const State& state, const Control& control) {
      const auto& rollback = change_of<Rollback>(model, control);
      return runs_everywhere(model, state, rollback.component, rollback.to);
    }};

// ---- fix forward ------------------------------------------------------------------------------

const ChangeKind kFixForward = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& fix = std::get<FixForward>(change);
      if (fix.deploys.empty() || fix.fail_chance < 0 || fix.fail_chance > 1) {
        return bad("needs deploys and a fail_chance in 0..1");
      }
      for (const Rollback& deploy : fix.deploys) {
        if (auto ok = known_version(model, deploy.component, deploy.to); !ok) {
          return ok;
        }
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& fix = std::get<FixForward>(change);
      for (const Rollback& deploy : fix.deploys) {
        if (something_to_replace(model, state, deploy.component, deploy.to, "fix")) {
          return {};
        }
      }
      return not_now("the fix already runs everywhere");
    },
    [](Simulation& simulation, Index control) {
      const auto& fix =
          change_of<FixForward>(simulation.model(), simulation.state().controls[control]);
      step_at(simulation, control, simulation.state().now + fix.prepare);
    },
    // The canary's luck is named by the action and how often it was tried, so that it is the same
    // in every fork.
    [](Simulation& simulation, Index control) {
      const Model& model = simulation.model();
      State& state = simulation.state();
      const auto& fix = change_of<FixForward>(model, state.controls[control]);
      const std::uint64_t key = derive_key(
          derive_key(0x63616e617279, state.controls[control].change), state.controls[control].nth);
      if (uniform(philox(state.seed, key, 0)[0]) < fix.fail_chance) {
        return conclude(simulation, control, Outcome::State::failed);
      }
      for (const Rollback& deploy : fix.deploys) {
        state.controls[control].total +=
            instances_to_replace(model, state, deploy.component, deploy.to);
      }
      for (const Rollback& deploy : fix.deploys) {
        replace_everywhere(simulation, control, deploy);
      }
    },
    [](const Model& model, const State& state, const Control& control) {
      std::string text;
      for (const Rollback& deploy : change_of<FixForward>(model, control).deploys) {
        text +=
            (text.empty() ? "" : "; ") + runs_everywhere(model, state, deploy.component, deploy.to);
      }
      return text;
    }};

// ---- stop a rollout ---------------------------------------------------------------------------

const ChangeKind kStopRollout = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& stop = std::get<StopRollout>(change);
      const Index event = model.find_event(stop.change);
      if (event == kNone || !std::holds_alternative<Deploy>(model.change(event))) {
        return bad(fmt::format("there is no deploy {} in the timeline", stop.change));
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& stop = std::get<StopRollout>(change);
      const Index control = running_control(state, model.find_event(stop.change));
      if (control == kNone || state.controls[control].started == 0) {
        return not_now(fmt::format("the rollout {} is not under way", stop.change));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const auto& stop =
          change_of<StopRollout>(simulation.model(), simulation.state().controls[control]);
      const Index event = simulation.model().find_event(stop.change);
      const Index running = running_control(simulation.state(), event);
      if (running != kNone) {
        stop_control(simulation, running);
      }
      conclude(simulation, control, Outcome::State::done);
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("the rollout {} goes no further",
                         change_of<StopRollout>(model, control).change);
    }};

void rollout_ended(Simulation& simulation, Index control) {
  State& state = simulation.state();
  if (state.controls[control].state != Outcome::State::running ||
      !rollouts_finished(state, control)) {
    return;
  }
  const auto* deploy =
      std::get_if<Deploy>(&simulation.model().change(state.controls[control].change));
  if (deploy == nullptr || state.controls[control].step == deploy->stages.size()) {
    conclude(simulation, control, Outcome::State::done);
  }
}

}  // namespace threeam::engine
