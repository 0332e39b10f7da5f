// What single requests left behind: log lines, exemplars, traces.
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/core.h>

#include "sim/metrics/query.h"
#include "sim/round/fields.h"
#include "sim/round/looks.h"

namespace threeam::round {
namespace {

constexpr std::size_t kMostLines = 200;
constexpr std::size_t kMostTraces = 50;
constexpr std::string_view kLevels[] = {"debug", "info", "warn", "error"};

constexpr SimTime kMostTime = 48 * kHour;

Fields& range(Fields& fields) {
  return fields.integer("from_ns", -kMostTime, kMostTime).integer("to_ns", -kMostTime, kMostTime);
}

// "", the label's value, or nothing: an absent filter lets everything pass.
bool passes(const Json& look, std::string_view field, std::string_view value) {
  const auto found = look.find(field);
  return found == look.end() || found->get_ref<const std::string&>() == value;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return lower(c); });
  return text;
}

std::string instance_name(std::string_view component, int instance) {
  return fmt::format("{}-{}", component, instance);
}

// Requests have 64-bit numbers; JSON carries them as texts.
std::optional<std::uint64_t> parse_request(std::string_view text) {
  std::uint64_t request = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), request);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return request;
}

auto is_component(const Scenario& scenario) {
  return [&scenario](std::string_view name) { return find_component(scenario, name) != nullptr; };
}

auto is_region(const Scenario& scenario) {
  return [&scenario](std::string_view name) {
    return std::find(scenario.regions.begin(), scenario.regions.end(), name) !=
           scenario.regions.end();
  };
}

// The lines within the look's range that pass its filters but for the level.
class LineFilter {
 public:
  LineFilter(const View& view, const Json& look)
      : view_(view), look_(look), search_(lower(string_or(look, "search", ""))) {}

  bool matches(const engine::LogLine& line) const {
    const Scenario& scenario = view_.scenario();
    return passes(look_, "component", scenario.components[line.component].name) &&
           passes(look_, "region", scenario.regions[line.region]) &&
           (search_.empty() ||
            lower(view_.recorder().text(line)).find(search_) != std::string::npos);
  }

 private:
  const View& view_;
  const Json& look_;
  std::string search_;
};

Json line_json(const View& view, const engine::LogLine& line) {
  const Scenario& scenario = view.scenario();
  const std::string& component = scenario.components[line.component].name;
  return Json{{"time_ns", line.time},
              {"level", scenario.logs[line.log].level},
              {"component", component},
              {"region", scenario.regions[line.region]},
              {"instance", instance_name(component, line.instance)},
              {"version", view.round().world().model().version_names(line.component)[line.version]},
              {"text", view.recorder().text(line)},
              {"request", std::to_string(line.request)}};
}

}  // namespace

Result<void> check_logs(const Scenario& scenario, const Json& payload) {
  Fields fields(payload);
  fields.text("what").text("search").may().word("level", kLevels);
  fields.may().name("component", "a component", is_component(scenario));
  fields.may().name("region", "a region", is_region(scenario));
  return range(fields).done();
}

Result<Json> show_logs(const View& view, const Json& look) {
  const SimTime from = integer_or(look, "from_ns", 0);
  const SimTime to = std::min(integer_or(look, "to_ns", 0), view.time());
  const auto all = view.recorder().log_lines();
  const auto first = std::partition_point(
      all.begin(), all.end(), [&](const engine::LogLine& line) { return line.time < from; });
  auto last = std::partition_point(first, all.end(),
                                   [&](const engine::LogLine& line) { return line.time <= to; });
  const LineFilter filter(view, look);
  Json lines = Json::array();
  std::map<std::string, std::int64_t> levels;
  std::int64_t total = 0;
  while (last != first) {
    --last;
    if (last->time + last->late_s * kSecond > view.time() || !filter.matches(*last)) {
      continue;
    }
    const std::string& level = view.scenario().logs[last->log].level;
    ++levels[level];
    if (!passes(look, "level", level)) {
      continue;
    }
    ++total;
    if (lines.size() < kMostLines) {
      lines.push_back(line_json(view, *last));
    }
  }
  const std::uint64_t dropped =
      from > to ? 0 : view.round().lines_dropped(to) - view.round().lines_dropped(from);
  return Json{
      {"lines", std::move(lines)}, {"total", total}, {"dropped", dropped}, {"levels", levels}};
}

Result<void> check_traces(const Scenario& scenario, const Json& payload) {
  static constexpr std::string_view kWhich[] = {"slow", "failed", "any"};
  Fields fields(payload);
  fields.text("what").word("which", kWhich);
  fields.may().name("component", "a component", is_component(scenario));
  fields.may().name("route", "a route",
                    [&](std::string_view name) { return find_traffic(scenario, name) != nullptr; });
  fields.may().name("region", "a region", is_region(scenario));
  return range(fields).done();
}

Result<Json> show_traces(const View& view, const Json& look) {
  const SimTime from = integer_or(look, "from_ns", 0);
  const SimTime to = std::min(integer_or(look, "to_ns", 0), view.time());
  const std::string which = string_or(look, "which", "any");
  std::vector<const engine::Exemplar*> chosen;
  std::set<std::uint64_t> seen;
  for (const engine::Exemplar& exemplar : view.recorder().exemplars()) {
    // An exemplar is known when its sample is.
    if (exemplar.start + exemplar.duration > view.sampled() || exemplar.start < from ||
        exemplar.start > to) {
      continue;
    }
    const bool failed = exemplar.client_failed || exemplar.status >= 500;
    if (which == "failed" && !failed) {
      continue;
    }
    const auto labels = view.recorder().flow_labels(exemplar.flow);
    if (passes(look, "component", labels[0]) && passes(look, "route", labels[1]) &&
        passes(look, "region", labels[2]) && seen.insert(exemplar.request).second) {
      chosen.push_back(&exemplar);
    }
  }
  std::sort(chosen.begin(), chosen.end(), [&](const auto* a, const auto* b) {
    const auto key = [&](const engine::Exemplar& one) {
      return std::tuple(which == "slow" ? -one.duration : 0, -one.start, one.request);
    };
    return key(*a) < key(*b);
  });
  chosen.resize(std::min(chosen.size(), kMostTraces));
  Json traces = Json::array();
  for (const engine::Exemplar* exemplar : chosen) {
    const auto labels = view.recorder().flow_labels(exemplar->flow);
    traces.push_back(Json{{"request", std::to_string(exemplar->request)},
                          {"route", labels[1]},
                          {"region", labels[2]},
                          {"version", labels[3]},
                          {"start_ns", exemplar->start},
                          {"duration_ns", exemplar->duration},
                          {"status", exemplar->status},
                          {"client_failed", exemplar->client_failed}});
  }
  return Json{{"traces", std::move(traces)}};
}

Result<void> check_trace(const Scenario& /*scenario*/, const Json& payload) {
  return Fields(payload)
      .text("what")
      .name("request", "the number of a request",
            [](std::string_view text) { return parse_request(text).has_value(); })
      .done();
}

Result<Json> show_trace(const View& view, const Json& look) {
  const std::string text = string_or(look, "request", "");
  const std::uint64_t request = *parse_request(text);
  const auto trace = view.round().trace(request, view.time());
  if (!trace) {
    return tl::unexpected(trace.error());
  }
  Json spans = Json::array();
  for (const engine::Span& span : *trace) {
    spans.push_back(
        Json{{"id", span.id},
             {"parent", span.parent == 0 ? Json(nullptr) : Json(span.parent)},
             {"component", span.component},
             {"operation", span.operation},
             {"version", span.version},
             {"region", span.region},
             {"instance",
              span.version.empty() ? std::string() : instance_name(span.component, span.instance)},
             {"attempt", span.attempt},
             {"start_ns", span.start},
             {"end_ns", span.end},
             {"queued_ns", span.queued},
             {"pool_waited_ns", span.pool_waited},
             {"status", span.status},
             {"zombie", span.zombie},
             {"notes", span.notes}});
  }
  return Json{{"request", text}, {"spans", std::move(spans)}};
}

}  // namespace threeam::round
