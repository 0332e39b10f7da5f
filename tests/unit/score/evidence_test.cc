#include "sim/score/evidence.h"

#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

namespace threeam::score::testing {
namespace {

Worth worth(const Story& story, const Shown& shown = {}) {
  const Scenario scenario = incident();
  return story.evidence(scenario, shown).looks.front().worth;
}

TEST(Worth, ADiffShowsOnlyTheChangeThatDidIt) {
  EXPECT_EQ(worth(Story().look("diff", {{"change", "web-2"}})), Worth::shows);
  EXPECT_EQ(worth(Story().look("diff", {{"change", "mail-9"}})), Worth::nothing);
}

TEST(Worth, ASplitByVersionOfAComponentOfTheCauseShows) {
  const std::vector<std::string> version = {"version"};
  EXPECT_EQ(worth(Story().panel("error_ratio", {{"component", "web"}}, version)), Worth::shows);
  EXPECT_EQ(worth(Story().panel("error_ratio", {{"component", "mail"}}, version)), Worth::points);
  EXPECT_EQ(worth(Story().panel("error_ratio", {}, {"region"})), Worth::points);
}

TEST(Worth, ARangeThatEndsBeforeItBeganIsWorthNothing) {
  const Scenario scenario = incident();
  Query query;
  query.metric = "error_ratio";
  query.by = {"version"};
  query.from = -30 * kMinute;
  query.to = -10 * kMinute;  // it began at -8 m
  Story story;
  story.look("panel", {{"query", to_json(query)}});
  EXPECT_EQ(worth(story), Worth::nothing);
}

TEST(Worth, APanelOfOneMomentWithoutSplitIsWorthNothing) {
  EXPECT_EQ(worth(Story().panel("error_ratio", {}, {}, -5 * kMinute)), Worth::nothing);
  EXPECT_EQ(worth(Story().panel("error_ratio")), Worth::points);  // the healthy past is in it
}

TEST(Worth, LogsAreWorthWhatCameBack) {
  const auto came_back = [](const char* level, const char* component) {
    return [=](const Json&, SimTime) -> std::optional<Json> {
      return Json{{"lines", {{{"level", level}, {"component", component}, {"time_ns", 0}}}}};
    };
  };
  const Story search = Story().look("logs", {{"search", "x"}});
  const Story open = Story().look("logs", {{"search", ""}});
  EXPECT_EQ(worth(search), Worth::nothing);
  EXPECT_EQ(worth(open, came_back("error", "mail")), Worth::shows);
  EXPECT_EQ(worth(search, came_back("info", "web")), Worth::shows);
  EXPECT_EQ(worth(open, came_back("info", "web")), Worth::nothing);
  EXPECT_EQ(worth(search, came_back("info", "mail")), Worth::nothing);
}

TEST(Worth, ATraceShowsWhatItWentThrough) {
  const auto through = [](const char* component) {
    return [=](const Json&, SimTime) -> std::optional<Json> {
      return Json{{"spans", {{{"component", component}, {"start_ns", 0}}}}};
    };
  };
  EXPECT_EQ(worth(Story().look("trace"), through("db")), Worth::shows);
  EXPECT_EQ(worth(Story().look("trace"), through("mail")), Worth::nothing);
}

TEST(Gather, AnAnswerIsReadWhenItComes) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).look("ask", {{"person", "kim"}, {"answer", "safe"}});
  const Evidence evidence = story.evidence(scenario);
  ASSERT_EQ(evidence.looks.size(), 1U);
  EXPECT_EQ(evidence.looks.front().at, 3 * kMinute);
}

TEST(Gather, TwoKindsThatPointSupportAndOneDoesNot) {
  const Scenario scenario = incident();
  Story one;
  one.look("changes").look("changes").hypothesis("web", "release", 0.9);
  EXPECT_EQ(one.evidence(scenario).hypotheses.front().supported, 0);
  Story two;
  two.look("changes").look("topology").hypothesis("web", "release", 0.9);
  const Evidence evidence = two.evidence(scenario);
  EXPECT_EQ(evidence.hypotheses.front().supported, 1);
  EXPECT_EQ(evidence.hypotheses.front().support, (std::vector<std::uint64_t>{1, 2}));
}

TEST(Gather, WhatSupportsEverythingSupportsNothing) {
  const Scenario scenario = incident();
  Story few;
  few.look("changes").look("topology");
  for (const char* id : {"a", "b", "c", "e"}) {
    few.hypothesis("web", "release", 0.9, id);
  }
  EXPECT_EQ(few.evidence(scenario).hypotheses.front().supported, 1);
  few.hypothesis("db", "data", 0.9, "d");
  for (const Hypothesis& stated : few.evidence(scenario).hypotheses) {
    EXPECT_EQ(stated.supported, 0);
  }
  // Given up again, it is one of four.
  few.hypothesis("db", "data", 0.1, "d");
  EXPECT_EQ(few.evidence(scenario).hypotheses.front().supported, 1);
}

TEST(Gather, AnAnswerThatIsStillToComeSupportsNothing) {
  const Scenario scenario = incident();
  Story story;
  story.look("changes").look("ask", {{"person", "kim"}, {"answer", "safe"}});
  story.at(kMinute).hypothesis("web", "release", 0.9);
  EXPECT_EQ(story.evidence(scenario).hypotheses.front().supported, 0);
}

TEST(Gather, DropsActsThatWereRefused) {
  const Scenario scenario = incident();
  Story story;
  story.act("stop").outcome("refused").act("flag-off").outcome("done");
  const Evidence evidence = story.evidence(scenario);
  ASSERT_EQ(evidence.acts.size(), 1U);
  EXPECT_EQ(evidence.acts.front().action, "flag-off");
  EXPECT_TRUE(evidence.acts.front().done.has_value());
}

TEST(Gather, SurvivesPayloadsOfEveryWrongShape) {
  const Scenario scenario = incident();
  Journal journal;
  for (const EntryKind kind : {EntryKind::look, EntryKind::say, EntryKind::act, EntryKind::outcome,
                               EntryKind::clock, EntryKind::followup}) {
    for (const Json& payload :
         {Json(), Json(7), Json::array({1}), Json{{"what", 3}}, Json{{"what", "panel"}},
          Json{{"what", "panel"}, {"query", "x"}},
          Json{{"what", "hypothesis"}, {"confidence", "1"}},
          Json{{"what", "estimate"}, {"since_ns", "x"}, {"failing_ratio", nullptr}},
          Json{{"action", nullptr}}, Json{{"of", "x"}}}) {
      Entry entry;
      entry.seq = journal.entries.size() + 1;
      entry.actor = Actor::candidate;
      entry.kind = kind;
      entry.payload = payload;
      journal.entries.push_back(entry);
    }
  }
  const Evidence evidence = gather(scenario, journal, {});
  EXPECT_TRUE(evidence.acts.empty());
  EXPECT_FALSE(evaluate(evidence).empty());
}

}  // namespace
}  // namespace threeam::score::testing
