#include "sim/scenario/names.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "sim/model/metric.h"

namespace threeam::scenario {
namespace {

struct KindText {
  Kind kind;
  std::string_view article;
  std::string_view owner;    // what the scope is called; "" when names are global
  bool unused_is_a_mistake;  // something defined that nothing uses is likely a slip
};

constexpr std::array kKinds = {
    KindText{Kind::region, "a region", "", false},
    KindText{Kind::component, "a component", "", false},
    KindText{Kind::operation, "an operation", "component", true},
    KindText{Kind::version_operation, "an operation", "version", false},
    KindText{Kind::version, "a version", "component", false},
    KindText{Kind::pool, "a pool", "component", true},
    KindText{Kind::route, "a route", "", false},
    KindText{Kind::queue, "a queue", "", true},
    KindText{Kind::dataset, "a dataset", "", true},
    KindText{Kind::format, "a format", "dataset", false},
    KindText{Kind::effect, "an effect", "", true},
    KindText{Kind::flag, "a flag", "", false},
    KindText{Kind::alert, "an alert", "", false},
    KindText{Kind::change, "a change of the timeline", "", false},
    KindText{Kind::action, "an action", "", false},
    KindText{Kind::log, "a log", "", true},
    KindText{Kind::runbook, "a runbook", "", false},
    KindText{Kind::person, "a person", "", false},
    KindText{Kind::answer, "an answer", "person", false},
    KindText{Kind::mechanism, "a mechanism", "", false},
    KindText{Kind::suspect, "a suspect", "", false},
    KindText{Kind::option, "an option", "", false},
    KindText{Kind::metric, "a metric", "", false},
    KindText{Kind::question, "a question", "", false},
};

const KindText& text_of(Kind kind) {
  return kKinds.at(static_cast<std::size_t>(kind));
}

}  // namespace

std::string_view with_article(Kind kind) {
  return text_of(kind).article;
}

Names::Names() {
  for (const PanelMetric& metric : panel_metrics()) {
    defined_.emplace(Kind::metric, "", metric.name);
    defined_somewhere_.emplace(Kind::metric, metric.name);
  }
}

void Names::define(Kind kind, std::string_view scope, std::string_view name, const Place& place,
                   Report& report) {
  if (!defined_.emplace(kind, scope, name).second) {
    report.add("duplicate-name", place,
               fmt::format("{} `{}` exists already", with_article(kind), name));
    return;
  }
  defined_somewhere_.emplace(kind, name);
  definitions_.push_back({kind, std::string(scope), std::string(name), place});
}

void Names::refer(Kind kind, std::string_view scope, std::string_view name, const Place& place) {
  uses_.push_back({kind, std::string(scope), std::string(name), place});
}

bool Names::defined(Kind kind, std::string_view scope, std::string_view name) const {
  if (scope.empty() && !text_of(kind).owner.empty()) {
    return defined_somewhere_.contains({kind, std::string(name)});
  }
  return defined_.contains({kind, std::string(scope), std::string(name)});
}

std::vector<std::string> Names::of(Kind kind, std::string_view scope) const {
  std::vector<std::string> names;
  for (const auto& [known, owner, name] : defined_) {
    if (known == kind && (scope.empty() || owner == scope)) {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void Names::report_dangling(Report& report) const {
  constexpr std::size_t kListed = 12;
  for (const Use& use : uses_) {
    if (report.full()) {
      return;
    }
    if (defined(use.kind, use.scope, use.name)) {
      continue;
    }
    const KindText& kind = text_of(use.kind);
    std::vector<std::string> known = of(use.kind, use.scope);
    std::string message = fmt::format("`{}` is not {}", use.name, kind.article);
    if (!use.scope.empty()) {
      message += fmt::format(" of `{}`", use.scope);
    }
    const std::string nearest = did_you_mean(use.name, known);
    if (!nearest.empty()) {
      message += nearest;
    } else if (known.empty()) {
      message += "; there is none";
    } else if (known.size() <= kListed) {
      message += "; expected " + any_of(known);
    }
    report.add("dangling-name", use.place, std::move(message));
  }
}

void Names::report_unused(Report& report) const {
  std::set<std::tuple<Kind, std::string, std::string>> used;
  std::set<std::pair<Kind, std::string>> used_somewhere;
  for (const Use& use : uses_) {
    used.emplace(use.kind, use.scope, use.name);
    if (use.scope.empty()) {
      used_somewhere.emplace(use.kind, use.name);
    }
  }
  for (const Use& d : definitions_) {
    if (text_of(d.kind).unused_is_a_mistake && !used.contains({d.kind, d.scope, d.name}) &&
        !used_somewhere.contains({d.kind, d.name})) {
      report.add("unused", d.place,
                 fmt::format("{} `{}` is never used", with_article(d.kind), d.name));
    }
  }
}

}  // namespace threeam::scenario
