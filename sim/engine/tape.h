// Inside of a Recorder: what happened in the interval that is open, and the columns of those that
// are closed. Fed by a Simulation, sampled by World::advance.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/engine/model.h"
#include "sim/engine/recorder.h"
#include "sim/engine/state.h"

namespace threeam::engine {

// How a request ended for its client, after its last attempt.
enum class ClientEnd : std::uint8_t { ok, timeout, dns, tls, status };

inline bool is_counter_series(SeriesId id) {
  return series_catalogue()[static_cast<std::size_t>(id)].kind == SeriesKind::counter;
}

class Tape {
 public:
  explicit Tape(const Model& model);

  // ---- feed ----
  void answered(Index flow, Index status, Duration latency) {
    ++codes_[flow * status_count_ + status];
    ++histograms_[flow * kLatencyBuckets + latency_bucket(latency)];
    latency_sums_[flow] += latency;
  }
  void client_ended(Index stream, ClientEnd end, Index status) {
    const std::size_t reason =
        end == ClientEnd::status ? kFirstStatus + status : static_cast<std::size_t>(end);
    ++client_ends_[stream * (kFirstStatus + status_count_) + reason];
  }
  void called(Index edge, Index region, bool failed, std::uint32_t calls) {
    calls_[(edge * model_->regions + region) * kOutcomes + (failed ? 1 : 0)] += calls;
  }
  void offer(const Exemplar& exemplar);
  void line(Index log, const Visit& visit, SimTime now, std::uint64_t seed);
  // Takes note of what telemetry shows from now on (telemetry.cc).
  void observe_telemetry(const State& state);

  // ---- sampling ----
  // Called when an advance begins: increases count from here unless this tape saw the state last.
  void attach(const State& state);
  // The next grid time after the state's.
  static SimTime next_sample(SimTime now);
  void sample(const State& state);
  void detach(const State& state) { seen_ = state.now; }

  // ---- columns ----
  const Model& model() const { return *model_; }
  SimTime first_sample() const { return first_sample_; }
  std::size_t samples() const { return samples_; }
  std::span<const SeriesKey> series() const { return keys_; }
  // As shown, and as measured: see Recorder.
  double value(std::size_t series, std::size_t sample) const;
  void buckets(std::size_t series, std::size_t sample,
               std::array<std::uint32_t, kLatencyBuckets>& out) const;
  double sum_seconds(std::size_t series, std::size_t sample) const;
  double recorded_value(std::size_t series, std::size_t line, std::size_t sample) const;
  bool masked() const { return !stretches_.empty(); }
  std::size_t source(std::size_t series, std::size_t sample) const;
  double measured(std::size_t series, std::size_t sample) const;
  void add_buckets(std::size_t series, std::size_t sample,
                   std::array<std::uint32_t, kLatencyBuckets>& out) const;
  double measured_sum_seconds(std::size_t series, std::size_t sample) const;
  std::span<const Exemplar> exemplars() const { return exemplars_; }
  std::span<const LogLine> lines() const { return lines_; }
  std::uint64_t lines_dropped() const { return lines_dropped_; }
  std::uint64_t hash() const;
  std::size_t bytes() const;

 private:
  static constexpr std::size_t kFirstStatus = 4;   // after ok, timeout, dns, tls
  static constexpr std::size_t kCacheResults = 3;  // hit, miss, coalesced
  static constexpr std::size_t kOutcomes = 2;      // ok, failed
  // Where a series' samples come from.
  struct Source {
    SeriesId id = SeriesId::http_requests_total;
    std::size_t at = 0;      // an index whose meaning depends on the id
    std::size_t column = 0;  // in counters_, gauges_ or histogram columns, by kind
  };
  void add_series(SeriesId id, std::size_t at, std::vector<std::string> labels);
  void list_series();
  void list_places();
  void list_calls();
  void list_stores();
  void list_caches_and_stocks();
  double gauge(const State& state, const Source& source) const;
  std::uint32_t increase(const State& state, const Source& source);
  void find_oldest_messages(const State& state);
  void sample_histograms();
  void keep_exemplars();
  static bool counted_here(SeriesId id);
  std::uint64_t total(const State& state, const Source& source) const;
  void mask_sample();
  void sample_recorded(const State& state);  // recorded.cc
  // The measured samples [first, last] that are shown as one; first = kHidden in a gap.
  struct Span {
    std::size_t first = 0, last = 0;
  };
  Span shown_as(std::size_t series, std::size_t sample) const;

  std::shared_ptr<const Model> model_;
  std::size_t status_count_ = 0;
  std::vector<SeriesKey> keys_;
  std::vector<Source> sources_;

  // The open interval.
  std::vector<std::uint32_t> codes_;        // flow, status
  std::vector<std::uint32_t> histograms_;   // flow, bucket
  std::vector<std::int64_t> latency_sums_;  // flow; nanoseconds
  std::vector<std::uint32_t> client_ends_;  // stream, reason
  std::vector<std::uint32_t> calls_;        // edge, region, outcome
  // By counter column: what the state had counted at the last sample.
  std::vector<std::uint64_t> before_;
  struct Best {
    Exemplar slowest, ordinary;
    std::array<Exemplar, 3> failed;
    std::uint32_t failures = 0;
    bool any = false, any_ordinary = false;
  };
  std::vector<Best> best_;                      // by flow; entry flows only are used
  std::vector<std::uint32_t> lines_in_second_;  // by log
  std::vector<SimTime> line_second_;            // by log

  // By queue and region: when the oldest message was published; the state's now when there is none.
  std::vector<SimTime> oldest_;

  // What telemetry shows now: by series, samples of lag; by component and region, seconds of lag of
  // its log lines. Empty while it shows everything.
  std::vector<std::uint32_t> series_lag_, log_lag_s_;

  // Closed ones.
  SimTime first_sample_ = 0, seen_ = 0;
  bool attached_ = false;
  std::size_t samples_ = 0;
  std::size_t counter_columns_ = 0, gauge_columns_ = 0, histogram_columns_ = 0;
  std::vector<std::uint32_t> counters_;  // sample, column
  std::vector<double> gauges_;           // sample, column
  // Sparse: a cell is (bucket, count); cells of histogram h at sample s are
  // [ends[s * columns + h - 1], ends[s * columns + h]).
  std::vector<std::uint32_t> cell_ends_;
  std::vector<std::uint8_t> cell_buckets_;
  std::vector<std::uint32_t> cell_counts_;
  std::vector<std::int64_t> sums_;  // sample, histogram
  std::vector<double> recorded_;    // sample, line of all recorded series
  std::vector<Exemplar> exemplars_;
  std::vector<LogLine> lines_;
  std::uint64_t lines_dropped_ = 0;
  // Samples [first, last) of a series that show what was `lag` samples before, or nothing. In order
  // of series; those of one in order of time.
  struct Stretch {
    std::uint32_t series = 0;
    std::uint32_t first = 0, last = 0;
    std::uint32_t lag = 0;
  };
  std::vector<Stretch> stretches_;
};

struct Recorder::Columns : Tape {
  using Tape::Tape;
};

}  // namespace threeam::engine
