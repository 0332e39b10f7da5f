// One row a kind of change: a new kind is a row and its place in the table of change_kinds.cc.
#pragma once

#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/engine/changes.h"
#include "sim/engine/model.h"
#include "sim/engine/simulation.h"
#include "sim/engine/state.h"

namespace threeam::engine {

struct ChangeKind {
  // Do its names resolve, its numbers make sense? Asked once, by compile().
  Result<void> (*valid)(const Model&, const Change&);
  // Could it start now? Errors are `rejected`.
  Result<void> (*check)(const Model&, const State&, const Change&);
  // Its first effect. Concludes the control, or arranges for steps.
  void (*start)(Simulation&, Index control);
  // Called at the times that were asked for with step_at(); null for kinds without steps.
  void (*step)(Simulation&, Index control);
  // What has been reached, for a control that is done.
  std::string (*done)(const Model&, const State&, const Control&);
  // Starts at the decision and takes its time to take effect, instead of starting afterwards.
  bool gradual = false;
};

const ChangeKind& kind_of(const Change& change);

// All changes of the scenario against their kinds' `valid`.
Result<void> check_changes(Model& model);

// The change of a control, as its kind.
template <class Kind>
const Kind& change_of(const Model& model, const Control& control) {
  return std::get<Kind>(model.change(control.change));
}

// ---- for the rows ------------------------------------------------------------------------------

// What `valid` says: the scenario is wrong.
tl::unexpected<Error> bad(std::string message);
// What `check` says: not as the world is now.
tl::unexpected<Error> not_now(std::string message);
// `check` of a kind that could always start.
Result<void> always(const Model& model, const State& state, const Change& change);
// bad() unless the name was found.
Result<void> known(Index index, std::string_view what, std::string_view name);

// The change of a control whose only effect is immediate.
template <class Kind>
const Kind& begin_and_end(Simulation& simulation, Index control) {
  conclude(simulation, control, Outcome::State::done);
  return change_of<Kind>(simulation.model(), simulation.state().controls[control]);
}

// ---- rows that live in other files --------------------------------------------------------------
extern const ChangeKind kParameterChange, kDrain;                        // parameters.cc
extern const ChangeKind kDeploy, kRollback, kFixForward, kStopRollout;   // rollout_kinds.cc
extern const ChangeKind kScale, kRestart, kCrash;                        // instance_kinds.cc
extern const ChangeKind kPauseConsumers, kResumeConsumers, kPurgeQueue;  // queue_kinds.cc
extern const ChangeKind kFreezeWrites, kUnfreezeWrites, kRepairData;     // data_kinds.cc
extern const ChangeKind kFlushCache, kInvalidateKeys;                    // cache_kinds.cc
extern const ChangeKind kSetStock, kSetStockCapacity;                    // stock_kinds.cc
extern const ChangeKind kSetFlag;                                        // flag_kinds.cc
extern const ChangeKind kTelemetry;                                      // telemetry.cc
extern const ChangeKind kFailover, kDeleteRows, kDiverge, kReconcile;    // replica_kinds.cc

}  // namespace threeam::engine
