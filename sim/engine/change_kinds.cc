#include "sim/engine/change_kinds.h"

#include <algorithm>
#include <array>
#include <variant>

#include <fmt/format.h>

#include "sim/engine/changes.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

tl::unexpected<Error> bad(std::string message) {
  return fail(ErrorCode::invalid_input, std::move(message));
}
tl::unexpected<Error> not_now(std::string message) {
  return fail(ErrorCode::rejected, std::move(message));
}

Result<void> known(Index index, std::string_view what, std::string_view name) {
  if (index == kNone) {
    return bad(fmt::format("there is no {} {}", what, name));
  }
  return {};
}

// The change of a control whose only effect is immediate.
template <class Kind>
const Kind& begin_and_end(Simulation& simulation, Index control) {
  conclude(simulation, control, Outcome::State::done);
  return change_of<Kind>(simulation.model(), simulation.state().controls[control]);
}

// ---- flags ----------------------------------------------------------------------------------

const ChangeKind kSetFlag = {
    [](const Model& model, const Change& change) {
      const auto& flag = std::get<SetFlag>(change);
      return known(model.find_flag(flag.name), "flag", flag.name);
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& flag = std::get<SetFlag>(change);
      if ((state.flags[model.find_flag(flag.name)] != 0) == flag.on) {
        return not_now(fmt::format("{} is already {}", flag.name, flag.on ? "on" : "off"));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const auto& flag = begin_and_end<SetFlag>(simulation, control);
      simulation.state().flags[simulation.model().find_flag(flag.name)] = flag.on ? 1 : 0;
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& flag = change_of<SetFlag>(model, control);
      return fmt::format("{} is {} everywhere", flag.name, flag.on ? "on" : "off");
    }};

// ---- traffic at the door ----------------------------------------------------------------------

// An empty route is all of them.
std::vector<Index> routes_of(const Model& model, const std::string& route) {
  std::vector<Index> routes;
  for (Index t = 0; t < model.scenario.traffic.size(); ++t) {
    if (route.empty() || model.scenario.traffic[t].route == route) {
      routes.push_back(t);
    }
  }
  return routes;
}

const ChangeKind kShed = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& shed = std::get<Shed>(change);
      if (shed.ratio < 0 || shed.ratio > 1 || routes_of(model, shed.route).empty()) {
        return bad("needs a known route and a ratio in 0..1");
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& shed = std::get<Shed>(change);
      const auto routes = routes_of(model, shed.route);
      if (std::all_of(routes.begin(), routes.end(),
                      [&](Index route) { return state.shed[route] == shed.ratio; })) {
        return not_now(fmt::format("{:.0f} % is already what is refused", 100 * shed.ratio));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const auto& shed = begin_and_end<Shed>(simulation, control);
      for (const Index route : routes_of(simulation.model(), shed.route)) {
        simulation.state().shed[route] = shed.ratio;
      }
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& shed = change_of<Shed>(model, control);
      return fmt::format("{:.0f} % of {} are refused with 429", 100 * shed.ratio,
                         shed.route.empty() ? "all requests" : shed.route);
    }};

// ---- message queues ---------------------------------------------------------------------------

template <class Kind>
Result<void> known_queue(const Model& model, const Change& change) {
  const auto& name = std::get<Kind>(change).queue;
  return known(model.find_queue(name), "queue", name);
}

bool paused(const Model& model, const State& state, Index queue) {
  return state.queues[queue * model.regions].paused != 0;
}

void set_paused(Simulation& simulation, const std::string& name, bool pause) {
  const Index queue = simulation.model().find_queue(name);
  for (Index r = 0; r < simulation.model().regions; ++r) {
    simulation.state().queues[queue * simulation.model().regions + r].paused = pause ? 1 : 0;
    simulation.dispatch(queue, r);
  }
}

const ChangeKind kPauseConsumers = {
    known_queue<PauseConsumers>,
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& pause = std::get<PauseConsumers>(change);
      if (paused(model, state, model.find_queue(pause.queue))) {
        return not_now(fmt::format("the consumers of {} are already paused", pause.queue));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      set_paused(simulation, begin_and_end<PauseConsumers>(simulation, control).queue, true);
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("nobody takes messages from {}",
                         change_of<PauseConsumers>(model, control).queue);
    }};

const ChangeKind kResumeConsumers = {
    known_queue<ResumeConsumers>,
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& resume = std::get<ResumeConsumers>(change);
      if (!paused(model, state, model.find_queue(resume.queue))) {
        return not_now(fmt::format("the consumers of {} are not paused", resume.queue));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      set_paused(simulation, begin_and_end<ResumeConsumers>(simulation, control).queue, false);
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("messages are taken from {} again",
                         change_of<ResumeConsumers>(model, control).queue);
    }};

std::uint32_t messages_in(const Model& model, const State& state, Index queue) {
  std::uint32_t messages = 0;
  for (std::size_t r = 0; r < model.regions; ++r) {
    const QueueState& one = state.queues[queue * model.regions + r];
    messages += one.ready.count + one.waiting.count;
  }
  return messages;
}

const ChangeKind kPurgeQueue = {
    known_queue<PurgeQueue>,
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& purge = std::get<PurgeQueue>(change);
      if (messages_in(model, state, model.find_queue(purge.queue)) == 0) {
        return not_now(fmt::format("{} is empty", purge.queue));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const auto& purge = begin_and_end<PurgeQueue>(simulation, control);
      const Model& model = simulation.model();
      const Index queue = model.find_queue(purge.queue);
      simulation.state().controls[control].done = messages_in(model, simulation.state(), queue);
      for (Index r = 0; r < model.regions; ++r) {
        simulation.purge(queue, r);
      }
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("{} messages of {} are gone", control.done,
                         change_of<PurgeQueue>(model, control).queue);
    }};

// ---- data -------------------------------------------------------------------------------------

// An empty list is all of them.
std::vector<Index> regions_of(const Model& model, const std::vector<std::string>& names) {
  std::vector<Index> regions;
  for (Index r = 0; r < model.regions; ++r) {
    if (names.empty() ||
        std::find(names.begin(), names.end(), model.scenario.regions[r]) != names.end()) {
      regions.push_back(r);
    }
  }
  return regions;
}

void set_frozen(Simulation& simulation, const std::string& name,
                const std::vector<std::string>& regions, bool frozen) {
  const Model& model = simulation.model();
  const Index dataset = model.find_dataset(name);
  for (const Index r : regions_of(model, regions)) {
    simulation.state().datasets[dataset * model.regions + r].frozen = frozen ? 1 : 0;
  }
}

const ChangeKind kFreezeWrites = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& freeze = std::get<FreezeWrites>(change);
      for (const std::string& region : freeze.regions) {
        if (auto ok = known(model.find_region(region), "region", region); !ok) {
          return ok;
        }
      }
      return known(model.find_dataset(freeze.dataset), "dataset", freeze.dataset);
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& freeze = std::get<FreezeWrites>(change);
      const Index dataset = model.find_dataset(freeze.dataset);
      const auto regions = regions_of(model, freeze.regions);
      if (std::all_of(regions.begin(), regions.end(), [&](Index r) {
            return state.datasets[dataset * model.regions + r].frozen != 0;
          })) {
        return not_now(fmt::format("writes to {} are already frozen there", freeze.dataset));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const auto& freeze = begin_and_end<FreezeWrites>(simulation, control);
      set_frozen(simulation, freeze.dataset, freeze.regions, true);
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& freeze = change_of<FreezeWrites>(model, control);
      return fmt::format("writes to {} are refused with 503 in {}", freeze.dataset,
                         freeze.regions.empty()
                             ? "every region"
                             : fmt::format("{}", fmt::join(freeze.regions, ", ")));
    }};

const ChangeKind kUnfreezeWrites = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& name = std::get<UnfreezeWrites>(change).dataset;
      return known(model.find_dataset(name), "dataset", name);
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& unfreeze = std::get<UnfreezeWrites>(change);
      const Index dataset = model.find_dataset(unfreeze.dataset);
      for (std::size_t r = 0; r < model.regions; ++r) {
        if (state.datasets[dataset * model.regions + r].frozen != 0) {
          return {};
        }
      }
      return not_now(fmt::format("writes to {} are not frozen", unfreeze.dataset));
    },
    [](Simulation& simulation, Index control) {
      set_frozen(simulation, begin_and_end<UnfreezeWrites>(simulation, control).dataset, {}, false);
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("writes to {} are accepted",
                         change_of<UnfreezeWrites>(model, control).dataset);
    }};

struct RepairPlace {
  std::size_t from = 0, to = 0;  // in State::rows, of region 0
  Index dataset = 0;
};

RepairPlace place_of(const Model& model, const RepairData& repair) {
  const Index dataset = model.find_dataset(repair.dataset);
  const std::size_t first = model.first_format[dataset];
  return {(first + model.find_format(dataset, repair.from)) * model.regions,
          (first + model.find_format(dataset, repair.to)) * model.regions, dataset};
}

double rows_to_repair(const Model& model, const State& state, const RepairData& repair) {
  const RepairPlace place = place_of(model, repair);
  double rows = 0;
  for (std::size_t r = 0; r < model.regions; ++r) {
    rows += state.rows[place.from + r];
  }
  return rows;
}

// One second's work in every region; rows written meanwhile join the end.
void repair_step(Simulation& simulation, Index control) {
  const Model& model = simulation.model();
  State& state = simulation.state();
  const auto& repair = change_of<RepairData>(model, state.controls[control]);
  const RepairPlace place = place_of(model, repair);
  double left = 0;
  for (std::size_t r = 0; r < model.regions; ++r) {
    double& from = state.rows[place.from + r];
    const double rows = std::min(repair.rate, from);
    const double moved = from > 0 ? state.share[place.from + r] * (rows / from) : 0;
    from -= rows;
    state.rows[place.to + r] += rows;
    state.share[place.from + r] -= moved;
    state.share[place.to + r] += moved;
    DatasetState& dataset = state.datasets[place.dataset * model.regions + r];
    dataset.repaired += rows;
    dataset.repairing = from > 0 ? 1 : 0;
    state.controls[control].done += static_cast<std::uint32_t>(rows);
    left += from;
  }
  state.controls[control].total = state.controls[control].done + static_cast<std::uint32_t>(left);
  if (left <= 0) {
    return conclude(simulation, control, Outcome::State::done);
  }
  step_at(simulation, control, state.now + kSecond);
}

const ChangeKind kRepairData = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& repair = std::get<RepairData>(change);
      const Index dataset = model.find_dataset(repair.dataset);
      if (dataset == kNone || model.find_format(dataset, repair.from) == kNone ||
          model.find_format(dataset, repair.to) == kNone || repair.from == repair.to ||
          repair.rate <= 0) {
        return bad("needs a known dataset, two of its formats and a rate above 0");
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& repair = std::get<RepairData>(change);
      if (rows_to_repair(model, state, repair) <= 0) {
        return not_now(fmt::format("no row of {} is in format {}", repair.dataset, repair.from));
      }
      return {};
    },
    repair_step, repair_step,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& repair = change_of<RepairData>(model, control);
      return fmt::format("{} rows of {} rewritten as {}", control.done, repair.dataset, repair.to);
    }};

// ---- alerts -----------------------------------------------------------------------------------

const ChangeKind kSilence = {
    [](const Model& model, const Change& change) {
      const auto& name = std::get<Silence>(change).alert;
      return known(model.find_alert(name), "alert", name);
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& name = std::get<Silence>(change).alert;
      if (state.silenced[model.find_alert(name)] != 0) {
        return not_now(fmt::format("{} is already silenced", name));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const auto& silence = begin_and_end<Silence>(simulation, control);
      simulation.state().silenced[simulation.model().find_alert(silence.alert)] = 1;
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("{} does not page any more", change_of<Silence>(model, control).alert);
    }};

// In the order of the alternatives of Change.
constexpr std::array<const ChangeKind*, std::variant_size_v<Change>> kKinds = {
    &kParameterChange, &kDeploy,          &kRollback,   &kFixForward,   &kStopRollout,
    &kSetFlag,         &kScale,           &kRestart,    &kDrain,        &kShed,
    &kPauseConsumers,  &kResumeConsumers, &kPurgeQueue, &kFreezeWrites, &kUnfreezeWrites,
    &kRepairData,      &kSilence};

}  // namespace

const ChangeKind& kind_of(const Change& change) {
  return *kKinds[change.index()];
}

Result<void> check_changes(Model& model) {
  const auto check = [&](const Change& change, std::string where) -> Result<void> {
    if (auto ok = kind_of(change).valid(model, change); !ok) {
      return fail(ok.error().code, ok.error().message, std::move(where));
    }
    return {};
  };
  for (const TimelineEvent& event : model.scenario.timeline) {
    if (auto ok = check(event.change, "timeline." + event.id); !ok) {
      return ok;
    }
  }
  for (const Action& action : model.scenario.actions) {
    if (auto ok = check(action.change, "actions." + action.id); !ok) {
      return ok;
    }
  }
  return {};
}

}  // namespace threeam::engine
