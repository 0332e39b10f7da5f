// An arena whose copies share what neither has changed.
#include "sim/engine/chunks.h"

#include <gtest/gtest.h>

namespace threeam::engine {
namespace {

Chunks<int> counted(int count) {
  Chunks<int> arena;
  for (int i = 0; i < count; ++i) {
    arena.emplace_back();
    arena[static_cast<std::size_t>(i)] = i;
  }
  return arena;
}

int sum_of(const Chunks<int>& arena) {
  int sum = 0;
  for (std::size_t i = 0; i < arena.spans(); ++i) {
    for (const int value : arena.span(i)) {
      sum += value;
    }
  }
  return sum;
}

TEST(Chunks, GiveTheirElementsInOrderAndNoMore) {
  const Chunks<int> arena = counted(1000);
  EXPECT_EQ(arena.size(), 1000U);
  EXPECT_EQ(sum_of(arena), 999 * 1000 / 2);
  EXPECT_EQ(arena[731], 731);
}

TEST(Chunks, WhatIsWrittenToACopyDoesNotShowInTheOther) {
  Chunks<int> one = counted(1000);
  Chunks<int> other = one;
  other[3] = -1;
  one[999] = -2;
  one.emplace_back();
  EXPECT_EQ(std::as_const(one)[3], 3);
  EXPECT_EQ(std::as_const(other)[999], 999);
  EXPECT_EQ(other.size(), 1000U);
}

TEST(Chunks, ACopyHoldsOnlyWhatWasWrittenSince) {
  Chunks<int> one = counted(10'000);
  Chunks<int> other = one;
  EXPECT_EQ(other.bytes_beyond(one), 0U);
  other[5000] = 0;
  EXPECT_GT(other.bytes_beyond(one), 0U);
  EXPECT_LT(other.bytes_beyond(one), 10'000 * sizeof(int) / 4);
  one = other;
  EXPECT_EQ(one.bytes_beyond(other), 0U);
}

}  // namespace
}  // namespace threeam::engine
