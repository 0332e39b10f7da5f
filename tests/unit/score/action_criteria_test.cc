#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

#include "sim/score/decisions.h"

namespace threeam::score::testing {
namespace {

Decision decision_with(std::uint64_t entry, double taken, double nothing, double best) {
  const auto course = [](const char* id, double harm) {
    Course made;
    made.id = id;
    made.harm_units = harm;
    return made;
  };
  Decision decision;
  decision.entry = entry;
  decision.from_here = {course("this", taken), course("nothing", nothing), course("best", best)};
  return decision;
}

double choice_points(const Evidence& evidence, double taken, bool change_opened, bool data_checked,
                     double nothing = 1000) {
  Evidence judged = evidence;
  Decision decision = decision_with(judged.acts.front().seq, taken, nothing, 100);
  decision.change_opened = change_opened;
  decision.data_checked = data_checked;
  judged.sim.decisions = {decision};
  return finding(judged, "S22").points;
}

TEST(Mitigated, FollowsTheMomentHarmFell) {
  const Scenario scenario = incident();
  Evidence evidence = Story().act("stop").evidence(scenario);
  evidence.sim.mitigated = 4 * kMinute;
  EXPECT_DOUBLE_EQ(finding(evidence, "S12").points, 1.0);
  evidence.sim.mitigated = 20 * kMinute;
  EXPECT_DOUBLE_EQ(finding(evidence, "S12").points, 0.5);
  evidence.sim.mitigated.reset();
  EXPECT_DOUBLE_EQ(finding(evidence, "S12").points, 0.25);
}

TEST(Mitigated, IsHalfAndSaysSoWhenItCameAfterResolved) {
  const Scenario scenario = incident();
  Story story;
  story.at(2 * kMinute).say("resolved", {{"text", "fine"}}).at(3 * kMinute).act("stop");
  Evidence evidence = story.evidence(scenario);
  evidence.sim.mitigated = 4 * kMinute;
  const Finding found = finding(evidence, "S12");
  EXPECT_DOUBLE_EQ(found.points, 0.5);
  EXPECT_NE(found.text.find("after it had been declared resolved at +02:00"), std::string::npos);
}

TEST(Mitigated, IsNotObservedWhereDoingNothingWasRight) {
  const Scenario scenario = incident();
  Evidence evidence = Story().look("overview").evidence(scenario);
  EXPECT_DOUBLE_EQ(finding(evidence, "S12").points, 0.0);
  evidence.sim.needs_action = false;
  EXPECT_FALSE(finding(evidence, "S12").observed);
}

TEST(ReversibleOrChecked, AsksOnlyOfWhatCannotBeUndone) {
  const Scenario scenario = incident();
  const auto points = [&](Story story) { return finding(story.evidence(scenario), "S13").points; };
  EXPECT_DOUBLE_EQ(points(Story().act("stop", "").act("flag-off", "")), 1.0);
  EXPECT_DOUBLE_EQ(points(Story().act("roll-back", "")), 0.0);
  EXPECT_DOUBLE_EQ(points(Story().act("roll-back", "last release")), 0.5);
  EXPECT_DOUBLE_EQ(points(Story().look("data_check", {{"dataset", "rows"}}).act("roll-back", "")),
                   1.0);
}

TEST(ReversibleOrChecked, TheChangeItselfIsEnoughWhereNoDataIsAtRisk) {
  Scenario scenario = incident();
  scenario.truth.data_at_risk.clear();
  Story story;
  story.look("diff", {{"change", "web-2"}}).act("roll-back", "");
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S13").points, 1.0);
}

TEST(DataStateChecked, IsFullBeforeAQuarterAfterZeroNever) {
  const Scenario scenario = incident();
  const auto points = [&](Story story) { return finding(story.evidence(scenario), "S15").points; };
  const Json rows = {{"dataset", "rows"}};
  EXPECT_DOUBLE_EQ(points(Story().look("data_check", rows).act("roll-back")), 1.0);
  EXPECT_DOUBLE_EQ(points(Story().act("roll-back").look("data_check", rows)), 0.25);
  EXPECT_DOUBLE_EQ(points(Story().act("roll-back")), 0.0);
}

TEST(DataStateChecked, LeavesRoomToContainFirst) {
  const Scenario scenario = incident();
  Story story;
  story.act("stop").act("flag-off").look("data_check", {{"dataset", "rows"}}).act("repair");
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S15").points, 1.0);
}

TEST(DataStateChecked, IsNotObservedWithoutDataAtRiskOrWithoutADecision) {
  Scenario scenario = incident();
  EXPECT_FALSE(finding(Story().look("overview").evidence(scenario), "S15").observed);
  scenario.truth.data_at_risk.clear();
  EXPECT_FALSE(finding(Story().act("roll-back").evidence(scenario), "S15").observed);
}

TEST(DataStateChecked, AnotherDatasetIsNotTheOneAtRisk) {
  const Scenario scenario = incident();
  Story story;
  story.look("data_check", {{"dataset", "elsewhere"}}).act("roll-back");
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S15").points, 0.0);
}

TEST(Contained, IsFullBeforeSettlingTheQuestionAndHalfAfter) {
  const Scenario scenario = incident();
  const auto points = [&](Story story) { return finding(story.evidence(scenario), "S17").points; };
  EXPECT_DOUBLE_EQ(points(Story().at(kMinute).act("flag-off").act("repair")), 1.0);
  EXPECT_DOUBLE_EQ(points(Story().at(kMinute).act("roll-back").at(9 * kMinute).act("flag-off")),
                   0.5);
  EXPECT_DOUBLE_EQ(points(Story().at(kMinute).act("roll-back")), 0.0);
  EXPECT_DOUBLE_EQ(points(Story().look("overview")), 0.0);
}

TEST(Contained, IsHalfWhenItCameLateOrAfterResolvedAndSaysBy) {
  const Scenario scenario = incident();
  const auto found = [&](Story story) { return finding(story.evidence(scenario), "S17"); };
  const Finding late = found(Story().at(24 * kMinute).act("flag-off"));
  EXPECT_DOUBLE_EQ(late.points, 0.5);
  EXPECT_EQ(late.text, "Contained at +24:00, 12m later than +12:00.");
  const Finding closed = found(
      Story().at(kMinute).say("resolved", {{"text", "fine"}}).at(2 * kMinute).act("flag-off"));
  EXPECT_DOUBLE_EQ(closed.points, 0.5);
  EXPECT_EQ(closed.text, "Contained at +02:00, after it had been declared resolved at +01:00.");
}

TEST(Contained, IsNotObservedWhereNothingSpreads) {
  Scenario scenario = incident();
  scenario.truth.data_at_risk.clear();
  std::get<Deploy>(scenario.timeline[1].change).stages[1].after = kMinute;
  EXPECT_FALSE(finding(Story().act("roll-back").evidence(scenario), "S17").observed);
  EXPECT_FALSE(finding(Story().act("roll-back").evidence(scenario), "S21").observed);
}

TEST(RolloutStopped, HasToComeBeforeTheNextStage) {
  const Scenario scenario = incident();  // the next stage is due at +12 m
  const auto points = [&](Story story) { return finding(story.evidence(scenario), "S21").points; };
  EXPECT_DOUBLE_EQ(points(Story().at(11 * kMinute).act("stop")), 1.0);
  EXPECT_DOUBLE_EQ(points(Story().at(13 * kMinute).act("stop")), 0.0);
  EXPECT_DOUBLE_EQ(points(Story().at(2 * kMinute).act("roll-back")), 1.0);
  EXPECT_DOUBLE_EQ(points(Story().at(2 * kMinute).act("roll-back-mail")), 0.0);
  EXPECT_DOUBLE_EQ(points(Story().look("overview")), 0.0);
}

TEST(Choice, RightWithChecksIsFullAndWithoutIsHalf) {
  const Scenario scenario = incident();
  const Evidence evidence = Story().act("repair").evidence(scenario);
  EXPECT_DOUBLE_EQ(choice_points(evidence, 150, true, true), 1.0);
  EXPECT_DOUBLE_EQ(choice_points(evidence, 150, false, true), 0.5);
  EXPECT_DOUBLE_EQ(choice_points(evidence, 150, true, false), 0.5);
}

TEST(Choice, AReasonedOtherChoiceBeatsALuckyRightOne) {
  const Scenario scenario = incident();
  const Evidence reasoned = Story().act("repair", "the rows").evidence(scenario);
  const Evidence lucky = Story().act("repair", "").evidence(scenario);
  EXPECT_GT(choice_points(reasoned, 700, true, true), choice_points(lucky, 100, false, false));
}

TEST(Choice, HarmBeyondNothingIsZeroWhateverTheReason) {
  const Scenario scenario = incident();
  const Evidence evidence = Story().act("roll-back", "we always do").evidence(scenario);
  EXPECT_DOUBLE_EQ(choice_points(evidence, 1500, true, true), 0.0);
  EXPECT_DOUBLE_EQ(choice_points(evidence, 1500, false, false), 0.0);
}

TEST(Choice, ContainingNeedsNoChecks) {
  const Scenario scenario = incident();
  const Evidence evidence = Story().act("flag-off").evidence(scenario);
  EXPECT_DOUBLE_EQ(choice_points(evidence, 600, false, false), 1.0);
  EXPECT_DOUBLE_EQ(choice_points(evidence, 1000, false, false), 0.5);
  EXPECT_DOUBLE_EQ(choice_points(evidence, 1500, false, false), 0.0);
}

TEST(Choice, SaysWhenContainingWasNotTheFirstThing) {
  const Scenario scenario = incident();
  Story story;
  story.say("resolved", {{"text", "fine"}}).at(kMinute).act("flag-off");
  Evidence evidence = story.evidence(scenario);
  evidence.sim.decisions = {decision_with(evidence.acts.front().seq, 600, 1000, 100)};
  evidence.sim.decisions.front().at = evidence.acts.front().at;
  EXPECT_EQ(finding(evidence, "S22").text,
            "At +01:00: contained, after it had been declared resolved, which helped (1).");
}

TEST(Decisions, SayWhyTheirHarmWasNotComputed) {
  std::vector<Decision> decisions(4);
  decisions[0] = decision_with(1, 600, 1000, 100);
  decisions[0].at = kMinute;
  decisions[1].at = kMinute + 10 * kSecond;
  decisions[1].kind = "silence";
  decisions[0].plan = 1;
  decisions[2].entry = 3;
  decisions[2].plan = 1;
  decisions[2].at = 2 * kMinute;
  decisions[3].entry = decisions[3].plan = 4;
  decisions[3].at = 9 * kMinute;
  EXPECT_EQ(why_not_compared(decisions, 0), "");
  EXPECT_EQ(why_not_compared(decisions, 1), "not computed: silencing changes nothing for users");
  EXPECT_EQ(why_not_compared(decisions, 2), "counted with the plan that began at +01:00");
  EXPECT_EQ(why_not_compared(decisions, 3), "not computed: the 4 plans that weigh most are");
}

TEST(Choice, DecidingNothingIsZeroOnlyWhereSomethingHadToBeDone) {
  const Scenario scenario = incident();
  Evidence evidence = Story().look("overview").evidence(scenario);
  EXPECT_TRUE(finding(evidence, "S22").observed);
  EXPECT_DOUBLE_EQ(finding(evidence, "S22").points, 0.0);
  evidence.sim.needs_action = false;
  EXPECT_FALSE(finding(evidence, "S22").observed);
}

// Where nothing is wrong: no change did it, and no course betters doing nothing.
Evidence harmless(Story story, Scenario& scenario) {
  scenario = incident();
  scenario.truth.blamed_change.clear();
  scenario.truth.data_at_risk.clear();
  scenario.truth.accept = {{"web", "nothing_wrong"}};
  Evidence evidence = story.evidence(scenario);
  evidence.sim.needs_action = false;
  return evidence;
}

Story knowing() {
  Story story;
  story.panel("error_ratio", {}, {"region"}).look("topology");
  return story.hypothesis("web", "nothing_wrong", 0.8);
}

TEST(Choice, LeavingAloneCountsForThoseWhoKnowWhyAndSaySo) {
  Scenario scenario;
  const auto choice_of = [&](Story story) {
    return finding(harmless(std::move(story), scenario), "S22");
  };
  EXPECT_DOUBLE_EQ(choice_of(knowing().say("update", {{"text", "harmless"}})).points, 1.0);
  EXPECT_DOUBLE_EQ(choice_of(knowing().say("resolved")).points, 1.0);
  EXPECT_DOUBLE_EQ(choice_of(knowing()).points, 0.5);
  EXPECT_FALSE(choice_of(Story().hypothesis("web", "nothing_wrong", 0.8)).observed);
  EXPECT_FALSE(choice_of(Story().look("overview").say("resolved")).observed);
}

TEST(Choice, AFewRequestsMoreOrLessAreNoReasonToAct) {
  Scenario scenario;
  const auto points = [&](double taken, double nothing, double best) {
    Evidence evidence = harmless(knowing().act("scale"), scenario);
    evidence.sim.decisions = {decision_with(evidence.acts.front().seq, taken, nothing, best)};
    return finding(evidence, "S22").points;
  };
  EXPECT_DOUBLE_EQ(points(0, 0, 0), 0.4);
  EXPECT_DOUBLE_EQ(points(20, 40, 20), 0.4);
  EXPECT_DOUBLE_EQ(points(45, 40, 20), 0.4);
  EXPECT_DOUBLE_EQ(points(90, 40, 20), 0.0);
}

TEST(OneAtATime, WantsALookBetweenUnlessItIsOnePlan) {
  const Scenario scenario = incident();
  const auto points = [&](Story story) { return finding(story.evidence(scenario), "S23").points; };
  EXPECT_DOUBLE_EQ(points(Story().act("stop").act("flag-off")), 1.0);
  EXPECT_DOUBLE_EQ(points(Story().act("scale").act("roll-back-mail")), 0.0);
  EXPECT_DOUBLE_EQ(points(Story().act("scale").look("overview").act("roll-back-mail")), 1.0);
}

TEST(OneAtATime, MovingOneThingToAndFroCostsHalf) {
  const Scenario scenario = incident();
  Story story;
  story.act("flag-off").look("flags").act("flag-on").look("flags").act("flag-off");
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S23").points, 0.5);
}

TEST(OneAtATime, OpeningByDegreesIsOneMove) {
  Scenario scenario = incident();
  for (const int percent : {90, 50, 20, 0}) {
    Action action;
    action.id = "refuse-" + std::to_string(percent);
    action.change = Shed{"GET /x", percent / 100.0};
    scenario.actions.push_back(action);
  }
  Story story;
  for (const char* step : {"refuse-90", "refuse-50", "refuse-20", "refuse-0"}) {
    story.act(step).look("overview");
  }
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S23").points, 1.0);
  story.act("refuse-90");
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S23").points, 0.5);
}

TEST(OneAtATime, ABlindRestartIsZeroAndASingleActIsNotObserved) {
  const Scenario scenario = incident();
  EXPECT_DOUBLE_EQ(finding(Story().act("restart").evidence(scenario), "S23").points, 0.0);
  EXPECT_FALSE(finding(Story().act("scale").evidence(scenario), "S23").observed);
}

TEST(NoSilencing, IsZeroOnlyInPlaceOfAMitigation) {
  const Scenario scenario = incident();
  EXPECT_DOUBLE_EQ(finding(Story().act("silence").evidence(scenario), "S24").points, 0.0);
  EXPECT_DOUBLE_EQ(finding(Story().act("silence").act("stop").evidence(scenario), "S24").points,
                   0.0);
  EXPECT_DOUBLE_EQ(finding(Story().act("stop").act("silence").evidence(scenario), "S24").points,
                   1.0);
  EXPECT_FALSE(finding(Story().look("overview").evidence(scenario), "S24").observed);
}

TEST(ReasonsStated, CountsReasonAndExpectation) {
  const Scenario scenario = incident();
  EXPECT_EQ(
      finding(Story().act("stop", "a", "").act("repair", "", "").evidence(scenario), "W1").text,
      "Of 2 changes, 1 came with a reason and 0 with what was expected of it.");
  EXPECT_DOUBLE_EQ(finding(Story().act("stop", "a", "b").evidence(scenario), "W1").points, 1.0);
  EXPECT_DOUBLE_EQ(finding(Story().act("stop", "a", "").evidence(scenario), "W1").points, 0.5);
  EXPECT_DOUBLE_EQ(finding(Story().act("stop", "", "").evidence(scenario), "W1").points, 0.0);
}

}  // namespace
}  // namespace threeam::score::testing
