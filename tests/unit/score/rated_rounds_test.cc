#include "sim/score/rated_rounds.h"

#include <gtest/gtest.h>

namespace threeam::score {
namespace {

// `points` in all five dimensions; 0 is not observed.
Rater rater(const std::string& name, int points, bool locked = true) {
  Rater made;
  made.name = name;
  for (const std::string_view dimension : kRatedDimensions) {
    made.ratings[std::string(dimension)] = {1, points == 0 ? std::nullopt : std::optional(points),
                                            "", locked};
  }
  return made;
}

constexpr std::int64_t kDayMs = 86'400'000;

RatedRound rated(const std::string& id, std::int64_t created_ms, std::vector<Rater> raters,
                 std::size_t hints = 0) {
  return {id, created_ms, hints, std::move(raters)};
}

TEST(MeanRating, IsMechanicalOverWhoLockedAndObserved) {
  const std::vector<Rater> raters = {rater("a", 2), rater("b", 5), rater("c", 1, false),
                                     rater("d", 0)};
  const MeanRating found = mean_rating(raters, "debugging");
  EXPECT_EQ(found.raters, 2U);
  EXPECT_DOUBLE_EQ(found.mean.value(), 3.5);
  EXPECT_EQ(found.low, 2);
  EXPECT_EQ(found.high, 5);
  EXPECT_FALSE(mean_rating({}, "debugging").mean);
}

TEST(ThirdRater, IsWantedWhenTwoAreTwoPointsApart) {
  EXPECT_TRUE(needs_third_rater({rater("a", 2), rater("b", 4)}));
  EXPECT_FALSE(needs_third_rater({rater("a", 3), rater("b", 4)}));
  EXPECT_FALSE(needs_third_rater({rater("a", 1), rater("b", 5, false)}));
  EXPECT_FALSE(needs_third_rater({rater("a", 1), rater("b", 5), rater("c", 3)}));
}

TEST(Agreement, TakesTheRatersWhoseCompleteTableIsLargest) {
  const Agreement found = agreement({rated("1", 1, {rater("a", 1), rater("b", 1)}),
                                     rated("2", 2, {rater("a", 3), rater("b", 4)}),
                                     rated("3", 3, {rater("a", 5), rater("b", 5)}),
                                     rated("4", 4, {rater("a", 2), rater("c", 2)})});
  EXPECT_EQ(found.rounds, 4U);
  ASSERT_EQ(found.dimensions.size(), 5U);
  const DimensionAgreement& first = found.dimensions[0];
  EXPECT_EQ(first.dimension, "fundamentals");
  EXPECT_EQ(first.icc_raters, (std::vector<std::string>{"a", "b"}));
  ASSERT_TRUE(first.icc && first.alpha);
  EXPECT_EQ(first.icc->rounds, 3U);
  EXPECT_GT(first.icc->single, 0.9);
  EXPECT_EQ(first.alpha->rounds, 4U);
  EXPECT_EQ(first.alpha->values, 8U);
}

TEST(Agreement, LeavesOutWhoHasNotLocked) {
  const Agreement found = agreement({rated("1", 1, {rater("a", 1), rater("b", 5, false)}),
                                     rated("2", 2, {rater("a", 2, false)})});
  EXPECT_EQ(found.rounds, 1U);
  EXPECT_FALSE(found.dimensions[0].icc);
  EXPECT_FALSE(found.dimensions[0].alpha);
  EXPECT_TRUE(found.drift.empty());
}

TEST(Agreement, QueuesWhatWaitsForAThirdRaterOldestFirst) {
  const Agreement found = agreement({rated("late", 20, {rater("a", 1), rater("b", 5)}),
                                     rated("early", 10, {rater("a", 5), rater("b", 3)}),
                                     rated("same", 5, {rater("a", 3), rater("b", 3)})});
  EXPECT_EQ(found.third_rater, (std::vector<std::string>{"early", "late"}));
}

TEST(Drift, IsARatersDistanceFromTheOthersByMonth) {
  const Agreement found = agreement({rated("1", 0, {rater("a", 3), rater("b", 3)}),
                                     rated("2", 40 * kDayMs, {rater("a", 4), rater("b", 2)})});
  ASSERT_EQ(found.drift.size(), 2U);
  EXPECT_EQ(found.drift[0].rater, "a");
  EXPECT_DOUBLE_EQ(found.drift[0].all.mean, 1);
  ASSERT_EQ(found.drift[0].months.size(), 2U);
  EXPECT_EQ(found.drift[0].months[0].first, "1970-01");
  EXPECT_DOUBLE_EQ(found.drift[0].months[0].second.mean, 0);
  EXPECT_DOUBLE_EQ(found.drift[0].months[1].second.mean, 2);
  EXPECT_DOUBLE_EQ(found.drift[1].all.mean, -1);
}

TEST(Hints, AreComparedByMeanRating) {
  const Agreement found =
      agreement({rated("1", 1, {rater("a", 4), rater("b", 5)}), rated("2", 2, {rater("a", 2)}, 3)});
  EXPECT_EQ(found.with_hints.rounds, 1U);
  EXPECT_DOUBLE_EQ(found.with_hints.mean.value(), 2);
  EXPECT_EQ(found.without_hints.rounds, 1U);
  EXPECT_DOUBLE_EQ(found.without_hints.mean.value(), 4.5);
  EXPECT_FALSE(agreement({}).with_hints.mean);
}

TEST(Month, FollowsTheCalendar) {
  EXPECT_EQ(month_of(0), "1970-01");
  EXPECT_EQ(month_of(-1), "1969-12");
  EXPECT_EQ(month_of(951'782'400'000), "2000-02");  // the 29th
  EXPECT_EQ(month_of(951'868'800'000), "2000-03");
  EXPECT_EQ(month_of(1'796'083'199'000), "2026-11");  // its last second
  EXPECT_EQ(month_of(1'796'083'200'000), "2026-12");
}

}  // namespace
}  // namespace threeam::score
