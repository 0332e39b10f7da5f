#include "sim/metrics/window.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>

#include "sim/base/assert.h"

namespace threeam::metrics {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// Is this series among those whose share a ratio is?
bool counts_for_ratio(const engine::SeriesKey& key, const PanelMetric& metric) {
  const int label = label_index(series_info(key.id), metric.share_label);
  if (label < 0) {
    return false;
  }
  const std::string& value = key.labels[static_cast<std::size_t>(label)];
  return std::any_of(
      metric.share_prefixes.begin(), metric.share_prefixes.end(),
      [&](std::string_view prefix) { return !prefix.empty() && value.starts_with(prefix); });
}

std::vector<std::string> group_values(const engine::SeriesKey& key,
                                      const std::vector<std::string>& by) {
  const SeriesInfo& info = series_info(key.id);
  std::vector<std::string> values;
  values.reserve(by.size());
  for (const std::string& label : by) {
    const int index = label_index(info, label);
    values.push_back(index < 0 ? std::string() : key.labels[static_cast<std::size_t>(index)]);
  }
  return values;
}

double bound_seconds(std::size_t bucket) {
  return static_cast<double>(latency_bucket_bound(bucket)) / static_cast<double>(kSecond);
}

}  // namespace

double histogram_quantile(double quantile, const std::array<double, kLatencyBuckets>& counts) {
  double observations = 0;
  for (const double count : counts) {
    observations += count;
  }
  if (!(observations > 0)) {
    return kNan;
  }
  const double rank = quantile * observations;
  double below = 0;
  std::size_t bucket = 0;
  while (bucket + 1 < kLatencyBuckets && below + counts[bucket] < rank) {
    below += counts[bucket];
    ++bucket;
  }
  if (bucket + 1 == kLatencyBuckets) {
    return bound_seconds(kLatencyBuckets - 2);
  }
  const double start = bucket == 0 ? 0 : bound_seconds(bucket - 1);
  if (counts[bucket] == 0) {
    return start;  // rank 0 in an empty first bucket
  }
  return start + (bound_seconds(bucket) - start) * ((rank - below) / counts[bucket]);
}

Grouping group_series(const Columns& columns, const PanelMetric& metric, const Labels& where,
                      const std::vector<std::string>& by) {
  std::map<std::vector<std::string>, Group> groups;
  const auto all = columns.series();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const engine::SeriesKey& key = all[i];
    const bool counted = key.id == metric.series;
    const bool divides = key.id == metric.divisor && metric.divisor != metric.series;
    if ((!counted && !divides) || !matches(key, where)) {
      continue;
    }
    Group& group = groups[group_values(key, by)];
    if (divides) {
      group.divisor.push_back(i);
    } else if (metric.reading != Reading::ratio) {
      group.series.push_back(i);
    } else {
      group.divisor.push_back(i);
      if (counts_for_ratio(key, metric)) {
        group.series.push_back(i);
      }
    }
  }
  Grouping grouping;
  for (auto& [values, group] : groups) {
    grouping.values.push_back(values);
    grouping.groups.push_back(std::move(group));
  }
  return grouping;
}

std::int64_t sample_index(const Columns& columns, SimTime time) {
  const Duration since = time - columns.first_sample();
  const Duration floor = since >= 0 ? since : since - (kSampleInterval - 1);
  return floor / kSampleInterval;
}

SlidingWindow::SlidingWindow(const Columns& columns, const PanelMetric& metric, const Group& group,
                             Duration window)
    : columns_(columns), metric_(metric), group_(group), window_(window) {
  THREEAM_ASSERT(window_ >= kSampleInterval);
}

double SlidingWindow::at(SimTime time) {
  const std::int64_t last = sample_index(columns_, time);
  if (last < 0 || last >= static_cast<std::int64_t>(columns_.samples())) {
    return kNan;
  }
  const auto sample = static_cast<std::size_t>(last);
  if (!any_shown(sample)) {
    return kNan;
  }
  if (metric_.reading == Reading::value || metric_.reading == Reading::maximum ||
      metric_.reading == Reading::fraction) {
    return gauge(sample);
  }
  const std::int64_t first = last - window_ / kSampleInterval + 1;
  if (first < 0) {
    return kNan;
  }
  const auto begin = static_cast<std::size_t>(first);
  const std::size_t end = sample + 1;
  THREEAM_ASSERT(begin >= begin_ && end >= end_);
  if (begin >= end_) {
    sum_ = divisor_ = 0;
    shown_samples_ = 0;
    counts_.fill(0);
    begin_ = end_ = begin;
  }
  for (; end_ < end; ++end_) {
    add(end_, 1);
  }
  for (; begin_ < begin; ++begin_) {
    add(begin_, -1);
  }
  return read();
}

bool SlidingWindow::shown(std::size_t series, std::size_t sample) const {
  return columns_.source(series, sample) != engine::kHidden;
}

// A group without series has nothing to hide.
bool SlidingWindow::any_shown(std::size_t sample) const {
  const auto is_shown = [&](std::size_t series) { return shown(series, sample); };
  return (group_.series.empty() && group_.divisor.empty()) ||
         std::any_of(group_.series.begin(), group_.series.end(), is_shown) ||
         std::any_of(group_.divisor.begin(), group_.divisor.end(), is_shown);
}

bool SlidingWindow::shown_at(SimTime time) const {
  const std::int64_t sample = sample_index(columns_, time);
  return sample >= 0 && sample < static_cast<std::int64_t>(columns_.samples()) &&
         any_shown(static_cast<std::size_t>(sample));
}

void SlidingWindow::add(std::size_t sample, double sign) {
  shown_samples_ += any_shown(sample) ? static_cast<std::int64_t>(sign) : 0;
  if (metric_.reading == Reading::quantile) {
    add_histogram(sample, sign);
    return;
  }
  const auto total = [&](const std::vector<std::size_t>& all) {
    double sum = 0;
    for (const std::size_t series : all) {
      sum += shown(series, sample) ? columns_.value(series, sample) : 0;
    }
    return sum;
  };
  sum_ += sign * total(group_.series);
  divisor_ += sign * total(group_.divisor);
}

void SlidingWindow::add_histogram(std::size_t sample, double sign) {
  Buckets buckets{};
  for (const std::size_t series : group_.series) {
    columns_.buckets(series, sample, buckets);
    for (std::size_t i = 0; i < kLatencyBuckets; ++i) {
      counts_[i] += sign * static_cast<double>(buckets[i]);
    }
  }
}

double SlidingWindow::gauge(std::size_t sample) const {
  if (group_.series.empty()) {
    return kNan;
  }
  double value = 0;
  if (metric_.reading == Reading::maximum) {
    value = -std::numeric_limits<double>::infinity();
    for (const std::size_t series : group_.series) {
      if (shown(series, sample)) {
        value = std::max(value, columns_.value(series, sample));
      }
    }
    return value;
  }
  for (const std::size_t series : group_.series) {
    value += shown(series, sample) ? columns_.value(series, sample) : 0;
  }
  if (metric_.reading == Reading::value) {
    return value;
  }
  double divisor = 0;
  for (const std::size_t series : group_.divisor) {
    divisor += shown(series, sample) ? columns_.value(series, sample) : 0;
  }
  return divisor == 0 ? kNan : value / divisor;
}

double SlidingWindow::read() const {
  switch (metric_.reading) {
    case Reading::rate:
      return sum_ /
             (static_cast<double>(shown_samples_ * kSampleInterval) / static_cast<double>(kSecond));
    case Reading::ratio:
      return divisor_ > 0 ? sum_ / divisor_ : kNan;
    case Reading::quantile:
      return histogram_quantile(metric_.quantile, counts_);
    case Reading::value:
    case Reading::maximum:
    case Reading::fraction:
      break;
  }
  return kNan;
}

}  // namespace threeam::metrics
