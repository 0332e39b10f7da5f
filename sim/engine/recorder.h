// What a world leaves behind: samples of every series on the 5 s grid, exemplars of requests, log
// lines. Append-only; belongs to the round, not to the snapshot. Columns hold what happened within
// (t - 5 s, t], counters as increases, gauges as values at t.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/metric.h"
#include "sim/model/shown.h"

namespace threeam::engine {

class Model;

// One labelled series: which metric, and its label values in the order of SeriesInfo::labels.
struct SeriesKey {
  SeriesId id;
  std::vector<std::string> labels;
};

// A request that a person could open as a trace.
struct Exemplar {
  std::uint64_t request = 0;
  SimTime start = 0;
  Duration duration = 0;
  std::uint16_t flow = 0;    // Recorder::flow_keys() index of the entry flow
  std::uint16_t status = 0;  // as the client saw it
  bool client_failed = false;
};

struct LogLine {
  SimTime time = 0;
  std::uint64_t request = 0;
  std::uint32_t log = 0;        // index into Scenario::logs
  std::uint16_t component = 0;  // index into Scenario::components
  std::uint8_t region = 0;      // index into Scenario::regions
  std::uint8_t instance = 0;
  std::uint16_t version = 0;  // index into Model::version_names(component)
  std::uint16_t late_s = 0;   // it can be searched for so long after its time
  std::uint64_t values = 0;   // key from which the placeholders' values are drawn
};

// No measured sample is shown.
inline constexpr std::size_t kHidden = SIZE_MAX;

class Recorder {
 public:
  explicit Recorder(const Model& model);
  ~Recorder();
  Recorder(const Recorder&);
  Recorder(Recorder&&) noexcept;
  Recorder& operator=(Recorder&&) noexcept;

  // Times of the samples so far: first, first + 5 s, ... (empty before the first).
  SimTime first_sample() const;
  std::size_t samples() const;

  // All series, fixed at construction; index = series number below.
  std::span<const SeriesKey> series() const;

  // Increase (counter) or value (gauge) of a series at sample i. Where telemetry is missing or lags
  // (Telemetry, model/change.h) this is what is shown: NaN in a gap, an older value behind a lag. A
  // counter's increase is the one since the sample that was shown before; after a gap, the one of
  // its own interval.
  double value(std::size_t series, std::size_t sample) const;
  // Buckets of a histogram series at sample i: counts, not cumulative. Zero-filled; zero in a gap.
  void buckets(std::size_t series, std::size_t sample,
               std::array<std::uint32_t, kLatencyBuckets>& out) const;
  // Sum of observed seconds of a histogram series at sample i; 0 in a gap.
  double sum_seconds(std::size_t series, std::size_t sample) const;

  // Recorded series: Scenario::recorded, and the value of line `line` of series `series` at sample
  // i: linear between neighbours no further apart than twice the usual step, NaN elsewhere, times
  // what actions have done to it.
  std::span<const RecordedSeries> recorded_series() const;
  double recorded_value(std::size_t series, std::size_t line, std::size_t sample) const;

  // Is any sample other than it was measured?
  bool masked() const;
  // The measured sample that is shown as sample i of the series; kHidden in a gap.
  std::size_t source(std::size_t series, std::size_t sample) const;
  // As it was, whatever telemetry shows. For what judges the world, not for who looks at it.
  double measured(std::size_t series, std::size_t sample) const;
  void measured_buckets(std::size_t series, std::size_t sample,
                        std::array<std::uint32_t, kLatencyBuckets>& out) const;
  double measured_sum_seconds(std::size_t series, std::size_t sample) const;

  // Labels of the flow an exemplar belongs to: component, route, region, version.
  std::array<std::string, 4> flow_labels(std::uint16_t flow) const;
  // In time order: the slowest, the failed (at most a few) and one ordinary request of each entry
  // flow and sample.
  std::span<const Exemplar> exemplars() const;
  // In time order. Errors are kept up to a limit a second and template; `lines_dropped` counts the
  // rest.
  std::span<const LogLine> log_lines() const;
  std::uint64_t lines_dropped() const;
  // "captured 12.50 EUR account=8841": the line's text with its placeholders filled in.
  std::string text(const LogLine& line) const;

  // FNV-1a over all columns, for goldens.
  std::uint64_t hash() const;
  std::size_t bytes() const;

 private:
  friend class World;
  struct Columns;
  std::unique_ptr<Columns> columns_;
};

}  // namespace threeam::engine
