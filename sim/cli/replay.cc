// `threeam replay`: the world as it was at a moment, and what the candidate knew of it.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/base/hash.h"
#include "sim/base/text.h"
#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/readable.h"
#include "sim/cli/verbs.h"
#include "sim/metrics/alerts.h"
#include "sim/metrics/query.h"
#include "sim/model/metric.h"

namespace threeam::cli {

namespace {

Json versions_json(const engine::World& world) {
  Json list = Json::array();
  for (const engine::World::VersionCount& count : world.versions()) {
    list.push_back(Json{{"component", count.component},
                        {"region", count.region},
                        {"version", count.version},
                        {"instances", count.instances}});
  }
  return list;
}

Json flags_json(const Scenario& scenario, const engine::World& world) {
  Json flags = Json::object();
  for (const Flag& flag : scenario.flags) {
    flags[flag.name] = world.flag(flag.name);
  }
  return flags;
}

Json number_or_null(double value) {
  return std::isnan(value) ? Json(nullptr) : Json(value);
}

Json alerts_json(const round::Round& round, SimTime time) {
  Json list = Json::array();
  for (const metrics::AlertState& alert :
       metrics::alerts_at(round.recorder(), round.scenario(), time)) {
    list.push_back(Json{{"alert", alert.alert},
                        {"series", alert.series},
                        {"firing", alert.firing},
                        {"since_ns", alert.since},
                        {"value", number_or_null(alert.value)}});
  }
  return list;
}

// The numbers of the first screen, by route and region, and of every queue.
Json metrics_json(const round::Round& round, SimTime time) {
  Json list = Json::array();
  const auto add = [&](const char* metric, const Labels& where) {
    const double value = metrics::value_at(round.recorder(), metric, where, time);
    Json row{{"metric", metric}, {"value", number_or_null(value)}};
    row["where"] = where;
    list.push_back(std::move(row));
  };
  for (const Traffic& traffic : round.scenario().traffic) {
    for (const auto& [region, rate] : traffic.rate) {
      const Labels at_the_door{
          {"component", traffic.component}, {"route", traffic.route}, {"region", region}};
      for (const char* metric : {"request_rate", "error_ratio", "latency_p99"}) {
        add(metric, at_the_door);
      }
      add("client_failure_ratio", {{"route", traffic.route}, {"region", region}});
    }
  }
  for (const MessageQueue& queue : round.scenario().queues) {
    for (const std::string& region : round.scenario().regions) {
      add("message_queue_depth", {{"queue", queue.name}, {"region", region}});
      add("message_queue_oldest_age_seconds", {{"queue", queue.name}, {"region", region}});
    }
  }
  return list;
}

Json datasets_json(const engine::World& world) {
  Json list = Json::array();
  for (const engine::DatasetRows& rows : world.datasets()) {
    list.push_back(Json{{"dataset", rows.dataset},
                        {"region", rows.region},
                        {"rows", rows.rows},
                        {"written", rows.written},
                        {"frozen", rows.frozen},
                        {"repaired", rows.repaired}});
  }
  return list;
}

// The candidate's own entries so far, without the digests.
Json entries_json(const Journal& journal, SimTime time, EntryKind kind) {
  Json list = Json::array();
  for (const Entry& entry : journal.entries) {
    if (entry.kind == kind && entry.actor == Actor::candidate && entry.time <= time) {
      Json payload = entry.payload;
      payload.erase("digest");
      list.push_back(
          Json{{"seq", entry.seq}, {"time_ns", entry.time}, {"payload", std::move(payload)}});
    }
  }
  return list;
}

Json state_json(const round::Round& round, SimTime time) {
  const engine::World world = round.at(time);
  const Journal& journal = round.journal();
  return Json{{"round", journal.header.round},
              {"scenario", journal.header.scenario},
              {"seed", journal.header.seed},
              {"time_ns", time},
              {"state_hash", hex64(world.state_hash())},
              {"versions", versions_json(world)},
              {"flags", flags_json(round.scenario(), world)},
              {"alerts", alerts_json(round, time)},
              {"metrics", metrics_json(round, time)},
              {"datasets", datasets_json(world)},
              {"harm_units", engine::weigh(world.harm(), round.scenario().truth.harm)},
              {"seen", entries_json(journal, time, EntryKind::look)},
              {"said", entries_json(journal, time, EntryKind::say)},
              {"done", entries_json(journal, time, EntryKind::act)}};
}

std::string labels_text(const Json& labels) {
  std::string text;
  for (const auto& [name, value] : labels.items()) {
    text += (text.empty() ? "" : ", ") + value.get<std::string>();
  }
  return text;
}

std::string measured_text(const Json& value, std::string_view metric) {
  const PanelMetric* known = find_panel_metric(metric);
  return value.is_null() ? "-" : measured(value.get<double>(), known == nullptr ? "" : known->unit);
}

std::string entries_text(const Json& entries, const char* title) {
  std::string text = fmt::format("\n{}\n", title);
  for (const Json& entry : entries) {
    text += fmt::format("  {:>8}  {}\n", format_clock(entry["time_ns"].get<SimTime>()),
                        readable(entry["payload"]));
  }
  return text;
}

std::string alert_text(const Json& row, const Scenario& scenario) {
  const auto name = row["alert"].get<std::string>();
  const auto alert = std::ranges::find(scenario.alerts, name, &Alert::id);
  const char* holds = row["value"].is_null() ? "is absent" : "is above";
  return fmt::format(
      "  {:<28} {:<12} {} since {}, at {}\n", name, row["series"].get<std::string>(),
      row["firing"].get<bool>() ? "fires" : holds, format_clock(row["since_ns"].get<SimTime>()),
      measured_text(row["value"], alert == scenario.alerts.end() ? "" : alert->metric));
}

std::string state_text(const Json& state, const Scenario& scenario) {
  std::string text = fmt::format(
      "{} of {} at {}, state {}\n\nversions\n", state["round"].get<std::string>(),
      state["scenario"].get<std::string>(), format_clock(state["time_ns"].get<SimTime>()),
      state["state_hash"].get<std::string>());
  for (const Json& row : state["versions"]) {
    text += fmt::format("  {:<20} {:<12} {:<12} {}\n", row["component"].get<std::string>(),
                        row["region"].get<std::string>(), row["version"].get<std::string>(),
                        row["instances"].get<int>());
  }
  text += "\nflags\n";
  for (const auto& [name, on] : state["flags"].items()) {
    text += fmt::format("  {:<40} {}\n", name, on.get<bool>() ? "on" : "off");
  }
  text += "\nalerts\n";
  for (const Json& row : state["alerts"]) {
    text += alert_text(row, scenario);
  }
  text += "\nmetrics, over the last minute\n";
  for (const Json& row : state["metrics"]) {
    const auto metric = row["metric"].get<std::string>();
    text += fmt::format("  {:<34} {:>18}  {}\n", metric, measured_text(row["value"], metric),
                        labels_text(row["where"]));
  }
  text += fmt::format("\nharm so far: {} units\n", grouped(state["harm_units"].get<double>()));
  return text + entries_text(state["seen"], "the candidate had seen") +
         entries_text(state["said"], "had said") + entries_text(state["done"], "had done");
}

}  // namespace

int replay(const ReplayOptions& options) {
  const auto round = open_round(options.journal, options.at);
  if (!round) {
    return complain(round.error(), options.journal);
  }
  const SimTime time = options.at.value_or((*round)->now());
  if (time > (*round)->now() || time < -(*round)->scenario().past) {
    return complain_usage(fmt::format("--at {} is outside the round, {} to {}", format_clock(time),
                                      format_clock(-(*round)->scenario().past),
                                      format_clock((*round)->now())));
  }
  const Json state = state_json(**round, time);
  if (options.json) {
    print_json(state);
  } else {
    print(state_text(state, (*round)->scenario()));
  }
  return kHolds;
}

}  // namespace threeam::cli
