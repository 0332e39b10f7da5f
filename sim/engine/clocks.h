// What instances take the time to be.
#pragma once

#include <cstdint>

#include "sim/engine/model.h"

namespace threeam::engine {

// How far an instance's clock is ahead of the world's (below 0: behind): the same for a whole
// round, uniform within its component's skew.
Duration clock_offset(const Model& model, std::uint64_t seed, Index instance);

// No clock is further off.
Duration largest_skew(const Model& model);

}  // namespace threeam::engine
