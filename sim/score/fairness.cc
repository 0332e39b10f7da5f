#include "sim/score/fairness.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/metrics/alerts.h"
#include "sim/model/metric.h"
#include "sim/round/show.h"

namespace threeam::score {
namespace {

std::string labels_text(const Labels& where) {
  std::string text;
  for (const auto& [name, value] : where) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ", name, value);
  }
  return text.empty() ? text : fmt::format("{{{}}}", text);
}

// ---- the healthy window -----------------------------------------------------------------------

Check no_alert(const round::Round& round) {
  const Scenario& scenario = round.scenario();
  for (SimTime time = -scenario.past + kMinute; time < scenario.truth.began;
       time += kSampleInterval) {
    for (const metrics::AlertState& state : metrics::alerts_at(round.recorder(), scenario, time)) {
      if (state.firing) {
        return {"healthy_alerts", state.alert, false,
                fmt::format("{} fires at {}, before it began at {}", state.alert,
                            format_clock(time), format_clock(scenario.truth.began))};
      }
    }
  }
  return {"healthy_alerts", "", true,
          fmt::format("no alert fires before {}", format_clock(scenario.truth.began))};
}

// The finite values of one metric as one line; empty where it cannot be asked for.
std::vector<double> values_of(const round::Round& round, const RestoredWhen& condition,
                              SimTime from, SimTime to) {
  Query query;
  query.metric = condition.metric;
  query.where = condition.where;
  query.from = from;
  query.to = to;
  query.step = kMinute;
  std::vector<double> values;
  if (const Result<QueryResult> result = round.query(query)) {
    for (const QuerySeries& series : result->series) {
      std::copy_if(series.values.begin(), series.values.end(), std::back_inserter(values),
                   [](double value) { return std::isfinite(value); });
    }
  }
  return values;
}

Check ordinary(const round::Round& round, const RestoredWhen& condition) {
  const Scenario& scenario = round.scenario();
  const SimTime start = -scenario.past;
  std::vector<double> before = values_of(round, condition, start - 24 * kHour, start - kMinute);
  const std::vector<double> window = values_of(round, condition, start + 2 * kMinute,
                                               scenario.truth.began / kMinute * kMinute - kMinute);
  Check check{"healthy_window", fmt::format("{}{}", condition.metric, labels_text(condition.where)),
              true, ""};
  if (before.empty() || window.empty()) {
    check.text = "nothing was measured before it began";
    return check;
  }
  std::sort(before.begin(), before.end());
  const double median = before[before.size() / 2];
  const double limit = median + 2 * (before.back() - median);
  const double highest = *std::max_element(window.begin(), window.end());
  check.holds = highest <= limit;
  check.text = fmt::format("at most {:.3g} before it began; on an ordinary day up to {:.3g}",
                           highest, before.back());
  return check;
}

// ---- what can be seen -------------------------------------------------------------------------

// The minutes at which a look is tried: each of the round, the last one first.
template <class Shows>
std::optional<SimTime> shown_at(const round::Round& round, const Json& look, const Shows& shows) {
  for (SimTime time = round.now() / kMinute * kMinute; time >= 0; time -= 2 * kMinute) {
    Json now = look;
    if (const auto query = now.find("query"); query != now.end()) {
      (*query)["from_ns"] = time - 10 * kMinute;
      (*query)["to_ns"] = time;
    }
    const Result<Json> json = round::show(round, now, time);
    if (json && shows(*json)) {
      return time;
    }
  }
  return std::nullopt;
}

const Json& list_of(const Json& object, const char* field) {
  static const Json kEmpty = Json::array();
  const auto found = object.find(field);
  return found != object.end() && found->is_array() ? *found : kEmpty;
}

Json panel_look(std::string_view metric, const Labels& where) {
  Query query;
  query.metric = metric;
  query.where = where;
  return {{"what", "panel"}, {"query", to_json(query)}};
}

bool has_value(const Json& shown) {
  const auto result = shown.find("result");
  if (result == shown.end()) {
    return false;
  }
  const Json& series = list_of(*result, "series");
  return std::any_of(series.begin(), series.end(), [](const Json& one) {
    const Json& values = list_of(one, "values");
    return std::any_of(values.begin(), values.end(),
                       [](const Json& value) { return value.is_number(); });
  });
}

bool has_format(const Json& shown, std::string_view format) {
  const Json& regions = list_of(shown, "regions");
  return std::any_of(regions.begin(), regions.end(), [&](const Json& region) {
    const Json& formats = list_of(region, "formats");
    return std::any_of(formats.begin(), formats.end(), [&](const Json& row) {
      return (format.empty() || string_or(row, "format", "") == format) &&
             number_or(row, "rows", 0) > 0;
    });
  });
}

class Facts {
 public:
  explicit Facts(const round::Round& round) : round_(round), truth_(round.scenario().truth) {}

  std::vector<Check> check() {
    const EstimateTruth& estimate = truth_.estimate;
    if (!estimate.metric.empty()) {
      panel("estimate.failing_ratio", estimate.metric, estimate.where);
      add("estimate.since", estimate.since >= -round_.scenario().past,
          fmt::format("{} is within the panels' past", format_clock(estimate.since)),
          fmt::format("{} is before the round's past", format_clock(estimate.since)));
    }
    if (!estimate.dataset.empty()) {
      rows("estimate.rows_written", estimate.dataset, estimate.format);
    }
    for (const std::string& dataset : truth_.data_at_risk) {
      rows(fmt::format("data_at_risk {}", dataset), dataset, "");
    }
    if (!truth_.blamed_change.empty()) {
      blamed();
    }
    for (const RestoredWhen& condition : truth_.restored_when) {
      panel(fmt::format("restored_when {}", condition.metric), condition.metric, condition.where);
    }
    causes();
    return std::move(checks_);
  }

 private:
  void add(std::string what, bool holds, std::string yes, std::string no) {
    checks_.push_back(
        {"reachable", std::move(what), holds, holds ? std::move(yes) : std::move(no)});
  }

  void panel(std::string what, const std::string& metric, const Labels& where) {
    const std::string name = metric + labels_text(where);
    const auto at = shown_at(round_, panel_look(metric, where), has_value);
    add(std::move(what), at.has_value(), fmt::format("a panel of {} shows it", name),
        fmt::format("no panel of {} ever has a value", name));
  }

  void rows(std::string what, const std::string& dataset, const std::string& format) {
    const auto at = shown_at(round_, {{"what", "data_check"}, {"dataset", dataset}},
                             [&](const Json& shown) { return has_format(shown, format); });
    add(std::move(what), at.has_value(), fmt::format("a check of {} shows them", dataset),
        fmt::format("no check of {} shows {}", dataset, format.empty() ? "rows" : format));
  }

  void blamed() {
    const std::string& change = truth_.blamed_change;
    const auto in_feed = shown_at(round_, {{"what", "changes"}}, [&](const Json& shown) {
      const Json& changes = list_of(shown, "changes");
      return std::any_of(changes.begin(), changes.end(),
                         [&](const Json& one) { return string_or(one, "id", "") == change; });
    });
    add("blamed_change", in_feed.has_value(), fmt::format("{} is in the change feed", change),
        fmt::format("{} is never in the change feed", change));
    const auto diff =
        shown_at(round_, {{"what", "diff"}, {"change", change}}, [](const Json&) { return true; });
    add("blamed_change diff", diff.has_value(), fmt::format("the diff of {} opens", change),
        fmt::format("the diff of {} does not open", change));
  }

  void causes() {
    const Scenario& scenario = round_.scenario();
    for (const Cause& cause : truth_.accept) {
      const bool mechanism = std::find(scenario.mechanisms.begin(), scenario.mechanisms.end(),
                                       cause.mechanism) != scenario.mechanisms.end();
      const bool component =
          cause.component.empty() || find_component(scenario, cause.component) != nullptr;
      add(fmt::format("cause {}{}{}", cause.component, cause.component.empty() ? "" : " ",
                      cause.mechanism),
          mechanism && component, "is in the lists to pick from",
          mechanism ? "its component is in no list" : "its mechanism is in no list");
    }
  }

  const round::Round& round_;
  const Truth& truth_;
  std::vector<Check> checks_;
};

}  // namespace

std::vector<Check> check_healthy_window(const round::Round& round, bool fault) {
  std::vector<Check> checks;
  if (fault) {
    checks.push_back(no_alert(round));
  }
  for (const RestoredWhen& condition : round.scenario().truth.restored_when) {
    checks.push_back(ordinary(round, condition));
  }
  return checks;
}

std::vector<Check> check_reachable(const round::Round& round) {
  return Facts(round).check();
}

}  // namespace threeam::score
