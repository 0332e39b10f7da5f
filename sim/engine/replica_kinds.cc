// Changes of copies: who leads, rows that go, rows that differ, and bringing them back together.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"
#include "sim/engine/replicas.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr Duration kHandoverStep = 100 * kMillisecond;

// kNone when the dataset does not exist or has no replicas.
Index set_of(const Model& model, const std::string& dataset) {
  const Index index = model.find_dataset(dataset);
  return index == kNone ? kNone : model.replication[index];
}

Result<void> has_copy(const Model& model, const std::string& dataset, const std::string& region) {
  const Index set = set_of(model, dataset);
  const Index r = model.find_region(region);
  if (set == kNone || r == kNone || ((model.replicated[set].regions >> r) & 1) == 0) {
    return bad(fmt::format("there is no copy of {} in {}", dataset, region));
  }
  return {};
}

Result<void> is_share(double share) {
  if (share < 0 || share > 1) {
    return bad("needs a share in 0..1");
  }
  return {};
}

void failover_step(Simulation& simulation, Index control) {
  const Model& model = simulation.model();
  State& state = simulation.state();
  const auto& failover = change_of<Failover>(model, state.controls[control]);
  const Index set = set_of(model, failover.dataset);
  const Index to = model.find_region(failover.to);
  const CopyState& copy = state.copies[set * model.regions + to];
  if (!failover.lose && copy.applied < state.replicated[set].position) {
    state.replicated[set].closing = 1;
    return step_at(simulation, control, state.now + kHandoverStep);
  }
  if (state.replicated[set].primary != to) {
    simulation.promote(set, to);
  }
  state.replicated[set].closing = 0;
  conclude(simulation, control, Outcome::State::done);
}

}  // namespace

const ChangeKind kFailover = {
    [](const Model& model, const Change& change) {
      const auto& failover = std::get<Failover>(change);
      return has_copy(model, failover.dataset, failover.to);
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& failover = std::get<Failover>(change);
      const Index set = set_of(model, failover.dataset);
      if (state.replicated[set].primary == model.find_region(failover.to)) {
        return not_now(
            fmt::format("{} has its primary in {} already", failover.dataset, failover.to));
      }
      return {};
    },
    failover_step, failover_step,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& failover = change_of<Failover>(model, control);
      return fmt::format("{} has its primary in {}", failover.dataset, failover.to);
    }};

const ChangeKind kDeleteRows = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& rows = std::get<DeleteRows>(change);
      if (auto ok = is_share(rows.share); !ok) {
        return ok;
      }
      return known(model.find_dataset(rows.dataset), "dataset", rows.dataset);
    },
    always,
    [](Simulation& simulation, Index control) {
      const auto& rows = begin_and_end<DeleteRows>(simulation, control);
      const Model& model = simulation.model();
      State& state = simulation.state();
      const Index dataset = model.find_dataset(rows.dataset);
      const Index set = model.replication[dataset];
      for (Index r = 0; r < model.regions; ++r) {
        if (set != kNone && r != state.replicated[set].primary) {
          continue;
        }
        const double gone = rows.share * rows_in(model, state, dataset, r);
        for (std::size_t f = 0; f < model.scenario.datasets[dataset].formats.size(); ++f) {
          state.rows[(model.first_format[dataset] + f) * model.regions + r] *= 1 - rows.share;
        }
        if (set != kNone) {
          simulation.log_rows(set, gone);
        } else {
          state.datasets[dataset * model.regions + r].deleted += gone;
        }
      }
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& rows = change_of<DeleteRows>(model, control);
      return fmt::format("{:.0f} % of the rows of {} are gone", 100 * rows.share, rows.dataset);
    }};

const ChangeKind kDiverge = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& diverge = std::get<Diverge>(change);
      if (auto ok = is_share(diverge.share); !ok) {
        return ok;
      }
      return has_copy(model, diverge.dataset, diverge.region);
    },
    always,
    [](Simulation& simulation, Index control) {
      const auto& diverge = begin_and_end<Diverge>(simulation, control);
      const Model& model = simulation.model();
      State& state = simulation.state();
      const Index region = model.find_region(diverge.region);
      const double rows =
          rows_in(model, state, model.find_dataset(diverge.dataset), region) * diverge.share;
      state.copies[set_of(model, diverge.dataset) * model.regions + region].diverged += rows;
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& diverge = change_of<Diverge>(model, control);
      return fmt::format("the copy of {} in {} was changed", diverge.dataset, diverge.region);
    }};

namespace {

// One second's work. Rows that only a former primary has are written to the primary.
void reconcile_step(Simulation& simulation, Index control) {
  const Model& model = simulation.model();
  State& state = simulation.state();
  const auto& reconcile = change_of<Reconcile>(model, state.controls[control]);
  const Index set = set_of(model, reconcile.dataset);
  const ReplicatedInfo& info = model.replicated[set];
  const Dataset& dataset = model.scenario.datasets[info.dataset];
  const std::size_t row =
      (model.first_format[info.dataset] + model.find_format(info.dataset, dataset.initial_format)) *
          model.regions +
      state.replicated[set].primary;
  double left = reconcile.rate;
  for (std::size_t r = 0; r < model.regions; ++r) {
    CopyState& copy = state.copies[set * model.regions + r];
    const double mended = std::min(left, copy.diverged);
    copy.diverged -= mended;
    left -= mended;
    const double moved = copy.leads == 0 ? std::min(left, copy.stranded) : 0;
    copy.stranded -= moved;
    left -= moved;
    state.rows[row] += moved;
    simulation.log_rows(set, moved);
    state.controls[control].done += static_cast<std::uint32_t>(mended + moved);
  }
  const double astray = astray_rows(model, state, set);
  state.controls[control].total = state.controls[control].done + static_cast<std::uint32_t>(astray);
  if (astray <= 0) {
    return conclude(simulation, control, Outcome::State::done);
  }
  step_at(simulation, control, state.now + kSecond);
}

}  // namespace

const ChangeKind kReconcile = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& reconcile = std::get<Reconcile>(change);
      if (set_of(model, reconcile.dataset) == kNone || reconcile.rate <= 0) {
        return bad("needs a dataset with replicas and a rate above 0");
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& reconcile = std::get<Reconcile>(change);
      if (astray_rows(model, state, set_of(model, reconcile.dataset)) <= 0) {
        return not_now(fmt::format("the copies of {} agree", reconcile.dataset));
      }
      return {};
    },
    reconcile_step, reconcile_step,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("{} rows of {} compared and mended", control.done,
                         change_of<Reconcile>(model, control).dataset);
    }};

}  // namespace threeam::engine
