// Counter-based random numbers: no state, so any draw can be made again from its name.
//
// Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11,
// section 3.3. A draw is named by (seed, key, index): both branches of a what-if that keep the same
// names see the same luck (common random numbers).
#pragma once

#include <array>
#include <cstdint>

namespace threeam {

// Four independent uniform 32-bit words for counter (key, block) under the seed.
std::array<std::uint32_t, 4> philox(std::uint64_t seed, std::uint64_t key, std::uint64_t block);

// SplitMix64 finaliser over both words (Steele, Lea, Flood, OOPSLA'14): derives the key of a part
// from the key of the whole.
constexpr std::uint64_t derive_key(std::uint64_t parent, std::uint64_t part) {
  std::uint64_t z = parent + 0x9e3779b97f4a7c15ULL * (part + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

// In (0, 1): never 0, so that its logarithm is finite.
constexpr double uniform(std::uint32_t word) {
  return (static_cast<double>(word) + 0.5) * (1.0 / 4294967296.0);
}

}  // namespace threeam
