// Bots see what a candidate sees, and nothing else.
#include "sim/score/bots.h"

#include <algorithm>

#include "tests/unit/score/fixture.h"
#include <gmock/gmock.h>

namespace threeam::score::testing {
namespace {

const Bot& bot(std::string_view id) {
  return *std::find_if(bots().begin(), bots().end(), [&](const Bot& one) { return one.id == id; });
}

std::string text_of(const Script& script) {
  Json lines = Json::array();
  for (const ScriptLine& line : script.lines) {
    lines.push_back({{"at", line.at}, {"kind", to_string(line.kind)}, {"payload", line.payload}});
  }
  return lines.dump();
}

Scenario played() {
  Scenario scenario = incident();
  scenario.mechanisms = {"data", "release"};
  scenario.length = 30 * kMinute;
  scenario.actions.push_back({"shed-half", "", "", 0, Shed{"GET /", 0.5}});
  scenario.actions.push_back({"shed-most", "", "", 0, Shed{"GET /", 0.9}});
  scenario.actions.push_back({"shed-none", "", "", 0, Shed{"GET /", 0}});
  return scenario;
}

std::vector<std::string> acts_of(std::string_view id) {
  std::vector<std::string> acts;
  for (const ScriptLine& line : play_of(bot(id), view_of(played()), 1).lines) {
    if (line.kind == EntryKind::act) {
      acts.push_back(string_or(line.payload, "action", ""));
    }
  }
  return acts;
}

TEST(Bots, KnowNothingOfTheTruth) {
  Scenario other = played();
  other.truth = {};
  other.truth.accept = {{"mail", "data"}};
  other.truth.blamed_change = "mail-9";
  other.suspects = {};
  other.interviewer = {};
  TimelineEvent hidden;
  hidden.id = "fault";
  hidden.at = -kMinute;
  hidden.change = Deploy{"db", "2", {{"north", 0, 0}}};
  hidden.hidden = true;
  other.timeline.push_back(hidden);
  for (const Bot& one : bots()) {
    EXPECT_EQ(text_of(play_of(one, view_of(played()), 3)), text_of(play_of(one, view_of(other), 3)))
        << one.id;
  }
}

TEST(Bots, StayWithinTheRoundAndInOrder) {
  for (const Bot& one : bots()) {
    const Script script = play_of(one, view_of(played()), 2);
    EXPECT_EQ(script.scenario, "incident");
    EXPECT_EQ(script.who, one.about);
    EXPECT_TRUE(
        std::is_sorted(script.lines.begin(), script.lines.end(),
                       [](const ScriptLine& a, const ScriptLine& b) { return a.at < b.at; }))
        << one.id;
    for (const ScriptLine& line : script.lines) {
      EXPECT_GE(line.at, 0);
      EXPECT_LE(line.at, 30 * kMinute);
    }
  }
}

TEST(Bots, TakeBackTheLatestReleaseWhichIsNotTheLatestChange) {
  EXPECT_THAT(acts_of("instant_rollback"), ::testing::ElementsAre("roll-back"));
  EXPECT_THAT(acts_of("rollback_everything"),
              ::testing::ElementsAre("roll-back", "roll-back-mail"));
}

TEST(Bots, DoWhatTheirNamesSay) {
  EXPECT_THAT(acts_of("do_nothing"), ::testing::IsEmpty());
  EXPECT_THAT(acts_of("open_everything"), ::testing::IsEmpty());
  EXPECT_THAT(acts_of("talker"), ::testing::IsEmpty());
  EXPECT_THAT(acts_of("restart_everything"), ::testing::ElementsAre("restart"));
  EXPECT_THAT(acts_of("scale_everything"), ::testing::ElementsAre("scale"));
  EXPECT_THAT(acts_of("shed_everything"), ::testing::ElementsAre("shed-most"));
  EXPECT_THAT(acts_of("silence_alarms"), ::testing::ElementsAre("silence"));
  EXPECT_EQ(acts_of("shotgun").size(), played().actions.size());
}

TEST(Bots, OnlyTheRandomOneFollowsTheSeed) {
  const CandidateView view = view_of(played());
  for (const Bot& one : bots()) {
    EXPECT_EQ(text_of(play_of(one, view, 1)), text_of(play_of(one, view, 1)));
    EXPECT_EQ(one.random, text_of(play_of(one, view, 1)) != text_of(play_of(one, view, 2)))
        << one.id;
  }
}

TEST(Bots, NameEveryCause) {
  const Script script = play_of(bot("open_everything"), view_of(played()), 1);
  EXPECT_EQ(std::count_if(script.lines.begin(), script.lines.end(),
                          [](const ScriptLine& line) {
                            return string_or(line.payload, "what", "") == "hypothesis";
                          }),
            6);  // three components, two mechanisms
}

}  // namespace
}  // namespace threeam::score::testing
