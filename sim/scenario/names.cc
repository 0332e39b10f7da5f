#include "sim/scenario/names.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "sim/model/metric.h"

namespace threeam::scenario {
namespace {

struct KindText {
  Kind kind;
  std::string_view article;
  std::optional<Kind> owner;  // of what the scope is a name
  bool unused_is_a_mistake;   // something defined that nothing uses is likely a slip
};

constexpr std::array kKinds = {
    KindText{Kind::region, "a region", std::nullopt, false},
    KindText{Kind::component, "a component", std::nullopt, false},
    KindText{Kind::operation, "an operation", Kind::component, true},
    KindText{Kind::version_operation, "an operation", Kind::version, false},
    KindText{Kind::version, "a version", Kind::component, false},
    KindText{Kind::pool, "a pool", Kind::component, true},
    KindText{Kind::stock, "a stock", Kind::component, true},
    KindText{Kind::route, "a route", std::nullopt, false},
    KindText{Kind::queue, "a queue", std::nullopt, true},
    KindText{Kind::cache, "a cache", std::nullopt, true},
    KindText{Kind::dataset, "a dataset", std::nullopt, true},
    KindText{Kind::format, "a format", Kind::dataset, false},
    KindText{Kind::effect, "an effect", std::nullopt, true},
    KindText{Kind::flag, "a flag", std::nullopt, false},
    KindText{Kind::alert, "an alert", std::nullopt, false},
    KindText{Kind::change, "a change of the timeline", std::nullopt, false},
    KindText{Kind::action, "an action", std::nullopt, false},
    KindText{Kind::log, "a log", std::nullopt, true},
    KindText{Kind::runbook, "a runbook", std::nullopt, false},
    KindText{Kind::person, "a person", std::nullopt, false},
    KindText{Kind::answer, "an answer", Kind::person, false},
    KindText{Kind::mechanism, "a mechanism", std::nullopt, false},
    KindText{Kind::suspect, "a suspect", std::nullopt, false},
    KindText{Kind::option, "an option", std::nullopt, false},
    KindText{Kind::metric, "a metric", std::nullopt, false},
    KindText{Kind::recorded, "a recorded series", std::nullopt, false},
    KindText{Kind::question, "a question", std::nullopt, false},
    KindText{Kind::window, "a window", std::nullopt, false},
    KindText{Kind::series, "a series", std::nullopt, false},
};

constexpr bool in_order_of_kinds() {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (static_cast<std::size_t>(kKinds[i].kind) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_order_of_kinds());

const KindText& text_of(Kind kind) {
  return kKinds.at(static_cast<std::size_t>(kind));
}

// Candidates that share at least their first four letters with the word.
std::vector<std::string> begin_alike(std::string_view word,
                                     const std::vector<std::string>& candidates) {
  constexpr std::size_t kLetters = 4;
  std::vector<std::string> alike;
  if (word.size() >= kLetters) {
    std::copy_if(
        candidates.begin(), candidates.end(), std::back_inserter(alike),
        [&](const std::string& name) { return name.starts_with(word.substr(0, kLetters)); });
  }
  return alike;
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
  if (scope.empty() && text_of(kind).owner) {
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
  std::set<Kind> empty_kinds;
  for (const Use& use : uses_) {
    if (report.full()) {
      return;
    }
    const KindText& kind = text_of(use.kind);
    const bool owner_dangles =
        kind.owner && !use.scope.empty() && !defined(*kind.owner, "", use.scope);
    if (owner_dangles || defined(use.kind, use.scope, use.name)) {
      continue;
    }
    const std::vector<std::string> known = of(use.kind, use.scope);
    if (of(use.kind, "").empty() && !empty_kinds.insert(use.kind).second) {
      continue;
    }
    std::string message = fmt::format("`{}` is not {}", use.name, kind.article);
    if (!use.scope.empty()) {
      message += fmt::format(" of `{}`", use.scope);
    }
    const std::string nearest = did_you_mean(use.name, known);
    if (!nearest.empty()) {
      message += nearest;
    } else if (known.empty()) {
      message += "; there is none";
    } else {
      // Of many, those that begin alike: `errors` is half of `error_ratio`. Metrics, which a file
      // does not define itself, are listed in any case.
      const std::vector<std::string> alike = begin_alike(use.name, known);
      const auto& listed = alike.empty() ? known : alike;
      if (listed.size() <= kListed || use.kind == Kind::metric) {
        message += "; expected " + any_of(listed);
      }
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
