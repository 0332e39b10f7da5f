// Counter-based random numbers: no state, so any draw can be made again from its name, and both
// branches of a what-if that keep the same names see the same luck (common random numbers).
//
// Two kinds of names:
//   (seed, key, index)  philox(): Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random
//                       numbers: as easy as 1, 2, 3", SC'11, section 3.3). Takes any names, however
//                       regular; for what exists before any key has the seed in it, and what is
//                       rare.
//   (key, index)        draw(): draw `index` of the SplitMix64 generator whose state is the key
//                       (Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
//                       OOPSLA'14; passes BigCrush). For what is drawn often, by those whose key
//                       is itself well mixed and has the seed in it. A sixth of Philox' work.
#pragma once

#include <array>
#include <cstdint>

namespace threeam {

// Four independent uniform 32-bit words for counter (key, block) under the seed.
constexpr std::array<std::uint32_t, 4> philox(std::uint64_t seed, std::uint64_t key,
                                              std::uint64_t block) {
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  std::array<std::uint32_t, 4> counter = {low(block), high(block), low(key), high(key)};
  std::uint32_t key0 = low(seed);
  std::uint32_t key1 = high(seed);
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product0 = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t product1 = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {high(product1) ^ counter[1] ^ key0, low(product1),
               high(product0) ^ counter[3] ^ key1, low(product0)};
    key0 += 0x9E3779B9;
    key1 += 0xBB67AE85;
  }
  return counter;
}

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

// Draw `index` of the owner of the key: as a word, and in (0, 1).
constexpr std::uint32_t draw_word(std::uint64_t key, std::uint64_t index) {
  return static_cast<std::uint32_t>(derive_key(key, index) >> 32);
}
constexpr double draw(std::uint64_t key, std::uint64_t index) {
  return uniform(draw_word(key, index));
}

}  // namespace threeam
