// What is decided, by the scenario's timeline or by a person, and how it takes effect.
//
// A change becomes a Control: decided, then started after the action's `takes`, then stepped until
// it is done, has failed, or was stopped by a later change. A kind of change is one row of the
// table in change_kinds.cc; the rows live in *_kinds.cc and parameters.cc.
#pragma once

#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/engine/model.h"
#include "sim/engine/simulation.h"
#include "sim/engine/state.h"

namespace threeam::engine {

// The event of a control: starts it, or steps it. Stale events (of a stopped control, or not at its
// due time) do nothing.
void step_control(Simulation& simulation, Index control);

// Calls the control's step again at `time`.
void step_at(Simulation& simulation, Index control, SimTime time);

// Ends it now.
void conclude(Simulation& simulation, Index control, Outcome::State how);

// The running control of that change, or kNone.
Index running_control(const State& state, Index change);

// Could this action start now?
Result<void> check_action(const Model& model, const State& state, Index action);

// All commands so far.
std::vector<Outcome> list_outcomes(const Model& model, const State& state);

// parameters.cc: recomputes work factors, error ratios, workers, traffic, latency and loss from the
// parameter changes that are in force.
void apply_parameters(Simulation& simulation);

}  // namespace threeam::engine
