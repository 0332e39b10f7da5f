#include "sim/score/interval.h"

#include <vector>

#include <gtest/gtest.h>

namespace threeam::score {
namespace {

TEST(Interval, OfOneValueIsThatValue) {
  const std::vector<double> one{7};
  const threeam::Interval interval = mean_interval(one);
  EXPECT_EQ(interval.mean, 7);
  EXPECT_EQ(interval.low, 7);
  EXPECT_EQ(interval.high, 7);
}

// Half widths are t(0.975, n - 1) * s / sqrt(n), t from a table.
TEST(Interval, FollowsStudentsT) {
  const std::vector<double> two{0, 2};
  EXPECT_NEAR(mean_interval(two).high - 1, 12.706, 0.001);
  const std::vector<double> five{1, 2, 3, 4, 5};  // s^2 = 2.5
  EXPECT_NEAR(mean_interval(five).high - 3, 2.776 * 0.70711, 0.02);
  EXPECT_NEAR(mean_interval(five, Confidence::p99).high - 3, 4.604 * 0.70711, 0.05);
  std::vector<double> twenty;
  for (int i = 0; i < 20; ++i) {
    twenty.push_back(i % 2);
  }
  EXPECT_NEAR(mean_interval(twenty).high - 0.5, 2.093 * 0.11471, 0.0005);
}

TEST(Interval, OfSharesIsWilsons) {
  const threeam::Interval some = share_interval(5, 20);
  EXPECT_DOUBLE_EQ(some.mean, 0.25);
  EXPECT_NEAR(some.low, 0.1119, 0.0001);
  EXPECT_NEAR(some.high, 0.4687, 0.0001);
}

TEST(Interval, OfSharesStaysBetweenZeroAndOne) {
  EXPECT_EQ(share_interval(0, 20).low, 0);
  EXPECT_NEAR(share_interval(0, 20).high, 0.1611, 0.0001);
  EXPECT_EQ(share_interval(20, 20).high, 1);
  EXPECT_NEAR(share_interval(20, 20).low, 0.8389, 0.0001);
}

}  // namespace
}  // namespace threeam::score
