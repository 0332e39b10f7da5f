// What is made of a belief: how far it supports, how confidence is judged by it, what was read.
#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

namespace threeam::score::testing {
namespace {

// As if what had been opened before entry 1 had left this much belief in the cause.
Evidence believing(const Story& story, const Scenario& scenario, double in_the_cause) {
  Evidence evidence = story.evidence(scenario);
  Belief& belief = evidence.sim.belief;
  belief.suspects = {{"cause", "the release", "web", "release", true},
                     {"rival", "the other release", "mail", "release", false},
                     {"something_else", "", "", "", false}};
  const std::vector<double> now = {in_the_cause, 0.9 - in_the_cause, 0.1};
  belief.steps = {{0, 0, {0.45, 0.45, 0.1}, 0, 0, "", ""}, {0, 0, now, 0, 0, "", ""}};
  support_by_belief(evidence);
  return evidence;
}

Story named(double confidence) {
  Story story;
  story.look("diff", {{"change", "web-2"}}).panel("error_ratio", {}, {"version"});
  story.hypothesis("web", "release", confidence);
  return story;
}

TEST(Support, GrowsWithBeliefAndHangsOnNoLastPercent) {
  const Scenario scenario = incident();
  const auto points = [&](double belief) {
    return finding(believing(named(0.8), scenario, belief), "S11").points;
  };
  EXPECT_DOUBLE_EQ(points(0.29), 0);
  EXPECT_DOUBLE_EQ(points(0.4), 0.5);
  EXPECT_NEAR(points(0.49), points(0.51), 0.06);
  EXPECT_DOUBLE_EQ(points(0.8), 1);
}

TEST(CalibratedConfidence, ForgivesTwentyPointsEitherWay) {
  const Scenario scenario = incident();
  const auto points = [&](double confidence, double belief) {
    return finding(believing(named(confidence), scenario, belief), "C1").points;
  };
  EXPECT_DOUBLE_EQ(points(0.8, 0.65), 1);
  EXPECT_DOUBLE_EQ(points(0.6, 0.79), 1) << "caution is not a fault";
  EXPECT_NEAR(points(0.9, 0.2), 0, 0.01) << "half a point beyond";
  EXPECT_GT(points(0.9, 0.6), points(0.9, 0.5));
}

TEST(OpenedIsNotRead, CountsAsFarAsTheCauseStoodByWasToBeBelieved) {
  const Scenario scenario = incident();
  EXPECT_DOUBLE_EQ(read_from(believing(named(0.9), scenario, 0.6)).share, 1);
  EXPECT_DOUBLE_EQ(read_from(believing(named(0.9), scenario, 0.05)).share, 0.25);
  const double doubted = read_from(believing(named(0.9), scenario, 0.3)).share;
  EXPECT_GT(doubted, 0.25);
  EXPECT_LT(doubted, 1);
  EXPECT_DOUBLE_EQ(read_from(believing(Story().look("overview"), scenario, 0.6)).share, 0.5)
      << "none was stood by";
}

TEST(OpenedIsNotRead, DoesNotChargeAMisjudgementOfWhoContainedOrCounted) {
  const Scenario scenario = incident();
  const auto share = [&](Story story) {
    story.act("roll-back");
    Evidence evidence = believing(story, scenario, 0.8);
    Decision unreadable;
    unreadable.entry = evidence.first_commitment()->seq;
    unreadable.unreadable_share = 0.2;
    evidence.sim.decisions = {unreadable};
    return read_from(evidence).share;
  };
  const auto counted = [] { return named(0.9).look("data_check", {{"dataset", "rows"}}); };
  EXPECT_DOUBLE_EQ(share(counted()), 0.5);
  EXPECT_DOUBLE_EQ(share(counted().act("stop")), 1);
  EXPECT_DOUBLE_EQ(share(counted().say("estimate", {{"rows_written", 1000}})), 1);
}

}  // namespace
}  // namespace threeam::score::testing
