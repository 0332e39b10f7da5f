// Identities that hold at every moment between events.
#pragma once

#include <string>

#include "sim/engine/model.h"
#include "sim/engine/state.h"

namespace threeam::engine {

// The first identity that does not hold, in words; empty when all do.
std::string find_conservation_error(const Model& model, const State& state);

}  // namespace threeam::engine
