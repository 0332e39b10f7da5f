#include "sim/score/impact.h"

#include <string_view>

#include <gtest/gtest.h>

namespace threeam::score {
namespace {

void add(std::vector<ScoredPerson>& people, const char* category, int count, double score) {
  people.insert(people.end(), static_cast<std::size_t>(count), ScoredPerson{category, score});
}

const ImpactRow& row_of(const Impact& found, std::string_view category) {
  static const ImpactRow kNone;
  for (const ImpactRow& row : found.rows) {
    if (row.category == category) {
      return row;
    }
  }
  ADD_FAILURE() << category;
  return kNone;
}

// By hand, 20 people: 1 1 2 2 3 3 4 4 5 5 | 6 6 7 7 8 8 9 9 10 10, the median is 5.5. A has 6 of
// 10 above it, B 4 of 10: 0.4 / 0.6 = 2/3, below four fifths.
TEST(Impact, IsTheWorkedExample) {
  std::vector<ScoredPerson> people;
  for (const double score : {1, 2, 3, 4, 6, 7, 8, 9, 10, 10}) {
    people.push_back({"A", score});
  }
  for (const double score : {1, 2, 3, 4, 5, 5, 6, 7, 8, 9}) {
    people.push_back({"B", score});
  }
  const Impact found = impact(people);
  EXPECT_EQ(found.people, 20U);
  EXPECT_DOUBLE_EQ(found.median, 5.5);
  EXPECT_EQ(row_of(found, "A").above, 6U);
  EXPECT_EQ(row_of(found, "B").above, 4U);
  EXPECT_DOUBLE_EQ(row_of(found, "A").impact_ratio.value(), 1.0);
  EXPECT_DOUBLE_EQ(row_of(found, "B").scoring_rate, 0.4);
  EXPECT_DOUBLE_EQ(row_of(found, "B").impact_ratio.value(), 0.4 / 0.6);
  EXPECT_TRUE(row_of(found, "B").below_four_fifths);
  EXPECT_FALSE(row_of(found, "A").below_four_fifths);
}

// 10 of 20 against 8 of 20, written as counts so that 0.8 is exact.
TEST(Impact, FourFifthsItselfIsNotBelow) {
  std::vector<ScoredPerson> people;
  add(people, "A", 10, 2);
  add(people, "A", 10, 1);
  add(people, "B", 8, 2);
  add(people, "B", 12, 1);
  const Impact found = impact(people);
  EXPECT_DOUBLE_EQ(found.median, 1);
  EXPECT_DOUBLE_EQ(row_of(found, "B").impact_ratio.value(), 0.8);
  EXPECT_FALSE(row_of(found, "B").below_four_fifths);
}

TEST(Impact, TheMedianItselfIsNotAbove) {
  const std::vector<ScoredPerson> people = {{"A", 1}, {"A", 2}, {"B", 3}};
  const Impact found = impact(people);
  EXPECT_DOUBLE_EQ(found.median, 2);
  EXPECT_EQ(row_of(found, "A").above, 0U);
  EXPECT_DOUBLE_EQ(row_of(found, "A").impact_ratio.value(), 0.0);
}

TEST(Impact, CountsTheUnknownAndLeavesThemOutOfTheMedian) {
  const std::vector<ScoredPerson> people = {{"A", 1}, {"A", 3}, {"", 100}, {"", 100}};
  const Impact found = impact(people);
  EXPECT_EQ(found.unknown, 2U);
  EXPECT_EQ(found.people, 2U);
  EXPECT_DOUBLE_EQ(found.median, 2);
}

TEST(Impact, ASmallCategoryHasARateButNoRatioAndIsNotTheHighest) {
  std::vector<ScoredPerson> people;
  add(people, "A", 40, 2);
  add(people, "A", 59, 1);
  add(people, "tiny", 1, 3);  // 1 of 100, all above
  const Impact found = impact(people);
  EXPECT_TRUE(row_of(found, "tiny").small);
  EXPECT_DOUBLE_EQ(row_of(found, "tiny").scoring_rate, 1.0);
  EXPECT_FALSE(row_of(found, "tiny").impact_ratio.has_value());
  EXPECT_DOUBLE_EQ(row_of(found, "A").impact_ratio.value(), 1.0);
  people.pop_back();
  add(people, "tiny", 2, 3);
  people.erase(people.begin());  // 2 of 100 are not below 2 %
  EXPECT_FALSE(row_of(impact(people), "tiny").small);
}

TEST(Impact, HasNoRatiosWhereNobodyScoredAbove) {
  const std::vector<ScoredPerson> people = {{"A", 1}, {"B", 1}};
  EXPECT_FALSE(row_of(impact(people), "A").impact_ratio.has_value());
  EXPECT_TRUE(impact({}).rows.empty());
}

}  // namespace
}  // namespace threeam::score
