// Prometheus' text format. The only door to prometheus-cpp.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/recorder.h"

namespace threeam::metrics {

// All series of a round as cumulative counters, gauges and histograms up to `time`, text format
// 0.0.4. Names, help and units from model/metric.h; nothing of the truth. `totals` caches sums.
class Exposition {
 public:
  // Text as of the recorder's last sample. Incremental: a later call only adds new samples.
  std::string text(const engine::Recorder& recorder);

  Exposition();
  ~Exposition();
  Exposition(Exposition&&) noexcept;
  Exposition& operator=(Exposition&&) noexcept;

 private:
  struct Totals;
  std::unique_ptr<Totals> totals_;
};

// The server's own metrics: counters, gauges and histograms by name, kept in a
// prometheus::Registry.
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
