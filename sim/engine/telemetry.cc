// Telemetry that is missing or lags: what a tape shows of what it measured.
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"
#include "sim/engine/tape.h"

namespace threeam::engine {

namespace {

SeriesKind kind_of(SeriesId id) {
  return series_catalogue()[static_cast<std::size_t>(id)].kind;
}

// An empty name of the outer one covers all.
bool covers(const std::string& outer, const std::string& inner) {
  return outer.empty() || outer == inner;
}

// The value of a label, or empty when the series has none of that name.
std::string_view label_of(const SeriesKey& key, std::string_view label) {
  const SeriesInfo& info = series_catalogue()[static_cast<std::size_t>(key.id)];
  for (std::size_t i = 0; i < info.labels.size(); ++i) {
    if (info.labels[i] == label) {
      return key.labels[i];
    }
  }
  return {};
}

// Series of a component are those with its name, and those of the datasets that it stores.
bool selects(const Model& model, const Telemetry& telemetry, const SeriesKey& key) {
  if (telemetry.signal == Telemetry::Signal::logs) {
    return false;
  }
  const SeriesInfo& info = series_catalogue()[static_cast<std::size_t>(key.id)];
  if ((!telemetry.metric.empty() && telemetry.metric != info.name) ||
      (!telemetry.region.empty() && telemetry.region != label_of(key, "region"))) {
    return false;
  }
  if (telemetry.component.empty() || telemetry.component == label_of(key, "component")) {
    return true;
  }
  const Index dataset = model.find_dataset(label_of(key, "dataset"));
  return dataset != kNone && model.scenario.datasets[dataset].stored_in == telemetry.component;
}

bool selects_logs(const Telemetry& telemetry, const std::string& component,
                  const std::string& region) {
  return telemetry.metric.empty() && telemetry.signal != Telemetry::Signal::metrics &&
         covers(telemetry.component, component) && covers(telemetry.region, region);
}

// kNone: missing.
std::uint32_t lag_in(const Telemetry& telemetry, Duration unit) {
  return telemetry.effect == Telemetry::Effect::missing
             ? kNone
             : static_cast<std::uint32_t>((telemetry.lag + unit - 1) / unit);
}

bool in_force(const Model& model, const Control& control) {
  return control.started != 0 && control.state == Outcome::State::running &&
         std::holds_alternative<Telemetry>(model.change(control.change));
}

bool restores(const Telemetry& restoring, const Telemetry& other) {
  return (restoring.signal == Telemetry::Signal::all || restoring.signal == other.signal) &&
         covers(restoring.component, other.component) && covers(restoring.region, other.region) &&
         covers(restoring.metric, other.metric);
}

void end_restored(Simulation& simulation, const Telemetry& restoring) {
  State& state = simulation.state();
  for (Index i = 0; i < state.controls.size(); ++i) {
    const Control& other = state.controls[i];
    if (in_force(simulation.model(), other) &&
        restores(restoring, change_of<Telemetry>(simulation.model(), other))) {
      conclude(simulation, i, Outcome::State::done);
    }
  }
}

}  // namespace

const ChangeKind kTelemetry = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& telemetry = std::get<Telemetry>(change);
      const auto all = series_catalogue();
      if ((!telemetry.component.empty() && model.find_component(telemetry.component) == kNone) ||
          (!telemetry.region.empty() && model.find_region(telemetry.region) == kNone) ||
          (!telemetry.metric.empty() &&
           std::none_of(all.begin(), all.end(),
                        [&](const SeriesInfo& one) { return one.name == telemetry.metric; }))) {
        return bad("selects a component, a region or a metric that does not exist");
      }
      const bool lags = telemetry.effect == Telemetry::Effect::lag;
      if (telemetry.lasts < 0 || (lags && (telemetry.lag <= 0 || telemetry.lag > 12 * kHour))) {
        return bad("needs a lag above 0 and of at most 12 h");
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& telemetry = std::get<Telemetry>(change);
      const bool any =
          std::any_of(state.controls.begin(), state.controls.end(), [&](const Control& control) {
            return in_force(model, control) &&
                   restores(telemetry, change_of<Telemetry>(model, control));
          });
      if (telemetry.effect == Telemetry::Effect::restored && !any) {
        return not_now("nothing of it is missing or late");
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      State& state = simulation.state();
      const auto& telemetry = change_of<Telemetry>(simulation.model(), state.controls[control]);
      if (telemetry.effect == Telemetry::Effect::restored) {
        conclude(simulation, control, Outcome::State::done);
        end_restored(simulation, telemetry);
      } else if (telemetry.lasts > 0) {
        step_at(simulation, control, state.now + telemetry.lasts);
      }
      simulation.telemetry_changed();
    },
    [](Simulation& simulation, Index control) {
      conclude(simulation, control, Outcome::State::done);
      simulation.telemetry_changed();
    },
    [](const Model& /*model*/, const State& /*state*/, const Control& /*control*/) {
      return std::string("telemetry is complete again");
    }};

void Simulation::telemetry_changed() {
  if (tape_ != nullptr) {
    tape_->observe_telemetry(state_);
  }
}

// Where changes overlap, the longest lag counts; missing is longer than any.
void Tape::observe_telemetry(const State& state) {
  series_lag_.clear();
  log_lag_s_.clear();
  const Model& model = *model_;
  for (const Control& control : state.controls) {
    if (!in_force(model, control)) {
      continue;
    }
    const auto& telemetry = change_of<Telemetry>(model, control);
    series_lag_.resize(keys_.size(), 0);
    log_lag_s_.resize(model.components.size() * model.regions, 0);
    for (std::size_t s = 0; s < keys_.size(); ++s) {
      if (selects(model, telemetry, keys_[s])) {
        series_lag_[s] = std::max(series_lag_[s], lag_in(telemetry, kSampleInterval));
      }
    }
    for (std::size_t c = 0; c < model.components.size(); ++c) {
      for (std::size_t r = 0; r < model.regions; ++r) {
        if (selects_logs(telemetry, model.scenario.components[c].name, model.scenario.regions[r])) {
          std::uint32_t& late = log_lag_s_[c * model.regions + r];
          late = std::max(late, lag_in(telemetry, kSecond));
        }
      }
    }
  }
}

// The sample that is being taken goes on with each series' last stretch, or begins one.
void Tape::mask_sample() {
  const auto sample = static_cast<std::uint32_t>(samples_);
  std::vector<Stretch> begun;
  auto stretch = stretches_.begin();
  for (std::uint32_t s = 0; s < series_lag_.size(); ++s) {
    while (stretch != stretches_.end() && stretch->series <= s) {
      ++stretch;
    }
    if (series_lag_[s] == 0) {
      continue;
    }
    Stretch* before = stretch == stretches_.begin() || std::prev(stretch)->series != s
                          ? nullptr
                          : &*std::prev(stretch);
    if (before != nullptr && before->last == sample && before->lag == series_lag_[s]) {
      before->last = sample + 1;
    } else {
      begun.push_back({s, sample, sample + 1, series_lag_[s]});
    }
  }
  stretches_.insert(stretches_.end(), begun.begin(), begun.end());
  std::sort(stretches_.begin(), stretches_.end(), [](const Stretch& a, const Stretch& b) {
    return a.series < b.series || (a.series == b.series && a.first < b.first);
  });
}

double Tape::measured(std::size_t series, std::size_t sample) const {
  const Source& source = sources_[series];
  if (kind_of(source.id) == SeriesKind::histogram) {
    std::array<std::uint32_t, kLatencyBuckets> counts{};
    add_buckets(series, sample, counts);
    double total = 0;
    for (const std::uint32_t count : counts) {
      total += count;
    }
    return total;
  }
  return kind_of(source.id) == SeriesKind::counter
             ? counters_[sample * counter_columns_ + source.column]
             : gauges_[sample * gauge_columns_ + source.column];
}

void Tape::add_buckets(std::size_t series, std::size_t sample,
                       std::array<std::uint32_t, kLatencyBuckets>& out) const {
  const std::size_t at = sample * histogram_columns_ + sources_[series].column;
  for (std::size_t cell = at == 0 ? 0 : cell_ends_[at - 1]; cell < cell_ends_[at]; ++cell) {
    out[cell_buckets_[cell]] += cell_counts_[cell];
  }
}

double Tape::measured_sum_seconds(std::size_t series, std::size_t sample) const {
  return static_cast<double>(sums_[sample * histogram_columns_ + sources_[series].column]) /
         static_cast<double>(kSecond);
}

// Behind a lag, nothing new is shown until what came after the last shown sample arrives.
std::size_t Tape::source(std::size_t series, std::size_t sample) const {
  const auto after =
      std::partition_point(stretches_.begin(), stretches_.end(), [&](const Stretch& one) {
        return one.series < series || (one.series == series && one.first <= sample);
      });
  if (after == stretches_.begin()) {
    return sample;
  }
  const Stretch& stretch = *std::prev(after);
  if (stretch.series != series || stretch.last <= sample) {
    return sample;
  }
  if (stretch.lag == kNone || sample - stretch.first < stretch.lag) {
    return kHidden;
  }
  return sample - stretch.lag;
}

Tape::Span Tape::shown_as(std::size_t series, std::size_t sample) const {
  const std::size_t last = source(series, sample);
  const std::size_t before = sample == 0 ? kHidden : source(series, sample - 1);
  return {last == kHidden || before == kHidden || before >= last ? last : before + 1, last};
}

double Tape::value(std::size_t series, std::size_t sample) const {
  if (stretches_.empty()) {
    return measured(series, sample);
  }
  const Span span = shown_as(series, sample);
  if (span.first == kHidden) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (kind_of(keys_[series].id) == SeriesKind::gauge) {
    return measured(series, span.last);
  }
  double increase = 0;
  for (std::size_t one = span.first; one <= span.last; ++one) {
    increase += measured(series, one);
  }
  return increase;
}

void Tape::buckets(std::size_t series, std::size_t sample,
                   std::array<std::uint32_t, kLatencyBuckets>& out) const {
  out.fill(0);
  const Span span = stretches_.empty() ? Span{sample, sample} : shown_as(series, sample);
  for (std::size_t one = span.first; one != kHidden && one <= span.last; ++one) {
    add_buckets(series, one, out);
  }
}

double Tape::sum_seconds(std::size_t series, std::size_t sample) const {
  const Span span = stretches_.empty() ? Span{sample, sample} : shown_as(series, sample);
  double sum = 0;
  for (std::size_t one = span.first; one != kHidden && one <= span.last; ++one) {
    sum += measured_sum_seconds(series, one);
  }
  return sum;
}

}  // namespace threeam::engine
