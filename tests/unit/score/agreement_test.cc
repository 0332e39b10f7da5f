// Against published worked examples, and where nothing can be said.
#include "sim/score/agreement.h"

#include <gtest/gtest.h>

#include "sim/score/f_distribution.h"

namespace threeam::score {
namespace {

using Table = std::vector<std::vector<double>>;
using Sparse = std::vector<std::vector<std::optional<double>>>;

// Shrout and Fleiss 1979, table 2, p. 423: six targets, four judges.
const Table kShroutFleiss = {{9, 2, 5, 8}, {6, 1, 3, 2},  {8, 4, 6, 8},
                             {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};

// Krippendorff 2011, p. 4, section C: twelve units, four observers, data missing.
Sparse krippendorff_2011() {
  constexpr int kObservers[4][12] = {{1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0},
                                     {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3},
                                     {0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0},
                                     {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0}};
  Sparse table(12);
  for (std::size_t unit = 0; unit < 12; ++unit) {
    for (const auto& observer : kObservers) {
      const int value = observer[unit];
      table[unit].push_back(value == 0 ? std::nullopt : std::optional<double>(value));
    }
  }
  return table;
}

TEST(FQuantile, EqualsPrintedTables) {
  EXPECT_NEAR(f_quantile(0.95, 1, 1), 161.4476, 1e-3);
  EXPECT_NEAR(f_quantile(0.975, 5, 15), 3.5764, 1e-4);
  EXPECT_NEAR(f_quantile(0.975, 15, 5), 6.4277, 1e-4);
  EXPECT_NEAR(f_quantile(0.95, 10, 120), 1.9105, 1e-4);
  EXPECT_NEAR(f_quantile(0.5, 7, 7), 1, 1e-12);
}

TEST(FQuantile, IsTheInverseOfItsDistributionAndOfItsMirror) {
  for (const double df1 : {0.7, 1.0, 4.79, 59.0}) {
    for (const double df2 : {1.0, 3.2, 240.0}) {
      for (const double p : {0.025, 0.4, 0.975}) {
        const double f = f_quantile(p, df1, df2);
        EXPECT_NEAR(incomplete_beta(df1 / 2, df2 / 2, df1 * f / (df1 * f + df2)), p, 1e-10);
        EXPECT_NEAR(f * f_quantile(1 - p, df2, df1), 1, 1e-7);
      }
    }
  }
}

TEST(Icc, EqualsTheExampleOfShroutAndFleiss) {
  const auto found = icc(kShroutFleiss);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->rounds, 6U);
  EXPECT_EQ(found->raters, 4U);
  EXPECT_NEAR(found->mean_squares.rounds, 11.24, 0.005);
  EXPECT_NEAR(found->mean_squares.raters, 32.49, 0.005);
  EXPECT_NEAR(found->mean_squares.error, 1.02, 0.005);
  EXPECT_NEAR(found->single, 0.29, 0.005);
  EXPECT_NEAR(found->mean, 0.62, 0.005);
}

// The same table in R's psych::ICC (Revelle): ICC2 0.019 to 0.761, ICC2k 0.071 to 0.927.
TEST(Icc, HasTheIntervalOfMcGrawAndWong) {
  const auto found = icc(kShroutFleiss);
  ASSERT_TRUE(found && found->single_interval && found->mean_interval);
  EXPECT_NEAR(found->single_interval->low, 0.019, 0.001);
  EXPECT_NEAR(found->single_interval->high, 0.761, 0.001);
  EXPECT_NEAR(found->mean_interval->low, 0.071, 0.002);
  EXPECT_NEAR(found->mean_interval->high, 0.927, 0.001);
}

TEST(Icc, IsOneForRatersWhoAlwaysAgree) {
  const auto found = icc({{1, 1}, {3, 3}, {5, 5}});
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->single, 1);
  EXPECT_DOUBLE_EQ(found->mean, 1);
}

// Absolute agreement: one who is always two points milder is not in agreement.
TEST(Icc, ChargesARaterWhoIsAlwaysMilder) {
  const auto found = icc({{1, 3}, {2, 4}, {3, 5}});
  ASSERT_TRUE(found && found->single_interval);
  EXPECT_NEAR(found->single, 1.0 / 3, 1e-12);
  EXPECT_LE(found->single_interval->low, found->single);
  EXPECT_GE(found->single_interval->high, found->single);
}

TEST(Icc, StaysBetweenMinusOneAndOneForRatersWhoContradict) {
  const auto found = icc({{1, 5}, {5, 1}, {2, 4}, {5, 3}});
  ASSERT_TRUE(found && found->mean_interval);
  EXPECT_LT(found->single, 0);
  EXPECT_GE(found->single_interval->low, -1);
  EXPECT_GE(found->mean_interval->low, -1);
  EXPECT_LE(found->mean_interval->high, 1);
}

TEST(Icc, SaysNothingWhereThereIsNothingToAgreeOn) {
  EXPECT_FALSE(icc({}));
  EXPECT_FALSE(icc({{3, 4}}));
  EXPECT_FALSE(icc({{3}, {4}, {5}}));
  EXPECT_FALSE(icc({{3, 3}, {3, 3}}));
  EXPECT_FALSE(icc({{3, 4}, {3}}));
}

TEST(Icc, HasNoIntervalWhenRoundsDoNotDifferAtAll) {
  const auto found = icc({{2, 4}, {2, 4}});
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->single, 0);
  EXPECT_FALSE(found->single_interval);
}

TEST(Alpha, EqualsTheExampleOfKrippendorff) {
  const Sparse table = krippendorff_2011();
  const auto nominal = krippendorff_alpha(table, Scale::nominal, 1);
  ASSERT_TRUE(nominal);
  EXPECT_EQ(nominal->rounds, 11U);  // the twelfth has one value
  EXPECT_EQ(nominal->values, 40U);
  EXPECT_NEAR(nominal->alpha, 0.743, 0.0005);
  EXPECT_NEAR(krippendorff_alpha(table, Scale::ordinal, 1)->alpha, 0.815, 0.0005);
  EXPECT_NEAR(krippendorff_alpha(table, Scale::interval, 1)->alpha, 0.849, 0.0005);
}

TEST(Alpha, HasAnIntervalAroundItThatTheKeyRepeats) {
  const Sparse table = krippendorff_2011();
  const auto first = krippendorff_alpha(table, Scale::ordinal, 7);
  const auto again = krippendorff_alpha(table, Scale::ordinal, 7);
  ASSERT_TRUE(first && first->interval && again->interval);
  EXPECT_LT(first->interval->low, first->alpha);
  EXPECT_GT(first->interval->high, first->alpha);
  EXPECT_EQ(first->interval->low, again->interval->low);
  EXPECT_EQ(first->interval->high, again->interval->high);
}

TEST(Alpha, IsOneForPerfectAgreementAndAboutNothingForChance) {
  const auto perfect = krippendorff_alpha({{1, 1}, {2, 2}, {5, 5}}, Scale::ordinal, 1);
  ASSERT_TRUE(perfect);
  EXPECT_DOUBLE_EQ(perfect->alpha, 1);
  EXPECT_FALSE(perfect->interval);
  const auto against = krippendorff_alpha({{1, 5}, {5, 1}}, Scale::interval, 1);
  ASSERT_TRUE(against);
  EXPECT_DOUBLE_EQ(against->alpha, -0.5);
}

TEST(Alpha, DoesNotDependOnWhoSatInWhichColumn) {
  const Sparse one = {{1, 2}, {4, 5}, {3, 3}};
  const Sparse other = {{2, 1}, {4, 5}, {3, std::nullopt, 3}};
  EXPECT_DOUBLE_EQ(krippendorff_alpha(one, Scale::ordinal, 1)->alpha,
                   krippendorff_alpha(other, Scale::ordinal, 1)->alpha);
}

TEST(Alpha, SaysNothingWhereThereIsNothingToAgreeOn) {
  EXPECT_FALSE(krippendorff_alpha({}, Scale::ordinal, 1));
  EXPECT_FALSE(krippendorff_alpha({{4}, {3}, {std::nullopt, 2}}, Scale::ordinal, 1));
  EXPECT_FALSE(krippendorff_alpha({{3, 3}, {3, 3}}, Scale::ordinal, 1));
}

}  // namespace
}  // namespace threeam::score
