#include "sim/metrics/alerts.h"

#include <algorithm>
#include <limits>

#include "sim/metrics/window.h"

namespace threeam::metrics {
namespace {

SimTime sample_time(const Columns& columns, std::int64_t sample) {
  return columns.first_sample() + sample * kSampleInterval;
}

// The run of samples, ending at the last one before `time`, over which a condition holds.
struct Run {
  SimTime since = 0;  // its first sample
  double value = 0;   // at its last sample
};

// Nullopt when it does not hold at the end. The run is measured forwards over stretches that grow,
// so that a short run costs little and a long one is read little more than once.
template <class Holds>
std::optional<Run> run_before(const Columns& columns, const PanelMetric& metric, const Group& group,
                              SimTime time, Holds holds) {
  const std::int64_t last =
      std::min(sample_index(columns, time), static_cast<std::int64_t>(columns.samples()) - 1);
  if (last < 0) {
    return std::nullopt;
  }
  for (std::int64_t length = 1;; length *= 8) {
    const std::int64_t first = std::max<std::int64_t>(0, last - length + 1);
    SlidingWindow window(columns, metric, group, kRateWindow);
    std::int64_t begin = -1;  // none
    double value = 0;
    for (std::int64_t sample = first; sample <= last; ++sample) {
      value = window.at(sample_time(columns, sample));
      if (!holds(value, window.shown_at(sample_time(columns, sample)))) {
        begin = -1;
      } else if (begin < 0) {
        begin = sample;
      }
    }
    if (begin < 0) {
      return std::nullopt;
    }
    if (begin > first || first == 0) {
      return Run{sample_time(columns, begin), value};
    }
  }
}

}  // namespace

std::vector<AlertState> alerts_at(const Columns& columns, const Scenario& scenario, SimTime time) {
  std::vector<AlertState> states;
  for (const Alert& alert : scenario.alerts) {
    const PanelMetric* metric = find_panel_metric(alert.metric);
    if (metric == nullptr) {
      continue;
    }
    const std::vector<std::string> by =
        alert.by.empty() ? std::vector<std::string>{} : std::vector{alert.by};
    const Grouping grouping = group_series(columns, *metric, alert.where, by);
    for (std::size_t g = 0; g < grouping.groups.size(); ++g) {
      const auto run = run_before(
          columns, *metric, grouping.groups[g], time,
          [&](double value, bool shown) { return alert.absent ? !shown : value > alert.above; });
      if (!run) {
        continue;
      }
      AlertState state;
      state.alert = alert.id;
      state.series = by.empty() ? std::string() : grouping.values[g].front();
      state.firing = time - run->since >= alert.hold;
      state.since = state.firing ? run->since + alert.hold : run->since;
      state.value = run->value;
      states.push_back(std::move(state));
    }
  }
  return states;
}

namespace {

enum class Hold { any, its_time };

std::optional<SimTime> all_hold_since(const Columns& columns, const Scenario& scenario,
                                      SimTime time, Hold hold) {
  std::optional<SimTime> since;
  for (const RestoredWhen& condition : scenario.truth.restored_when) {
    const PanelMetric* metric = find_panel_metric(condition.metric);
    if (metric == nullptr) {
      return std::nullopt;
    }
    const Grouping grouping = group_series(columns, *metric, condition.where, {});
    if (grouping.groups.empty()) {
      return std::nullopt;
    }
    const auto run =
        run_before(columns, *metric, grouping.groups.front(), time,
                   [&](double value, bool /*shown*/) { return value < condition.below; });
    if (!run || (hold == Hold::its_time && time - run->since < condition.hold)) {
      return std::nullopt;
    }
    since = std::max(since.value_or(run->since), run->since);
  }
  return since;
}

}  // namespace

std::optional<SimTime> restored_since(const Columns& columns, const Scenario& scenario,
                                      SimTime time) {
  return all_hold_since(columns, scenario, time, Hold::its_time);
}

std::optional<SimTime> well_since(const engine::Recorder& recorder, const Scenario& scenario,
                                  SimTime time) {
  return all_hold_since(RecorderColumns(recorder), scenario, time, Hold::any);
}

}  // namespace threeam::metrics
