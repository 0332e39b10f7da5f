#include "sim/model/metric.h"

#include <algorithm>
#include <limits>

#include "sim/base/assert.h"

namespace threeam {
namespace {

// ---- latency buckets ------------------------------------------------------------------------

static_assert(kLatencyBuckets == 1 + kLatencyOctaves * kLatencySteps + 1,
              "first bound, steps, +Inf");

// ---- series ---------------------------------------------------------------------------------

constexpr std::string_view kHttpCodeLabels[] = {"component", "route", "region", "version", "code"};
constexpr std::string_view kHttpLabels[] = {"component", "route", "region", "version"};
constexpr std::string_view kInstanceLabels[] = {"component", "region", "version"};
constexpr std::string_view kPoolLabels[] = {"component", "pool", "region"};
constexpr std::string_view kQueueLabels[] = {"queue", "region"};
constexpr std::string_view kClientLabels[] = {"route", "region", "outcome", "reason"};
constexpr std::string_view kCacheLabels[] = {"cache", "region", "result"};
constexpr std::string_view kStockLabels[] = {"component", "stock", "region", "pod"};
constexpr std::string_view kPlaceLabels[] = {"component", "region"};
constexpr std::string_view kCallLabels[] = {"component", "to_component", "region", "outcome"};
constexpr std::string_view kDatasetLabels[] = {"dataset", "region", "format"};
constexpr std::string_view kCopyLabels[] = {"dataset", "region"};

constexpr SeriesInfo kSeries[] = {
    {SeriesId::http_requests_total, "http_requests_total", SeriesKind::counter, "",
     "Requests that a component answered, by status code.", kHttpCodeLabels},
    {SeriesId::http_request_duration_seconds, "http_request_duration_seconds",
     SeriesKind::histogram, "seconds",
     "Time from a request's arrival at a component to its answer, waiting included.", kHttpLabels},
    {SeriesId::workers_busy, "workers_busy", SeriesKind::gauge, "",
     "Workers that hold a request now.", kInstanceLabels},
    {SeriesId::workers, "workers", SeriesKind::gauge, "", "Workers of the ready instances.",
     kInstanceLabels},
    {SeriesId::accept_queue_length, "accept_queue_length", SeriesKind::gauge, "",
     "Requests that wait for a worker now.", kInstanceLabels},
    {SeriesId::instances_ready, "instances_ready", SeriesKind::gauge, "",
     "Instances that take requests now.", kInstanceLabels},
    {SeriesId::pool_in_use, "pool_in_use", SeriesKind::gauge, "",
     "Tokens of a pool that are held now.", kPoolLabels},
    {SeriesId::pool_size, "pool_size", SeriesKind::gauge, "",
     "Tokens of a pool on the ready instances.", kPoolLabels},
    {SeriesId::pool_waiting, "pool_waiting", SeriesKind::gauge, "",
     "Requests that wait for a token of a pool now.", kPoolLabels},
    {SeriesId::message_queue_depth, "message_queue_depth", SeriesKind::gauge, "",
     "Messages that are not settled, in flight and waiting for redelivery included.", kQueueLabels},
    {SeriesId::message_queue_oldest_age_seconds, "message_queue_oldest_age_seconds",
     SeriesKind::gauge, "seconds", "Age of the oldest message that is not settled.", kQueueLabels},
    {SeriesId::messages_published_total, "messages_published_total", SeriesKind::counter, "",
     "Messages put into a queue.", kQueueLabels},
    {SeriesId::messages_consumed_total, "messages_consumed_total", SeriesKind::counter, "",
     "Messages that a consumer settled.", kQueueLabels},
    {SeriesId::messages_failed_total, "messages_failed_total", SeriesKind::counter, "",
     "Attempts to consume a message that failed.", kQueueLabels},
    {SeriesId::messages_dead_total, "messages_dead_total", SeriesKind::counter, "",
     "Messages given up after the last attempt.", kQueueLabels},
    {SeriesId::client_requests_total, "client_requests_total", SeriesKind::counter, "",
     "Requests as clients saw them end, after their last attempt.", kClientLabels},
    {SeriesId::dataset_rows, "dataset_rows", SeriesKind::gauge, "", "Rows of a dataset by format.",
     kDatasetLabels},
    {SeriesId::cache_requests_total, "cache_requests_total", SeriesKind::counter, "",
     "Keys looked up in a cache; coalesced ones waited for another's miss.", kCacheLabels},
    {SeriesId::stock_level, "stock_level", SeriesKind::gauge, "",
     "What is there of a stock now; pod: which instance, if each has its own.", kStockLabels},
    {SeriesId::stock_capacity, "stock_capacity", SeriesKind::gauge, "",
     "How much there can be of a stock.", kStockLabels},
    {SeriesId::instances_wanted, "instances_wanted", SeriesKind::gauge, "",
     "Instances that the autoscaler wants.", kPlaceLabels},
    {SeriesId::tls_handshake_failures_total, "tls_handshake_failures_total", SeriesKind::counter,
     "", "Connections to a component that failed before there was a request.", kPlaceLabels},
    {SeriesId::calls_total, "calls_total", SeriesKind::counter, "",
     "Calls from one component to another as the caller saw them end, each attempt by itself.",
     kCallLabels},
    {SeriesId::dataset_replication_lag_seconds, "dataset_replication_lag_seconds",
     SeriesKind::gauge, "seconds", "Age of the oldest write that a copy has not applied.",
     kCopyLabels},
    {SeriesId::dataset_primary, "dataset_primary", SeriesKind::gauge, "",
     "1 where a copy takes writes, 0 where it follows.", kCopyLabels},
};

constexpr bool in_order_of_ids() {
  for (std::size_t i = 0; i < std::size(kSeries); ++i) {
    if (static_cast<std::size_t>(kSeries[i].id) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_order_of_ids(), "series_catalogue()[id] is the row of id");

// ---- panel metrics --------------------------------------------------------------------------

constexpr PanelMetric rate(std::string_view name, std::string_view title, std::string_view unit,
                           SeriesId series, std::string_view group) {
  return {name, title, unit, Reading::rate, series, series, 0, group, {}, {}};
}

constexpr PanelMetric ratio(std::string_view name, std::string_view title, SeriesId series,
                            std::string_view group, std::string_view label,
                            std::array<std::string_view, 2> prefixes) {
  return {name, title, "ratio", Reading::ratio, series, series, 0, group, label, prefixes};
}

constexpr PanelMetric latency(std::string_view name, std::string_view title, double quantile) {
  return {name,
          title,
          "seconds",
          Reading::quantile,
          SeriesId::http_request_duration_seconds,
          SeriesId::http_request_duration_seconds,
          quantile,
          "latency",
          {},
          {}};
}

constexpr PanelMetric gauge(std::string_view name, std::string_view title, std::string_view unit,
                            Reading reading, SeriesId series, std::string_view group) {
  return {name, title, unit, reading, series, series, 0, group, {}, {}};
}

constexpr PanelMetric fraction(std::string_view name, std::string_view title, SeriesId series,
                               SeriesId divisor, std::string_view group = "saturation") {
  return {name, title, "ratio", Reading::fraction, series, divisor, 0, group, {}, {}};
}

constexpr PanelMetric kPanels[] = {
    rate("request_rate", "Requests", "requests/s", SeriesId::http_requests_total, "traffic"),
    ratio("error_ratio", "Errors (5xx)", SeriesId::http_requests_total, "errors", "code", {"5"}),
    ratio("refused_ratio", "Refused (429, 503)", SeriesId::http_requests_total, "errors", "code",
          {"429", "503"}),
    latency("latency_p50", "Latency p50", 0.5),
    latency("latency_p95", "Latency p95", 0.95),
    latency("latency_p99", "Latency p99", 0.99),
    fraction("worker_utilization", "Busy workers", SeriesId::workers_busy, SeriesId::workers),
    gauge("accept_queue_length", "Requests waiting for a worker", "requests", Reading::value,
          SeriesId::accept_queue_length, "saturation"),
    fraction("pool_utilization", "Pool in use", SeriesId::pool_in_use, SeriesId::pool_size),
    gauge("pool_waiting", "Requests waiting for a pool", "requests", Reading::value,
          SeriesId::pool_waiting, "saturation"),
    gauge("instances_ready", "Ready instances", "instances", Reading::value,
          SeriesId::instances_ready, "saturation"),
    gauge("message_queue_depth", "Queue depth", "messages", Reading::value,
          SeriesId::message_queue_depth, "queues"),
    gauge("message_queue_oldest_age_seconds", "Age of the oldest message", "seconds",
          Reading::maximum, SeriesId::message_queue_oldest_age_seconds, "queues"),
    rate("messages_published_rate", "Messages published", "messages/s",
         SeriesId::messages_published_total, "queues"),
    rate("messages_consumed_rate", "Messages consumed", "messages/s",
         SeriesId::messages_consumed_total, "queues"),
    rate("messages_failed_rate", "Failed deliveries", "messages/s", SeriesId::messages_failed_total,
         "queues"),
    rate("messages_dead_rate", "Messages given up", "messages/s", SeriesId::messages_dead_total,
         "queues"),
    rate("client_request_rate", "Requests seen by clients", "requests/s",
         SeriesId::client_requests_total, "clients"),
    ratio("client_failure_ratio", "Failures seen by clients", SeriesId::client_requests_total,
          "clients", "outcome", {"failed"}),
    gauge("dataset_rows", "Rows by format", "rows", Reading::value, SeriesId::dataset_rows, "data"),
    ratio("cache_hit_ratio", "Cache hits", SeriesId::cache_requests_total, "caches", "result",
          {"hit"}),
    rate("cache_request_rate", "Keys looked up in caches", "requests/s",
         SeriesId::cache_requests_total, "caches"),
    gauge("stock_level", "Level of a stock", "units", Reading::maximum, SeriesId::stock_level,
          "stocks"),
    fraction("stock_utilization", "Stock in use", SeriesId::stock_level, SeriesId::stock_capacity,
             "stocks"),
    gauge("instances_wanted", "Instances wanted", "instances", Reading::value,
          SeriesId::instances_wanted, "saturation"),
    rate("tls_handshake_failure_rate", "Failed TLS handshakes", "connections/s",
         SeriesId::tls_handshake_failures_total, "errors"),
    rate("call_rate", "Calls to other components", "calls/s", SeriesId::calls_total, "traffic"),
    ratio("call_failure_ratio", "Failed calls to other components", SeriesId::calls_total, "errors",
          "outcome", {"failed"}),
    gauge("replication_lag", "Replication lag", "seconds", Reading::maximum,
          SeriesId::dataset_replication_lag_seconds, "data"),
    gauge("dataset_primary", "Copies that take writes", "copies", Reading::value,
          SeriesId::dataset_primary, "data"),
};

}  // namespace

Duration latency_bucket_bound(std::size_t bucket) {
  THREEAM_ASSERT(bucket < kLatencyBuckets);
  if (bucket == kLatencyBuckets - 1) {
    return std::numeric_limits<Duration>::max();
  }
  const std::uint64_t ticks = (kLatencySteps + bucket % kLatencySteps) << (bucket / kLatencySteps);
  return static_cast<Duration>(ticks) * kLatencyTick;
}

std::span<const SeriesInfo> series_catalogue() {
  return kSeries;
}

std::span<const PanelMetric> panel_metrics() {
  return kPanels;
}

const PanelMetric* find_panel_metric(std::string_view name) {
  const auto found = std::find_if(std::begin(kPanels), std::end(kPanels),
                                  [&](const PanelMetric& metric) { return metric.name == name; });
  return found == std::end(kPanels) ? nullptr : &*found;
}

}  // namespace threeam
