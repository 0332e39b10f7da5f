#include "tests/unit/score/fixture.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/model/rating.h"
#include "sim/score/html.h"
#include "sim/score/report_html.h"
#include "sim/score/weights.h"

namespace threeam::score::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Course course(const char* id, std::initializer_list<double> harm) {
  Course made;
  made.id = id;
  made.text = "Done.";
  for (const double units : harm) {
    made.times.push_back(static_cast<SimTime>(made.times.size()) * 30 * kSecond);
    made.harm_curve.push_back(units);
    made.error_curve.push_back(0.01);
    made.harm_units = units;
  }
  made.harm = {{"wrong_effects", "payouts", 12, 20, "1,200 EUR"}};
  return made;
}

Scorecard card_of(const Scenario& scenario, const Story& story) {
  const Evidence evidence = story.evidence(scenario);
  Scorecard card;
  card.round = "r1";
  card.scenario = scenario.id;
  card.level = "mid";
  card.findings = evaluate(evidence);
  card.dimensions = dimension_scores(card.findings, card.level);
  card.process_score = process_score(card.dimensions);
  card.courses = {course("candidate", {0, 5, 9}), course("nothing", {0, 50, 900})};
  for (const Act& act : evidence.acts) {
    Decision decision;
    decision.entry = act.seq;
    decision.label = act.label;
    decision.why = act.why;
    card.decisions.push_back(decision);
  }
  return card;
}

TEST(Report, EscapesWhatPeopleWrote) {
  const Scenario scenario = incident();
  Story story;
  story.act("stop", "<script>alert('x')</script> & more");
  const std::string html = report_html(card_of(scenario, story), scenario, story.journal());
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; more"));
}

TEST(Report, LoadsNothingFromElsewhere) {
  const Scenario scenario = incident();
  Story story;
  story.look("changes").act("stop");
  const std::string html = report_html(card_of(scenario, story), scenario, story.journal());
  for (const char* door : {"http:", "https:", "src=", "@import", "url(", "<link", "<script"}) {
    EXPECT_THAT(html, Not(HasSubstr(door)));
  }
}

TEST(Report, EveryLinkHasItsEntry) {
  const Scenario scenario = incident();
  Story story;
  story.look("changes").panel("error_ratio", {}, {"region"}).hypothesis("web", "release", 0.9);
  story.look("data_check", {{"dataset", "rows"}}).act("stop").say("update", {{"text", "u"}});
  const std::string html = report_html(card_of(scenario, story), scenario, story.journal());
  std::size_t found = 0;
  for (std::size_t at = html.find("href='#e"); at != std::string::npos;
       at = html.find("href='#e", at + 1)) {
    const std::size_t from = at + 7;
    const std::string entry = html.substr(from, html.find('\'', from) - from);
    EXPECT_THAT(html, HasSubstr("<div id='" + entry + "'>"));
    ++found;
  }
  EXPECT_GE(found, 6U);
}

TEST(Report, SaysNotObservedInsteadOfZero) {
  const Scenario scenario = incident();
  Story story;
  story.look("overview");
  const std::string html = report_html(card_of(scenario, story), scenario, story.journal());
  EXPECT_THAT(html, HasSubstr("F1 Second follow up</td><td class='n'>not observed"));
}

TEST(Report, ShowsRatingsBesideTheScoreOnceAllAreLocked) {
  const Scenario scenario = incident();
  Story story;
  story.look("overview");
  const auto rate = [&](const char* rater, int points, bool locked) {
    for (const std::string_view dimension : kRatedDimensions) {
      story.interviewer(
          EntryKind::rating,
          {{"dimension", dimension}, {"points", points}, {"locked", locked}, {"rater", rater}});
    }
  };
  const auto page = [&] {
    return report_html(card_of(scenario, story), scenario, story.journal());
  };
  rate("A<B", 2, true);
  rate("CD", 5, false);
  EXPECT_THAT(page(), Not(HasSubstr("Rated by people")));
  rate("CD", 5, true);
  EXPECT_THAT(page(), HasSubstr("<th class='n'>A&lt;B, interviewer</th>"));
  EXPECT_THAT(page(), HasSubstr("<td class='n'>3.5</td><td class='n'>2 to 5</td>"));
}

TEST(Report, DrawsOneLineForEachCourseInBothCharts) {
  const Scenario scenario = incident();
  Story story;
  story.act("stop");
  const std::string html = report_html(card_of(scenario, story), scenario, story.journal());
  std::size_t lines = 0;
  for (std::size_t at = html.find("<polyline"); at != std::string::npos;
       at = html.find("<polyline", at + 1)) {
    ++lines;
  }
  EXPECT_EQ(lines, 4U);
  EXPECT_THAT(html, HasSubstr("12 wrong payouts (1,200 EUR)"));
}

TEST(Words, AreCutBetweenCharactersAndCountedInThousands) {
  EXPECT_EQ(shorten("abc", 3), "abc");
  EXPECT_EQ(shorten("a\u00e9b", 2), "a\u2026");
  EXPECT_EQ(format_count(1234567.4), "1,234,567");
  EXPECT_EQ(format_count(-1234), "-1,234");
  EXPECT_EQ(format_count(-123), "-123");
  EXPECT_EQ(format_count(999), "999");
  EXPECT_EQ(sentence_case("data_state_checked"), "Data state checked");
}

}  // namespace
}  // namespace threeam::score::testing
