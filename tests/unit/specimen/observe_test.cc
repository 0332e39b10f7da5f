#include "sim/specimen/observe.h"

#include <cmath>

#include "tests/unit/specimen/slow.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/specimen/report.h"

namespace threeam::specimen {
namespace {

using scenario::Claim;
using scenario::Take;

TEST(Take, ReadsAWindowsPoints) {
  const std::vector<double> points = {4, 1, 7, 2};
  EXPECT_EQ(take(Take::whole, points), 3.5);
  EXPECT_EQ(take(Take::most, points), 7);
  EXPECT_EQ(take(Take::least, points), 1);
  EXPECT_EQ(take(Take::first, points), 4);
  EXPECT_EQ(take(Take::last, points), 2);
  EXPECT_EQ(take(Take::swing, points), 6);
  EXPECT_TRUE(std::isnan(take(Take::most, {})));
}

TEST(Take, CountsRisesButNoNoise) {
  EXPECT_EQ(take(Take::rises, {0, 9, 0, 9, 0, 9}), 3);
  EXPECT_EQ(take(Take::rises, {9, 0, 4, 5, 4, 5, 9, 8, 9}), 1) << "the middle is neither";
  EXPECT_EQ(take(Take::rises, {9, 8, 7, 0}), 0);
  EXPECT_EQ(take(Take::rises, {5, 5, 5}), 0);
}

TEST(Claims, HoldAsTheySay) {
  EXPECT_TRUE(holds(Claim::Relation::below, 1, 2));
  EXPECT_FALSE(holds(Claim::Relation::below, 2, 2));
  EXPECT_TRUE(holds(Claim::Relation::above, 3, 2));
  EXPECT_TRUE(holds(Claim::Relation::about, 1.09, 1));
  EXPECT_FALSE(holds(Claim::Relation::about, 1.11, 1));
  EXPECT_TRUE(holds(Claim::Relation::about, 0, 0));
}

TEST(Claims, OfNothingHoldOnlyWhenItIsMissing) {
  const double nothing = std::nan("");
  for (const auto relation :
       {Claim::Relation::below, Claim::Relation::above, Claim::Relation::about}) {
    EXPECT_FALSE(holds(relation, nothing, 1));
    EXPECT_FALSE(holds(relation, 1, nothing));
  }
  EXPECT_TRUE(holds(Claim::Relation::missing, nothing, 0));
  EXPECT_FALSE(holds(Claim::Relation::missing, 0, 0));
}

TEST(Observation, MeasuresTheWholeWindowAsAPanelWould) {
  const auto seen = observe(slow_specimen(R"(
  latency:
    metric: latency_p50
    shows: [before < 0.015, during > 2 * before, first during > most before]
  requests:
    metric: request_rate
    shows: [before ~ 20, during is missing]
  none:
    metric: pool_waiting
    shows: [during is missing]
)"),
                            1);
  ASSERT_TRUE(seen) << to_string(seen.error());
  ASSERT_EQ(seen->verdicts.size(), 6U);
  for (const std::size_t holding : {0U, 1U, 2U, 3U, 5U}) {
    EXPECT_TRUE(seen->verdicts[holding].holds) << describe(seen->verdicts[holding]);
  }
  EXPECT_FALSE(seen->verdicts[4].holds);
  EXPECT_FALSE(holds(*seen));
}

TEST(Observation, HasAPointASampleAndSaysWhatHappened) {
  const auto seen = observe(slow_specimen("  r: {metric: request_rate, shows: [during > 1]}\n"), 1);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->times.front(), -85 * kSecond);
  EXPECT_EQ(seen->times.back(), kMinute);
  EXPECT_EQ(seen->curves.front().points.size(), seen->times.size());
  ASSERT_EQ(seen->happenings.size(), 2U);
  EXPECT_EQ(seen->happenings[0].what, "slower");
  EXPECT_EQ(seen->happenings[1].what, "do restart");
}

TEST(Observation, CountsHarmSinceTheTroubleStarted) {
  const auto seen =
      observe(slow_specimen(
                  "  failed: {harm: failed_requests, shows: [most before < 1, last during > 9]}\n"),
              1);
  ASSERT_TRUE(seen);
  EXPECT_TRUE(holds(*seen)) << describe(seen->verdicts.back());
}

TEST(Observation, RefusesAnActThatCannotStart) {
  scenario::Specimen specimen = slow_specimen("  r: {metric: request_rate, shows: [during > 1]}\n");
  specimen.acts.push_back({31 * kSecond, "restart"});
  const auto seen = observe(specimen, 1);
  ASSERT_FALSE(seen);
  EXPECT_EQ(seen.error().code, ErrorCode::rejected);
  EXPECT_THAT(seen.error().message, testing::StartsWith("`restart` at 31s cannot start"));
}

TEST(Observation, IsTheSameTwiceAndAnotherWithAnotherSeed) {
  const auto specimen = slow_specimen("  r: {metric: request_rate, shows: [during > 1]}\n");
  const auto once = observe(specimen, 1);
  EXPECT_EQ(once->curves.front().points, observe(specimen, 1)->curves.front().points);
  EXPECT_NE(once->curves.front().points, observe(specimen, 2)->curves.front().points);
}

}  // namespace
}  // namespace threeam::specimen
