#include "sim/metrics/exposition.h"

#include <cmath>
#include <limits>
#include <sstream>
#include <utility>

#include <prometheus/collectable.h>
#include <prometheus/text_serializer.h>

#include "sim/base/assert.h"

namespace threeam::metrics {
namespace {

// Where one series stands.
struct Total {
  double value = 0;  // counter: sum of the increases; gauge: the last value
  std::array<std::uint64_t, kLatencyBuckets> counts{};  // histogram, not cumulative
  double sum_seconds = 0;
  bool happened = false;  // any sample other than zero so far
  bool hidden = false;    // telemetry does not show it now
  std::size_t next = 0;   // the first measured sample that is not in it
};

prometheus::MetricType metric_type(SeriesKind kind) {
  switch (kind) {
    case SeriesKind::counter:
      return prometheus::MetricType::Counter;
    case SeriesKind::gauge:
      return prometheus::MetricType::Gauge;
    case SeriesKind::histogram:
      break;
  }
  return prometheus::MetricType::Histogram;
}

prometheus::ClientMetric::Histogram to_histogram(const Total& total) {
  prometheus::ClientMetric::Histogram histogram;
  histogram.bucket.reserve(kLatencyBuckets);
  std::uint64_t cumulative = 0;
  for (std::size_t i = 0; i < kLatencyBuckets; ++i) {
    cumulative += total.counts[i];
    const double bound = i + 1 == kLatencyBuckets ? std::numeric_limits<double>::infinity()
                                                  : static_cast<double>(latency_bucket_bound(i)) /
                                                        static_cast<double>(kSecond);
    histogram.bucket.push_back({cumulative, bound});
  }
  histogram.sample_count = cumulative;
  histogram.sample_sum = total.sum_seconds;
  return histogram;
}

prometheus::ClientMetric to_metric(const SeriesInfo& info, const engine::SeriesKey& key,
                                   const Total& total) {
  prometheus::ClientMetric metric;
  for (std::size_t i = 0; i < info.labels.size(); ++i) {
    metric.label.push_back({std::string(info.labels[i]), key.labels[i]});
  }
  switch (info.kind) {
    case SeriesKind::counter:
      metric.counter.value = total.value;
      break;
    case SeriesKind::gauge:
      metric.gauge.value = total.value;
      break;
    case SeriesKind::histogram:
      metric.histogram = to_histogram(total);
      break;
  }
  return metric;
}

}  // namespace

// A Collectable over the columns of one round.
struct Exposition::Totals final : prometheus::Collectable {
  std::vector<engine::SeriesKey> keys;
  std::vector<Total> totals;                       // by series
  std::size_t samples = 0;                         // that are in the totals
  std::vector<prometheus::MetricFamily> recorded;  // as of the last sample

  void add(const Columns& columns);
  void add(const Columns& columns, std::size_t series, std::size_t sample);
  void add_recorded(const Columns& columns);
  std::vector<prometheus::MetricFamily> Collect() const override;
};

void Exposition::Totals::add(const Columns& columns) {
  if (keys.empty()) {
    keys.assign(columns.series().begin(), columns.series().end());
    totals.resize(keys.size());
  }
  THREEAM_ASSERT(keys.size() == columns.series().size() && samples <= columns.samples());
  for (; samples < columns.samples(); ++samples) {
    for (std::size_t series = 0; series < keys.size(); ++series) {
      const std::size_t source = columns.source(series, samples);
      totals[series].hidden = source == engine::kHidden;
      for (; source != engine::kHidden && totals[series].next <= source; ++totals[series].next) {
        add(columns.measured(), series, totals[series].next);
      }
    }
  }
}

void Exposition::Totals::add_recorded(const Columns& columns) {
  recorded.clear();
  const auto all = columns.recorded_series();
  for (std::size_t i = 0; i < all.size() && columns.samples() > 0; ++i) {
    prometheus::MetricFamily family;
    family.name = all[i].name;
    family.help = all[i].title + " (recorded)";
    family.type = prometheus::MetricType::Gauge;
    for (std::size_t line = 0; line < all[i].lines.size(); ++line) {
      prometheus::ClientMetric metric;
      metric.gauge.value = columns.recorded_value(i, line, columns.samples() - 1);
      for (const auto& [label, value] : all[i].lines[line].labels) {
        metric.label.push_back({label, value});
      }
      if (!std::isnan(metric.gauge.value)) {
        family.metric.push_back(std::move(metric));
      }
    }
    if (!family.metric.empty()) {
      recorded.push_back(std::move(family));
    }
  }
}

// A counter goes on while nobody sees it: after a gap, all of it is there.
void Exposition::Totals::add(const Columns& columns, std::size_t series, std::size_t sample) {
  Total& total = totals[series];
  const SeriesKind kind = series_info(keys[series].id).kind;
  if (kind == SeriesKind::histogram) {
    Buckets buckets{};
    columns.buckets(series, sample, buckets);
    for (std::size_t i = 0; i < kLatencyBuckets; ++i) {
      total.counts[i] += buckets[i];
      total.happened = total.happened || buckets[i] != 0;
    }
    total.sum_seconds += columns.sum_seconds(series, sample);
    return;
  }
  const double value = columns.value(series, sample);
  total.value = kind == SeriesKind::counter ? total.value + value : value;
  total.happened = total.happened || value != 0;
}

std::vector<prometheus::MetricFamily> Exposition::Totals::Collect() const {
  std::vector<prometheus::MetricFamily> families;
  for (const SeriesInfo& info : series_catalogue()) {
    prometheus::MetricFamily family;
    family.name = std::string(info.name);
    family.help = std::string(info.help);
    family.type = metric_type(info.kind);
    const bool always = info.kind == SeriesKind::gauge && label_index(info, "version") < 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i].id == info.id && !totals[i].hidden && (always || totals[i].happened)) {
        family.metric.push_back(to_metric(info, keys[i], totals[i]));
      }
    }
    if (!family.metric.empty()) {
      families.push_back(std::move(family));
    }
  }
  families.insert(families.end(), recorded.begin(), recorded.end());
  return families;
}

Exposition::Exposition() : totals_(std::make_unique<Totals>()) {}
Exposition::~Exposition() = default;
Exposition::Exposition(Exposition&&) noexcept = default;
Exposition& Exposition::operator=(Exposition&&) noexcept = default;

std::string Exposition::text(const Columns& columns) {
  totals_->add(columns);
  totals_->add_recorded(columns);
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, totals_->Collect());
  return out.str();
}

}  // namespace threeam::metrics
