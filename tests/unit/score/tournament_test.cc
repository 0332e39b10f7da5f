// The arithmetic of the tournament, by hand.
#include "sim/score/tournament.h"

#include <gmock/gmock.h>

#include "sim/score/tournament_svg.h"

namespace threeam::score {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Standing standing(std::string id, bool reference, std::vector<double> outcomes, double process) {
  Standing one;
  one.id = std::move(id);
  one.reference = reference;
  one.outcomes = std::move(outcomes);
  one.processes = {process};
  one.levels = {{"mid", process}, {"senior", process}};
  return one;
}

Tournament tournament(std::vector<Standing> standings) {
  Tournament one;
  one.scenario = "small";
  one.level = "senior";
  one.standings = std::move(standings);
  return one;
}

const Check& check_of(const Tournament& tournament, const std::string& id,
                      const std::string& subject) {
  for (const Check& check : tournament.checks) {
    if (check.id == id && (subject.empty() || check.subject == subject)) {
      return check;
    }
  }
  static const Check kNone{"none", "", false, "no such check"};
  return kNone;
}

bool holds(const Tournament& tournament, const std::string& id, const std::string& subject = "") {
  const Check& check = check_of(tournament, id, subject);
  EXPECT_EQ(check.id, id);
  return check.holds;
}

const Standing kGood = standing("good", true, {0.9, 1.0}, 0.9);
const Standing kAlso = standing("also", true, {1.0, 1.0}, 0.82);

TEST(Tournament, ABotLosesBelowAHalfAndBelowTheLowestReference) {
  Tournament one = tournament(
      {kGood, kAlso, standing("low", false, {0, 0}, 0.49), standing("half", false, {0, 0}, 0.5)});
  judge(one);
  EXPECT_TRUE(holds(one, "bot_loses", "low"));
  EXPECT_FALSE(holds(one, "bot_loses", "half"));
  Tournament poor = tournament({standing("poor", true, {1}, 0.6), standing("bot", false, {0}, 0.46),
                                standing("far", false, {0}, 0.44)});
  judge(poor);
  EXPECT_FALSE(holds(poor, "bot_loses", "bot"));  // 0.14 below, not 0.15
  EXPECT_TRUE(holds(poor, "bot_loses", "far"));
}

TEST(Tournament, ABotThatEndsWellByLuckLosesOnProcess) {
  Tournament one = tournament({kGood, kAlso, standing("lucky", false, {1, 1}, 0.1)});
  judge(one);
  EXPECT_TRUE(holds(one, "bot_loses", "lucky"));
  EXPECT_EQ(one.standings.back().verdict, "loses");
}

TEST(Tournament, ABotHasToLoseAtEveryLevel) {
  Standing bot = standing("bot", false, {0, 0}, 0.2);
  bot.levels = {{"mid", 0.55}, {"senior", 0.2}};
  Tournament one = tournament({kGood, kAlso, bot});
  judge(one);
  EXPECT_FALSE(holds(one, "bot_loses", "bot"));
  EXPECT_THAT(check_of(one, "bot_loses", "bot").text, HasSubstr("0.55 at mid"));
}

TEST(Tournament, AReflexMayEndWellButNotScoreWellWhereItIsWrong) {
  Standing wrong = standing("reflex", false, {0.2, 0.2}, 0.7);
  wrong.reflex = true;
  Standing right = standing("reflex", false, {1.0, 0.9}, 0.7);
  right.reflex = true;
  Tournament one = tournament({kGood, kAlso, wrong});
  judge(one);
  EXPECT_FALSE(holds(one, "bot_loses", "reflex"));  // 0.12 below 0.82
  Tournament two = tournament({kGood, kAlso, right});
  judge(two);
  EXPECT_TRUE(holds(two, "bot_loses", "reflex"));
  EXPECT_EQ(two.standings.back().verdict, "right");
}

TEST(Tournament, TwoReferencesTieWithinBothMargins) {
  Tournament one = tournament({kGood, kAlso});
  judge(one);
  EXPECT_TRUE(holds(one, "references_tie"));
  EXPECT_EQ(check_of(one, "references_tie", "").subject, "good, also");
  EXPECT_EQ(one.standings.front().verdict, "ties");
  Tournament apart = tournament({kGood, standing("worse", true, {0.95, 0.95}, 0.75)});
  judge(apart);
  EXPECT_FALSE(holds(apart, "references_tie"));
  Tournament alone = tournament({kGood});
  judge(alone);
  EXPECT_FALSE(holds(alone, "references_tie"));
  EXPECT_THAT(check_of(alone, "references_tie", "").text, HasSubstr("1 of two"));
}

TEST(Tournament, WithoutAReferenceNoBotHasLost) {
  Tournament one = tournament({standing("bot", false, {0}, 0)});
  judge(one);
  EXPECT_FALSE(holds(one, "bot_loses", "bot"));
  EXPECT_FALSE(one.holds());
}

TEST(Tournament, WhereNothingIsWrongSilenceLosesToSayingSo) {
  Tournament one = tournament({kGood, kAlso, standing("do_nothing", false, {1, 1}, 0.1)});
  one.needs_action = false;
  judge(one);
  EXPECT_TRUE(holds(one, "silence_loses"));
  one = tournament({standing("good", true, {1}, 0.2), standing("do_nothing", false, {1}, 0.1)});
  one.needs_action = false;
  judge(one);
  EXPECT_FALSE(holds(one, "silence_loses"));
  one.needs_action = true;
  one.checks.clear();
  judge(one);
  EXPECT_EQ(check_of(one, "silence_loses", "").id, "none");
}

TEST(Tournament, SpreadAndDifficultyAreOverMeans) {
  Tournament one =
      tournament({standing("a", true, {1.0, 0.8}, 0.9), standing("b", false, {0, 0}, 0.1),
                  standing("c", false, {0.3, 0.3}, 0.5)});
  judge(one);
  EXPECT_DOUBLE_EQ(one.outcome.low, 0);
  EXPECT_DOUBLE_EQ(one.outcome.high, 0.9);
  EXPECT_NEAR(one.process.deviation, 0.4, 1e-12);  // 0.9, 0.1, 0.5 about 0.5
  ASSERT_EQ(one.difficulty.size(), 2U);
  EXPECT_EQ(one.difficulty.front().level, "mid");
  EXPECT_DOUBLE_EQ(one.difficulty.front().references, 0.9);
  EXPECT_DOUBLE_EQ(one.difficulty.front().bots, 0.3);
}

TEST(Tournament, IsOneSvgWithEveryName) {
  Tournament one = tournament({kGood, kAlso, standing("a<b", false, {0, 0}, 0.1)});
  judge(one);
  const std::string svg = tournament_svg({one, one});
  for (const char* part : {"<svg ", "good", "also", "a&lt;b", "0.95", "</svg>"}) {
    EXPECT_THAT(svg, HasSubstr(part));
  }
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

}  // namespace
}  // namespace threeam::score
