// Panels, the first screen, alerts.
#include <algorithm>
#include <cmath>

#include "sim/metrics/alerts.h"
#include "sim/metrics/query.h"
#include "sim/model/metric.h"
#include "sim/round/fields.h"
#include "sim/round/looks.h"

namespace threeam::round {
namespace {

constexpr Duration kOverviewLength = 30 * kMinute;
constexpr Duration kOverviewStep = 15 * kSecond;

Json finite_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

// The route that the page is about: the alert's, or the first one.
const Traffic* page_route(const Scenario& scenario) {
  for (const Alert& alert : scenario.alerts) {
    const auto route = alert.where.find("route");
    if (alert.id == scenario.page_alert && route != alert.where.end()) {
      if (const Traffic* traffic = find_traffic(scenario, route->second)) {
        return traffic;
      }
    }
  }
  return scenario.traffic.empty() ? nullptr : &scenario.traffic.front();
}

const MessageQueue* deepest_queue(const View& view) {
  const MessageQueue* deepest = nullptr;
  double most = -1;
  for (const MessageQueue& queue : view.scenario().queues) {
    const double depth = metrics::value_at(view.recorder(), "message_queue_depth",
                                           {{"queue", queue.name}}, view.time());
    if (depth > most) {
      most = depth;
      deepest = &queue;
    }
  }
  return deepest;
}

Result<void> add_panel(const View& view, std::string_view metric, Labels where, Json& panels) {
  Query query;
  query.metric = metric;
  query.where = std::move(where);
  query.by = {"region"};
  // On a grid of its own, so that the same points come back while time goes on.
  query.to = view.time() - ((view.time() % kOverviewStep) + kOverviewStep) % kOverviewStep;
  query.from = std::max(query.to - kOverviewLength, -view.scenario().past);
  query.step = kOverviewStep;
  const auto result = metrics::query(view.recorder(), query);
  if (!result) {
    return tl::unexpected(result.error());
  }
  panels.push_back(Json{{"title", find_panel_metric(metric)->title},
                        {"query", to_json(query)},
                        {"result", to_json(*result)}});
  return {};
}

}  // namespace

Result<Json> show_overview(const View& view, const Json& /*look*/) {
  Json panels = Json::array();
  if (const Traffic* traffic = page_route(view.scenario())) {
    for (const std::string_view metric : {"request_rate", "error_ratio", "latency_p99"}) {
      if (auto ok = add_panel(
              view, metric, {{"component", traffic->component}, {"route", traffic->route}}, panels);
          !ok) {
        return tl::unexpected(ok.error());
      }
    }
  }
  if (const MessageQueue* queue = deepest_queue(view)) {
    if (auto ok = add_panel(view, "message_queue_depth", {{"queue", queue->name}}, panels); !ok) {
      return tl::unexpected(ok.error());
    }
  }
  return Json{{"panels", std::move(panels)}};
}

Result<void> check_panel(const Scenario& /*scenario*/, const Json& payload) {
  return Fields(payload)
      .text("what")
      .value("query",
             [](const Json& query) -> Result<void> {
               const auto read = query_from_json(query);
               return read ? Result<void>{} : tl::unexpected(read.error());
             })
      .done();
}

Result<Json> show_panel(const View& view, const Json& look) {
  auto query = query_from_json(look["query"]);
  if (!query) {
    return tl::unexpected(query.error());
  }
  if (query->from > view.time()) {
    return fail(ErrorCode::invalid_input, "is after now", "query.from_ns");
  }
  query->to = std::min(query->to, view.time());
  const Json shown_query = to_json(*query);
  Query present = *query;
  present.offset = 0;
  const auto result = view.round().query(present);
  if (!result) {
    return tl::unexpected(result.error());
  }
  Json shown{{"query", shown_query}, {"result", to_json(*result)}};
  if (query->offset != 0) {
    const auto compared = view.round().query(*query);
    if (!compared) {
      return tl::unexpected(compared.error());
    }
    shown["compared"] = to_json(*compared);
  }
  return shown;
}

Result<Json> show_alerts(const View& view, const Json& /*look*/) {
  const Scenario& scenario = view.scenario();
  Json alerts = Json::array();
  for (const metrics::AlertState& state :
       metrics::alerts_at(view.recorder(), scenario, view.time())) {
    const auto alert = std::find_if(scenario.alerts.begin(), scenario.alerts.end(),
                                    [&](const Alert& one) { return one.id == state.alert; });
    if (alert == scenario.alerts.end()) {
      continue;
    }
    alerts.push_back(Json{{"alert", state.alert},
                          {"title", alert->title},
                          {"text", alert->text},
                          {"series", state.series},
                          {"firing", state.firing},
                          {"since_ns", state.since},
                          {"value", finite_or_null(state.value)},
                          {"silenced", view.world().silenced(state.alert)}});
  }
  return Json{{"alerts", std::move(alerts)}};
}

}  // namespace threeam::round
