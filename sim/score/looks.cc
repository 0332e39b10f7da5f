#include "sim/score/looks.h"

#include <algorithm>

#include "sim/model/metric.h"

namespace threeam::score {
namespace {

constexpr std::pair<std::string_view, LookKind> kLookKinds[] = {
    {"overview", LookKind::overview},
    {"panel", LookKind::panel},
    {"logs", LookKind::logs},
    {"trace", LookKind::trace},
    {"traces", LookKind::traces},
    {"changes", LookKind::changes},
    {"diff", LookKind::diff},
    {"topology", LookKind::topology},
    {"runbook", LookKind::runbook},
    {"flags", LookKind::flags},
    {"data_check", LookKind::data_check},
    {"ask", LookKind::ask},
    {"alerts", LookKind::alerts},
};

LookKind look_kind(std::string_view what) {
  for (const auto& [name, kind] : kLookKinds) {
    if (name == what) {
      return kind;
    }
  }
  return LookKind::other;
}

// The list under `field`, or an empty one.
const Json& list_or_empty(const Json& object, const char* field) {
  static const Json kEmpty = Json::array();
  const auto found = object.find(field);
  return found != object.end() && found->is_array() ? *found : kEmpty;
}

// How long a colleague takes to answer; nullopt when there is no such question.
std::optional<Duration> answer_after(const Scenario& scenario, std::string_view person,
                                     std::string_view answer) {
  for (const Person& colleague : scenario.people) {
    for (const Answer& candidate : colleague.answers) {
      if (colleague.name == person && candidate.id == answer) {
        return candidate.after;
      }
    }
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(const Scenario& scenario, const Aim& aim, const Shown& shown)
      : scenario_(scenario), aim_(aim), shown_(shown) {}

  std::optional<Look> read(const Entry& entry) const {
    Look look;
    look.seq = entry.seq;
    look.at = entry.time;
    look.kind = look_kind(string_or(entry.payload, "what", ""));
    switch (look.kind) {
      case LookKind::panel:
        take_panel(entry, look);
        break;
      case LookKind::logs:
      case LookKind::traces:
        look.target = string_or(entry.payload, "component", "");
        look.worth = worth_of_list(entry, look);
        break;
      case LookKind::trace:
        look.worth = worth_of_trace(entry);
        break;
      case LookKind::changes:
        look.worth = aim_.blamed_by(look.at) ? Worth::points : Worth::nothing;
        break;
      case LookKind::diff:
        look.target = string_or(entry.payload, "change", "");
        look.worth = !look.target.empty() && look.target == scenario_.truth.blamed_change &&
                             aim_.blamed_by(look.at)
                         ? Worth::shows
                         : Worth::nothing;
        break;
      case LookKind::data_check:
        look.target = string_or(entry.payload, "dataset", "");
        look.worth = aim_.at_risk(look.target) ? Worth::shows : Worth::nothing;
        break;
      case LookKind::ask: {
        look.target = string_or(entry.payload, "person", "");
        const auto after =
            answer_after(scenario_, look.target, string_or(entry.payload, "answer", ""));
        if (!after) {
          return std::nullopt;
        }
        look.at += *after;
        look.worth = Worth::points;
        break;
      }
      case LookKind::topology:
        look.worth = Worth::points;
        look.versions = true;
        break;
      case LookKind::flags:
        look.worth = aim_.blamed_is_flag() ? Worth::points : Worth::nothing;
        break;
      case LookKind::overview:
        take_overview(entry, look);
        break;
      case LookKind::runbook:
      case LookKind::alerts:
      case LookKind::other:
        break;
    }
    return look;
  }

 private:
  void take_panel(const Entry& entry, Look& look) const {
    const auto found = entry.payload.find("query");
    if (found == entry.payload.end()) {
      return;
    }
    const Result<Query> query = query_from_json(*found);
    if (!query) {
      return;
    }
    look.metric = query->metric;
    look.recovery = tells_recovery(query->metric);
    if (const PanelMetric* metric = find_panel_metric(query->metric)) {
      look.group = std::string(metric->group);
      look.quantile = metric->reading == Reading::quantile;
    }
    look.split =
        !query->by.empty() || query->where.contains("region") || query->where.contains("version");
    look.versions = query->where.contains("version") ||
                    std::find(query->by.begin(), query->by.end(), "version") != query->by.end();
    look.compared = query->offset != 0 || query->from < scenario_.truth.began;
    look.worth = worth_of_panel(*query, look);
  }

  // What truth.restored_when names, or says the same to a person: failures at the door.
  bool tells_recovery(std::string_view metric) const {
    const auto& conditions = scenario_.truth.restored_when;
    return metric == "error_ratio" || metric == "client_failure_ratio" ||
           std::any_of(conditions.begin(), conditions.end(),
                       [&](const RestoredWhen& condition) { return condition.metric == metric; });
  }

  void take_overview(const Entry& entry, Look& look) const {
    const std::optional<Json> json = shown(entry);
    if (!json) {
      return;
    }
    for (const Json& panel : list_or_empty(*json, "panels")) {
      const auto query = panel.find("query");
      look.recovery |= query != panel.end() && query->is_object() &&
                       tells_recovery(string_or(*query, "metric", ""));
    }
  }

  Worth worth_of_panel(const Query& query, const Look& look) const {
    if (std::min(query.to, look.at) <= scenario_.truth.began) {
      return Worth::nothing;
    }
    const auto value = [&](const char* label) {
      const auto found = query.where.find(label);
      return found == query.where.end() ? std::string() : found->second;
    };
    const std::string dataset = value("dataset");
    if (look.group == "data" && !scenario_.truth.data_at_risk.empty() &&
        (dataset.empty() || aim_.at_risk(dataset))) {
      return Worth::shows;
    }
    const bool by_version =
        std::find(query.by.begin(), query.by.end(), "version") != query.by.end();
    const std::string component = value("component");
    if (by_version && (component.empty() || aim_.of_cause(component))) {
      return Worth::shows;
    }
    return look.split || look.compared ? Worth::points : Worth::nothing;
  }

  std::optional<Json> shown(const Entry& entry) const {
    if (!shown_) {
      return std::nullopt;
    }
    Json look = entry.payload;
    look.erase("digest");
    std::optional<Json> json = shown_(look, entry.time);
    return json && json->is_object() ? json : std::nullopt;
  }

  // Logs and lists of traces: what came back decides.
  Worth worth_of_list(const Entry& entry, const Look& look) const {
    const std::optional<Json> json = shown(entry);
    if (!json) {
      return Worth::nothing;
    }
    if (look.kind == LookKind::traces) {
      return list_or_empty(*json, "traces").empty() ? Worth::nothing : Worth::points;
    }
    const bool narrowed = !look.target.empty() || !string_or(entry.payload, "search", "").empty();
    for (const Json& line : list_or_empty(*json, "lines")) {
      const std::string level = string_or(line, "level", "");
      if (integer_or(line, "time_ns", 0) < scenario_.truth.began) {
        continue;
      }
      if (level == "warn" || level == "error" ||
          (narrowed && aim_.of_cause(string_or(line, "component", "")))) {
        return Worth::shows;
      }
    }
    return Worth::nothing;
  }

  Worth worth_of_trace(const Entry& entry) const {
    const std::optional<Json> json = shown(entry);
    if (!json) {
      return Worth::nothing;
    }
    for (const Json& span : list_or_empty(*json, "spans")) {
      if (integer_or(span, "start_ns", 0) >= scenario_.truth.began &&
          aim_.of_cause(string_or(span, "component", ""))) {
        return Worth::shows;
      }
    }
    return Worth::nothing;
  }

  const Scenario& scenario_;
  const Aim& aim_;
  const Shown& shown_;
};

}  // namespace

std::optional<Look> read_look(const Entry& entry, const Scenario& scenario, const Aim& aim,
                              const Shown& shown) {
  return Reader(scenario, aim, shown).read(entry);
}

}  // namespace threeam::score
