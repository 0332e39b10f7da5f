#include "sim/metrics/query.h"

#include <cmath>

#include "tests/unit/metrics/written_columns.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/metrics/window.h"

namespace threeam::metrics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsNan;

Query ask(std::string metric, SimTime from, SimTime to, Duration step = 5 * kSecond) {
  Query query;
  query.metric = std::move(metric);
  query.from = from;
  query.to = to;
  query.step = step;
  return query;
}

// The only series' values.
std::vector<double> values(const Columns& columns, const Query& asked) {
  const auto result = query(columns, asked);
  EXPECT_TRUE(result) << (result ? "" : to_string(result.error()));
  EXPECT_EQ(result->series.size(), 1U);
  return result->series.at(0).values;
}

TEST(Query, RateIsTheIncreaseOverTheWindowASecond) {
  WrittenColumns columns(0, 13);  // at 0 s, 5 s, ... 60 s
  columns.add(SeriesId::http_requests_total, http("eu", "200"), 5);
  // Twelve samples of 5 in (t - 60 s, t]: 60 requests in 60 s. The window of t = 50 s begins
  // before the first sample.
  EXPECT_THAT(values(columns, ask("request_rate", 50 * kSecond, 60 * kSecond)),
              ElementsAre(IsNan(), 1.0, 1.0));
}

TEST(Query, WindowExcludesItsBeginningAndIncludesItsEnd) {
  WrittenColumns columns(0, 24);
  const auto series = columns.add(SeriesId::http_requests_total, http("eu", "200"));
  columns.set(series, 3, 600);  // at 15 s
  // (10, 70] holds it, (15, 75] does not: 600 / 60 s = 10/s.
  EXPECT_THAT(values(columns, ask("request_rate", 65 * kSecond, 80 * kSecond)),
              ElementsAre(10.0, 10.0, 0.0, 0.0));
}

TEST(Query, WindowIsAsLongAsTheStepWhenThatIsLonger) {
  WrittenColumns columns(0, 40);
  columns.add(SeriesId::http_requests_total, http("eu", "200"), 1);
  const auto series = columns.add(SeriesId::http_requests_total, http("us", "200"));
  columns.set(series, 10, 240);  // at 50 s
  // (30, 150]: 24 samples of 1 and the 240, over 120 s = 2.2/s. A window of 60 s would miss it.
  EXPECT_THAT(values(columns, ask("request_rate", 150 * kSecond, 150 * kSecond, 120 * kSecond)),
              ElementsAre(2.2));
}

TEST(Query, PointsTakeTheLastSampleAtOrBeforeThem) {
  WrittenColumns columns(0, 3);
  const auto series = columns.add(SeriesId::message_queue_depth, {"q", "eu"});
  columns.set(series, 1, 7);
  columns.set(series, 2, 9);
  EXPECT_THAT(values(columns, ask("message_queue_depth", 9 * kSecond, 19 * kSecond)),
              ElementsAre(7.0, 9.0, IsNan()));
}

TEST(Query, NothingIsKnownBeforeAndAfterTheRecord) {
  WrittenColumns columns(-10 * kSecond, 2);  // at -10 s and -5 s
  columns.add(SeriesId::message_queue_depth, {"q", "eu"}, 4);
  EXPECT_THAT(values(columns, ask("message_queue_depth", -15 * kSecond, 0)),
              ElementsAre(IsNan(), 4.0, 4.0, IsNan()));
}

TEST(Query, RatioIsTheFailedShareAndUnknownWithoutRequests) {
  WrittenColumns columns(0, 24);
  const auto good = columns.add(SeriesId::http_requests_total, http("eu", "200"));
  const auto refused = columns.add(SeriesId::http_requests_total, http("eu", "429"));
  const auto failed = columns.add(SeriesId::http_requests_total, http("eu", "503"));
  columns.set(good, 5, 70);
  columns.set(refused, 5, 20);
  columns.set(failed, 6, 10);
  // t = 80 s: (20, 80] holds samples 5 .. 16: 10 / 100. t = 85 s: (25, 85] only the failed: 10
  // / 10. t = 90 s: nothing.
  EXPECT_THAT(values(columns, ask("error_ratio", 80 * kSecond, 90 * kSecond)),
              ElementsAre(0.1, 1.0, IsNan()));
  // 429 and 503 are refused: 30 / 100.
  EXPECT_THAT(values(columns, ask("refused_ratio", 80 * kSecond, 80 * kSecond)), ElementsAre(0.3));
}

TEST(Query, QuantileInterpolatesInsideTheBucketAsPrometheusDoes) {
  WrittenColumns columns(0, 12);
  const auto eu = columns.add(SeriesId::http_request_duration_seconds, http("eu"));
  const auto us = columns.add(SeriesId::http_request_duration_seconds, http("us"));
  columns.count(eu, 2, 0, 10);  // (0, 0.5 ms]
  columns.count(us, 7, 1, 10);  // (0.5 ms, 0.625 ms]
  // Of 20 observations the rank of p50 is 10: the end of the first bucket. The rank of p95 is 19,
  // nine tenths into the second: 0.5 ms + 0.9 * 0.125 ms.
  EXPECT_DOUBLE_EQ(values(columns, ask("latency_p50", 55 * kSecond, 55 * kSecond)).at(0), 0.0005);
  EXPECT_DOUBLE_EQ(values(columns, ask("latency_p95", 55 * kSecond, 55 * kSecond)).at(0),
                   0.0006125);
}

TEST(Query, QuantileOfTheLastBucketIsTheHighestFiniteBound) {
  std::array<double, kLatencyBuckets> counts{};
  counts[0] = 1;
  counts[kLatencyBuckets - 1] = 9;
  EXPECT_DOUBLE_EQ(histogram_quantile(0.5, counts), 65.536);
  counts.fill(0);
  EXPECT_TRUE(std::isnan(histogram_quantile(0.5, counts)));
}

TEST(Query, QuantileForgetsWhatLeftTheWindow) {
  WrittenColumns columns(0, 24);
  const auto series = columns.add(SeriesId::http_request_duration_seconds, http("eu"));
  columns.count(series, 0, 40, 1000);
  for (std::size_t sample = 1; sample < 24; ++sample) {
    columns.count(series, sample, 0, 1);
  }
  const auto p99 = values(columns, ask("latency_p99", 55 * kSecond, 65 * kSecond));
  EXPECT_GT(p99.at(0), 0.1);
  EXPECT_DOUBLE_EQ(p99.at(1), 0.000495);  // rank 0.99 * 12 of 12 in (0, 0.5 ms]
}

TEST(Query, FractionDividesSumsAndIsUnknownWithoutADivisor) {
  WrittenColumns columns(0, 2);
  columns.add(SeriesId::workers_busy, {"gateway", "eu", "1"}, 3);
  columns.add(SeriesId::workers_busy, {"gateway", "us", "1"}, 0);
  const auto workers = columns.add(SeriesId::workers, {"gateway", "eu", "1"}, 8);
  columns.add(SeriesId::workers, {"gateway", "us", "1"}, 4);
  EXPECT_THAT(values(columns, ask("worker_utilization", 0, 0)), ElementsAre(0.25));  // 3 / 12
  columns.set(workers, 1, 0);
  Query europe = ask("worker_utilization", 5 * kSecond, 5 * kSecond);
  europe.where = {{"region", "eu"}};
  EXPECT_THAT(values(columns, europe), ElementsAre(IsNan()));
}

TEST(Query, MaximumTakesTheLargestAndValueTheSum) {
  WrittenColumns columns(0, 1);
  columns.add(SeriesId::message_queue_oldest_age_seconds, {"q", "eu"}, 12);
  columns.add(SeriesId::message_queue_oldest_age_seconds, {"q", "us"}, 30);
  columns.add(SeriesId::message_queue_depth, {"q", "eu"}, 12);
  columns.add(SeriesId::message_queue_depth, {"q", "us"}, 30);
  EXPECT_THAT(values(columns, ask("message_queue_oldest_age_seconds", 0, 0)), ElementsAre(30.0));
  EXPECT_THAT(values(columns, ask("message_queue_depth", 0, 0)), ElementsAre(42.0));
}

TEST(Query, SplitsByLabelsInTheirOrder) {
  WrittenColumns columns(0, 1);
  columns.add(SeriesId::message_queue_depth, {"q", "us"}, 1);
  columns.add(SeriesId::message_queue_depth, {"q", "eu"}, 2);
  columns.add(SeriesId::message_queue_depth, {"p", "eu"}, 4);
  Query asked = ask("message_queue_depth", 0, 0);
  asked.by = {"region"};
  const auto result = query(columns, asked);
  ASSERT_TRUE(result);
  ASSERT_EQ(result->series.size(), 2U);
  EXPECT_EQ(result->series[0].labels, (Labels{{"region", "eu"}}));
  EXPECT_THAT(result->series[0].values, ElementsAre(6.0));
  EXPECT_EQ(result->series[1].labels, (Labels{{"region", "us"}}));
}

TEST(Query, AVersionIsNotNamedBeforeItRuns) {
  WrittenColumns columns(0, 20);
  columns.add(SeriesId::http_requests_total, http("eu", "200", "1"), 5);
  const auto next = columns.add(SeriesId::http_requests_total, http("eu", "200", "2"));
  columns.set(next, 15, 5);  // at 75 s
  Query asked = ask("request_rate", 60 * kSecond, 74 * kSecond);
  asked.by = {"version"};
  EXPECT_EQ(query(columns, asked)->series.size(), 1U);
  asked.to = 75 * kSecond;
  EXPECT_EQ(query(columns, asked)->series.size(), 2U);
}

TEST(Query, OffsetTakesEverySampleEarlier) {
  WrittenColumns columns(0, 20);
  const auto series = columns.add(SeriesId::message_queue_depth, {"q", "eu"});
  columns.set(series, 2, 8);
  Query asked = ask("message_queue_depth", 65 * kSecond, 70 * kSecond);
  asked.offset = kMinute;
  const auto result = query(columns, asked);
  ASSERT_TRUE(result);
  EXPECT_THAT(result->times, ElementsAre(65 * kSecond, 70 * kSecond));
  EXPECT_THAT(result->series[0].values, ElementsAre(0.0, 8.0));
}

TEST(Query, RefusesWhatItCannotAnswerAndNamesTheField) {
  WrittenColumns columns(0, 1);
  const auto where = [&](const Query& asked) {
    const auto result = query(columns, asked);
    return result ? std::string("accepted") : result.error().where;
  };
  EXPECT_EQ(where(ask("speed", 0, 0)), "metric");
  EXPECT_EQ(where(ask("request_rate", 5 * kSecond, 0)), "from_ns");
  EXPECT_EQ(where(ask("request_rate", 0, 5 * kSecond, 7 * kSecond)), "step_ns");
  EXPECT_EQ(where(ask("request_rate", 0, 5 * kSecond, 0)), "step_ns");
  EXPECT_EQ(where(ask("request_rate", 0, 5 * kHour)), "step_ns");  // 3,601 points
  EXPECT_EQ(where(ask("request_rate", INT64_MIN, INT64_MAX)), "from_ns");
  Query asked = ask("request_rate", 0, 0);
  asked.by = {"pool"};
  EXPECT_EQ(where(asked), "by");
  asked.by = {};
  asked.where = {{"pool", "db"}};
  EXPECT_EQ(where(asked), "where.pool");
}

TEST(ValueAt, LooksBackOverItsWindow) {
  WrittenColumns columns(0, 24);
  const auto series = columns.add(SeriesId::http_requests_total, http("eu", "200"));
  columns.set(series, 20, 60);  // at 100 s
  const Labels where{{"region", "eu"}};
  EXPECT_DOUBLE_EQ(value_at(columns, "request_rate", where, 110 * kSecond), 1.0);
  EXPECT_DOUBLE_EQ(value_at(columns, "request_rate", where, 110 * kSecond, 30 * kSecond), 2.0);
  EXPECT_TRUE(std::isnan(value_at(columns, "request_rate", {{"region", "us"}}, 110 * kSecond)));
}

TEST(Recorded, IsAnsweredLineByLineAndMarked) {
  WrittenColumns columns(0, 3);
  columns.record(edge_hits());
  Query asked = ask("edge_hits", -5 * kSecond, 15 * kSecond);
  const auto result = query(columns, asked);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->recorded);
  EXPECT_EQ(result->unit, "ratio");
  ASSERT_EQ(result->series.size(), 2U);
  EXPECT_EQ(result->series[0].labels.at("pop"), "ams");
  EXPECT_THAT(result->series[0].values, ElementsAre(IsNan(), 10.0, IsNan(), 12.0, IsNan()));
  asked.where = {{"pop", "fra"}};
  const auto one = query(columns, asked);
  ASSERT_TRUE(one);
  ASSERT_EQ(one->series.size(), 1U);
  EXPECT_THAT(one->series[0].values, ElementsAre(IsNan(), 0.0, IsNan(), 2.0, IsNan()));
}

TEST(Gap, IsNotZeroAndShortensTheWindowsThatTouchIt) {
  WrittenColumns columns(0, 40);
  const auto series = columns.add(SeriesId::http_requests_total, http("eu", "200"), 5);
  for (std::size_t sample = 20; sample < 24; ++sample) {  // 100 s to 115 s
    columns.hide(series, sample);
  }
  EXPECT_THAT(values(columns, ask("request_rate", 95 * kSecond, 120 * kSecond)),
              ElementsAre(1.0, IsNan(), IsNan(), IsNan(), IsNan(), 1.0));
}

TEST(Gap, OfOneSeriesTakesItOutOfTheSum) {
  WrittenColumns columns(0, 3);
  const auto eu = columns.add(SeriesId::message_queue_depth, {"q", "eu"}, 7);
  columns.add(SeriesId::message_queue_depth, {"q", "us"}, 2);
  columns.hide(eu, 1);
  EXPECT_THAT(values(columns, ask("message_queue_depth", 0, 10 * kSecond)),
              ElementsAre(9.0, 2.0, 9.0));
}

TEST(Gap, DoesNotTellOfAVersionThatHasNotRun) {
  WrittenColumns columns(0, 3);
  const auto series = columns.add(SeriesId::http_requests_total, http("eu", "200", "2"));
  columns.hide(series, 1);
  Query asked = ask("request_rate", 0, 10 * kSecond);
  asked.by = {"version"};
  const auto result = query(columns, asked);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result->series.empty());
}

}  // namespace
}  // namespace threeam::metrics
