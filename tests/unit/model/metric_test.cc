#include "sim/model/metric.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace threeam {
namespace {

TEST(LatencyBuckets, RunFromHalfAMillisecondTo65Seconds) {
  EXPECT_EQ(latency_bucket_bound(0), 500 * kMicrosecond);
  EXPECT_EQ(latency_bucket_bound(1), 625 * kMicrosecond);
  EXPECT_EQ(latency_bucket_bound(4), kMillisecond);
  EXPECT_EQ(latency_bucket_bound(kLatencyBuckets - 2), 65'536 * kMillisecond);
  EXPECT_EQ(latency_bucket_bound(kLatencyBuckets - 1), std::numeric_limits<Duration>::max());
}

TEST(LatencyBuckets, HaveFourEqualStepsInEachOctave) {
  for (std::size_t i = 0; i + 5 < kLatencyBuckets; i += 4) {
    const Duration octave = latency_bucket_bound(i);
    EXPECT_EQ(latency_bucket_bound(i + 4), 2 * octave);
    for (std::size_t step = 0; step < 4; ++step) {
      EXPECT_EQ(latency_bucket_bound(i + step + 1) - latency_bucket_bound(i + step), octave / 4);
    }
  }
}

TEST(LatencyBuckets, IncludeTheirUpperBound) {
  for (std::size_t i = 0; i + 1 < kLatencyBuckets; ++i) {
    EXPECT_EQ(latency_bucket(latency_bucket_bound(i)), i);
    EXPECT_EQ(latency_bucket(latency_bucket_bound(i) + 1), i + 1);
  }
}

TEST(LatencyBuckets, TakeTheExtremes) {
  EXPECT_EQ(latency_bucket(0), 0U);
  EXPECT_EQ(latency_bucket(-5), 0U);
  EXPECT_EQ(latency_bucket(std::numeric_limits<Duration>::max()), kLatencyBuckets - 1);
}

bool is_lower_snake(std::string_view name) {
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

// The rules of `promtool check metrics` that concern names.
TEST(SeriesCatalogue, FollowsPrometheusNaming) {
  std::set<std::string_view> names;
  for (const SeriesInfo& series : series_catalogue()) {
    EXPECT_TRUE(names.insert(series.name).second) << series.name;
    EXPECT_TRUE(is_lower_snake(series.name)) << series.name;
    EXPECT_FALSE(series.help.empty()) << series.name;
    EXPECT_EQ(series.name.ends_with("_total"), series.kind == SeriesKind::counter) << series.name;
    EXPECT_FALSE(series.labels.empty()) << series.name;
    for (const std::string_view label : series.labels) {
      EXPECT_TRUE(is_lower_snake(label)) << label;
      EXPECT_NE(label, "le");
    }
    if (!series.unit.empty() && series.kind != SeriesKind::counter) {
      EXPECT_TRUE(series.name.ends_with(std::string("_") + std::string(series.unit)));
    }
  }
}

TEST(SeriesCatalogue, HasTheRowOfAnIdAtItsNumber) {
  const auto catalogue = series_catalogue();
  ASSERT_EQ(catalogue.size(), static_cast<std::size_t>(SeriesId::dataset_primary) + 1);
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(catalogue[i].id), i);
  }
}

TEST(PanelMetrics, ReadSeriesOfTheRightKind) {
  for (const PanelMetric& metric : panel_metrics()) {
    const SeriesKind kind = series_catalogue()[static_cast<std::size_t>(metric.series)].kind;
    switch (metric.reading) {
      case Reading::rate:
      case Reading::ratio:
        EXPECT_EQ(kind, SeriesKind::counter) << metric.name;
        break;
      case Reading::quantile:
        EXPECT_EQ(kind, SeriesKind::histogram) << metric.name;
        EXPECT_GT(metric.quantile, 0) << metric.name;
        EXPECT_LT(metric.quantile, 1) << metric.name;
        break;
      case Reading::value:
      case Reading::maximum:
      case Reading::fraction:
        EXPECT_EQ(kind, SeriesKind::gauge) << metric.name;
        break;
    }
    EXPECT_EQ(metric.divisor == metric.series, metric.reading != Reading::fraction) << metric.name;
  }
}

TEST(PanelMetrics, RatiosCountALabelOfTheirSeries) {
  for (const PanelMetric& metric : panel_metrics()) {
    const auto labels = series_catalogue()[static_cast<std::size_t>(metric.series)].labels;
    const bool has_label =
        std::find(labels.begin(), labels.end(), metric.share_label) != labels.end();
    EXPECT_EQ(has_label, metric.reading == Reading::ratio) << metric.name;
    EXPECT_EQ(metric.share_prefixes[0].empty(), metric.reading != Reading::ratio) << metric.name;
  }
}

TEST(PanelMetrics, AreFoundByName) {
  ASSERT_NE(find_panel_metric("latency_p99"), nullptr);
  EXPECT_EQ(find_panel_metric("latency_p99")->quantile, 0.99);
  EXPECT_EQ(find_panel_metric("latency_p98"), nullptr);
}

}  // namespace
}  // namespace threeam
