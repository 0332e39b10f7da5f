// What must hold for every criterion, over rounds of every kind.
#include <set>

#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

#include "sim/score/weights.h"

namespace threeam::score::testing {
namespace {

// A round from three numbers: every mix of looking, saying and doing comes up.
Story some_round(unsigned pick, const std::string& prefix = "") {
  Story story(prefix);
  const char* actions[] = {"roll-back", "stop",           "flag-off", "repair", "restart",
                           "scale",     "roll-back-mail", "silence",  "fix"};
  unsigned state = pick * 2654435761U + 1;
  const auto next = [&](unsigned below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 16) % below;
  };
  SimTime time = 0;
  for (int i = 0; i < 14; ++i) {
    time += (1 + next(150)) * kSecond;
    story.at(time);
    switch (next(12)) {
      case 0:
        story.look("overview");
        break;
      case 1:
        story.panel("error_ratio", {{"component", "web"}}, {"version"});
        break;
      case 2:
        story.panel("latency_p99", {}, {"region"});
        break;
      case 3:
        story.look("changes");
        break;
      case 4:
        story.look("diff", {{"change", "web-2"}});
        break;
      case 5:
        story.look("data_check", {{"dataset", "rows"}});
        break;
      case 6:
        story.look("ask", {{"person", "kim"}, {"answer", "safe"}});
        break;
      case 7:
        story.hypothesis(next(2) ? "web" : "mail", "release", 0.1 * next(11));
        break;
      case 8:
        story.say("estimate", {{"failing_ratio", 0.1}});
        break;
      case 9:
        story.say(next(2) ? "update" : "resolved", {{"text", "words"}});
        break;
      default:
        story.act(actions[next(9)], next(2) ? "why" : "");
        break;
    }
  }
  if (next(2)) {
    story.finish();
  }
  return story;
}

class EveryRound : public ::testing::TestWithParam<unsigned> {
 protected:
  const Scenario scenario_ = incident();
  const Story story_ = some_round(GetParam());
};

TEST_P(EveryRound, PointsAreWithinBoundsAndCiteEntriesThatExist) {
  const std::uint64_t last = story_.journal().entries.size();
  for (const Finding& found : evaluate(story_.evidence(scenario_))) {
    EXPECT_GE(found.points, 0) << found.criterion;
    EXPECT_LE(found.points, found.of) << found.criterion;
    EXPECT_FALSE(found.text.empty()) << found.criterion;
    for (const std::uint64_t entry : found.entries) {
      EXPECT_GE(entry, 1U) << found.criterion;
      EXPECT_LE(entry, last) << found.criterion;
    }
  }
}

TEST_P(EveryRound, EveryPointGivenCitesAnEntry) {
  for (const Finding& found : evaluate(story_.evidence(scenario_))) {
    EXPECT_TRUE(found.points == 0 || !found.entries.empty()) << found.criterion;
  }
}

TEST_P(EveryRound, WallTimesMoveNothing) {
  Scorecard quick;
  quick.findings = evaluate(story_.evidence(scenario_));
  Scorecard slow;
  slow.findings = evaluate(Story(story_).typed_slowly().evidence(scenario_));
  EXPECT_EQ(dump_json(to_json(quick)), dump_json(to_json(slow)));
}

TEST_P(EveryRound, ASecondRunIsEqualToTheByte) {
  Scorecard one;
  one.findings = evaluate(story_.evidence(scenario_));
  Scorecard two;
  two.findings = evaluate(story_.evidence(scenario_));
  EXPECT_EQ(dump_json(to_json(one)), dump_json(to_json(two)));
}

TEST_P(EveryRound, NewNamesMoveNoPoint) {
  const Scenario renamed = incident("zz-");
  const std::vector<Finding> before = evaluate(story_.evidence(scenario_));
  const std::vector<Finding> after = evaluate(some_round(GetParam(), "zz-").evidence(renamed));
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].observed, after[i].observed) << before[i].criterion;
    EXPECT_EQ(before[i].points, after[i].points) << before[i].criterion;
    EXPECT_EQ(before[i].entries, after[i].entries) << before[i].criterion;
  }
}

INSTANTIATE_TEST_SUITE_P(Many, EveryRound, ::testing::Range(0U, 60U));

TEST(Table, IdsAreUniqueAndDimensionsAreTheFive) {
  std::set<std::string_view> ids;
  const std::set<std::string_view> five = {kFundamentals, kSystemDesign, kDebugging,
                                           kOperationalJudgment, kTradeoffs};
  std::set<std::string_view> used;
  for (const Criterion& criterion : criteria()) {
    EXPECT_TRUE(ids.insert(criterion.id).second) << criterion.id;
    EXPECT_TRUE(five.contains(criterion.dimension)) << criterion.id;
    EXPECT_FALSE(criterion.source.empty()) << criterion.id;
    EXPECT_GT(criterion.weight, 0) << criterion.id;
    used.insert(criterion.dimension);
  }
  EXPECT_EQ(used, five);
}

TEST(Table, AnEmptyJournalIsScoredWithoutAFall) {
  const Scenario scenario = incident();
  for (const Finding& found : evaluate(Story().evidence(scenario))) {
    EXPECT_DOUBLE_EQ(found.points, 0) << found.criterion;
  }
}

}  // namespace
}  // namespace threeam::score::testing
