#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

namespace threeam::score::testing {
namespace {

TEST(CheckedChanges, IsFullBeforeActingAndHalfAfter) {
  const Scenario scenario = incident();
  Story before;
  before.at(kMinute).look("changes").act("stop");
  EXPECT_DOUBLE_EQ(finding(before.evidence(scenario), "S4").points, 1.0);
  Story after;
  after.at(kMinute).act("stop").at(2 * kMinute).look("changes");
  EXPECT_DOUBLE_EQ(finding(after.evidence(scenario), "S4").points, 0.5);
  EXPECT_DOUBLE_EQ(finding(Story().act("stop").evidence(scenario), "S4").points, 0.0);
}

TEST(HypothesisFirst, IsFullWhenItCouldBeRefutedAndWasTested) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).hypothesis("web", "release", 0.5);
  story.at(2 * kMinute).look("diff", {{"change", "web-2"}});
  story.at(3 * kMinute).act("roll-back");
  const Finding found = finding(story.evidence(scenario), "S5");
  EXPECT_DOUBLE_EQ(found.points, 1.0);
  EXPECT_EQ(found.entries, (std::vector<std::uint64_t>{1, 2}));
}

TEST(HypothesisFirst, LosesAQuarterForEachPartThatIsMissing) {
  const Scenario scenario = incident();
  Story untested;
  untested.hypothesis("web", "release", 0.5).act("roll-back");
  EXPECT_DOUBLE_EQ(finding(untested.evidence(scenario), "S5").points, 0.75);
  Story bare;
  bare.hypothesis("web", "release", 0.5, "h", "").act("roll-back");
  EXPECT_DOUBLE_EQ(finding(bare.evidence(scenario), "S5").points, 0.5);
  Story after;
  after.act("roll-back").hypothesis("web", "release", 0.5);
  EXPECT_DOUBLE_EQ(finding(after.evidence(scenario), "S5").points, 0.25);
}

TEST(GaveUpWrong, IsNotObservedWhileNothingWrongWasHeld) {
  const Scenario scenario = incident();
  Story story;
  story.hypothesis("web", "release", 0.9).hypothesis("mail", "release", 0.2, "doubt");
  EXPECT_FALSE(finding(story.evidence(scenario), "S8").observed);
}

TEST(GaveUpWrong, CountsWithdrawingAndBeingOvertaken) {
  const Scenario scenario = incident();
  Story fixed;
  fixed.hypothesis("mail", "release", 0.8);
  EXPECT_DOUBLE_EQ(finding(fixed.evidence(scenario), "S8").points, 0.0);
  Story withdrawn;
  withdrawn.hypothesis("mail", "release", 0.8);
  withdrawn.hypothesis("mail", "release", 0.8, "h", "", "refuted");
  EXPECT_DOUBLE_EQ(finding(withdrawn.evidence(scenario), "S8").points, 1.0);
  Story overtaken;
  overtaken.hypothesis("mail", "release", 0.6, "a").hypothesis("web", "release", 0.9, "b");
  EXPECT_DOUBLE_EQ(finding(overtaken.evidence(scenario), "S8").points, 1.0);
}

TEST(NotCaptured, IsZeroForActingOnADecoyAndHalfForStandingByIt) {
  const Scenario scenario = incident();
  EXPECT_DOUBLE_EQ(finding(Story().act("roll-back-mail").evidence(scenario), "S9").points, 0.0);
  EXPECT_DOUBLE_EQ(
      finding(Story().hypothesis("mail", "release", 0.7).evidence(scenario), "S9").points, 0.5);
  EXPECT_DOUBLE_EQ(finding(Story().act("stop").evidence(scenario), "S9").points, 1.0);
}

TEST(NotCaptured, IsNotObservedForSomebodyWhoDidNothing) {
  const Scenario scenario = incident();
  EXPECT_FALSE(finding(Story().look("overview").evidence(scenario), "S9").observed);
}

TEST(NotCaptured, TakesScalingAsAnAnswerToDecoyTraffic) {
  Scenario scenario = incident();
  TimelineEvent surge;
  surge.id = "surge";
  surge.at = -10 * kMinute;
  ParameterChange traffic;
  traffic.parameter = Parameter::traffic;
  surge.change = traffic;
  scenario.timeline.push_back(surge);
  scenario.truth.decoys = {"surge"};
  EXPECT_DOUBLE_EQ(finding(Story().act("scale").evidence(scenario), "S9").points, 0.0);
  for (CourseOfAction& option : scenario.truth.options) {
    if (option.id == "best") {
      option.actions.push_back({"scale", 0});
    }
  }
  EXPECT_DOUBLE_EQ(finding(Story().act("scale").evidence(scenario), "S9").points, 1.0);
}

TEST(NotCaptured, AnOptionToCompareWithIsNoExcuse) {
  Scenario scenario = incident();
  scenario.truth.blamed_change.clear();
  for (CourseOfAction& option : scenario.truth.options) {
    if (option.id == "roll_back") {
      option.actions = {{"roll-back-mail", 0}};
    }
  }
  EXPECT_DOUBLE_EQ(finding(Story().act("roll-back-mail").evidence(scenario), "S9").points, 0.0);
}

Story with_evidence() {
  Story story;
  story.at(kMinute).look("diff", {{"change", "web-2"}}).at(2 * kMinute);
  return story;
}

TEST(RightCause, GivesOneForAcceptedAndHalfForNear) {
  const Scenario scenario = incident();
  const auto points = [&](Story story) { return finding(story.evidence(scenario), "S10").points; };
  EXPECT_DOUBLE_EQ(points(with_evidence().hypothesis("web", "release", 0.6)), 1.0);
  EXPECT_DOUBLE_EQ(points(with_evidence().hypothesis("db", "data", 0.6)), 0.5);
  EXPECT_DOUBLE_EQ(points(with_evidence().hypothesis("mail", "release", 0.6)), 0.0);
  EXPECT_DOUBLE_EQ(points(with_evidence().hypothesis("web", "release", 0.4)), 0.0);
}

TEST(RightCause, GivesNothingForAGuess) {
  const Scenario scenario = incident();
  Story guess;
  guess.look("overview").hypothesis("web", "release", 1.0);
  guess.look("diff", {{"change", "web-2"}});
  EXPECT_DOUBLE_EQ(finding(guess.evidence(scenario), "S10").points, 0.0);
  EXPECT_DOUBLE_EQ(finding(guess.evidence(scenario), "S11").points, 0.0);
}

TEST(RightCause, NamingEverythingEarnsLittle) {
  const Scenario scenario = incident();
  Story story = with_evidence();
  story.hypothesis("web", "release", 0.9, "a").hypothesis("mail", "release", 0.9, "b");
  story.hypothesis("mail", "data", 0.9, "c").hypothesis("db", "release", 0.9, "d");
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S10").points, 0.25);
}

TEST(RightCause, TheLastWordCounts) {
  const Scenario scenario = incident();
  Story withdrawn = with_evidence();
  withdrawn.hypothesis("web", "release", 0.9);
  withdrawn.hypothesis("web", "release", 0.9, "h", "", "refuted");
  EXPECT_DOUBLE_EQ(finding(withdrawn.evidence(scenario), "S10").points, 0.0);
  Story doubted = with_evidence();
  doubted.hypothesis("mail", "release", 0.5, "a").hypothesis("web", "release", 0.9, "b");
  EXPECT_DOUBLE_EQ(finding(doubted.evidence(scenario), "S10").points, 1.0);
}

TEST(RightCause, SaysWhichHintsCameBefore) {
  const Scenario scenario = incident();
  Story story = with_evidence();
  story.interviewer(EntryKind::hint, {{"index", 0}}).hypothesis("web", "release", 0.9);
  const Finding found = finding(story.evidence(scenario), "S10");
  EXPECT_DOUBLE_EQ(found.points, 1.0);
  EXPECT_NE(found.text.find("Hints given before: 1."), std::string::npos) << found.text;
}

TEST(EvidenceFirst, CitesWhatCarriedTheAnswer) {
  const Scenario scenario = incident();
  Story story = with_evidence();
  story.hypothesis("web", "release", 0.9);
  const Finding found = finding(story.evidence(scenario), "S11");
  EXPECT_DOUBLE_EQ(found.points, 1.0);
  EXPECT_EQ(found.entries, (std::vector<std::uint64_t>{1, 2}));
}

TEST(EvidenceFirst, IsNotObservedWithoutARightAnswer) {
  const Scenario scenario = incident();
  EXPECT_FALSE(
      finding(Story().hypothesis("mail", "release", 0.9).evidence(scenario), "S11").observed);
}

TEST(RightChange, HalvesARightActThatWasNotVerified) {
  const Scenario scenario = incident();
  Story verified = with_evidence();
  verified.act("roll-back");
  EXPECT_DOUBLE_EQ(finding(verified.evidence(scenario), "S14").points, 1.0);
  EXPECT_DOUBLE_EQ(finding(Story().act("roll-back").evidence(scenario), "S14").points, 0.5);
  EXPECT_DOUBLE_EQ(finding(Story().act("roll-back-mail").evidence(scenario), "S14").points, 0.0);
  EXPECT_FALSE(finding(Story().act("scale").evidence(scenario), "S14").observed);
}

TEST(RightChange, TellsTheChangeThatDidItFromAnotherWayThatHelps) {
  const Scenario scenario = incident();
  Story story = with_evidence();
  story.act("flag-off").act("roll-back-mail");
  EXPECT_EQ(finding(story.evidence(scenario), "S14").text,
            "Of 2 rollbacks, fixes and containing acts, 0 were against the change that did it "
            "(whether that was good then is the choice), 1 took another way that is known to help, "
            "1 did neither.");
}

}  // namespace
}  // namespace threeam::score::testing
