// One number of a panel metric from a set of series over one window: the arithmetic that panels,
// alerts and restored_when share.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/metrics/columns.h"

namespace threeam::metrics {

// The window that rates, ratios and quantiles look back over when a panel's step is not longer.
inline constexpr Duration kRateWindow = 60 * kSecond;

// Prometheus' histogram_quantile over one distribution: `counts` per bucket of model/metric.h, not
// cumulative. Linear inside the bucket from its lower bound (0 for the first); the highest finite
// bound when the rank falls into +Inf; NaN without observations. In seconds.
// Source: prometheus 2.42 promql/quantile.go, bucketQuantile.
double histogram_quantile(double quantile, const std::array<double, kLatencyBuckets>& counts);

// Series of one group: those that are counted, and those of the divisor (ratio: all of the counter,
// of which `series` are the failed ones; fraction: the second gauge).
struct Group {
  std::vector<std::size_t> series;
  std::vector<std::size_t> divisor;
};

// Sorts every series that `where` selects into groups by the values of the labels `by`, which the
// metric's series must have. Groups come in the order of their values; `values` go with them.
struct Grouping {
  std::vector<std::vector<std::string>> values;
  std::vector<Group> groups;
};
Grouping group_series(const Columns& columns, const PanelMetric& metric, const Labels& where,
                      const std::vector<std::string>& by);

// A group's value for (t - window, t] at successive times. Windows may only move forward: each
// sample is read once when it enters and once when it leaves.
class SlidingWindow {
 public:
  SlidingWindow(const Columns& columns, const PanelMetric& metric, const Group& group,
                Duration window);

  // NaN when the window is not recorded in full, when the sample at its end is a gap, or when there
  // is nothing to divide by. A gap within the window shortens it.
  double at(SimTime time);
  // Is some series of the group shown there? False outside the record.
  bool shown_at(SimTime time) const;

 private:
  void add(std::size_t sample, double sign);
  void add_histogram(std::size_t sample, double sign);
  double gauge(std::size_t sample) const;
  double read() const;
  bool shown(std::size_t series, std::size_t sample) const;
  bool any_shown(std::size_t sample) const;

  const Columns& columns_;
  const PanelMetric& metric_;
  const Group& group_;
  Duration window_;
  std::size_t begin_ = 0;  // samples [begin_, end_) are in the sums
  std::size_t end_ = 0;
  std::int64_t shown_samples_ = 0;  // of those
  double sum_ = 0;
  double divisor_ = 0;
  std::array<double, kLatencyBuckets> counts_{};
};

// The sample that a time falls on: the last one at or before it. Negative before the first.
std::int64_t sample_index(const Columns& columns, SimTime time);

}  // namespace threeam::metrics
