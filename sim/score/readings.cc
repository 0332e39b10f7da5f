#include "sim/score/readings.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "sim/metrics/alerts.h"
#include "sim/metrics/query.h"
#include "sim/model/metric.h"
#include "sim/round/show.h"

namespace threeam::score {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

// Metrics of one group, of one component, are one source: p50 and p99 of a route are not two
// witnesses.
std::string panel_source(const Query& query) {
  const PanelMetric* metric = find_panel_metric(query.metric);
  const auto component = query.where.find("component");
  return fmt::format("panel/{}/{}", metric == nullptr ? query.metric : std::string(metric->group),
                     component == query.where.end() ? std::string("*") : component->second);
}

std::string label_text(const Labels& labels) {
  std::string text;
  for (const auto& [name, value] : labels) {
    text += fmt::format("{}={},", name, value);
  }
  return text;
}

// Only what was there at that moment and belongs to the round; the week before is ordinary in all
// worlds.
void add_panel(const Json& shown_query, SimTime at, SimTime past, std::vector<Question>& out) {
  auto query = query_from_json(shown_query);
  if (!query) {
    return;
  }
  query->offset = 0;
  query->to = std::min(query->to, at);
  if (query->from < -past) {
    query->from += (-past - query->from + query->step - 1) / query->step * query->step;
  }
  if (query->from <= query->to) {
    out.push_back({Question::Of::panel, panel_source(*query), *query, {}, at});
  }
}

bool passes(const Json& look, std::string_view field, std::string_view value) {
  const std::string wanted = string_or(look, field, "");
  return wanted.empty() || wanted == value;
}

Reading counts(const std::map<std::string, double>& found, SimTime at) {
  Reading reading{ReadAs::number, {at}, {}};
  for (const auto& [name, value] : found) {
    reading.lines.push_back({name, {value}});
  }
  return reading;
}

Reading ask_panel(const round::Round& world, const Question& question) {
  const auto result = metrics::query(world.recorder(), question.query);
  Reading reading;
  if (!result) {
    return reading;
  }
  reading.times = result->times;
  for (const QuerySeries& series : result->series) {
    reading.lines.push_back({label_text(series.labels), series.values});
  }
  return reading;
}

// Lines by template: people see what kinds there are and about how many.
Reading ask_logs(const round::Round& world, const Question& question) {
  const Scenario& scenario = world.scenario();
  const SimTime from = integer_or(question.look, "from_ns", 0);
  const SimTime to = std::min(integer_or(question.look, "to_ns", 0), question.at);
  const std::string search = lower(string_or(question.look, "search", ""));
  std::map<std::string, double> found;
  for (const engine::LogLine& line : world.recorder().log_lines()) {
    const LogTemplate& log = scenario.logs[line.log];
    if (line.time < from || line.time > to || line.time + line.late_s * kSecond > question.at ||
        !passes(question.look, "level", log.level) ||
        !passes(question.look, "component", scenario.components[line.component].name) ||
        !passes(question.look, "region", scenario.regions[line.region])) {
      continue;
    }
    if (search.empty() || lower(world.recorder().text(line)).find(search) != std::string::npos) {
      found[log.id] += 1;
    }
  }
  return counts(found, question.at);
}

// Requests by where they came from and how they ended.
Reading ask_traces(const round::Round& world, const Question& question) {
  const SimTime from = integer_or(question.look, "from_ns", 0);
  const SimTime to = std::min(integer_or(question.look, "to_ns", 0), question.at);
  const std::string which = string_or(question.look, "which", "any");
  std::map<std::string, double> found;
  double slowest_ms = 0;
  for (const engine::Exemplar& one : world.recorder().exemplars()) {
    const bool failed = one.client_failed || one.status >= 500;
    const auto labels = world.recorder().flow_labels(one.flow);
    if (one.start < from || one.start > to || one.start + one.duration > question.at ||
        (which == "failed" && !failed) || !passes(question.look, "component", labels[0]) ||
        !passes(question.look, "route", labels[1]) || !passes(question.look, "region", labels[2])) {
      continue;
    }
    slowest_ms = std::max(slowest_ms, static_cast<double>(one.duration) / 1e6);
    if (failed) {
      found[fmt::format("{} {} {} {}", labels[1], labels[2], labels[3], one.status)] += 1;
    }
  }
  found["slowest ms"] = slowest_ms;
  return counts(found, question.at);
}

Reading ask_rows(const round::Round& world, const Question& question) {
  const std::string name = string_or(question.look, "dataset", "");
  const Dataset* dataset = find_dataset(world.scenario(), name);
  std::map<std::string, double> found;
  for (const engine::DatasetRows& rows : world.at(question.at).datasets()) {
    if (dataset == nullptr || rows.dataset != name ||
        rows.role == engine::DatasetRows::Role::none) {
      continue;
    }
    for (std::size_t f = 0; f < rows.rows.size(); ++f) {
      found[fmt::format("{} {}", rows.region, dataset->formats[f].name)] = rows.rows[f];
    }
    found[fmt::format("{} lag", rows.region)] = rows.lag_s;
    found[fmt::format("{} differs", rows.region)] = rows.astray;
  }
  return counts(found, question.at);
}

// Calls a second between components, and how many of a thousand fail.
Reading ask_map(const round::Round& world, const Question& question) {
  std::map<std::string, double> found;
  const Json known = candidate_view(world.scenario());
  for (const Json& call : known["calls"]) {
    const std::string from = string_or(call, "from", "");
    const std::string to = string_or(call, "to", "");
    const Labels where = {{"component", from}, {"to_component", to}};
    const auto measure = [&](std::string_view metric) {
      const double value = metrics::value_at(world.recorder(), metric, where, question.at);
      return value > 0 ? value : 0;
    };
    found[fmt::format("{} {} calls", from, to)] = measure("call_rate");
    found[fmt::format("{} {} failing", from, to)] = 1000 * measure("call_failure_ratio");
  }
  return counts(found, question.at);
}

Reading ask_alerts(const round::Round& world, const Question& question) {
  std::map<std::string, double> found;
  for (const metrics::AlertState& state :
       metrics::alerts_at(world.recorder(), world.scenario(), question.at)) {
    found[fmt::format("{} {}", state.alert, state.series)] = state.firing ? 1 : 0;
  }
  return counts(found, question.at);
}

}  // namespace

std::vector<Question> questions_of(const round::Round& round, const Json& look, SimTime at) {
  std::vector<Question> questions;
  const std::string what = string_or(look, "what", "");
  const SimTime past = round.scenario().past;
  const auto plain = [&](Question::Of of, std::string source) {
    questions.push_back({of, std::move(source), {}, look, at});
  };
  if (what == "panel") {
    add_panel(look["query"], at, past, questions);
  } else if (what == "overview") {
    if (const auto shown = round::show(round, look, at)) {
      for (const Json& panel : (*shown)["panels"]) {
        add_panel(panel["query"], at, past, questions);
      }
    }
  } else if (what == "logs") {
    plain(Question::Of::logs, fmt::format("logs/{}", string_or(look, "component", "*")));
  } else if (what == "traces") {
    plain(Question::Of::traces, fmt::format("traces/{}", string_or(look, "which", "any")));
  } else if (what == "data_check") {
    plain(Question::Of::rows, fmt::format("rows/{}", string_or(look, "dataset", "")));
  } else if (what == "topology") {
    plain(Question::Of::map, "map");
  } else if (what == "alerts") {
    plain(Question::Of::alerts, "alerts");
  }
  return questions;
}

std::optional<Words> words_of(const Json& look) {
  const std::string what = string_or(look, "what", "");
  if (what == "diff") {
    return Words{Statement::Of::diff, string_or(look, "change", ""), ""};
  }
  if (what == "runbook") {
    return Words{Statement::Of::runbook, string_or(look, "runbook", ""), ""};
  }
  if (what == "ask") {
    return Words{Statement::Of::answer, string_or(look, "answer", ""),
                 string_or(look, "person", "")};
  }
  return std::nullopt;
}

Reading ask(const round::Round& world, const Question& question) {
  switch (question.of) {
    case Question::Of::panel:
      return ask_panel(world, question);
    case Question::Of::logs:
      return ask_logs(world, question);
    case Question::Of::traces:
      return ask_traces(world, question);
    case Question::Of::rows:
      return ask_rows(world, question);
    case Question::Of::map:
      return ask_map(world, question);
    case Question::Of::alerts:
      return ask_alerts(world, question);
  }
  return {};
}

}  // namespace threeam::score
