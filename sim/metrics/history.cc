#include "sim/metrics/history.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/base/random.h"

namespace threeam::metrics {
namespace {

constexpr Duration kDay = 24 * kHour;
constexpr std::size_t kChunks = 8;
constexpr Duration kChunkInterval = kDay / static_cast<Duration>(kChunks);
constexpr Duration kWarmUp = 15 * kSecond;
constexpr Duration kChunkLength = kMinute;
// The time of day that a moment resembles wanders by up to this much, from hour to hour.
constexpr Duration kWander = 40 * kMinute;
constexpr std::uint64_t kHistoryKey = 0x686973746f7279;
constexpr std::uint64_t kWanderKey = 0x77616e646572;

SimTime floor_to(SimTime time, Duration interval) {
  return time - ((time % interval) + interval) % interval;
}

// Smooth noise in (-1, 1): a number for each hour, straight lines between them.
double wander(std::uint64_t key, SimTime time) {
  const SimTime hour = floor_to(time, kHour);
  const auto at = [&](SimTime whole) {
    const auto number = static_cast<std::uint64_t>(whole / kHour);
    return 2 * uniform(philox(key, kWanderKey, number)[0]) - 1;
  };
  const double part = static_cast<double>(time - hour) / static_cast<double>(kHour);
  return at(hour) * (1 - part) + at(hour + kHour) * part;
}

}  // namespace

// ---- an ordinary day ------------------------------------------------------------------------

OrdinaryDay::OrdinaryDay(std::shared_ptr<const engine::Model> model, std::uint64_t seed)
    : key_(derive_key(seed, kHistoryKey)) {
  for (std::size_t chunk = 0; chunk < kChunks; ++chunk) {
    const SimTime start = static_cast<SimTime>(chunk) * kChunkInterval - kDay;
    engine::World world = engine::World::ordinary(model, derive_key(key_, chunk), start - kWarmUp);
    chunks_.emplace_back(*model);
    world.advance(start);
    world.advance(start + kChunkLength, &chunks_.back());
  }
  occurs_.resize(chunks_.front().series().size(), 0);
  for (const engine::Recorder& recorder : chunks_) {
    const RecorderColumns columns(recorder);
    for (std::size_t series = 0; series < occurs_.size(); ++series) {
      if (columns.occurs(series, columns.samples())) {
        occurs_[series] = 1;
      }
    }
  }
}

OrdinaryDay::Interval OrdinaryDay::at(SimTime time) const {
  const SimTime like =
      time + static_cast<Duration>(wander(key_, time) * static_cast<double>(kWander));
  const SimTime of_day = like - floor_to(like, kDay);
  const auto luck = philox(key_, kHistoryKey, static_cast<std::uint64_t>(time / kSampleInterval));
  const auto before = static_cast<std::size_t>(of_day / kChunkInterval);
  const double part =
      static_cast<double>(of_day % kChunkInterval) / static_cast<double>(kChunkInterval);
  const std::size_t chunk = (before + (uniform(luck[0]) < part ? 1 : 0)) % kChunks;
  const std::size_t samples = chunks_[chunk].samples();
  return {&chunks_[chunk], static_cast<std::size_t>((std::uint64_t{luck[1]} * samples) >> 32)};
}

double OrdinaryDay::growth_per_second(std::size_t series) const {
  double growth = 0;
  double seconds = 0;
  for (const engine::Recorder& chunk : chunks_) {
    const std::size_t last = chunk.samples() - 1;
    growth += chunk.value(series, last) - chunk.value(series, 0);
    seconds += static_cast<double>(last) *
               (static_cast<double>(kSampleInterval) / static_cast<double>(kSecond));
  }
  return growth / seconds;
}

// ---- columns --------------------------------------------------------------------------------

HistoryColumns::HistoryColumns(const engine::Recorder& recorder,
                               std::shared_ptr<const OrdinaryDay> day, const Scenario& scenario)
    : recorder_(recorder),
      day_(std::move(day)),
      before_(static_cast<std::size_t>((kHistoryLength - scenario.past) / kSampleInterval)),
      keys_(recorder.series().begin(), recorder.series().end()) {
  for (std::size_t series = 0; series < keys_.size(); ++series) {
    sources_.push_back(
        {series, std::numeric_limits<SimTime>::min(), std::numeric_limits<SimTime>::max(), true});
  }
  add_versions(scenario);
}

// A component that was released before the round had another version before that.
void HistoryColumns::add_versions(const Scenario& scenario) {
  const std::size_t modelled = keys_.size();
  for (const Component& component : scenario.components) {
    std::vector<std::pair<std::string, SimTime>> until;  // versions before, and their ends
    for (const PastRelease& release : scenario.history) {
      if (release.component == component.name) {
        until.emplace_back(release.from, release.at);
      }
    }
    for (std::size_t series = 0; !until.empty() && series < modelled; ++series) {
      const SeriesInfo& info = series_info(keys_[series].id);
      const int version = label_index(info, "version");
      const int name = label_index(info, "component");
      if (version < 0 || keys_[series].labels[static_cast<std::size_t>(name)] != component.name ||
          keys_[series].labels[static_cast<std::size_t>(version)] != component.version) {
        continue;
      }
      SimTime since = std::numeric_limits<SimTime>::min();
      for (const auto& [from, end] : until) {
        engine::SeriesKey key = keys_[series];
        key.labels[static_cast<std::size_t>(version)] = from;
        keys_.push_back(std::move(key));
        sources_.push_back({series, since, end, false});
        since = end;
      }
      sources_[series].begin = since;
    }
  }
}

SimTime HistoryColumns::first_sample() const {
  return recorder_.first_sample() - static_cast<Duration>(before_) * kSampleInterval;
}

std::size_t HistoryColumns::samples() const {
  return before_ + recorder_.samples();
}

SimTime HistoryColumns::time_of(std::size_t sample) const {
  return first_sample() + static_cast<Duration>(sample) * kSampleInterval;
}

OrdinaryDay::Interval HistoryColumns::place(const Source& source, std::size_t sample) const {
  if (sample >= before_) {
    return source.live ? OrdinaryDay::Interval{&recorder_, sample - before_}
                       : OrdinaryDay::Interval{};
  }
  const SimTime time = time_of(sample);
  return time >= source.begin && time < source.end ? day_->at(time) : OrdinaryDay::Interval{};
}

double HistoryColumns::value(std::size_t series, std::size_t sample) const {
  const Source& source = sources_[series];
  if (keys_[series].id == SeriesId::dataset_rows && sample < before_) {
    const double seconds = static_cast<double>(recorder_.first_sample() - time_of(sample)) /
                           static_cast<double>(kSecond);
    return std::max(
        0.0, std::floor(recorder_.value(series, 0) - seconds * day_->growth_per_second(series)));
  }
  const OrdinaryDay::Interval at = place(source, sample);
  return at.recorder == nullptr ? 0 : at.recorder->value(source.series, at.sample);
}

void HistoryColumns::buckets(std::size_t series, std::size_t sample, Buckets& out) const {
  const OrdinaryDay::Interval at = place(sources_[series], sample);
  if (at.recorder == nullptr) {
    out.fill(0);
  } else {
    at.recorder->buckets(sources_[series].series, at.sample, out);
  }
}

double HistoryColumns::sum_seconds(std::size_t series, std::size_t sample) const {
  const OrdinaryDay::Interval at = place(sources_[series], sample);
  return at.recorder == nullptr ? 0 : at.recorder->sum_seconds(sources_[series].series, at.sample);
}

std::size_t HistoryColumns::source(std::size_t series, std::size_t sample) const {
  if (sample < before_ || !sources_[series].live || !recorder_.masked()) {
    return sample;
  }
  const std::size_t source = recorder_.source(sources_[series].series, sample - before_);
  return source == engine::kHidden ? source : before_ + source;
}

std::span<const RecordedSeries> HistoryColumns::recorded_series() const {
  return recorder_.recorded_series();
}

double HistoryColumns::recorded_value(std::size_t series, std::size_t line,
                                      std::size_t sample) const {
  return sample < before_ ? std::numeric_limits<double>::quiet_NaN()
                          : recorder_.recorded_value(series, line, sample - before_);
}

bool HistoryColumns::occurs(std::size_t series, std::size_t last) const {
  const Source& source = sources_[series];
  const bool in_the_past = day_->occurs(source.series) && source.begin <= time_of(last);
  if (in_the_past || !source.live || last < before_) {
    return in_the_past;
  }
  return RecorderColumns(recorder_).occurs(source.series, last - before_);
}

}  // namespace threeam::metrics
