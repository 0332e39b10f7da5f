// What holds in every world, over small random scenarios.
#include <algorithm>
#include <map>

#include "tests/property/random_scenario.h"
#include <gtest/gtest.h>

#include "sim/base/random.h"
#include "sim/engine/model.h"
#include "sim/engine/recorder.h"
#include "sim/engine/tracer.h"
#include "sim/engine/world.h"

namespace threeam {
namespace {

using namespace threeam::testing;

constexpr std::uint64_t kWorlds = 12;
constexpr Duration kLength = 2 * kMinute;

std::shared_ptr<const engine::Model> model_of(std::uint64_t seed) {
  auto model = engine::compile(random_scenario(seed));
  EXPECT_TRUE(model.has_value()) << to_string(model.error());
  return *model;
}

// Takes the world to `until`, with an action every few seconds that its scenario's dice choose.
void play(engine::World& world, std::uint64_t seed, SimTime until, Duration step,
          engine::Recorder* recorder = nullptr, engine::Tracer* tracer = nullptr) {
  const auto& actions = world.model().scenario.actions;
  while (world.now() < until) {
    const SimTime now = world.now();
    if (now > 0 && now % (5 * kSecond) == 0) {
      const auto luck = philox(seed, 7, static_cast<std::uint64_t>(now));
      const std::string& id = actions[luck[0] % actions.size()].id;
      if (world.check(id)) {
        world.apply(id, static_cast<std::uint64_t>(now));
      }
    }
    const SimTime next = now - ((now % step) + step) % step + step;
    world.advance(std::min(next, until), recorder, tracer);
  }
}

TEST(Worlds, ConserveRequestsMessagesWorkersAndTokens) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World world(model_of(seed), seed);
    for (SimTime now = world.now(); now < kLength; now += 2500 * kMillisecond) {
      play(world, seed, now, 2500 * kMillisecond);
      ASSERT_EQ(world.conservation_error(), "") << "scenario " << seed << " at " << now;
    }
  }
}

TEST(Worlds, AreTheSameTwice) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World one(model_of(seed), seed);
    engine::World other(model_of(seed), seed);
    play(one, seed, kLength, 5 * kSecond);
    play(other, seed, kLength, 5 * kSecond);
    EXPECT_EQ(one.state_hash(), other.state_hash());
  }
}

TEST(Worlds, DifferByTheirSeed) {
  engine::World one(model_of(1), 1);
  engine::World other(model_of(1), 2);
  one.advance(0);
  other.advance(0);
  EXPECT_NE(one.state_hash(), other.state_hash());
}

TEST(Worlds, AdvanceTheSameInOneStepOrMany) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World one(model_of(seed), seed);
    engine::World other(model_of(seed), seed);
    play(one, seed, kLength, 5 * kSecond);
    play(other, seed, kLength, 100 * kMillisecond);
    EXPECT_EQ(one.state_hash(), other.state_hash());
  }
}

TEST(Worlds, ContinueFromACopyAsTheOriginalWould) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World one(model_of(seed), seed);
    play(one, seed, 40 * kSecond, 5 * kSecond);
    engine::World copy = one;
    EXPECT_EQ(copy.state_hash(), one.state_hash());
    play(one, seed, kLength, 5 * kSecond);
    play(copy, seed, kLength, 5 * kSecond);
    EXPECT_EQ(copy.state_hash(), one.state_hash());
  }
}

TEST(Worlds, DoNotNoticeTheirRecorderOrTracer) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    const auto model = model_of(seed);
    engine::World alone(model, seed);
    engine::World watched(model, seed);
    play(alone, seed, kLength, 5 * kSecond);
    engine::Recorder first(*model);
    play(watched, seed, 20 * kSecond, 5 * kSecond, &first);
    ASSERT_FALSE(first.exemplars().empty());
    engine::Tracer tracer(first.exemplars().back().request);
    play(watched, seed, kLength, 5 * kSecond, &first, &tracer);
    EXPECT_EQ(alone.state_hash(), watched.state_hash());
  }
}

TEST(Worlds, RecordTheSameInOneStepOrMany) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const auto model = model_of(seed);
    engine::World one(model, seed);
    engine::World other(model, seed);
    engine::Recorder once(*model);
    engine::Recorder often(*model);
    play(one, seed, kLength, 5 * kSecond, &once);
    play(other, seed, kLength, 100 * kMillisecond, &often);
    EXPECT_EQ(once.hash(), often.hash());
  }
}

TEST(Worlds, RefusedActionsLeaveNoTrace) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World world(model_of(seed), seed);
    play(world, seed, 30 * kSecond, 5 * kSecond);
    const std::uint64_t before = world.state_hash();
    int refused = 0;
    for (const Action& one : world.model().scenario.actions) {
      refused += world.check(one.id) ? 0 : 1;
    }
    EXPECT_GT(refused, 0);
    EXPECT_EQ(world.state_hash(), before);
  }
}

// Both branches of a what-if meet the same requests, at the same times.
TEST(Forks, KeepTheIdentityOfRequests) {
  const auto model = model_of(3);
  engine::World one(model, 3);
  one.advance(20 * kSecond);
  engine::World other = one;
  ASSERT_TRUE(other.check("drain"));
  ASSERT_TRUE(other.check("back"));
  other.apply("drain", 1);
  other.apply("back", 2);
  engine::Recorder first(*model);
  engine::Recorder second(*model);
  one.advance(kLength, &first);
  other.advance(kLength, &second);
  EXPECT_NE(one.state_hash(), other.state_hash());
  std::map<std::uint64_t, SimTime> starts;
  for (const engine::Exemplar& exemplar : first.exemplars()) {
    starts[exemplar.request] = exemplar.start;
  }
  int shared = 0;
  for (const engine::Exemplar& exemplar : second.exemplars()) {
    const auto same = starts.find(exemplar.request);
    if (same != starts.end()) {
      EXPECT_EQ(same->second, exemplar.start);
      ++shared;
    }
  }
  EXPECT_GT(shared, 3);
}

}  // namespace
}  // namespace threeam
