// Prometheus' text format. The only door to prometheus-cpp.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/recorder.h"
#include "sim/metrics/columns.h"

namespace threeam::metrics {

// All series of a round as cumulative counters, gauges and histograms, text format 0.0.4. Names,
// help and units from model/metric.h; nothing of the truth. Left out: counters and histograms in
// which nothing has happened, gauges of a version that has not run (is_born), and what telemetry
// does not show now. Keeps running
// totals, so one Exposition belongs to one round.
class Exposition {
 public:
  // Text as of the last sample. Incremental: a later call only adds the samples since.
  std::string text(const engine::Recorder& recorder);
  std::string text(const Columns& columns);

  Exposition();
  ~Exposition();
  Exposition(Exposition&&) noexcept;
  Exposition& operator=(Exposition&&) noexcept;

 private:
  struct Totals;
  std::unique_ptr<Totals> totals_;
};

// The server's own metrics, kept in a prometheus::Registry. Names are those of the list in
// server_metrics.cc; another one is a broken promise of the caller.
class ServerMetrics {
 public:
  ServerMetrics();
  ~ServerMetrics();
  void count(std::string_view name, const std::map<std::string, std::string>& labels,
             double by = 1);
  void set(std::string_view name, const std::map<std::string, std::string>& labels, double value);
  void observe_seconds(std::string_view name, const std::map<std::string, std::string>& labels,
                       double seconds);
  std::string text() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace threeam::metrics
