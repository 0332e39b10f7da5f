#include "sim/score/outcome.h"

#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

#include "sim/score/choice.h"
#include "sim/score/weights.h"

namespace threeam::score::testing {
namespace {

Course ending_at(const char* id, double harm) {
  Course course;
  course.id = id;
  course.harm_units = harm;
  return course;
}

std::vector<Course> courses(double candidate, double nothing, double best) {
  return {ending_at("candidate", candidate), ending_at("nothing", nothing),
          ending_at("best", best)};
}

TEST(OutcomeScore, IsTheShareOfTheAvoidableHarmThatWasAvoided) {
  EXPECT_DOUBLE_EQ(outcome_score(courses(200, 1000, 200)), 1.0);
  EXPECT_DOUBLE_EQ(outcome_score(courses(600, 1000, 200)), 0.5);
  EXPECT_DOUBLE_EQ(outcome_score(courses(1000, 1000, 200)), 0.0);
  EXPECT_DOUBLE_EQ(outcome_score(courses(5000, 1000, 200)), 0.0);
  EXPECT_DOUBLE_EQ(outcome_score(courses(50, 1000, 200)), 1.0);
}

TEST(OutcomeScore, WhereNothingIsRightOnlyHarmBeyondItCounts) {
  EXPECT_DOUBLE_EQ(outcome_score(courses(1000, 1000, 990)), 0.99);
  EXPECT_DOUBLE_EQ(outcome_score(courses(1490, 1000, 990)), 0.5);
  EXPECT_DOUBLE_EQ(outcome_score(courses(3000, 1000, 990)), 0.0);
  EXPECT_DOUBLE_EQ(outcome_score(courses(0, 0, 0)), 1.0);
  EXPECT_DOUBLE_EQ(outcome_score(courses(30, 0, 0)), 0.5);
}

TEST(OutcomeScore, BestKnownIsTheLeastOfTheKnownCourses) {
  std::vector<Course> all = courses(300, 1000, 400);
  all.push_back(ending_at("roll_back", 200));
  EXPECT_DOUBLE_EQ(outcome_score(all), 700.0 / 800.0);
}

Course growing(const char* id, std::initializer_list<double> per_step) {
  Course course;
  course.id = id;
  SimTime time = 0;
  double harm = 0;
  course.times.push_back(0);
  course.harm_curve.push_back(0);
  for (const double step : per_step) {
    time += kCurveStep;
    harm += step;
    course.times.push_back(time);
    course.harm_curve.push_back(harm);
  }
  course.harm_units = harm;
  return course;
}

TEST(MitigatedAt, IsWhenTheRateFellBelowHalfAndStayedThere) {
  const Course nothing = growing("nothing", {10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10});
  const Course better = growing("candidate", {10, 10, 10, 10, 4, 4, 4, 4, 4, 4, 4, 4});
  EXPECT_EQ(mitigated_at(better, nothing, 0), 4 * kCurveStep);
  const Course flicker = growing("candidate", {10, 10, 1, 1, 10, 10, 1, 1, 10, 10, 10, 10});
  EXPECT_EQ(mitigated_at(flicker, nothing, 0), std::nullopt);
  const Course half = growing("candidate", {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5});
  EXPECT_EQ(mitigated_at(half, nothing, 0), std::nullopt);
}

TEST(MitigatedAt, GivesNobodyCreditBeforeTheyActed) {
  const Course nothing = growing("nothing", {10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10});
  const Course lucky = growing("candidate", {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
  EXPECT_EQ(mitigated_at(lucky, nothing, 3 * kCurveStep), 3 * kCurveStep);
}

TEST(Factor, IsSymmetricAndSaysWhenItCannotBeSaid) {
  EXPECT_DOUBLE_EQ(factor(2, 8), 4);
  EXPECT_DOUBLE_EQ(factor(8, 2), 4);
  EXPECT_DOUBLE_EQ(factor(0, 0), 1);
  EXPECT_DOUBLE_EQ(factor(0, 3), 0);
  EXPECT_DOUBLE_EQ(factor(3, 0), 0);
}

TEST(Plans, AreActsInQuickSuccession) {
  const Scenario scenario = incident();
  Story story;
  story.at(kMinute).act("stop").at(2 * kMinute).act("flag-off").act("silence");
  story.at(6 * kMinute).act("repair");
  const std::vector<Plan> all = plans(story.evidence(scenario).acts);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].size(), 2U);
  EXPECT_EQ(all[1].front().action, "repair");
}

TEST(Plans, DegreesOfRefusingARouteAreOneHoweverFarApart) {
  const auto act = [](std::uint64_t seq, SimTime at, const char* kind, const char* lever) {
    Act one;
    one.seq = seq;
    one.at = at;
    one.kind = kind;
    one.lever = lever;
    return one;
  };
  const std::vector<Plan> all = plans(
      {act(1, 0, "roll_back", "version/shop"), act(2, 3 * kMinute, "contain", "shed/orders"),
       act(3, 6 * kMinute, "scale", "scale/shop/"), act(4, 9 * kMinute, "contain", "shed/orders"),
       act(5, 12 * kMinute, "contain", "shed/quotes")});
  ASSERT_EQ(all.size(), 4U);
  ASSERT_EQ(all[1].size(), 2U);
  EXPECT_EQ(all[1].back().seq, 4U);
}

TEST(Plans, LettingGoOfWhatWasHeldBackBelongsToThemAndDrawsNothingElseIn) {
  const auto act = [](std::uint64_t seq, SimTime at, std::string kind, std::string lever) {
    Act one;
    one.seq = seq;
    one.at = at;
    one.kind = std::move(kind);
    one.lever = std::move(lever);
    return one;
  };
  const std::vector<Plan> all =
      plans({act(1, 0, "contain", "writes/orders"), act(2, kMinute, "contain", "consumers/mails"),
             act(3, 9 * kMinute, "contain", "writes/orders"),
             act(4, 10 * kMinute, "scale", "scale/shop/"),
             act(5, 30 * kMinute, "contain", "consumers/mails")});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].size(), 4U);
  EXPECT_EQ(all[1].front().seq, 4U);
}

TEST(Plans, TheFirstAndThoseThatCommitAreJudgedBeforeOthers) {
  const Scenario scenario = incident();
  Story story;
  for (int i = 0; i < 5; ++i) {
    story.at((1 + 3 * i) * kMinute).act("scale");
  }
  story.at(30 * kMinute).act("repair");
  const std::vector<Plan> all = plans(story.evidence(scenario).acts);
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(plans_to_judge(all), (std::vector<std::size_t>{0, 1, 2, 5}));
}

TEST(ChangeFailure, CountsPlansThatDidMoreHarmThanNothingFromTheirMoment) {
  const auto compared = [](std::uint64_t entry, double taken, double nothing) {
    Decision decision;
    decision.entry = entry;
    Course course;
    course.id = "this";
    course.harm_units = taken;
    decision.from_here.push_back(course);
    course.id = "nothing";
    course.harm_units = nothing;
    decision.from_here.push_back(course);
    return decision;
  };
  Decision alone;
  alone.entry = 9;
  const ChangeFailure change =
      change_failure({compared(1, 500, 9000), compared(2, 9100, 9000), compared(3, 12'000, 9000),
                      compared(4, 5, 0), alone});
  EXPECT_EQ(change.changes, 4);
  EXPECT_EQ(change.failed, 1);
  EXPECT_EQ(change.entries, std::vector<std::uint64_t>{3});
}

TEST(Weights, FollowTheLevelAndSumToOne) {
  for (const char* level : {"junior", "mid", "senior", "staff"}) {
    double sum = 0;
    for (const auto& dimension : dimension_scores({}, level)) {
      sum += dimension.weight;
    }
    EXPECT_NEAR(sum, 1, 1e-12) << level;
  }
  EXPECT_DOUBLE_EQ(dimension_scores({}, "mid")[3].weight, 0.10);
  EXPECT_DOUBLE_EQ(dimension_scores({}, "senior")[3].weight, 0.20);
}

TEST(Weights, WhatWasNotObservedIsNeverZero) {
  Finding seen{"S4", "", "debugging", "", 1, 1, 1, true, {}};
  Finding unseen{"S8", "", "debugging", "", 0, 1, 1, false, {}};
  const auto dimensions = dimension_scores({seen, unseen}, "mid");
  EXPECT_DOUBLE_EQ(dimensions[2].score, 1);
  EXPECT_FALSE(dimensions[0].observed);
  EXPECT_DOUBLE_EQ(process_score(dimensions), 1);
}

}  // namespace
}  // namespace threeam::score::testing
