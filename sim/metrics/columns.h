// The sampled columns that everything in this room reads. In production they are an
// engine::Recorder's; a test writes its own with numbers worked out by hand.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/engine/recorder.h"
#include "sim/model/metric.h"
#include "sim/model/scenario.h"

namespace threeam::metrics {

using Buckets = std::array<std::uint32_t, kLatencyBuckets>;

// Sample i is at first_sample() + i * kSampleInterval. Counters are increases within the interval,
// gauges are values at its end, histograms are counts that are not cumulative.
class Columns {
 public:
  virtual ~Columns() = default;
  virtual SimTime first_sample() const = 0;
  virtual std::size_t samples() const = 0;
  virtual std::span<const engine::SeriesKey> series() const = 0;
  virtual double value(std::size_t series, std::size_t sample) const = 0;
  virtual void buckets(std::size_t series, std::size_t sample, Buckets& out) const = 0;
  virtual double sum_seconds(std::size_t series, std::size_t sample) const = 0;
  // Did anything happen in the series up to and including sample `last`?
  virtual bool occurs(std::size_t series, std::size_t last) const;

  // Recorded series (engine/recorder.h).
  virtual std::span<const RecordedSeries> recorded_series() const { return {}; }
  virtual double recorded_value(std::size_t /*series*/, std::size_t /*line*/,
                                std::size_t /*sample*/) const {
    return 0;
  }

  // What telemetry shows when it is missing or late (engine/recorder.h). `source` is the measured
  // sample that is shown as this one, engine::kHidden in a gap; `measured` has all of them.
  virtual std::size_t source(std::size_t /*series*/, std::size_t sample) const { return sample; }
  virtual const Columns& measured() const { return *this; }
};

// As it was measured, whatever is shown of it.
class MeasuredColumns final : public Columns {
 public:
  // Borrows `recorder`.
  explicit MeasuredColumns(const engine::Recorder& recorder) : recorder_(recorder) {}
  SimTime first_sample() const override;
  std::size_t samples() const override;
  std::span<const engine::SeriesKey> series() const override;
  double value(std::size_t series, std::size_t sample) const override;
  void buckets(std::size_t series, std::size_t sample, Buckets& out) const override;
  double sum_seconds(std::size_t series, std::size_t sample) const override;

 private:
  const engine::Recorder& recorder_;
};

class RecorderColumns final : public Columns {
 public:
  // Borrows `recorder`.
  explicit RecorderColumns(const engine::Recorder& recorder)
      : recorder_(recorder), measured_(recorder) {}
  SimTime first_sample() const override;
  std::size_t samples() const override;
  std::span<const engine::SeriesKey> series() const override;
  double value(std::size_t series, std::size_t sample) const override;
  void buckets(std::size_t series, std::size_t sample, Buckets& out) const override;
  double sum_seconds(std::size_t series, std::size_t sample) const override;
  std::size_t source(std::size_t series, std::size_t sample) const override;
  const Columns& measured() const override;
  std::span<const RecordedSeries> recorded_series() const override;
  double recorded_value(std::size_t series, std::size_t line, std::size_t sample) const override;

 private:
  const engine::Recorder& recorder_;
  MeasuredColumns measured_;
};

// The catalogue's row of a series; every SeriesId has one.
const SeriesInfo& series_info(SeriesId id);

// Position of a label among a series' labels, or -1.
int label_index(const SeriesInfo& info, std::string_view label);

// Does the series carry these label values? A label that the series does not have never matches.
bool matches(const engine::SeriesKey& key, const Labels& where);

// Series with a version or a status code are born with their first sample other than zero: before
// that, their name alone would tell which version is to come. All others have always been there.
bool is_born(const Columns& columns, std::size_t series, std::size_t last);

}  // namespace threeam::metrics
