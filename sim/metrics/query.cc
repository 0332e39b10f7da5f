#include "sim/metrics/query.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "sim/metrics/window.h"

namespace threeam::metrics {
namespace {

constexpr std::int64_t kMaxPoints = 2'000;
// Far enough for any round, and near enough that sums of two such times do not overflow.
constexpr Duration kFarthest = Duration{366} * 24 * kHour;
constexpr std::size_t kMaxSeries = 100;

Result<void> check_label(const PanelMetric& metric, std::string_view label,
                         const std::string& where) {
  const SeriesInfo& info = series_info(metric.series);
  if (label_index(info, label) < 0) {
    return fail(ErrorCode::invalid_input,
                fmt::format("{} has no label {}; it has {}", metric.name, label,
                            fmt::join(info.labels, ", ")),
                where);
  }
  if (metric.divisor != metric.series && label_index(series_info(metric.divisor), label) < 0) {
    return fail(ErrorCode::invalid_input,
                fmt::format("{} cannot be split or filtered by {}", metric.name, label), where);
  }
  return {};
}

Result<void> check_labels(const PanelMetric& metric, const Query& query) {
  for (const auto& [label, value] : query.where) {
    if (auto ok = check_label(metric, label, "where." + label); !ok) {
      return ok;
    }
  }
  for (const std::string& label : query.by) {
    if (auto ok = check_label(metric, label, "by"); !ok) {
      return ok;
    }
  }
  return {};
}

Result<void> check_times(const Query& query) {
  for (const auto& [value, where] : {std::pair{query.from, "from_ns"}, std::pair{query.to, "to_ns"},
                                     std::pair{query.offset, "offset_ns"}}) {
    if (value > kFarthest || value < -kFarthest) {
      return fail(ErrorCode::invalid_input, "more than a year away from the page", where);
    }
  }
  if (query.from > query.to) {
    return fail(ErrorCode::invalid_input, "from_ns is after to_ns", "from_ns");
  }
  if (query.step <= 0 || query.step % kSampleInterval != 0) {
    return fail(ErrorCode::invalid_input, "step_ns must be a multiple of 5 s", "step_ns");
  }
  if ((query.to - query.from) / query.step >= kMaxPoints) {
    return fail(ErrorCode::invalid_input,
                fmt::format("more than {} points; take a longer step_ns", kMaxPoints), "step_ns");
  }
  return {};
}

// The last sample that the query can see, or nothing.
std::optional<std::size_t> last_visible(const Columns& columns, SimTime to) {
  const std::int64_t last =
      std::min(sample_index(columns, to), static_cast<std::int64_t>(columns.samples()) - 1);
  return last < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(last));
}

bool group_is_born(const Columns& columns, const Group& group, std::size_t last) {
  const auto born = [&](std::size_t series) { return is_born(columns, series, last); };
  return std::any_of(group.series.begin(), group.series.end(), born) ||
         std::any_of(group.divisor.begin(), group.divisor.end(), born);
}

QuerySeries run(const Columns& columns, const PanelMetric& metric, const Query& query,
                const Group& group, const std::vector<SimTime>& times) {
  QuerySeries series;
  series.values.reserve(times.size());
  SlidingWindow window(columns, metric, group, std::max(query.step, kRateWindow));
  for (const SimTime time : times) {
    series.values.push_back(window.at(time - query.offset));
  }
  return series;
}

std::vector<SimTime> times_of(const Query& query) {
  std::vector<SimTime> times;
  for (SimTime time = query.from; time <= query.to; time += query.step) {
    times.push_back(time);
  }
  return times;
}

// Every line by itself, whatever `by` says: nobody knows how those of a real system add up.
QueryResult run_recorded(const Columns& columns, std::size_t number, const Query& query) {
  const RecordedSeries& recorded = columns.recorded_series()[number];
  QueryResult result;
  result.unit = recorded.unit;
  result.recorded = true;
  result.times = times_of(query);
  for (std::size_t line = 0; line < recorded.lines.size(); ++line) {
    const Labels& labels = recorded.lines[line].labels;
    if (!std::all_of(query.where.begin(), query.where.end(), [&](const auto& asked) {
          const auto has = labels.find(asked.first);
          return has != labels.end() && has->second == asked.second;
        })) {
      continue;
    }
    QuerySeries series;
    series.labels = labels;
    for (const SimTime time : result.times) {
      const auto sample = last_visible(columns, time - query.offset);
      const bool there = sample && sample_index(columns, time - query.offset) ==
                                       static_cast<std::int64_t>(*sample);
      series.values.push_back(there ? columns.recorded_value(number, line, *sample)
                                    : std::numeric_limits<double>::quiet_NaN());
    }
    result.series.push_back(std::move(series));
  }
  std::sort(result.series.begin(), result.series.end(),
            [](const QuerySeries& a, const QuerySeries& b) { return a.labels < b.labels; });
  return result;
}

}  // namespace

Result<QueryResult> query(const Columns& columns, const Query& query) {
  const auto recorded = columns.recorded_series();
  for (std::size_t number = 0; number < recorded.size(); ++number) {
    if (recorded[number].name == query.metric) {
      if (auto ok = check_times(query); !ok) {
        return tl::unexpected(ok.error());
      }
      return run_recorded(columns, number, query);
    }
  }
  const PanelMetric* metric = find_panel_metric(query.metric);
  if (metric == nullptr) {
    return fail(ErrorCode::invalid_input, fmt::format("no metric is called {}", query.metric),
                "metric");
  }
  for (auto ok : {check_labels(*metric, query), check_times(query)}) {
    if (!ok) {
      return tl::unexpected(ok.error());
    }
  }
  QueryResult result;
  result.unit = std::string(metric->unit);
  result.times = times_of(query);
  const auto last = last_visible(columns, query.to - query.offset);
  const Grouping grouping = group_series(columns, *metric, query.where, query.by);
  for (std::size_t g = 0; g < grouping.groups.size(); ++g) {
    const Group& group = grouping.groups[g];
    if (!query.by.empty() && (!last || !group_is_born(columns, group, *last))) {
      continue;
    }
    if (result.series.size() == kMaxSeries) {
      return fail(ErrorCode::invalid_input,
                  fmt::format("more than {} series; filter or split by less", kMaxSeries), "by");
    }
    QuerySeries series = run(columns, *metric, query, group, result.times);
    for (std::size_t i = 0; i < query.by.size(); ++i) {
      series.labels[query.by[i]] = grouping.values[g][i];
    }
    result.series.push_back(std::move(series));
  }
  std::sort(result.series.begin(), result.series.end(),
            [](const QuerySeries& a, const QuerySeries& b) { return a.labels < b.labels; });
  return result;
}

double value_at(const Columns& columns, std::string_view metric_name, const Labels& where,
                SimTime time, Duration window) {
  const PanelMetric* metric = find_panel_metric(metric_name);
  if (metric == nullptr) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const Grouping grouping = group_series(columns, *metric, where, {});
  if (grouping.groups.empty()) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const Duration length = window == 0 ? kRateWindow : std::max(window, kSampleInterval);
  return SlidingWindow(columns, *metric, grouping.groups.front(), length).at(time);
}

}  // namespace threeam::metrics
