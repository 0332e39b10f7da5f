#include "sim/scenario/labels.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/model/metric.h"

namespace threeam::scenario {
namespace {

std::vector<std::string> labels_of(const PanelMetric& metric) {
  for (const SeriesInfo& series : series_catalogue()) {
    if (series.id == metric.series) {
      return {series.labels.begin(), series.labels.end()};
    }
  }
  return {};
}

// What a label's values are names of; nullopt when they are none of the scenario's.
std::optional<Kind> kind_of(std::string_view label) {
  constexpr std::pair<std::string_view, Kind> kKinds[] = {
      {"component", Kind::component}, {"region", Kind::region}, {"version", Kind::version},
      {"pool", Kind::pool},           {"queue", Kind::queue},   {"dataset", Kind::dataset},
      {"format", Kind::format},
  };
  for (const auto& [name, kind] : kKinds) {
    if (name == label) {
      return kind;
    }
  }
  return std::nullopt;
}

}  // namespace

void check_labels(std::string_view metric_name, const Labels& where,
                  const std::vector<std::string>& by, std::string_view path, const Subject& subject,
                  Report& report) {
  const PanelMetric* metric = find_panel_metric(metric_name);
  if (metric == nullptr) {
    return;
  }
  const std::vector<std::string> labels = labels_of(*metric);
  const auto check_label = [&](const std::string& label, const Place& place) {
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
      report.add(
          "label", place,
          fmt::format("`{}` has no label `{}`; expected {}", metric_name, label, any_of(labels)));
      return false;
    }
    return true;
  };
  for (const auto& [label, value] : where) {
    const Place* place = subject.place(fmt::format("{}/where/{}", path, label));
    if (place == nullptr || !check_label(label, *place)) {
      continue;
    }
    const auto kind = kind_of(label);
    if (kind && !subject.names.defined(*kind, "", value)) {
      report.add("dangling-name", *place,
                 fmt::format("`{}` is not {}{}", value, with_article(*kind),
                             did_you_mean(value, subject.names.of(*kind, ""))));
    }
  }
  if (const Place* place = subject.place(fmt::format("{}/by", path))) {
    for (const std::string& label : by) {
      check_label(label, *place);
    }
  }
}

}  // namespace threeam::scenario
