// What must hold for the score of a round, whatever was done in it.
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/round/small_scenario.h"
#include <gtest/gtest.h>

#include "sim/score/score.h"

namespace threeam::score {
namespace {

// A whole round in which these were done, one a minute.
std::unique_ptr<round::Round> played(const std::vector<std::string>& actions) {
  auto played = round::started_round();
  for (const std::string& action : actions) {
    const SimTime next = played->now() + kMinute;
    EXPECT_TRUE(played->advance(next, next / kMillisecond));
    EXPECT_TRUE(played->add(Actor::candidate, EntryKind::act,
                            Json{{"action", action}, {"why", "to see"}, {"expect", ""}},
                            next / kMillisecond));
  }
  EXPECT_TRUE(played->advance(8 * kMinute, 8 * kMinute / kMillisecond));
  return played;
}

std::string card_of(const round::Round& round, int threads) {
  const Result<Scorecard> card = score(round, {threads, {}});
  return card ? dump_json(to_json(*card)) : to_string(card.error());
}

TEST(Scores, AreTheSameWithAnyNumberOfThreads) {
  for (const std::vector<std::string>& actions :
       {std::vector<std::string>{}, {"rollback-shop"}, {"freeze", "rollback-shop"}}) {
    const auto round = played(actions);
    const std::string alone = card_of(*round, 1);
    EXPECT_NE(alone.find("\"courses\""), std::string::npos) << alone;
    EXPECT_EQ(card_of(*round, 2), alone);
    EXPECT_EQ(card_of(*round, 9), alone);
  }
}

TEST(Scores, TellHowFarTheyAreAndEndAtOne) {
  const auto round = played({"rollback-shop"});
  double last = 0;
  ASSERT_TRUE(score(*round, {3, [&](double share) {
                               EXPECT_GT(share, last);
                               last = share;
                             }}));
  EXPECT_EQ(last, 1);
}

}  // namespace
}  // namespace threeam::score
