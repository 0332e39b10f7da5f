#include "sim/server/describe.h"

#include <algorithm>
#include <set>
#include <string>

#include "sim/metrics/alerts.h"
#include "sim/metrics/columns.h"
#include "sim/model/notice.h"
#include "sim/round/show.h"
#include "sim/round/validate.h"
#include "sim/server/cover.h"

namespace threeam::server {
namespace {

std::string_view to_string(engine::Outcome::State state) {
  switch (state) {
    case engine::Outcome::State::running:
      return "running";
    case engine::Outcome::State::done:
      return "done";
    case engine::Outcome::State::failed:
      break;
  }
  return "failed";
}

// What a candidate reads before the start: no page, no alert, nothing to look into yet.
Json waiting_view(const Scenario& scenario) {
  return Json{{"title", scenario.title}, {"brief", scenario.brief}};
}

}  // namespace

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input:
      return "invalid_input";
    case ErrorCode::forbidden:
      return "forbidden";
    case ErrorCode::not_found:
      return "not_found";
    case ErrorCode::rejected:
      return "rejected";
    case ErrorCode::incompatible:
      return "incompatible";
    case ErrorCode::diverged:
      return "diverged";
    case ErrorCode::storage:
      break;
  }
  return "storage";
}

int http_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input:
      return 400;
    case ErrorCode::forbidden:
      return 403;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::rejected:
      return 409;
    case ErrorCode::incompatible:
      return 422;
    case ErrorCode::diverged:
      return 500;
    case ErrorCode::storage:
      break;
  }
  return 503;
}

Json error_json(const Error& error) {
  return Json{
      {"error",
       {{"code", code_name(error.code)}, {"message", error.message}, {"where", error.where}}}};
}

Json harm_json(const engine::Harm& harm) {
  return Json{{"failed_requests", harm.failed_requests},
              {"late_requests", harm.late_requests},
              {"wrong_rows", harm.wrong_rows},
              {"wrong_effects", harm.wrong_effects},
              {"late_messages", harm.late_messages},
              {"dead_messages", harm.dead_messages},
              {"lost_rows", harm.lost_rows}};
}

Json datasets_json(const engine::World& world, const Scenario& scenario) {
  Json list = Json::array();
  for (const engine::DatasetRows& rows : world.datasets()) {
    const Dataset* dataset = find_dataset(scenario, rows.dataset);
    Json formats = Json::array();
    for (std::size_t i = 0; dataset != nullptr && i < dataset->formats.size(); ++i) {
      formats.push_back({{"format", dataset->formats[i].name},
                         {"rows", rows.rows[i]},
                         {"share", rows.share[i]},
                         {"written", rows.written[i]}});
    }
    list.push_back({{"dataset", rows.dataset},
                    {"region", rows.region},
                    {"formats", std::move(formats)},
                    {"frozen", rows.frozen},
                    {"repaired", rows.repaired}});
  }
  return list;
}

Json versions_json(const engine::World& world) {
  Json list = Json::array();
  for (const engine::World::VersionCount& count : world.versions()) {
    list.push_back({{"component", count.component},
                    {"region", count.region},
                    {"version", count.version},
                    {"instances", count.instances}});
  }
  return list;
}

Json commands_json(const Room& room, const engine::World& world, Role role) {
  Json list = Json::array();
  const std::vector<Entry>& entries = room.round->journal().entries;
  for (const engine::Outcome& outcome : world.outcomes()) {
    if (outcome.command == 0 || outcome.command > entries.size()) {
      continue;
    }
    const std::string id = string_or(entries[outcome.command - 1].payload, "action", "");
    const Action* action = find_action(*room.scenario, id);
    const std::uint64_t number = role == Role::candidate
                                     ? room.numbers.number_of(outcome.command).value_or(0)
                                     : outcome.command;
    list.push_back({{"command", number},
                    {"action", id},
                    {"label", action == nullptr ? id : action->label},
                    {"state", to_string(outcome.state)},
                    {"progress", outcome.progress},
                    {"message", outcome.message}});
  }
  return list;
}

Json alerts_json(const round::Round& round, SimTime time) {
  const Json look{{"what", "alerts"}};
  auto shown = time == round.now() ? round::show(round, look) : round::show(round, look, time);
  return shown && shown->contains("alerts") ? std::move((*shown)["alerts"]) : Json::array();
}

Json truth_json(const Room& room) {
  const engine::World& world = room.round->world();
  const engine::Harm harm = world.harm();
  return Json{{"harm", harm_json(harm)},
              {"harm_units", engine::weigh(harm, room.scenario->truth.harm)},
              {"datasets", datasets_json(world, *room.scenario)},
              {"versions", versions_json(world)},
              {"options_at_ns", room.options.at ? Json(*room.options.at) : Json(nullptr)}};
}

Json world_json(const Room& room, SimTime time) {
  const Scenario& scenario = *room.scenario;
  const engine::World world = room.round->at(time);
  const engine::Harm harm = world.harm();
  const auto restored = metrics::restored_since(room.round->recorder(), scenario, time);
  Json flags = Json::object();
  for (const Flag& flag : scenario.flags) {
    flags[flag.name] = world.flag(flag.name);
  }
  return Json{{"time_ns", time},
              {"alerts", alerts_json(*room.round, time)},
              {"commands", commands_json(room, world, Role::interviewer)},
              {"datasets", datasets_json(world, scenario)},
              {"versions", versions_json(world)},
              {"flags", std::move(flags)},
              {"harm", harm_json(harm)},
              {"harm_units", engine::weigh(harm, scenario.truth.harm)},
              {"restored_since_ns", restored ? Json(*restored) : Json(nullptr)}};
}

Json metrics_catalogue_json(const Scenario& scenario) {
  Json list = Json::array();
  for (const PanelMetric& metric : panel_metrics()) {
    const SeriesInfo& divisor = metrics::series_info(metric.divisor);
    Json labels = Json::array();
    for (const std::string_view label : metrics::series_info(metric.series).labels) {
      if (metrics::label_index(divisor, label) >= 0) {
        labels.push_back(label);
      }
    }
    list.push_back({{"name", metric.name},
                    {"title", metric.title},
                    {"unit", metric.unit},
                    {"group", metric.group},
                    {"labels", std::move(labels)}});
  }
  for (const RecordedSeries& series : scenario.recorded) {
    std::set<std::string> labels;
    for (const RecordedLine& line : series.lines) {
      for (const auto& [label, value] : line.labels) {
        labels.insert(label);
      }
    }
    list.push_back({{"name", series.name},
                    {"title", series.title},
                    {"unit", series.unit},
                    {"group", "recorded"},
                    {"labels", labels}});
  }
  return list;
}

namespace {

// What a candidate is told about the record, and whether that was read.
Json notice_json(const std::vector<Entry>& entries, const store::RoundRow& row) {
  const bool accepted = std::any_of(entries.begin(), entries.end(), [](const Entry& entry) {
    return round::is_notice(entry.kind, entry.payload);
  });
  Json lines = notice_lines(row.keeping);
  if (!row.candidate_name.empty()) {
    lines.push_back(
        "Your name is noted beside the round for who invited you, not for those who rate it, and "
        "is deleted with it.");
  }
  return {{"version", kNoticeVersion}, {"lines", std::move(lines)}, {"accepted", accepted}};
}

}  // namespace

Json opening_json(const Room& room, Role role, bool covered) {
  const Scenario& scenario = *room.scenario;
  const std::vector<Entry>& entries = room.round->journal().entries;
  const bool candidate = role == Role::candidate;
  const bool waiting = room.round->clock() == round::ClockState::waiting;
  Json opening{
      {"role", to_string(role)},
      {"title", scenario.title},
      {"level", room.row.level},
      {"state", to_string(room.round->clock())},
      {"now_ns", room.round->now()},
      {"past_ns", scenario.past},
      {"history_ns", kHistoryLength},
      {"length_ns", scenario.length},
      {"page_clock_s", scenario.page_clock_s},
      {"scenario", candidate && waiting ? waiting_view(scenario) : candidate_view(scenario)},
      {"entries", entries_after(0, entries, role, room.numbers, scenario)},
      {"last", last_number(entries, role, room.numbers)},
      {"metrics_catalogue", metrics_catalogue_json(scenario)}};
  if (candidate) {
    opening["notice"] = notice_json(entries, room.row);
  } else {
    const Json truth = interviewer_view(scenario);
    opening["truth"] = covered ? covered_truth(truth) : truth;
    opening["covered"] = covered;
  }
  if (role == Role::interviewer && room.round->clock() == round::ClockState::finished) {
    opening["reviewer"] = "/v/" + room.row.reviewer_key;
  }
  return opening;
}

}  // namespace threeam::server
