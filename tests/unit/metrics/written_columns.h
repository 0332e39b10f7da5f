// Columns with numbers that a test wrote, so that results can be worked out by hand.
#pragma once

#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/metrics/columns.h"

namespace threeam::metrics {

class WrittenColumns final : public Columns {
 public:
  WrittenColumns(SimTime first_sample, std::size_t samples)
      : first_sample_(first_sample), samples_(samples) {}

  // Every sample is `value`; set() changes single ones. Returns the series' number.
  std::size_t add(SeriesId id, std::vector<std::string> labels, double value = 0) {
    keys_.push_back({id, std::move(labels)});
    values_.emplace_back(samples_, value);
    return keys_.size() - 1;
  }
  void set(std::size_t series, std::size_t sample, double value) {
    values_[series][sample] = value;
  }
  void count(std::size_t series, std::size_t sample, std::size_t bucket, std::uint32_t count) {
    buckets_[{series, sample}][bucket] += count;
  }
  // Telemetry shows nothing of the series at that sample.
  void hide(std::size_t series, std::size_t sample) { hidden_.emplace(series, sample); }
  // A recorded series whose line `line` is worth 10 * line + sample, but for a gap at sample 1.
  void record(RecordedSeries series) { recorded_.push_back(std::move(series)); }
  void grow(std::size_t samples) {
    samples_ = samples;
    for (std::vector<double>& values : values_) {
      values.resize(samples, 0);
    }
  }

  SimTime first_sample() const override { return first_sample_; }
  std::size_t samples() const override { return samples_; }
  std::span<const engine::SeriesKey> series() const override { return keys_; }
  double value(std::size_t series, std::size_t sample) const override {
    return values_[series][sample];
  }
  void buckets(std::size_t series, std::size_t sample, Buckets& out) const override {
    const auto found = buckets_.find({series, sample});
    out = found == buckets_.end() ? Buckets{} : found->second;
  }
  std::size_t source(std::size_t series, std::size_t sample) const override {
    return hidden_.contains({series, sample}) ? engine::kHidden : sample;
  }
  std::span<const RecordedSeries> recorded_series() const override { return recorded_; }
  double recorded_value(std::size_t /*series*/, std::size_t line,
                        std::size_t sample) const override {
    return sample == 1 ? std::numeric_limits<double>::quiet_NaN()
                       : 10 * static_cast<double>(line) + static_cast<double>(sample);
  }
  // A quarter of a second for every observation.
  double sum_seconds(std::size_t series, std::size_t sample) const override {
    Buckets counts{};
    buckets(series, sample, counts);
    double sum = 0;
    for (const std::uint32_t count : counts) {
      sum += 0.25 * count;
    }
    return sum;
  }

 private:
  SimTime first_sample_;
  std::size_t samples_;
  std::vector<engine::SeriesKey> keys_;
  std::vector<std::vector<double>> values_;
  std::map<std::pair<std::size_t, std::size_t>, Buckets> buckets_;
  std::set<std::pair<std::size_t, std::size_t>> hidden_;
  std::vector<RecordedSeries> recorded_;
};

// A recorded series of two lines.
inline RecordedSeries edge_hits() {
  RecordedSeries series;
  series.name = "edge_hits";
  series.title = "Hits at the edge";
  series.unit = "ratio";
  series.lines.resize(2);
  series.lines[0].labels = {{"pop", "fra"}};
  series.lines[1].labels = {{"pop", "ams"}};
  return series;
}

// Labels of http_requests_total and, without the code, of http_request_duration_seconds.
inline std::vector<std::string> http(std::string region, std::string code,
                                     std::string version = "1") {
  return {"gateway", "GET /", std::move(region), std::move(version), std::move(code)};
}

inline std::vector<std::string> http(std::string region) {
  return {"gateway", "GET /", std::move(region), "1"};
}

}  // namespace threeam::metrics
