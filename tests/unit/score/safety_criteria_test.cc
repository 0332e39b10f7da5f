#include <utility>

#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

namespace threeam::score::testing {
namespace {

double points(const Scenario& scenario, const Story& story, std::string_view criterion) {
  const Finding found = finding(story.evidence(scenario), criterion);
  EXPECT_TRUE(found.observed) << criterion;
  return found.points;
}

bool observed(const Scenario& scenario, const Story& story, std::string_view criterion) {
  return finding(story.evidence(scenario), criterion).observed;
}

void offer(Scenario& scenario, const char* id, Change change) {
  Action action;
  action.id = id;
  action.label = id;
  action.change = std::move(change);
  scenario.actions.push_back(std::move(action));
}

// One rollback that was said to take so long, and took four minutes.
Story rollback_said(int seconds) {
  Story story;
  story.at(kMinute).act("roll-back", "why", "better", seconds);
  return story.at(5 * kMinute).outcome("done");
}

TEST(TimeStated, IsHalfForSayingItAndHalfForAFactorOfTwo) {
  const Scenario scenario = incident();
  EXPECT_DOUBLE_EQ(points(scenario, rollback_said(0), "S16"), 0.0);
  EXPECT_DOUBLE_EQ(points(scenario, rollback_said(240), "S16"), 1.0);
  EXPECT_DOUBLE_EQ(points(scenario, rollback_said(480), "S16"), 1.0);
  EXPECT_DOUBLE_EQ(points(scenario, rollback_said(120), "S16"), 1.0);
  EXPECT_DOUBLE_EQ(points(scenario, rollback_said(481), "S16"), 0.5);
  EXPECT_DOUBLE_EQ(points(scenario, rollback_said(119), "S16"), 0.5);
}

TEST(TimeStated, AsksOfSettlingActsOnlyAndComparesThoseThatEnded) {
  const Scenario scenario = incident();
  EXPECT_FALSE(observed(scenario, Story().act("stop").act("flag-off").act("scale"), "S16"));
  EXPECT_DOUBLE_EQ(
      points(scenario, Story().act("fix", "why", "better", 600).outcome("failed"), "S16"), 1.0);
  Story two = rollback_said(240);
  two.act("repair");
  EXPECT_DOUBLE_EQ(points(scenario, two, "S16"), 0.5);
}

TEST(TimeStated, WordsAreNotATime) {
  const Scenario scenario = incident();
  Story story;
  story.act("roll-back", "4 minutes", "within 4 minutes").at(4 * kMinute).outcome("done");
  EXPECT_DOUBLE_EQ(points(scenario, story, "S16"), 0.0);
}

TEST(VersionsChecked, TakesTheMapOrASplitByVersionBeforeTheChange) {
  const Scenario scenario = incident();
  EXPECT_DOUBLE_EQ(points(scenario, Story().look("topology").act("roll-back"), "S18"), 1.0);
  EXPECT_DOUBLE_EQ(
      points(scenario, Story().panel("error_ratio", {}, {"version"}).act("flag-off"), "S18"), 1.0);
  EXPECT_DOUBLE_EQ(
      points(scenario, Story().panel("error_ratio", {{"version", "2"}}).act("flag-off"), "S18"),
      1.0);
  EXPECT_DOUBLE_EQ(
      points(scenario, Story().panel("error_ratio", {}, {"region"}).act("flag-off"), "S18"), 0.0);
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("roll-back").look("topology"), "S18"), 0.25);
}

TEST(VersionsChecked, IsNotObservedWhereNoVersionAndNoFlagWasTouched) {
  const Scenario scenario = incident();
  EXPECT_FALSE(observed(scenario, Story().act("stop").act("scale").act("restart"), "S18"));
}

// The incident with a restart and a rollback of `web` that are also offered smaller.
Scenario with_sizes() {
  Scenario scenario = incident();
  offer(scenario, "restart-north", Restart{"web", {"north"}, 10 * kSecond});
  offer(scenario, "back-in-stages", Deploy{"web", "1", {{"north", 1, 0}, {"", 0, 5 * kMinute}}});
  return scenario;
}

TEST(SmallestFirst, IsNotObservedWithoutAChoice) {
  EXPECT_FALSE(observed(incident(), Story().act("restart").act("roll-back"), "S19"));
  EXPECT_FALSE(observed(with_sizes(), Story().act("stop").act("repair"), "S19"));
}

TEST(SmallestFirst, IsFullForTheSmallOneAndZeroForAllAtOnce) {
  const Scenario scenario = with_sizes();
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("restart-north"), "S19"), 1.0);
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("restart"), "S19"), 0.0);
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("back-in-stages"), "S19"), 1.0);
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("roll-back"), "S19"), 0.0);
}

TEST(SmallestFirst, GoesFurtherWithALookBetween) {
  const Scenario scenario = with_sizes();
  EXPECT_DOUBLE_EQ(
      points(scenario, Story().act("restart-north").look("overview").act("restart"), "S19"), 1.0);
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("restart-north").act("restart"), "S19"), 0.5);
}

TEST(SmallestFirst, TheBestCourseIsNoLargerThanItHasToBe) {
  Scenario scenario = with_sizes();
  scenario.truth.options.back().actions.push_back({"restart", 0});
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("restart"), "S19"), 1.0);
}

Scenario with_wrong_rows() {
  Scenario scenario = incident();
  scenario.truth.harm.wrong_row = 1;
  offer(scenario, "freeze", FreezeWrites{"rows", {"north"}});
  offer(scenario, "freeze-other", FreezeWrites{"other", {}});
  return scenario;
}

TEST(WriterStopped, IsNotObservedWhereNoRowGoesWrong) {
  EXPECT_FALSE(observed(incident(), Story().act("flag-off"), "S20"));
  Scenario scenario = with_wrong_rows();
  scenario.truth.data_at_risk.clear();
  EXPECT_FALSE(observed(scenario, Story().act("flag-off"), "S20"));
}

TEST(WriterStopped, IsFullForFreezingOrForTheFlagBehindIt) {
  const Scenario scenario = with_wrong_rows();
  EXPECT_DOUBLE_EQ(points(scenario, Story().at(kMinute).act("freeze"), "S20"), 1.0);
  EXPECT_DOUBLE_EQ(points(scenario, Story().at(kMinute).act("flag-off").act("repair"), "S20"), 1.0);
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("repair").at(2 * kMinute).act("freeze"), "S20"),
                   1.0);
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("freeze-other"), "S20"), 0.0);
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("flag-on"), "S20"), 0.0);
}

TEST(WriterStopped, IsHalfWhenLateOrWhenOnlyTheRolloutWasStopped) {
  const Scenario scenario = with_wrong_rows();
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("repair").at(3 * kMinute).act("freeze"), "S20"),
                   0.5);
  EXPECT_DOUBLE_EQ(points(scenario, Story().at(13 * kMinute).act("freeze"), "S20"), 0.5);
  EXPECT_DOUBLE_EQ(points(scenario, Story().act("stop").act("roll-back"), "S20"), 0.5);
  EXPECT_DOUBLE_EQ(points(scenario, Story().look("overview"), "S20"), 0.0);
}

}  // namespace
}  // namespace threeam::score::testing
