// Actions that fail, cannot be started, or do more than they say.
#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;

// Service "s" at 50 requests a second, an action "more" that takes 5 s, and a flag "f".
Scenario one_action() {
  Scenario one =
      scenario({service("s", 2, 16, 16, steps(use(2 * kMillisecond)))}, {traffic("t", "s", 50)});
  one.flags = {{"f", "", false}};
  one.actions = {action("more", Scale{"s", "r", 4}, 5 * kSecond),
                 action("flag", SetFlag{"f", true})};
  return one;
}

ParameterChange errors(double ratio) {
  ParameterChange change;
  change.parameter = Parameter::error_ratio;
  change.where.component = "s";
  change.factor = ratio;
  return change;
}

// Taken at 1 s.
engine::World acted(const Scenario& scenario, std::string_view action, std::uint64_t seed = 1) {
  engine::World world(compiled(scenario), seed);
  world.advance(kSecond);
  EXPECT_TRUE(world.check(action));
  world.apply(action, 7);
  return world;
}

int instances(const engine::World& world) {
  return world.versions().front().instances;
}

TEST(FailingAction, IsUnderWayUntilItsTimeAndThenChangesNothing) {
  Scenario one = one_action();
  one.actions[0].fail_chance = 1;
  one.actions[0].fails = "no quota left";
  engine::World world = acted(one, "more");
  world.advance(5 * kSecond);
  EXPECT_EQ(world.outcomes().front().state, engine::Outcome::State::running);
  world.advance(20 * kSecond);
  const engine::Outcome outcome = world.outcomes().front();
  EXPECT_EQ(outcome.state, engine::Outcome::State::failed);
  EXPECT_EQ(outcome.at, 6 * kSecond);
  EXPECT_EQ(outcome.message, "no quota left");
  EXPECT_EQ(instances(world), 2);
  EXPECT_TRUE(world.check("more"));
}

TEST(FailingAction, HasItsOwnLuckAtEveryAttemptAndTheSameInAFork) {
  Scenario one = one_action();
  one.actions[0].fail_chance = 0.5;
  int failed = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    engine::World world = acted(one, "more", seed);
    engine::World fork = world;
    world.advance(7 * kSecond);
    fork.advance(7 * kSecond);
    EXPECT_EQ(world.outcomes().front().state, fork.outcomes().front().state);
    failed += world.outcomes().front().state == engine::Outcome::State::failed ? 1 : 0;
  }
  EXPECT_NEAR(failed, 100, 25);
}

TEST(FailingAction, ThatWouldBeGradualMovesNothingBeforeItFails) {
  Scenario one = one_action();
  one.regions = {"r", "q"};
  one.components[0].instances = {{"r", 2}, {"q", 2}};
  one.traffic[0].rate = {{"r", 50}, {"q", 0}};
  one.actions = {action("drain", Drain{"r", "q"}, 10 * kSecond)};
  one.actions[0].fail_chance = 1;
  const auto model = compiled(one);
  engine::World world(model, 1);
  world.apply("drain", 1);
  engine::Recorder recorder(*model);
  world.advance(30 * kSecond, &recorder);
  EXPECT_EQ(sum(recorder, SeriesId::http_requests_total, {"s", "do", "q"}), 0);
  EXPECT_EQ(world.outcomes().front().at, 10 * kSecond);
}

TEST(SideEffects, ComeAfterTheActionsFirstEffect) {
  Scenario one = one_action();
  one.actions[0].also = {{SideEffect::When::begins, 10 * kSecond, errors(1)}};
  const auto model = compiled(one);
  engine::World world = acted(one, "more");
  engine::Recorder recorder(*model);
  world.advance(15 * kSecond, &recorder);
  EXPECT_EQ(sum(recorder, SeriesId::client_requests_total, {"failed"}), 0);
  world.advance(30 * kSecond, &recorder);
  EXPECT_NEAR(sum(recorder, SeriesId::client_requests_total, {"failed"}), 14 * 50, 120);
  EXPECT_EQ(world.outcomes().size(), 1U);  // nobody is told of the side effect
  EXPECT_EQ(world.outcomes().front().message, "s has 4 instances in r");
}

TEST(SideEffects, OfAFailureComeOnlyWhenItFails) {
  for (const double chance : {0.0, 1.0}) {
    Scenario one = one_action();
    one.actions[0].fail_chance = chance;
    one.actions[0].also = {{SideEffect::When::fails, 0, Scale{"s", "r", 1}},
                           {SideEffect::When::begins, 0, errors(0)}};
    engine::World world = acted(one, "more");
    world.advance(30 * kSecond);
    EXPECT_EQ(instances(world), chance > 0 ? 1 : 4);
  }
}

TEST(SideEffects, AreCheckedLikeEveryOtherChange) {
  Scenario one = one_action();
  one.actions[0].also = {{SideEffect::When::begins, 0, SetFlag{"nothing", true}}};
  const auto model = engine::compile(one);
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().where, "actions.more.also");
}

TEST(BlockedAction, SaysWhyUntilTheFlagLetsItGo) {
  Scenario one = one_action();
  one.actions[0].blocked = {"f", true, "ask for access first"};
  engine::World world(compiled(one), 1);
  const auto no = world.check("more");
  ASSERT_FALSE(no);
  EXPECT_EQ(no.error().code, ErrorCode::rejected);
  EXPECT_EQ(no.error().message, "ask for access first");
  world.apply("flag", 1);
  world.advance(kSecond);
  EXPECT_TRUE(world.check("more"));
}

}  // namespace
}  // namespace threeam
