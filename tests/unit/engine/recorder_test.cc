#include <algorithm>
#include <set>

#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;

Scenario logging_world() {
  Scenario one = scenario(
      {service("s", 2, 16, 16, steps(use(2 * kMillisecond), LogStep{"done"}, LogStep{"broke"}))},
      {traffic("t", "s", 100)});
  one.logs = {{"done", "info", "paid {amount} ({amount_minor}) to {account} by {host}", 0.1},
              {"broke", "error", "{amount} lost, try {tries}", 1}};
  return one;
}

TEST(Recorder, SamplesOnTheGridOfThePage) {
  Scenario one = logging_world();
  one.past = 12 * kSecond;
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  EXPECT_EQ(recorder.samples(), 0U);
  world.advance(-11 * kSecond, &recorder);
  EXPECT_EQ(recorder.samples(), 0U);
  world.advance(3 * kSecond, &recorder);
  EXPECT_EQ(recorder.first_sample(), -10 * kSecond);
  EXPECT_EQ(recorder.samples(), 3U);
}

TEST(Recorder, CountsEveryRequestOnceInCountersAndHistograms) {
  const auto model = compiled(logging_world());
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(kMinute, &recorder);
  const double requests = sum(recorder, SeriesId::http_requests_total, {"s"});
  EXPECT_GT(requests, 5500);
  double observed = 0;
  std::array<std::uint32_t, kLatencyBuckets> counts{};
  for (const std::size_t s : series_with(recorder, SeriesId::http_request_duration_seconds)) {
    for (std::size_t i = 0; i < recorder.samples(); ++i) {
      recorder.buckets(s, i, counts);
      for (const std::uint32_t count : counts) {
        observed += count;
      }
    }
  }
  EXPECT_EQ(observed, requests);
  EXPECT_EQ(sum(recorder, SeriesId::client_requests_total, {"ok"}), requests);
  EXPECT_EQ(last(recorder, SeriesId::workers, {"s", "1"}), 32);
  EXPECT_EQ(last(recorder, SeriesId::instances_ready, {"s", "1"}), 2);
}

TEST(Recorder, KeepsTheSlowestAndAnOrdinaryRequestOfEachSample) {
  const auto model = compiled(logging_world());
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(kMinute, &recorder);
  ASSERT_EQ(recorder.exemplars().size(), 24U);
  const engine::Exemplar* previous = nullptr;
  for (const engine::Exemplar& one : recorder.exemplars()) {
    EXPECT_FALSE(one.client_failed);
    EXPECT_EQ(one.status, 200);
    EXPECT_EQ(recorder.flow_labels(one.flow), (std::array<std::string, 4>{"s", "do", "r", "1"}));
    if (previous != nullptr) {
      EXPECT_GE(one.start + one.duration, previous->start + previous->duration);
    }
    previous = &one;
  }
}

TEST(Logs, SampleInfoAndBoundErrors) {
  const auto model = compiled(logging_world());
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(kMinute, &recorder);
  const auto lines = recorder.log_lines();
  const auto info = std::count_if(lines.begin(), lines.end(),
                                  [](const engine::LogLine& line) { return line.log == 0; });
  EXPECT_NEAR(static_cast<double>(info), 600, 100);
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                          [](const engine::LogLine& line) { return line.log == 1; }),
            20 * 60);
  EXPECT_GT(recorder.lines_dropped(), 4000U);
}

TEST(Logs, SpeakOfTheSameAmountThroughoutARequest) {
  const auto model = compiled(logging_world());
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(kMinute, &recorder);
  std::set<std::string> amounts;
  int pairs = 0;
  for (const engine::LogLine& line : recorder.log_lines()) {
    if (line.log != 0) {
      continue;
    }
    const std::string text = recorder.text(line);
    const std::string amount = text.substr(5, text.find(' ', 5) - 5);
    std::string cents = amount;
    cents.erase(cents.find('.'), 1);
    EXPECT_NE(text.find("(" + cents + ") to "), std::string::npos) << text;
    EXPECT_TRUE(text.find("by s-r-0") != std::string::npos ||
                text.find("by s-r-1") != std::string::npos)
        << text;
    amounts.insert(amount);
    for (const engine::LogLine& other : recorder.log_lines()) {
      if (other.request == line.request && other.log == 1) {
        EXPECT_EQ(recorder.text(other).rfind(amount + " lost, try ", 0), 0U);
        ++pairs;
      }
    }
  }
  EXPECT_GT(amounts.size(), 300U);
  EXPECT_GT(pairs, 50);
}

TEST(Recorder, FitsAnHourIntoTwentyMegabytes) {
  Scenario one = logging_world();
  one.traffic[0].rate = {{"r", 800}};
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(3 * kMinute, &recorder);
  EXPECT_LT(recorder.bytes() * 20, 20U << 20);
}

}  // namespace
}  // namespace threeam
