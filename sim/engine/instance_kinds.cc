// Changes that add, remove or restart instances.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"
#include "sim/engine/rollouts.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

// Of a Scale or a Crash.
template <class Kind, class Each>
void for_each_group(const Model& model, const Kind& kind, Each each) {
  const Index component = model.find_component(kind.component);
  for (Index r = 0; r < model.regions; ++r) {
    if (kind.region.empty() || model.scenario.regions[r] == kind.region) {
      each(model.group_of(component, r));
    }
  }
}

std::uint32_t present(const Model& model, const State& state, Index group) {
  return instances_other_than(model, state, group, kNone);
}

// New instances come with the version that most of the others run.
Index common_version(const Model& model, const State& state, Index group) {
  const GroupInfo& info = model.groups[group];
  std::uint32_t most = 0;
  Index common = 0;
  for (Index v = 0; v < model.components[info.component].versions; ++v) {
    const std::uint32_t with =
        present(model, state, group) - instances_other_than(model, state, group, v);
    if (with > most) {
      most = with;
      common = v;
    }
  }
  return common;
}

}  // namespace

void Simulation::start_instances(Index group, std::uint32_t count, Duration startup) {
  const GroupInfo& info = model_.groups[group];
  const Index version = common_version(model_, state_, group);
  for (std::size_t i = info.first; i < info.first + info.slots && count > 0; ++i) {
    Instance& instance = state_.instances[i];
    if (instance.service != Service::absent) {
      continue;
    }
    instance.service = Service::down;
    instance.version = version;
    if (startup == 0) {
      make_ready(static_cast<Index>(i));
    } else {
      expect_back(static_cast<Index>(i), state_.now + startup);
    }
    --count;
  }
  apply_parameters(*this);
  for (std::size_t i = info.first; i < info.first + info.slots; ++i) {
    fill_workers(static_cast<Index>(i));
  }
}

const ChangeKind kScale = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& scale = std::get<Scale>(change);
      if (model.find_component(scale.component) == kNone || scale.instances < 0 ||
          (!scale.region.empty() && model.find_region(scale.region) == kNone)) {
        return bad("needs a known component and region, and not less than 0 instances");
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& scale = std::get<Scale>(change);
      bool differs = false;
      for_each_group(model, scale, [&](Index group) {
        differs =
            differs || present(model, state, group) != static_cast<std::uint32_t>(scale.instances);
      });
      if (!differs) {
        return not_now(
            fmt::format("{} already has {} instances there", scale.component, scale.instances));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const Model& model = simulation.model();
      const auto& scale = change_of<Scale>(model, simulation.state().controls[control]);
      const auto wanted = static_cast<std::uint32_t>(scale.instances);
      for_each_group(model, scale, [&](Index group) {
        const std::uint32_t now = present(model, simulation.state(), group);
        if (now < wanted) {
          simulation.start_instances(group, wanted - now, 0);
        } else if (now > wanted) {
          simulation.state().controls[control].total += now - wanted;
          begin_rollout(simulation, control, group, Rollout::Purpose::remove, 0, now - wanted, 0);
        }
      });
      rollout_ended(simulation, control);
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& scale = change_of<Scale>(model, control);
      return fmt::format("{} has {} instances in {}", scale.component, scale.instances,
                         scale.region.empty() ? "every region" : scale.region);
    }};

const ChangeKind kRestart = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& restart = std::get<Restart>(change);
      for (const std::string& region : restart.regions) {
        if (model.find_region(region) == kNone) {
          return bad(fmt::format("there is no region {}", region));
        }
      }
      if (model.find_component(restart.component) == kNone) {
        return bad(fmt::format("there is no component {}", restart.component));
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& restart = std::get<Restart>(change);
      for (const Control& control : state.controls) {
        const auto* other = std::get_if<Restart>(&model.change(control.change));
        if (control.state == Outcome::State::running && other != nullptr &&
            other->component == restart.component) {
          return not_now(fmt::format("a restart of {} is already running", restart.component));
        }
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const Model& model = simulation.model();
      State& state = simulation.state();
      const auto& restart = change_of<Restart>(model, state.controls[control]);
      const Index component = model.find_component(restart.component);
      for (Index r = 0; r < model.regions; ++r) {
        const bool named = std::find(restart.regions.begin(), restart.regions.end(),
                                     model.scenario.regions[r]) != restart.regions.end();
        if (restart.regions.empty() || named) {
          const Index group = model.group_of(component, r);
          state.controls[control].total += present(model, state, group);
          begin_rollout(simulation, control, group, Rollout::Purpose::restart, 0, kAllLeft,
                        restart.each);
        }
      }
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("{} instances of {} were restarted", control.done,
                         change_of<Restart>(model, control).component);
    }};

const ChangeKind kCrash = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& crash = std::get<Crash>(change);
      if (model.find_component(crash.component) == kNone || crash.instances < 1 ||
          crash.back_after < 0 ||
          (!crash.region.empty() && model.find_region(crash.region) == kNone)) {
        return bad("needs a known component and region, and at least one instance");
      }
      return {};
    },
    always,
    [](Simulation& simulation, Index control) {
      const auto& crash = begin_and_end<Crash>(simulation, control);
      State& state = simulation.state();
      for_each_group(simulation.model(), crash, [&](Index group_index) {
        const GroupInfo& group = simulation.model().groups[group_index];
        int left = crash.instances;
        for (std::size_t i = group.first; i < group.first + group.slots && left > 0; ++i) {
          if (is_up(state.instances[i].service)) {
            simulation.crash(static_cast<Index>(i), crash.back_after);
            ++state.controls[control].done;
            --left;
          }
        }
      });
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("{} instances of {} died", control.done,
                         change_of<Crash>(model, control).component);
    }};

}  // namespace threeam::engine
