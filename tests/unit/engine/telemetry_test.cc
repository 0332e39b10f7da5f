// Telemetry that is missing or late: what is shown differs, the world does not.
#include <cmath>

#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;

// 100 requests a second to "s", which logs each; "t" beside it. Something of "s" changes at 20 s.
Scenario with(Telemetry telemetry) {
  Scenario one = scenario({service("s", 2, 16, 16, steps(use(kMillisecond), LogStep{"line"})),
                           service("t", 1, 16, 16, steps(use(kMillisecond)))},
                          {traffic("to-s", "s", 100), traffic("to-t", "t", 50)});
  one.logs = {{"line", "info", "served {x}", 1}};
  one.timeline = {event("gone", 20 * kSecond, telemetry)};
  Telemetry restored;
  restored.effect = Telemetry::Effect::restored;
  restored.component = telemetry.component;
  one.actions = {action("restore", restored)};
  return one;
}

Telemetry missing(std::string component, Duration lasts = 0) {
  Telemetry telemetry;
  telemetry.component = std::move(component);
  telemetry.lasts = lasts;
  return telemetry;
}

Telemetry lagging(Duration lag, Duration lasts = 0) {
  Telemetry telemetry = missing("s", lasts);
  telemetry.effect = Telemetry::Effect::lag;
  telemetry.lag = lag;
  return telemetry;
}

struct Watched {
  std::shared_ptr<const engine::Model> model;
  engine::World world;
  engine::Recorder recorder;
  explicit Watched(const Scenario& scenario)
      : model(compiled(scenario)), world(model, 1), recorder(*model) {}
  std::size_t requests_of(const char* component) const {
    return series_with(recorder, SeriesId::http_requests_total, {component, "200"}).front();
  }
};

TEST(MissingTelemetry, LeavesAGapOfItsOwnLengthInItsOwnSeries) {
  Watched one(with(missing("s", 30 * kSecond)));
  one.world.advance(80 * kSecond, &one.recorder);
  for (std::size_t i = 0; i < one.recorder.samples(); ++i) {
    const SimTime time = one.recorder.first_sample() + static_cast<SimTime>(i) * kSampleInterval;
    const bool gap = time >= 20 * kSecond && time < 50 * kSecond;
    EXPECT_EQ(std::isnan(one.recorder.value(one.requests_of("s"), i)), gap) << time;
    EXPECT_EQ(one.recorder.source(one.requests_of("s"), i), gap ? engine::kHidden : i);
    EXPECT_FALSE(std::isnan(one.recorder.value(one.requests_of("t"), i)));
    EXPECT_GT(one.recorder.measured(one.requests_of("s"), i) + static_cast<double>(i == 0), 0);
  }
  EXPECT_TRUE(one.recorder.masked());
}

TEST(MissingTelemetry, DoesNotTouchTheWorld) {
  Scenario healthy = with(missing("s"));
  Watched gap(healthy);
  healthy.timeline[0].change = missing("t");
  Watched other(healthy);
  gap.world.advance(kMinute, &gap.recorder);
  other.world.advance(kMinute, &other.recorder);
  EXPECT_EQ(gap.world.state_hash(), other.world.state_hash());
}

TEST(MissingTelemetry, TakesLogLinesAlongUnlessOnlyMetricsAreMissing) {
  for (const auto signal : {Telemetry::Signal::all, Telemetry::Signal::metrics}) {
    Telemetry telemetry = missing("s", 20 * kSecond);
    telemetry.signal = signal;
    Watched one(with(telemetry));
    one.world.advance(kMinute, &one.recorder);
    int within = 0;
    for (const engine::LogLine& line : one.recorder.log_lines()) {
      within += line.time > 20 * kSecond && line.time < 40 * kSecond ? 1 : 0;
    }
    EXPECT_EQ(within > 0, signal == Telemetry::Signal::metrics);
  }
}

TEST(MissingTelemetry, OfOneMetricLeavesTheOthers) {
  Telemetry telemetry = missing("");
  telemetry.metric = "workers_busy";
  Watched one(with(telemetry));
  one.world.advance(kMinute, &one.recorder);
  const std::size_t last = one.recorder.samples() - 1;
  const auto busy = series_with(one.recorder, SeriesId::workers_busy, {"s"}).front();
  EXPECT_TRUE(std::isnan(one.recorder.value(busy, last)));
  EXPECT_FALSE(std::isnan(one.recorder.value(one.requests_of("s"), last)));
}

TEST(MissingTelemetry, ComesBackWhenAnActionRestoresIt) {
  Watched one(with(missing("s")));
  ASSERT_FALSE(one.world.check("restore"));
  one.world.advance(30 * kSecond, &one.recorder);
  ASSERT_TRUE(one.world.check("restore"));
  one.world.apply("restore", 1);
  one.world.advance(kMinute, &one.recorder);
  EXPECT_FALSE(std::isnan(one.recorder.value(one.requests_of("s"), one.recorder.samples() - 1)));
  EXPECT_EQ(one.world.outcomes().front().message, "telemetry is complete again");
}

TEST(MissingTelemetry, ShowsTheSameToARecorderThatCameLater) {
  Watched one(with(missing("s")));
  one.world.advance(40 * kSecond);
  one.world.advance(kMinute, &one.recorder);
  EXPECT_TRUE(std::isnan(one.recorder.value(one.requests_of("s"), one.recorder.samples() - 1)));
}

TEST(LateTelemetry, ShowsNothingUntilTheFirstLateSampleAndThenWhatWas) {
  Watched one(with(lagging(15 * kSecond)));
  one.world.advance(80 * kSecond, &one.recorder);
  const std::size_t series = one.requests_of("s");
  const std::size_t begun =
      static_cast<std::size_t>((20 * kSecond - one.recorder.first_sample()) / kSampleInterval);
  for (std::size_t i = 0; i < one.recorder.samples(); ++i) {
    if (i < begun) {
      EXPECT_EQ(one.recorder.source(series, i), i);
    } else if (i < begun + 3) {
      EXPECT_EQ(one.recorder.source(series, i), engine::kHidden);
    } else {
      EXPECT_EQ(one.recorder.source(series, i), i - 3);
      EXPECT_EQ(one.recorder.value(series, i), one.recorder.measured(series, i - 3));
    }
  }
}

TEST(LateTelemetry, ACounterCatchesUpWhenTheLagEnds) {
  Watched one(with(lagging(15 * kSecond, 30 * kSecond)));
  one.world.advance(80 * kSecond, &one.recorder);
  const std::size_t series = one.requests_of("s");
  double shown = 0;
  double measured = 0;
  for (std::size_t i = 0; i < one.recorder.samples(); ++i) {
    const double value = one.recorder.value(series, i);
    shown += std::isnan(value) ? 0 : value;
    measured += one.recorder.measured(series, i);
  }
  EXPECT_EQ(shown, measured);
}

TEST(LateTelemetry, LogLinesKeepTheirTimeAndAreFoundLater) {
  Watched one(with(lagging(15 * kSecond)));
  one.world.advance(kMinute, &one.recorder);
  for (const engine::LogLine& line : one.recorder.log_lines()) {
    EXPECT_EQ(line.late_s, line.time < 20 * kSecond ? 0 : 15);
  }
}

TEST(Telemetry, OfWhatDoesNotExistIsRefused) {
  for (const char* metric : {"", "no_such_metric"}) {
    Telemetry telemetry = missing(metric[0] == 0 ? "nobody" : "s");
    telemetry.metric = metric;
    Scenario one = with(missing("s"));
    one.timeline[0].change = telemetry;
    const auto model = engine::compile(one);
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().where, "timeline.gone");
  }
}

}  // namespace
}  // namespace threeam
