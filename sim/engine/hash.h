// The fingerprint of a state.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/engine/state.h"

namespace threeam::engine {

// FNV-1a over every field of every arena, free lists and pending events included.
std::uint64_t hash_state(const State& state);

// Bytes that a copy of it takes.
std::size_t bytes_of(const State& state);

}  // namespace threeam::engine
