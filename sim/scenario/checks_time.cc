#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/scenario/checks.h"

namespace threeam::scenario {
namespace {

// The time at `path` lies in [least, most].
void check_between(const Subject& subject, Report& report, const std::string& path, SimTime time,
                   SimTime least, SimTime most, std::string_view bounds) {
  const Place* place = subject.place(path);
  const bool bounded = subject.place("past") != nullptr && subject.place("length") != nullptr;
  if (place != nullptr && bounded && (time < least || time > most)) {
    report.add("impossible-time", *place,
               fmt::format("{} is outside the {}; expected {} to {}", format_duration(time), bounds,
                           format_duration(least), format_duration(most)));
  }
}

void check_stages(const Subject& subject, Report& report, const std::string& event_path,
                  const Deploy& deploy) {
  for (std::size_t i = 1; i < deploy.stages.size(); ++i) {
    const Duration before = deploy.stages[i - 1].after;
    const Place* place = subject.place(fmt::format("{}/deploy/stages/{}/after", event_path, i));
    if (place != nullptr && deploy.stages[i].after < before) {
      report.add("impossible-time", *place,
                 fmt::format("the stage before begins after {}; expected stages in order",
                             format_duration(before)));
    }
  }
}

void check_history(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  for (std::size_t i = 0; i < s.history.size(); ++i) {
    const std::string path = fmt::format("history/{}/at", i);
    check_between(subject, report, path, s.history[i].at, -kHistoryLength, -s.past,
                  "days before the past");
    const Place* at = subject.place(path);
    if (at != nullptr && i > 0 && s.history[i].at < s.history[i - 1].at) {
      report.add("impossible-time", *at,
                 fmt::format("the release before is at {}; expected releases in order of time",
                             format_duration(s.history[i - 1].at)));
    }
  }
}

}  // namespace

void check_times(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  check_history(subject, report);
  for (std::size_t i = 0; i < s.timeline.size(); ++i) {
    const TimelineEvent& event = s.timeline[i];
    const std::string path = fmt::format("timeline/{}", i);
    check_between(subject, report, path + "/at", event.at, -s.past, s.length, "round");
    const Place* at = subject.place(path + "/at");
    if (at != nullptr && i > 0 && event.at < s.timeline[i - 1].at) {
      report.add("impossible-time", *at,
                 fmt::format("the event before is at {}; expected events in order of time",
                             format_duration(s.timeline[i - 1].at)));
    }
    if (const auto* deploy = std::get_if<Deploy>(&event.change)) {
      check_stages(subject, report, path, *deploy);
    }
  }
  check_between(subject, report, "truth/began", s.truth.began, -s.past, 0, "past");
  check_between(subject, report, "truth/estimate/since", s.truth.estimate.since, -s.past, 0,
                "past");
  for (const CourseOfAction& option : s.truth.options) {
    for (std::size_t i = 0; i < option.actions.size(); ++i) {
      check_between(subject, report, fmt::format("truth/options/{}/{}/after", option.id, i),
                    option.actions[i].after, 0, s.length, "round");
    }
  }
}

void check_past(const Subject& subject, Report& report) {
  const Place* place = subject.place("past");
  if (place != nullptr && subject.scenario.past < 30 * kMinute) {
    report.add("short-past", *place,
               fmt::format("expected at least 30m to compare with, found {}",
                           format_duration(subject.scenario.past)));
  }
}

void check_healthy_past(const Subject& subject, Report& report) {
  const Scenario& s = subject.scenario;
  const Place* place = subject.place("truth/began");
  const bool bounded = subject.place("past") != nullptr;
  const Duration healthy = s.past + s.truth.began;
  if (place != nullptr && bounded && healthy >= 0 && healthy < 30 * kMinute) {
    report.add("healthy-past", *place,
               fmt::format("only {} of the past are healthy; expected at least 30m",
                           format_duration(healthy)));
  }
}

void check_length(const Subject& subject, Report& report) {
  const Place* place = subject.place("length");
  const Duration length = subject.scenario.length;
  if (place != nullptr && (length < 20 * kMinute || length > 45 * kMinute)) {
    report.add("length", *place,
               fmt::format("a round of {}; expected 20m to 45m", format_duration(length)));
  }
}

}  // namespace threeam::scenario
