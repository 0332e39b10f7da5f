#include <algorithm>

#include <fmt/format.h>

#include "sim/model/metric.h"
#include "sim/scenario/checks.h"
#include "sim/scenario/walk.h"

namespace threeam::scenario {
namespace {

bool has_copy(const Dataset& dataset, std::string_view region) {
  const std::vector<std::string>& replicas = dataset.replication.replicas;
  return region == dataset.replication.primary ||
         std::find(replicas.begin(), replicas.end(), region) != replicas.end();
}

bool replicated(const Scenario& s, std::string_view name) {
  const Dataset* dataset = find_dataset(s, name);
  return dataset == nullptr || !dataset->replication.primary.empty();
}

void check_dataset(const Subject& subject, Report& report, const Dataset& dataset) {
  const std::string path = "datasets/" + dataset.name;
  const Place* replicas = subject.place(path + "/replicas/regions");
  const Place* primary = subject.place(path + "/primary");
  if (replicas != nullptr && primary == nullptr) {
    report.add("replicas", *replicas,
               fmt::format("`{}` has replicas of nothing; expected a `primary`", dataset.name));
  }
  if (primary != nullptr && replicas == nullptr) {
    report.add("replicas", *primary,
               fmt::format("`{}` has a primary without `replicas`", dataset.name));
  }
  std::vector<std::string> regions = dataset.replication.replicas;
  regions.push_back(dataset.replication.primary);
  std::sort(regions.begin(), regions.end());
  if (replicas != nullptr && std::adjacent_find(regions.begin(), regions.end()) != regions.end()) {
    report.add("replicas", *replicas,
               fmt::format("`{}` has two copies in one region", dataset.name));
  }
}

void check_change(const Subject& subject, Report& report, const Change& change,
                  const std::string& path) {
  const auto check = [&](std::string_view key, const std::string& name, const std::string& region) {
    const Place* place = subject.place(fmt::format("{}/{}/dataset", path, key));
    const Dataset* dataset = find_dataset(subject.scenario, name);
    if (place == nullptr || dataset == nullptr) {
      return;
    }
    if (dataset->replication.primary.empty()) {
      report.add("replicas", *place, fmt::format("`{}` has no replicas", name));
    } else if (!region.empty() && !has_copy(*dataset, region)) {
      report.add("replicas", *place, fmt::format("`{}` has no copy in `{}`", name, region));
    }
  };
  if (const auto* failover = std::get_if<Failover>(&change)) {
    check("failover", failover->dataset, failover->to);
  } else if (const auto* diverge = std::get_if<Diverge>(&change)) {
    check("diverge", diverge->dataset, diverge->region);
  } else if (const auto* reconcile = std::get_if<Reconcile>(&change)) {
    check("reconcile", reconcile->dataset, "");
  }
}

void check_reads(const Subject& subject, Report& report, const Component& component,
                 const std::string& operation) {
  visit_steps(component, operation, [&](const Step& step, const std::string& path) {
    const auto* read = std::get_if<ReadStep>(&step.step);
    const Place* place = subject.place(path + "/from");
    if (read != nullptr && place != nullptr && read->from_replica &&
        !replicated(subject.scenario, read->dataset)) {
      report.add("replicas", *place, fmt::format("`{}` has no replicas", read->dataset));
    }
  });
}

// Prometheus' data model: what metrics and labels may be called. (A metric's name may hold a colon,
// which is for recording rules.)
bool is_prometheus_name(std::string_view name) {
  const auto fits = [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return !name.empty() && (name[0] < '0' || name[0] > '9') &&
         std::all_of(name.begin(), name.end(), fits);
}

bool is_series(std::string_view name) {
  const auto all = series_catalogue();
  return std::any_of(all.begin(), all.end(),
                     [&](const SeriesInfo& one) { return one.name == name; });
}

void check_names(Report& report, const RecordedSeries& series, const Place& place) {
  if (find_panel_metric(series.name) != nullptr || is_series(series.name)) {
    report.add(
        "recording", place,
        fmt::format("`{}` is a metric of the simulation; expected another name", series.name));
  }
  std::vector<std::string> names = {series.name};
  for (const RecordedLine& line : series.lines) {
    for (const auto& [label, value] : line.labels) {
      names.push_back(label);
    }
  }
  for (const std::string& name : names) {
    if (!is_prometheus_name(name)) {
      report.add("recording", place,
                 fmt::format("Prometheus has no name `{}`; expected letters, digits and _", name));
    }
  }
}

}  // namespace

void check_recordings(const Subject& subject, Report& report) {
  for (const RecordedSeries& series : subject.scenario.recorded) {
    const std::string path = "recorded/" + series.name;
    if (const Place* place = subject.place(path + "/title"); place != nullptr) {
      check_names(report, series, *place);
    }
    for (std::size_t i = 0; i < series.lines.size(); ++i) {
      const Place* file = subject.place(fmt::format("{}/lines/{}/file", path, i));
      if (file != nullptr && !series.lines[i].text.empty() && series.lines[i].points.empty()) {
        report.add("recording", *file, series.lines[i].problem);
      }
    }
  }
}

void check_replicas(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  for (const Dataset& dataset : s.datasets) {
    check_dataset(subject, report, dataset);
  }
  for (const Component& component : s.components) {
    for (const Operation& operation : component.operations) {
      check_reads(subject, report, component, operation.name);
    }
  }
  for (std::size_t i = 0; i < s.timeline.size(); ++i) {
    check_change(subject, report, s.timeline[i].change, fmt::format("timeline/{}", i));
  }
  for (const Action& action : s.actions) {
    const std::string path = "actions/" + action.id;
    check_change(subject, report, action.change, path);
    for (std::size_t i = 0; i < action.also.size(); ++i) {
      check_change(subject, report, action.also[i].change, fmt::format("{}/also/{}", path, i));
    }
  }
}

}  // namespace threeam::scenario
