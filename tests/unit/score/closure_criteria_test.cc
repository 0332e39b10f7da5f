#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

namespace threeam::score::testing {
namespace {

Json text(const char* words = "words") {
  return {{"text", words}};
}

TEST(Updates, AreDueInEveryQuarterOfAnHour) {
  const Scenario scenario = incident();
  Story story;
  story.at(5 * kMinute).say("update", text());
  story.at(40 * kMinute).finish();
  EXPECT_NEAR(finding(story.evidence(scenario), "S25").points, 1.0 / 3, 1e-12);
  Story often;
  often.at(kMinute).say("update", text()).at(16 * kMinute).say("update", text());
  often.at(31 * kMinute).say("update", text()).at(40 * kMinute).finish();
  EXPECT_DOUBLE_EQ(finding(often.evidence(scenario), "S25").points, 1.0);
}

TEST(Updates, EndWithResolvedAndForgiveAShortRest) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).say("update", text()).at(18 * kMinute).say("resolved", text());
  story.at(40 * kMinute).finish();
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S25").points, 1.0);
}

TEST(Updates, AnEmptyOneIsNone) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).say("update", text("")).at(10 * kMinute).finish();
  EXPECT_DOUBLE_EQ(finding(story.evidence(scenario), "S25").points, 0.0);
}

TEST(AskedOwner, IsNotMissedBySomebodyWhoKnew) {
  const Scenario scenario = incident();
  Story asked;
  asked.look("ask", {{"person", "kim"}, {"answer", "safe"}});
  EXPECT_DOUBLE_EQ(finding(asked.evidence(scenario), "S26").points, 1.0);
  Story knew;
  knew.look("diff", {{"change", "web-2"}}).hypothesis("web", "release", 0.9);
  EXPECT_FALSE(finding(knew.evidence(scenario), "S26").observed);
  EXPECT_EQ(finding(knew.evidence(scenario), "S26").text,
            "Nobody was asked; the cause was found without.");
  const Finding lost = finding(Story().look("overview").evidence(scenario), "S26");
  EXPECT_TRUE(lost.observed);
  EXPECT_DOUBLE_EQ(lost.points, 0.0);
}

TEST(Verified, WantsBothALookAndThatItHeld) {
  const Scenario scenario = incident();
  Story looked;
  looked.at(kMinute).act("stop").at(9 * kMinute).panel("error_ratio");
  looked.at(10 * kMinute).say("resolved", text());
  Evidence evidence = looked.evidence(scenario);
  EXPECT_DOUBLE_EQ(finding(evidence, "S27").points, 0.25);
  evidence.sim.restored_at_resolve = 5 * kMinute;
  EXPECT_DOUBLE_EQ(finding(evidence, "S27").points, 1.0);

  Story blind;
  blind.at(0).panel("error_ratio").at(kMinute).act("stop");
  blind.at(10 * kMinute).say("resolved", text());
  Evidence unseen = blind.evidence(scenario);
  EXPECT_DOUBLE_EQ(finding(unseen, "S27").points, 0.0);
  unseen.sim.restored_at_resolve = 5 * kMinute;
  EXPECT_DOUBLE_EQ(finding(unseen, "S27").points, 0.5);
}

TEST(Verified, WellForTooShortATimeIsHalfAsGood) {
  const Scenario scenario = incident();
  Story looked;
  looked.at(kMinute).act("stop").at(9 * kMinute).panel("error_ratio");
  looked.at(10 * kMinute).say("resolved", text());
  Evidence evidence = looked.evidence(scenario);
  evidence.sim.well_at_resolve = true;
  EXPECT_DOUBLE_EQ(finding(evidence, "S27").points, 0.5);
  EXPECT_EQ(finding(evidence, "S27").text,
            "Declared resolved at +10:00, having looked once more at what users meet; they were "
            "well, but too short a time to tell.");
}

TEST(Verified, AnotherSignalDoesNotTellThatUsersAreWell) {
  const Scenario scenario = incident();
  const auto points = [&](const char* metric) {
    Story story;
    story.act("stop").panel(metric).say("resolved", text());
    Evidence evidence = story.evidence(scenario);
    evidence.sim.restored_at_resolve = 0;
    return finding(evidence, "S27").points;
  };
  EXPECT_DOUBLE_EQ(points("error_ratio"), 1.0);
  EXPECT_DOUBLE_EQ(points("latency_p99"), 0.5);
}

TEST(Verified, TheFirstScreenCountsForWhatItShows) {
  const Scenario scenario = incident();
  const auto points = [&](const char* metric) {
    Story story;
    story.act("stop").look("overview").say("resolved", text());
    const auto shown = [&](const Json&, SimTime) -> std::optional<Json> {
      return Json{{"panels", Json::array({{{"query", {{"metric", metric}}}}})}};
    };
    Evidence evidence = story.evidence(scenario, shown);
    evidence.sim.restored_at_resolve = 0;
    return finding(evidence, "S27").points;
  };
  EXPECT_DOUBLE_EQ(points("error_ratio"), 1.0);
  EXPECT_DOUBLE_EQ(points("request_rate"), 0.5);
}

TEST(Verified, IsNotObservedWhileNobodySaidResolved) {
  const Scenario scenario = incident();
  EXPECT_FALSE(finding(Story().act("stop").evidence(scenario), "S27").observed);
}

TEST(HandedOver, IsMissedOnlyOnceTheRoundIsOver) {
  const Scenario scenario = incident();
  EXPECT_FALSE(finding(Story().act("stop").evidence(scenario), "S28").observed);
  const Finding missed = finding(Story().act("stop").finish().evidence(scenario), "S28");
  EXPECT_TRUE(missed.observed);
  EXPECT_DOUBLE_EQ(missed.points, 0.0);
  EXPECT_DOUBLE_EQ(
      finding(Story().say("handover", text()).finish().evidence(scenario), "S28").points, 1.0);
}

}  // namespace
}  // namespace threeam::score::testing
