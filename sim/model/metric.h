// The catalogue of metrics: one row each. YAML, JSON, Prometheus and the dashboard use these names,
// units and labels; adding a metric is adding its row and the column that feeds it.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/base/units.h"

namespace threeam {

// ---- latency buckets ------------------------------------------------------------------------

// Latency histograms share one set of bounds: four linear steps an octave, from 0.5 ms to 65.5 s
// (HdrHistogram's layout with two significant bits), plus +Inf. Upper bounds are inclusive, as
// Prometheus' `le` is. Integer arithmetic only.
inline constexpr std::size_t kLatencyBuckets = 70;
inline constexpr unsigned kLatencyStepBits = 2;  // four linear steps an octave
inline constexpr std::uint64_t kLatencySteps = std::uint64_t{1} << kLatencyStepBits;
inline constexpr std::size_t kLatencyOctaves = 17;  // 0.5 ms * 2^17 = 65.536 s
// A quarter of the first bound: every bound is a whole number of these.
inline constexpr Duration kLatencyTick = 125 * kMicrosecond;

// The bucket that a latency falls into, 0 .. kLatencyBuckets - 1.
inline std::size_t latency_bucket(Duration latency) {
  if (latency <= static_cast<Duration>(kLatencySteps) * kLatencyTick) {
    return 0;
  }
  // In whole ticks, rounded up, then counted from zero: u in [4 * 2^k, 8 * 2^k) is octave k.
  const auto u = static_cast<std::uint64_t>((latency - 1) / kLatencyTick);
  const auto octave = static_cast<std::size_t>(std::bit_width(u)) - 1 - kLatencyStepBits;
  if (octave >= kLatencyOctaves) {
    return kLatencyBuckets - 1;
  }
  return octave * kLatencySteps + ((u >> octave) - kLatencySteps) + 1;
}

// Inclusive upper bound of a bucket in nanoseconds; the last one is +Inf (INT64_MAX).
Duration latency_bucket_bound(std::size_t bucket);

// ---- raw series: what the engine records and Prometheus scrapes ---------------------------------

// Values of client_requests_total's labels: outcome is "ok" or "failed"; reason is empty for "ok",
// else "timeout", "dns" (the name of the service, or of a redirect's host, is not known), "tls" (no
// connection) or the last status code.

enum class SeriesKind { counter, gauge, histogram };

enum class SeriesId : std::uint8_t {
  http_requests_total,
  http_request_duration_seconds,
  workers_busy,
  workers,
  accept_queue_length,
  instances_ready,
  pool_in_use,
  pool_size,
  pool_waiting,
  message_queue_depth,
  message_queue_oldest_age_seconds,
  messages_published_total,
  messages_consumed_total,
  messages_failed_total,
  messages_dead_total,
  client_requests_total,
  dataset_rows,
  cache_requests_total,
  stock_level,
  stock_capacity,
  instances_wanted,
  tls_handshake_failures_total,
  calls_total,
  dataset_replication_lag_seconds,
  dataset_primary,
};

struct SeriesInfo {
  SeriesId id;
  std::string_view name;
  SeriesKind kind;
  std::string_view unit;  // "", "seconds"
  std::string_view help;
  std::span<const std::string_view> labels;
};

std::span<const SeriesInfo> series_catalogue();

// ---- panel metrics: what a person looks at ------------------------------------------------------

// How a panel metric is made from a series.
enum class Reading {
  rate,      // counter increase a second
  ratio,     // share of a counter's increase whose label matches (errors: code >= 500)
  quantile,  // of a histogram, as Prometheus' histogram_quantile over the rate of its buckets
  value,     // gauge, summed over what is grouped together
  maximum,   // gauge, the largest of what is grouped together
  fraction,  // gauge over a second gauge (busy / size)
};

struct PanelMetric {
  std::string_view name;  // "latency_p99"
  std::string_view title;
  std::string_view unit;  // "requests/s", "ratio", "seconds", "messages"
  Reading reading;
  SeriesId series;
  SeriesId divisor;  // fraction only, else = series
  double quantile;   // quantile only
  std::string_view
      group;  // traffic, errors, latency, saturation, queues, clients, data, caches, stocks
  // Ratio only: what counts is where this label's value starts with one of these (empty: unused).
  std::string_view share_label;
  std::array<std::string_view, 2> share_prefixes;
};

std::span<const PanelMetric> panel_metrics();
const PanelMetric* find_panel_metric(std::string_view name);

}  // namespace threeam
