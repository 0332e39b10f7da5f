#include "sim/base/random.h"

#include <array>
#include <cstdint>
#include <set>

#include <gtest/gtest.h>

namespace threeam {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Random123's kat_vectors for philox4x32 with 10 rounds.
TEST(Philox, MatchesTheAuthorsKnownAnswers) {
  EXPECT_EQ(philox(0, 0, 0), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  const std::uint64_t ones = ~0ULL;
  EXPECT_EQ(philox(ones, ones, ones), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox(0x299f31d0a4093822, 0x0370734413198a2e, 0x85a308d3243f6a88),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Uniform, StaysInsideTheOpenInterval) {
  EXPECT_GT(uniform(0), 0.0);
  EXPECT_LT(uniform(0xffffffff), 1.0);
}

TEST(DeriveKey, KeepsPartsAndWholesApart) {
  std::set<std::uint64_t> keys;
  for (std::uint64_t parent = 0; parent < 100; ++parent) {
    for (std::uint64_t part = 0; part < 100; ++part) {
      keys.insert(derive_key(parent, part));
    }
  }
  EXPECT_GT(keys.size(), 9990U);
}

}  // namespace
}  // namespace threeam
