// The week before the round: what panels show of times that were never simulated for it.
//
// A healthy system's day is simulated once, in chunks at even times of day, each from an empty
// world with a warm-up. The 5 s before any earlier moment are then one of the intervals that were
// simulated near that time of day, chosen by the moment and the seed: all series of a moment come
// from the same interval, so they agree with one another, and a distribution over a window is the
// system's own. (A block bootstrap: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
// section 8.6, with blocks of one interval.) Slow drifts of load come from a time of day that
// wanders.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/recorder.h"
#include "sim/engine/world.h"
#include "sim/metrics/columns.h"

namespace threeam::metrics {

// An ordinary day of the scenario. Immutable; worlds of any round of the same model and seed share
// it. Costs ten simulated minutes.
class OrdinaryDay {
 public:
  OrdinaryDay(std::shared_ptr<const engine::Model> model, std::uint64_t seed);

  struct Interval {
    const engine::Recorder* recorder = nullptr;
    std::size_t sample = 0;
  };
  // The interval that stands for the 5 s up to `time`.
  Interval at(SimTime time) const;
  // Did anything happen in the series on that day?
  bool occurs(std::size_t series) const { return occurs_[series] != 0; }
  // By how much a gauge grows a second, over the day's chunks.
  double growth_per_second(std::size_t series) const;

 private:
  std::uint64_t key_;
  std::vector<engine::Recorder> chunks_;
  std::vector<std::uint8_t> occurs_;  // by series
};

// The recorder's columns, and the ordinary days before them. Series of a version that ran before
// the first one of the model (Scenario::history) come after the recorder's own.
class HistoryColumns final : public Columns {
 public:
  // Borrows `recorder`; the past starts where its samples do.
  HistoryColumns(const engine::Recorder& recorder, std::shared_ptr<const OrdinaryDay> day,
                 const Scenario& scenario);

  SimTime first_sample() const override;
  std::size_t samples() const override;
  std::span<const engine::SeriesKey> series() const override { return keys_; }
  double value(std::size_t series, std::size_t sample) const override;
  void buckets(std::size_t series, std::size_t sample, Buckets& out) const override;
  double sum_seconds(std::size_t series, std::size_t sample) const override;
  bool occurs(std::size_t series, std::size_t last) const override;
  std::size_t source(std::size_t series, std::size_t sample) const override;
  // Recordings begin with the round's past.
  std::span<const RecordedSeries> recorded_series() const override;
  double recorded_value(std::size_t series, std::size_t line, std::size_t sample) const override;

 private:
  // Where a series is read, and while which of its past it existed.
  struct Source {
    std::size_t series = 0;
    SimTime begin = 0, end = 0;  // [begin, end)
    bool live = true;            // also in the recorder
  };
  // Where the sample is read; no recorder when the series did not exist then.
  OrdinaryDay::Interval place(const Source& source, std::size_t sample) const;
  SimTime time_of(std::size_t sample) const;
  void add_versions(const Scenario& scenario);

  const engine::Recorder& recorder_;
  std::shared_ptr<const OrdinaryDay> day_;
  std::size_t before_;  // samples before the recorder's first
  std::vector<engine::SeriesKey> keys_;
  std::vector<Source> sources_;  // by series
};

}  // namespace threeam::metrics
