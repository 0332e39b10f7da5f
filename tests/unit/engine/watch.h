// Sums over a recorder's columns, for tests.
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "sim/engine/model.h"
#include "sim/engine/recorder.h"
#include "sim/engine/world.h"

namespace threeam::testing {

inline std::shared_ptr<const engine::Model> compiled(const Scenario& scenario) {
  auto model = engine::compile(scenario);
  if (!model) {
    ADD_FAILURE() << to_string(model.error());
    std::abort();
  }
  return *model;
}

// Series of that metric whose labels contain all of `with`.
inline std::vector<std::size_t> series_with(const engine::Recorder& recorder, SeriesId id,
                                            const std::vector<std::string>& with = {}) {
  std::vector<std::size_t> found;
  for (std::size_t s = 0; s < recorder.series().size(); ++s) {
    const engine::SeriesKey& key = recorder.series()[s];
    bool all = key.id == id;
    for (const std::string& label : with) {
      bool any = false;
      for (const std::string& has : key.labels) {
        any = any || has == label;
      }
      all = all && any;
    }
    if (all) {
      found.push_back(s);
    }
  }
  return found;
}

// Sum of a counter or gauge over such series and samples [from, to).
inline double sum(const engine::Recorder& recorder, SeriesId id,
                  const std::vector<std::string>& with = {}, std::size_t from = 0,
                  std::size_t to = SIZE_MAX) {
  double total = 0;
  for (const std::size_t s : series_with(recorder, id, with)) {
    for (std::size_t i = from; i < recorder.samples() && i < to; ++i) {
      total += recorder.value(s, i);
    }
  }
  return total;
}

// The value of a gauge in the last sample.
inline double last(const engine::Recorder& recorder, SeriesId id,
                   const std::vector<std::string>& with = {}) {
  return sum(recorder, id, with, recorder.samples() - 1);
}

// Mean of a latency histogram in seconds, and the share of it above a bucket bound.
inline double mean_seconds(const engine::Recorder& recorder, const std::vector<std::string>& with,
                           std::size_t from = 0) {
  double seconds = 0;
  double count = 0;
  for (const std::size_t s : series_with(recorder, SeriesId::http_request_duration_seconds, with)) {
    for (std::size_t i = from; i < recorder.samples(); ++i) {
      seconds += recorder.sum_seconds(s, i);
      count += recorder.value(s, i);
    }
  }
  return seconds / count;
}

inline double share_above(const engine::Recorder& recorder, const std::vector<std::string>& with,
                          Duration bound, std::size_t from = 0) {
  const std::size_t bucket = latency_bucket(bound);
  EXPECT_EQ(latency_bucket_bound(bucket), bound) << "choose a bucket's bound";
  double above = 0;
  double count = 0;
  std::array<std::uint32_t, kLatencyBuckets> counts{};
  for (const std::size_t s : series_with(recorder, SeriesId::http_request_duration_seconds, with)) {
    for (std::size_t i = from; i < recorder.samples(); ++i) {
      recorder.buckets(s, i, counts);
      for (std::size_t b = 0; b < kLatencyBuckets; ++b) {
        count += counts[b];
        above += b > bucket ? counts[b] : 0;
      }
    }
  }
  return above / count;
}

}  // namespace threeam::testing
