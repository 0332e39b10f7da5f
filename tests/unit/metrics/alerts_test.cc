#include "sim/metrics/alerts.h"

#include "tests/unit/metrics/written_columns.h"
#include <gtest/gtest.h>

namespace threeam::metrics {
namespace {

// A queue's depth in two regions, and an alert on more than 10 for a minute.
class Alerts : public ::testing::Test {
 protected:
  Alerts() {
    Alert alert;
    alert.id = "backlog";
    alert.metric = "message_queue_depth";
    alert.by = "region";
    alert.above = 10;
    alert.hold = kMinute;
    scenario_.alerts = {alert};
  }

  void depth(std::size_t series, SimTime from, SimTime to, double value) {
    for (SimTime time = from; time <= to; time += kSampleInterval) {
      columns_.set(series, static_cast<std::size_t>(time / kSampleInterval), value);
    }
  }

  WrittenColumns columns_{0, 121};  // ten minutes
  std::size_t eu_ = columns_.add(SeriesId::message_queue_depth, {"q", "eu"});
  std::size_t us_ = columns_.add(SeriesId::message_queue_depth, {"q", "us"});
  Scenario scenario_;
};

TEST_F(Alerts, FiresForTheRegionThatHeldForTheTime) {
  depth(us_, 100 * kSecond, 300 * kSecond, 11);
  EXPECT_TRUE(alerts_at(columns_, scenario_, 95 * kSecond).empty());

  auto states = alerts_at(columns_, scenario_, 155 * kSecond);
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states[0].series, "us");
  EXPECT_FALSE(states[0].firing);
  EXPECT_EQ(states[0].since, 100 * kSecond);

  states = alerts_at(columns_, scenario_, 299 * kSecond);
  ASSERT_EQ(states.size(), 1U);
  EXPECT_TRUE(states[0].firing);
  EXPECT_EQ(states[0].since, 160 * kSecond);
  EXPECT_EQ(states[0].value, 11);

  EXPECT_TRUE(alerts_at(columns_, scenario_, 305 * kSecond).empty());
}

TEST_F(Alerts, StartsAgainAfterASampleThatDoesNotHold) {
  depth(eu_, 100 * kSecond, 600 * kSecond, 11);
  depth(eu_, 400 * kSecond, 400 * kSecond, 10);  // not above 10
  const auto states = alerts_at(columns_, scenario_, 440 * kSecond);
  ASSERT_EQ(states.size(), 1U);
  EXPECT_FALSE(states[0].firing);
  EXPECT_EQ(states[0].since, 405 * kSecond);
}

TEST_F(Alerts, OnAbsenceFireForTheSeriesThatIsNotThere) {
  scenario_.alerts[0].absent = true;
  EXPECT_TRUE(alerts_at(columns_, scenario_, 95 * kSecond).empty());
  for (std::size_t sample = 20; sample <= 60; ++sample) {  // 100 s to 300 s
    columns_.hide(us_, sample);
  }
  auto states = alerts_at(columns_, scenario_, 155 * kSecond);
  ASSERT_EQ(states.size(), 1U);
  EXPECT_FALSE(states[0].firing);
  states = alerts_at(columns_, scenario_, 299 * kSecond);
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states[0].series, "us");
  EXPECT_TRUE(states[0].firing);
  EXPECT_EQ(states[0].since, 160 * kSecond);
  EXPECT_TRUE(alerts_at(columns_, scenario_, 305 * kSecond).empty());
}

TEST_F(Alerts, OnAThresholdAreSilentWhereNothingIsShown) {
  depth(us_, 100 * kSecond, 600 * kSecond, 11);
  for (std::size_t sample = 50; sample <= 60; ++sample) {  // 250 s to 300 s
    columns_.hide(us_, sample);
  }
  EXPECT_EQ(alerts_at(columns_, scenario_, 245 * kSecond).size(), 1U);
  EXPECT_TRUE(alerts_at(columns_, scenario_, 280 * kSecond).empty());
}

TEST_F(Alerts, IsRestoredSinceTheLastConditionHeld) {
  RestoredWhen eu{"message_queue_depth", {{"region", "eu"}}, 5, kMinute};
  RestoredWhen us{"message_queue_depth", {{"region", "us"}}, 5, 2 * kMinute};
  scenario_.truth.restored_when = {eu, us};
  depth(eu_, 0, 200 * kSecond, 9);
  depth(us_, 0, 100 * kSecond, 9);
  EXPECT_EQ(restored_since(columns_, scenario_, 150 * kSecond), std::nullopt);
  // us holds since 105 s, eu since 205 s and for 1 m from 265 s on.
  EXPECT_EQ(restored_since(columns_, scenario_, 264 * kSecond), std::nullopt);
  EXPECT_EQ(restored_since(columns_, scenario_, 265 * kSecond), 205 * kSecond);
  EXPECT_EQ(restored_since(columns_, scenario_, 600 * kSecond), 205 * kSecond);
  depth(us_, 500 * kSecond, 500 * kSecond, 5);  // not below 5
  EXPECT_EQ(restored_since(columns_, scenario_, 600 * kSecond), std::nullopt);
}

TEST_F(Alerts, IsNotRestoredWhileNothingIsServed) {
  scenario_.truth.restored_when = {{"error_ratio", {}, 0.01, kMinute}};
  columns_.add(SeriesId::http_requests_total, http("eu", "200"));
  EXPECT_EQ(restored_since(columns_, scenario_, 600 * kSecond), std::nullopt);
}

}  // namespace
}  // namespace threeam::metrics
