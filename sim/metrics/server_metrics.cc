#include <algorithm>
#include <iterator>
#include <sstream>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "sim/base/assert.h"
#include "sim/metrics/exposition.h"

namespace threeam::metrics {
namespace {

struct OwnMetric {
  std::string_view name;
  SeriesKind kind;
  std::string_view help;
};

constexpr OwnMetric kOwnMetrics[] = {
    {"process_start_time_seconds", SeriesKind::gauge, "Unix time at which the server started."},
    {"threeam_rounds", SeriesKind::gauge, "Rounds by the state of their clock."},
    {"threeam_http_requests_total", SeriesKind::counter,
     "HTTP requests answered, by method and status code."},
    {"threeam_http_connections", SeriesKind::gauge, "Open connections, WebSockets included."},
    {"threeam_websocket_connections", SeriesKind::gauge, "Open WebSockets."},
    {"threeam_frames_sent_total", SeriesKind::counter, "Live frames handed to connections."},
    {"threeam_frame_lateness_seconds", SeriesKind::histogram,
     "Time by which a second's frames left after that second."},
    {"threeam_action_acknowledge_seconds", SeriesKind::histogram,
     "Time from an entry's arrival to its acknowledgement, durable."},
    {"threeam_jobs_waiting", SeriesKind::gauge, "Jobs that wait for a worker thread."},
};

const OwnMetric& own_metric(std::string_view name, SeriesKind kind) {
  const auto found = std::find_if(std::begin(kOwnMetrics), std::end(kOwnMetrics),
                                  [&](const OwnMetric& metric) { return metric.name == name; });
  THREEAM_ASSERT(found != std::end(kOwnMetrics) && found->kind == kind);
  return *found;
}

const prometheus::Histogram::BucketBoundaries& seconds_bounds() {
  static const prometheus::Histogram::BucketBoundaries kBounds = {
      0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
  return kBounds;
}

}  // namespace

struct ServerMetrics::Inside {
  prometheus::Registry registry;

  template <class Builder>
  auto& family(Builder builder, const OwnMetric& metric) {
    return builder.Name(std::string(metric.name)).Help(std::string(metric.help)).Register(registry);
  }
};

ServerMetrics::ServerMetrics() : inside_(std::make_unique<Inside>()) {}
ServerMetrics::~ServerMetrics() = default;

void ServerMetrics::count(std::string_view name, const std::map<std::string, std::string>& labels,
                          double by) {
  const OwnMetric& metric = own_metric(name, SeriesKind::counter);
  inside_->family(prometheus::BuildCounter(), metric).Add(labels).Increment(by);
}

void ServerMetrics::set(std::string_view name, const std::map<std::string, std::string>& labels,
                        double value) {
  const OwnMetric& metric = own_metric(name, SeriesKind::gauge);
  inside_->family(prometheus::BuildGauge(), metric).Add(labels).Set(value);
}

void ServerMetrics::observe_seconds(std::string_view name,
                                    const std::map<std::string, std::string>& labels,
                                    double seconds) {
  const OwnMetric& metric = own_metric(name, SeriesKind::histogram);
  inside_->family(prometheus::BuildHistogram(), metric)
      .Add(labels, seconds_bounds())
      .Observe(seconds);
}

std::string ServerMetrics::text() const {
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, inside_->registry.Collect());
  return out.str();
}

}  // namespace threeam::metrics
