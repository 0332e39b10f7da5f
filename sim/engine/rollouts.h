// Instances of one component in one region, taken out of service and put back one after another.
#pragma once

#include "sim/engine/simulation.h"
#include "sim/engine/state.h"

namespace threeam::engine {

// The longest that an instance may finish its work before what is left is cut off.
inline constexpr Duration kDrainLimit = 10 * kSecond;

// As a number of instances: all that are left.
inline constexpr std::uint32_t kAllLeft = kMaxInstances;

// `control` may be kNone: nobody asked, nobody is told.
// Begins to replace `count` instances of the group; adds them to the control's total.
void begin_rollout(Simulation& simulation, Index control, Index group, Rollout::Purpose purpose,
                   Index to, std::uint32_t count, Duration each);

// The event of a rollout; stale ones do nothing.
void step_rollout(Simulation& simulation, Index rollout);

// An instance that is being drained has no work left.
void rollout_idle(Simulation& simulation, Index rollout);

// Stops the rollouts of a control; the instance in hand returns as it is.
void stop_rollouts(Simulation& simulation, Index control);

// Are all its rollouts at their end?
bool rollouts_finished(const State& state, Index control);

// Instances of the component in the region that serve or will be back, and run another version.
std::uint32_t instances_other_than(const Model& model, const State& state, Index group,
                                   Index version);

// rollout_kinds.cc: the last rollout of a control may have ended.
void rollout_ended(Simulation& simulation, Index control);

}  // namespace threeam::engine
