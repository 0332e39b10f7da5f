// Changes of datasets: who may write, and rows rewritten in another format.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

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

}  // namespace

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

namespace {

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

// Replicas get repaired rows from their primary.
bool repairs_in(const Model& model, const State& state, Index dataset, std::size_t region) {
  const Index set = model.replication[dataset];
  return set == kNone || state.replicated[set].primary == region;
}

double rows_to_repair(const Model& model, const State& state, const RepairData& repair) {
  const RepairPlace place = place_of(model, repair);
  double rows = 0;
  for (std::size_t r = 0; r < model.regions; ++r) {
    rows += repairs_in(model, state, place.dataset, r) ? state.rows[place.from + r] : 0;
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
    if (!repairs_in(model, state, place.dataset, r)) {
      continue;
    }
    double& from = state.rows[place.from + r];
    const double rows = std::min(repair.rate, from);
    const double moved = from > 0 ? state.share[place.from + r] * (rows / from) : 0;
    from -= rows;
    state.rows[place.to + r] += rows;
    if (const Index set = model.replication[place.dataset]; set != kNone) {
      simulation.log_rows(set, rows);
    }
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

}  // namespace

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

}  // namespace threeam::engine
