// The system as it is: service map, flags, rows.
#include <cmath>
#include <map>

#include "sim/metrics/query.h"
#include "sim/round/fields.h"
#include "sim/round/looks.h"

namespace threeam::round {
namespace {

constexpr Duration kRateWindow = kMinute;

Json finite_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json region_json(const View& view, const Component& component, const std::string& region) {
  std::map<std::string, int> versions;
  int ready = 0;
  for (const engine::World::VersionCount& count : view.world().versions()) {
    if (count.component == component.name && count.region == region && count.instances > 0) {
      versions[count.version] += count.instances;
      ready += count.instances;
    }
  }
  const auto configured = component.instances.find(region);
  const int instances = configured == component.instances.end() ? 0 : configured->second;
  return Json{{"region", region},
              {"instances", std::max(instances, ready)},
              {"ready", ready},
              {"versions", versions}};
}

// Calls and failures as the caller sees them; latency is measured where they arrive, so that
// callers of one component share it.
Json call_json(const View& view, const Json& call) {
  const Labels called = {{"component", string_or(call, "to", "")}};
  const Labels between = {{"component", string_or(call, "from", "")},
                          {"to_component", string_or(call, "to", "")}};
  const auto measure = [&](std::string_view metric, const Labels& where) {
    return finite_or_null(metrics::value_at(view.recorder(), metric, where, view.time()));
  };
  return Json{{"from", call["from"]},
              {"to", call["to"]},
              {"calls_per_second", measure("call_rate", between)},
              {"failure_ratio", measure("call_failure_ratio", between)},
              {"latency_p99", measure("latency_p99", called)}};
}

double rows_at(const View& view, const engine::DatasetRows& rows, const std::string& format,
               SimTime time) {
  return metrics::value_at(view.recorder(), "dataset_rows",
                           {{"dataset", rows.dataset}, {"region", rows.region}, {"format", format}},
                           time);
}

// When the first row in a format was seen, where there were none at first; null when there have
// always been some, or never.
Json written_since(const View& view, const engine::DatasetRows& rows, const std::string& format) {
  Query query;
  query.metric = "dataset_rows";
  query.where = {{"dataset", rows.dataset}, {"region", rows.region}, {"format", format}};
  query.from = view.recorder().first_sample();
  query.to = view.sampled();
  query.step = kSampleInterval;
  const auto result = metrics::query(view.recorder(), query);
  if (!result || result->series.empty()) {
    return nullptr;
  }
  const std::vector<double>& values = result->series.front().values;
  if (values.empty() || values.front() > 0) {
    return nullptr;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] > 0) {
      return result->times[i];
    }
  }
  return nullptr;
}

Json dataset_region_json(const View& view, const Dataset& dataset,
                         const engine::DatasetRows& rows) {
  Json formats = Json::array();
  for (std::size_t f = 0; f < dataset.formats.size(); ++f) {
    const DataFormat& format = dataset.formats[f];
    const double per_second = (rows_at(view, rows, format.name, view.time()) -
                               rows_at(view, rows, format.name, view.time() - kRateWindow)) /
                              (static_cast<double>(kRateWindow) / static_cast<double>(kSecond));
    formats.push_back(Json{{"format", format.name},
                           {"about", format.about},
                           {"rows", rows.rows[f]},
                           {"written_since_ns", written_since(view, rows, format.name)},
                           {"per_second", finite_or_null(per_second)}});
  }
  Json shown{{"region", rows.region}, {"frozen", rows.frozen}, {"formats", std::move(formats)}};
  using Role = engine::DatasetRows::Role;
  if (rows.role != Role::alone) {
    shown["role"] = rows.role == Role::primary ? "primary" : "replica";
    shown["lag_s"] = rows.lag_s;
    shown["differs"] = rows.astray;
  }
  return shown;
}

}  // namespace

Result<Json> show_topology(const View& view, const Json& /*look*/) {
  Json components = Json::array();
  const Json known = candidate_view(view.scenario());
  for (std::size_t i = 0; i < view.scenario().components.size(); ++i) {
    const Component& component = view.scenario().components[i];
    Json regions = Json::array();
    for (const std::string& region : view.scenario().regions) {
      regions.push_back(region_json(view, component, region));
    }
    components.push_back(Json{{"name", component.name},
                              {"kind", known["components"][i]["kind"]},
                              {"about", component.about},
                              {"regions", std::move(regions)}});
  }
  Json calls = Json::array();
  for (const Json& call : known["calls"]) {
    calls.push_back(call_json(view, call));
  }
  return Json{{"components", std::move(components)}, {"calls", std::move(calls)}};
}

Result<Json> show_flags(const View& view, const Json& /*look*/) {
  Json flags = Json::array();
  for (const Flag& flag : view.scenario().flags) {
    flags.push_back(
        Json{{"name", flag.name}, {"about", flag.about}, {"on", view.world().flag(flag.name)}});
  }
  return Json{{"flags", std::move(flags)}};
}

Result<void> check_data_check(const Scenario& scenario, const Json& payload) {
  return Fields(payload)
      .text("what")
      .name("dataset", "a dataset",
            [&](std::string_view name) { return find_dataset(scenario, name) != nullptr; })
      .done();
}

Result<Json> show_data_check(const View& view, const Json& look) {
  const Dataset& dataset = *find_dataset(view.scenario(), string_or(look, "dataset", ""));
  Json regions = Json::array();
  for (const engine::DatasetRows& rows : view.world().datasets()) {
    if (rows.dataset == dataset.name && rows.role != engine::DatasetRows::Role::none) {
      regions.push_back(dataset_region_json(view, dataset, rows));
    }
  }
  return Json{{"dataset", dataset.name}, {"about", dataset.about}, {"regions", std::move(regions)}};
}

}  // namespace threeam::round
