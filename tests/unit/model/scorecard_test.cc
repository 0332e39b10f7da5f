#include "sim/model/scorecard.h"

#include <gtest/gtest.h>

namespace threeam {
namespace {

Scorecard sample_card() {
  Scorecard card;
  card.round = "r-1";
  card.level = "senior";
  card.milestones = {{"acknowledge", 40 * kSecond, {3}}, {"restore", std::nullopt, {}}};
  card.findings = {
      {"S15", "data_state_checked", "operational_judgment", "Counted.", 1, 1, 1, true, {7}}};
  card.courses.resize(2);
  card.courses[0].id = "candidate";
  card.courses[0].harm = {{"wrong_rows", "rows", 1200, 0.2, "45,840 EUR"}};
  card.courses[1].id = "nothing";
  card.courses[1].harm = {{"wrong_rows", "rows", 9000, 0.2, ""}};
  card.process_score = 0.75;
  card.outcome_score = 0.5;
  card.dimensions = {{"debugging", 0.25, true, 0.8}};
  return card;
}

TEST(ScorecardJson, KeepsProcessAndOutcomeApart) {
  const Json json = to_json(sample_card());
  EXPECT_EQ(json["process"]["score"], 0.75);
  EXPECT_EQ(json["process"]["dimensions"][0]["dimension"], "debugging");
  EXPECT_EQ(json["outcome"]["score"], 0.5);
}

TEST(ScorecardJson, HasTheCandidatesHarmByKindWithUnits) {
  const Json json = to_json(sample_card());
  EXPECT_EQ(json["outcome"]["harm"]["wrong_rows"],
            (Json{{"amount", 1200.0}, {"unit", "rows"}, {"weight", 0.2}, {"money", "45,840 EUR"}}));
  EXPECT_EQ(json["courses"][1]["harm"]["wrong_rows"]["amount"], 9000.0);
}

TEST(ScorecardJson, CitesEntriesAndLeavesNeverAsNull) {
  const Json json = to_json(sample_card());
  EXPECT_EQ(json["findings"][0]["entries"], Json::array({7}));
  EXPECT_EQ(json["milestones"][0]["at_ns"], 40 * kSecond);
  EXPECT_TRUE(json["milestones"][1]["at_ns"].is_null());
}

}  // namespace
}  // namespace threeam
