#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

namespace threeam::score::testing {
namespace {

Json number_of_rows() {
  return {{"rows_written", 1200}};
}

TEST(ScopedImpact, IsFullForASignalSplitAndPutIntoNumbersBeforeActing) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).panel("error_ratio", {}, {"region"}).say("estimate", {{"failing_ratio", 0.1}});
  story.act("stop");
  const Finding found = finding(story.evidence(scenario), "S1");
  EXPECT_DOUBLE_EQ(found.points, 1.0);
  EXPECT_EQ(found.entries, (std::vector<std::uint64_t>{1, 2}));
}

TEST(ScopedImpact, CountsNothingThatCameAfterTheFirstAct) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).act("stop");
  story.at(2 * kMinute).panel("error_ratio", {}, {"region"}).say("estimate", number_of_rows());
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S1").points, 0.0);
}

TEST(ScopedImpact, GivesLessForAPanelThatIsNeitherSplitNorCompared) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).panel("error_ratio", {}, {}, -5 * kMinute);
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S1").points, 0.4);
}

TEST(Declared, GivesHalfForEachAndLessWhenLate) {
  const Scenario scenario = incident();
  Story in_time;
  in_time.at(kMinute).say("acknowledge").say("severity", {{"level", 1}});
  EXPECT_DOUBLE_EQ(finding(in_time.evidence(scenario), "S2").points, 1.0);
  Story late;
  late.at(11 * kMinute).say("acknowledge").say("severity", {{"level", 4}});
  EXPECT_DOUBLE_EQ(finding(late.evidence(scenario), "S2").points, 0.5);
  EXPECT_DOUBLE_EQ(finding(Story().look("overview").evidence(scenario), "S2").points, 0.0);
}

TEST(ReadTheSystem, WantsItBeforeMoreThanContaining) {
  const Scenario scenario = incident();
  Story before;
  before.act("stop").look("topology").act("roll-back");
  EXPECT_DOUBLE_EQ(finding(before.evidence(scenario), "S3").points, 1.0);
  Story after;
  after.act("roll-back").look("topology");
  EXPECT_DOUBLE_EQ(finding(after.evidence(scenario), "S3").points, 0.25);
  Story never;
  never.act("roll-back");
  EXPECT_DOUBLE_EQ(finding(never.evidence(scenario), "S3").points, 0.0);
}

TEST(SignalsRead, CountsKindsAndLeavesOneShut) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).panel("error_ratio");
  EXPECT_NEAR(finding(story.evidence(scenario), "S7").points, 1.0 / 3, 1e-12);
  story.panel("error_ratio").panel("latency_p99").panel("message_queue_depth");
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S7").points, 1.0);
}

TEST(SignalsRead, TheFirstScreenCountsForNothing) {
  const Scenario scenario = incident();
  EXPECT_DOUBLE_EQ(finding(Story().look("overview").evidence(scenario), "S7").points, 0.0);
}

TEST(Magnitudes, FallWithTheFactor) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).say("estimate", {{"failing_ratio", 0.1}});
  const std::pair<double, double> expected[] = {{1.0, 1.0}, {2.0, 1.0},  {2.1, 0.5},
                                                {5.0, 0.5}, {9.0, 0.25}, {40.0, 0.1}};
  for (const auto& [factor, points] : expected) {
    Evidence evidence = story.evidence(scenario);
    evidence.sim.estimates = {{1, "failing_ratio", 0.1, 0.1 / factor, factor}};
    EXPECT_DOUBLE_EQ(finding(evidence, "M1").points, points) << factor;
  }
}

TEST(Magnitudes, TheLastEstimateOfAQuantityCounts) {
  const Scenario scenario = incident();
  Story story;
  story.say("estimate", {{"failing_ratio", 0.9}}).say("estimate", {{"failing_ratio", 0.1}});
  Evidence evidence = story.evidence(scenario);
  evidence.sim.estimates = {{1, "failing_ratio", 0.9, 0.1, 9}, {2, "failing_ratio", 0.1, 0.1, 1}};
  EXPECT_DOUBLE_EQ(finding(evidence, "M1").points, 1.0);
}

TEST(Magnitudes, WordsAloneAreNoNumber) {
  const Scenario scenario = incident();
  Story story;
  story.say("estimate", {{"text", "a lot"}});
  const Finding found = finding(story.evidence(scenario), "M1");
  EXPECT_TRUE(found.observed);
  EXPECT_DOUBLE_EQ(found.points, 0.0);
}

}  // namespace
}  // namespace threeam::score::testing
