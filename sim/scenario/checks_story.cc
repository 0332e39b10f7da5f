#include <algorithm>

#include <fmt/format.h>

#include "sim/model/metric.h"
#include "sim/scenario/checks.h"
#include "sim/scenario/labels.h"

namespace threeam::scenario {
namespace {

struct Count {
  std::string_view path;
  std::size_t least;
  std::size_t (*of)(const Scenario& s);
};

constexpr Count kCounts[] = {
    {"levels", 1, [](const Scenario& s) { return s.levels.size(); }},
    {"regions", 1, [](const Scenario& s) { return s.regions.size(); }},
    {"components", 1, [](const Scenario& s) { return s.components.size(); }},
    {"alerts", 1, [](const Scenario& s) { return s.alerts.size(); }},
    {"actions", 1, [](const Scenario& s) { return s.actions.size(); }},
    {"mechanisms", 2, [](const Scenario& s) { return s.mechanisms.size(); }},
    {"truth/chain", 1, [](const Scenario& s) { return s.truth.chain.size(); }},
    {"truth/cause/accept", 1, [](const Scenario& s) { return s.truth.accept.size(); }},
    {"truth/restored_when", 1, [](const Scenario& s) { return s.truth.restored_when.size(); }},
    {"suspects", 2, [](const Scenario& s) { return s.suspects.size(); }},
    {"interviewer/hints", 4, [](const Scenario& s) { return s.interviewer.hints.size(); }},
    {"interviewer/followups", 2, [](const Scenario& s) { return s.interviewer.followups.size(); }},
    {"interviewer/pushback", 1, [](const Scenario& s) { return s.interviewer.pushback.size(); }},
};

// The first mistake in a log line's placeholders, or "".
std::string placeholder_error(std::string_view text) {
  bool open = false;
  std::string name;
  for (const char c : text) {
    if (c == '{') {
      if (open) {
        return "a `{` inside a placeholder";
      }
      open = true;
      name.clear();
    } else if (c == '}') {
      if (!open) {
        return "a `}` without a `{`";
      }
      if (name.empty()) {
        return "an empty placeholder";
      }
      open = false;
    } else if (open) {
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') {
        return fmt::format("a placeholder with a `{}` in its name", c);
      }
      name += c;
    }
  }
  return open ? "a `{` without a `}`" : "";
}

}  // namespace

void check_counts(const Subject& subject, Report& report) {
  for (const Count& count : kCounts) {
    const Place* place = subject.place(count.path);
    const std::size_t have = count.of(subject.scenario);
    if (place != nullptr && have < count.least) {
      report.add("too-few", *place,
                 fmt::format("`{}`: expected at least {}, found {}",
                             count.path.substr(count.path.rfind('/') + 1), count.least, have));
    }
  }
}

void check_options(const Subject& subject, Report& report) {
  const Place* place = subject.place("truth/options");
  if (place == nullptr) {
    return;
  }
  for (const std::string_view id : {"nothing", "roll_back", "fix_forward", "best"}) {
    if (!subject.names.defined(Kind::option, "", id)) {
      report.add("options", *place,
                 fmt::format("`options` lacks `{}`; expected nothing, roll_back, fix_forward and "
                             "best",
                             id));
    }
  }
  const CourseOfAction* nothing = find_option(subject.scenario, "nothing");
  const Place* at = subject.place("truth/options/nothing");
  if (nothing != nullptr && at != nullptr && !nothing->actions.empty()) {
    report.add("options", *at, "`nothing` does something; expected []");
  }
}

void check_thresholds(const Subject& subject, Report& report) {
  for (const Alert& alert : subject.scenario.alerts) {
    const PanelMetric* metric = find_panel_metric(alert.metric);
    const Place* place = subject.place(fmt::format("alerts/{}/above", alert.id));
    if (metric != nullptr && place != nullptr && metric->unit == "ratio" && alert.above >= 1) {
      report.add("threshold", *place,
                 fmt::format("`above: {:g}` never fires: {} is a ratio from 0 to 1; expected "
                             "{:g} for {:g} %",
                             alert.above, alert.metric, alert.above / 100, alert.above));
    }
  }
}

void check_weights(const Subject& subject, Report& report) {
  const HarmWeights& harm = subject.scenario.truth.harm;
  const Place* place = subject.place("truth/harm");
  const double total = harm.failed_request + harm.late_request + harm.wrong_row +
                       harm.wrong_effect + harm.late_message + harm.dead_message + harm.lost_row;
  if (place != nullptr && total <= 0) {
    report.add("weights", *place, "nothing weighs anything; expected at least one weight above 0");
  }
}

void check_causes(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  const Truth& truth = s.truth;
  const TimelineEvent* blamed = find_event(s, truth.blamed_change);
  const Place* place = subject.place("truth/blamed_change");
  if (place != nullptr && blamed != nullptr && blamed->hidden) {
    report.add("hidden-cause", *place,
               fmt::format("`{}` is hidden; a candidate can only blame what the change feed shows",
                           blamed->id));
  }
  const Place* decoys = subject.place("truth/decoys");
  const bool both = std::find(truth.decoys.begin(), truth.decoys.end(), truth.blamed_change) !=
                    truth.decoys.end();
  if (decoys != nullptr && both && !truth.blamed_change.empty()) {
    report.add(
        "decoy", *decoys,
        fmt::format("`{}` is blamed and a decoy; expected one of them", truth.blamed_change));
  }
}

void check_suspects(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  const Place* list = subject.place("suspects");
  const auto is_true = [](const Suspect& suspect) { return suspect.is_true(); };
  const auto right = std::count_if(s.suspects.begin(), s.suspects.end(), is_true);
  if (list != nullptr && right != 1 && !s.suspects.empty()) {
    report.add("suspect", *list,
               fmt::format("{} of the suspects have neither `harmless` nor `timeline`; expected "
                           "one, the true cause",
                           right));
  }
  for (const Suspect& suspect : s.suspects) {
    const bool accepted =
        std::any_of(s.truth.accept.begin(), s.truth.accept.end(), [&](const Cause& cause) {
          return cause.component == suspect.cause.component &&
                 cause.mechanism == suspect.cause.mechanism;
        });
    const Place* place = subject.place(fmt::format("suspects/{}/cause", suspect.id));
    if (place != nullptr && accepted != suspect.is_true() && right == 1) {
      report.add(
          "suspect", *place,
          fmt::format("`{}` is {} `truth/cause/accept`, and has {} world of its own", suspect.id,
                      accepted ? "in" : "not in", suspect.is_true() ? "no" : "a"));
    }
  }
}

void check_all_labels(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  for (const Alert& alert : s.alerts) {
    std::vector<std::string> by;
    if (!alert.by.empty()) {
      by.push_back(alert.by);
    }
    check_labels(alert.metric, alert.where, by, "alerts/" + alert.id, subject, report);
  }
  const EstimateTruth& estimate = s.truth.estimate;
  check_labels(estimate.metric, estimate.where, {}, "truth/estimate/failing_ratio", subject,
               report);
  for (std::size_t i = 0; i < s.truth.restored_when.size(); ++i) {
    const RestoredWhen& when = s.truth.restored_when[i];
    check_labels(when.metric, when.where, {}, fmt::format("truth/restored_when/{}", i), subject,
                 report);
  }
}

void check_placeholders(const Subject& subject, Report& report) {
  for (const LogTemplate& log : subject.scenario.logs) {
    const Place* place = subject.place(fmt::format("logs/{}/text", log.id));
    const std::string error = placeholder_error(log.text);
    if (place != nullptr && !error.empty()) {
      report.add("placeholder", *place,
                 fmt::format("{}; expected {{name}} of small letters, digits and _", error));
    }
  }
}

void check_id(const Subject& subject, Report& report) {
  const std::string& id = subject.scenario.id;
  const Place* place = subject.place("id");
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (place != nullptr && !plain) {
    report.add("id", *place, "expected small letters, digits and -");
  }
}

}  // namespace threeam::scenario
