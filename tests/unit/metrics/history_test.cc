// The week before the round: agrees with the system that it belongs to, and with itself.
#include "sim/metrics/history.h"

#include <cmath>
#include <numeric>

#include "tests/support/builders.h"
#include <gtest/gtest.h>

#include "sim/engine/model.h"
#include "sim/metrics/query.h"

namespace threeam::metrics {
namespace {

using namespace threeam::testing;

constexpr Duration kDay = 24 * kHour;

Scenario shop() {
  Scenario one = scenario(
      {service("web", 2, 32, 64, steps(use(4 * kMillisecond), call("store", "do", kSecond))),
       service("store", 2, 16, 64, steps(use(6 * kMillisecond)))},
      {traffic("GET /", "web", 100)});
  one.past = 30 * kMinute;
  return one;
}

// A round's recorder at the page, and the days before it.
class History : public ::testing::Test {
 protected:
  void look_at(const Scenario& scenario) {
    auto model = engine::compile(scenario);
    ASSERT_TRUE(model) << to_string(model.error());
    engine::World world(*model, 7);
    recorder_.emplace(**model);
    world.advance(0, &*recorder_);
    day_ = std::make_shared<OrdinaryDay>(*model, 7);
    columns_.emplace(*recorder_, day_, scenario);
  }

  QueryResult ask(std::string metric, SimTime from, SimTime to, Duration step,
                  std::vector<std::string> by = {}) {
    Query query;
    query.metric = std::move(metric);
    query.where = {{"component", "web"}};
    query.by = std::move(by);
    query.from = from;
    query.to = to;
    query.step = step;
    const auto result = metrics::query(*columns_, query);
    EXPECT_TRUE(result) << (result ? "" : to_string(result.error()));
    return result ? *result : QueryResult{};
  }

  double mean(const std::string& metric, SimTime from, SimTime to) {
    const QueryResult result = ask(metric, from, to, kMinute);
    const auto& values = result.series.at(0).values;
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  }

  std::optional<engine::Recorder> recorder_;
  std::shared_ptr<const OrdinaryDay> day_;
  std::optional<HistoryColumns> columns_;
};

TEST_F(History, AnOrdinaryHourIsLikeTheRoundsHealthyPast) {
  look_at(shop());
  for (const char* metric : {"request_rate", "latency_p50", "latency_p99"}) {
    const double before = mean(metric, -20 * kMinute, 0);
    EXPECT_NEAR(mean(metric, -kDay - 20 * kMinute, -kDay), before, 0.05 * before) << metric;
    EXPECT_NEAR(mean(metric, -7 * kDay - 20 * kMinute, -7 * kDay), before, 0.05 * before) << metric;
  }
  EXPECT_EQ(mean("error_ratio", -kDay - 20 * kMinute, -kDay), 0);
}

TEST_F(History, FollowsTheShapeOfTheDay) {
  Scenario scenario = shop();
  scenario.page_clock_s = 2 * 3600;
  scenario.traffic[0].daily_amplitude = 0.5;
  scenario.traffic[0].daily_peak = 14 * kHour;
  look_at(scenario);
  // The peak was 12 hours before the page: half as much again as on average; the night half of it.
  EXPECT_NEAR(mean("request_rate", -12 * kHour - 30 * kMinute, -12 * kHour + 30 * kMinute), 150,
              12);
  EXPECT_NEAR(mean("request_rate", -kDay - 30 * kMinute, -kDay + 30 * kMinute), 50, 12);
}

TEST_F(History, NothingOfTheTimelineIsInIt) {
  Scenario scenario = shop();
  TimelineEvent fault;
  fault.id = "fault";
  fault.at = -10 * kMinute;
  ParameterChange errors;
  errors.where.component = "web";
  errors.parameter = Parameter::error_ratio;
  errors.factor = 0.5;
  fault.change = errors;
  scenario.timeline.push_back(fault);
  look_at(scenario);
  EXPECT_GT(mean("error_ratio", -8 * kMinute, 0), 0.4);
  const QueryResult week = ask("error_ratio", -8 * kDay + kHour, -40 * kMinute, 10 * kMinute);
  for (const double value : week.series.at(0).values) {
    EXPECT_EQ(value, 0);
  }
}

TEST_F(History, TheSameMomentLooksTheSameInEveryWindow) {
  look_at(shop());
  const QueryResult hour = ask("latency_p99", -30 * kHour, -29 * kHour, kMinute);
  const QueryResult day = ask("latency_p99", -48 * kHour, -24 * kHour, kMinute);
  for (std::size_t i = 0; i < hour.times.size(); ++i) {
    EXPECT_EQ(hour.series.at(0).values[i], day.series.at(0).values[i + 18 * 60]);
  }
}

TEST_F(History, HasNoSeamWhereTheRoundsOwnPastBegins) {
  look_at(shop());
  const QueryResult result = ask("request_rate", -40 * kMinute, -20 * kMinute, 15 * kSecond);
  for (const double value : result.series.at(0).values) {
    EXPECT_NEAR(value, 100, 12);
  }
}

TEST_F(History, AReleaseOfTheDayBeforeShowsAsTheVersionBeforeIt) {
  Scenario scenario = shop();
  PastRelease release;
  release.id = "web-1";
  release.at = -9 * kHour;
  release.component = "web";
  release.from = "0.9";
  scenario.history.push_back(release);
  look_at(scenario);
  const auto versions = [&](SimTime from, SimTime to) {
    std::vector<std::string> seen;
    for (const QuerySeries& series : ask("request_rate", from, to, kMinute, {"version"}).series) {
      if (series.values.back() > 0) {
        seen.push_back(series.labels.at("version"));
      }
    }
    return seen;
  };
  EXPECT_EQ(versions(-11 * kHour, -10 * kHour), std::vector<std::string>{"0.9"});
  EXPECT_EQ(versions(-8 * kHour, -7 * kHour), std::vector<std::string>{"1"});
}

}  // namespace
}  // namespace threeam::metrics
