// Which snapshots a round keeps when not all of them fit.
#include "sim/round/keyframes.h"

#include <algorithm>
#include <vector>

#include "small_scenario.h"
#include <gtest/gtest.h>

namespace threeam::round {
namespace {

constexpr Duration kEvery = 5 * kSecond;

// As many as there are times from the start on.
std::vector<SimTime> kept_of(std::size_t max_bytes, int count) {
  const auto round = small_round();
  engine::World world = round->at(-4 * kMinute);
  Keyframes frames(max_bytes);
  for (int i = 0; i < count; ++i) {
    frames.add(world, 0);
    world.advance(world.now() + kEvery);
  }
  std::vector<SimTime> kept;
  for (const Keyframe* frame = frames.find(world.now(), 0); frame != nullptr;
       frame = frames.before(frame)) {
    kept.push_back(frame->world->now());
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

TEST(Keyframes, AreAllKeptWhereTheyFit) {
  EXPECT_EQ(kept_of(std::size_t{16} << 20, 80).size(), 80U);
}

TEST(Keyframes, ThatDoNotFitGoWhereTheOthersAreClosest) {
  const std::size_t each = small_round()->at(0).state_bytes();
  const std::vector<SimTime> kept = kept_of(40 * each, 80);
  ASSERT_GT(kept.size(), 8U);
  ASSERT_LT(kept.size(), 40U);
  EXPECT_EQ(kept.front(), -4 * kMinute) << "a fork may be from anywhere";
  Duration longest = 0;
  for (std::size_t i = 1; i < kept.size(); ++i) {
    longest = std::max(longest, kept[i] - kept[i - 1]);
  }
  const Duration even = 80 * kEvery / static_cast<Duration>(kept.size());
  EXPECT_LE(longest, 3 * even) << "no stretch is left bare";
}

}  // namespace
}  // namespace threeam::round
