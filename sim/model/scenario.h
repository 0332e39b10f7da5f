// A scenario: one incident as data. Plain structs, filled by scenario/ from YAML, compiled by
// engine/ into a world. Field names are the YAML's keys. Times are SimTime (nanoseconds from the
// page).
//
// Lists of named things keep the file's order; a reference to one is its name. scenario/ has
// checked that every name resolves, so readers may look up without a fallback.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/change.h"
#include "sim/model/route_program.h"
#include "sim/model/shown.h"
#include "sim/model/system.h"
#include "sim/model/truth.h"

namespace threeam {

// How far panels can look back from the page: the same hours a week earlier, and a day before them.
inline constexpr Duration kHistoryLength = Duration{8} * 24 * kHour;

struct Scenario {
  std::string id;
  std::string title;  // shown to the candidate
  std::vector<std::string> levels;
  std::int64_t page_clock_s = 0;  // UTC seconds of the day at time 0
  std::string page_alert, page_text;
  Duration past = 30 * kMinute;
  Duration length = 40 * kMinute;
  std::vector<std::string> regions;
  std::vector<Component> components;
  std::vector<Link> links;
  std::vector<Traffic> traffic;
  std::vector<MessageQueue> queues;
  std::vector<Cache> caches;
  std::vector<Dataset> datasets;
  std::vector<Effect> effects;
  std::vector<Flag> flags;
  std::vector<Alert> alerts;
  std::vector<PastRelease> history;  // in order of time
  std::vector<TimelineEvent> timeline;
  std::vector<Action> actions;
  std::vector<LogTemplate> logs;
  std::vector<RecordedSeries> recorded;
  std::vector<Runbook> runbooks;
  std::vector<Person> people;
  std::vector<std::string> mechanisms;
  Truth truth;
  std::vector<Suspect> suspects;
  InterviewerScript interviewer;
  std::string brief;              // brief.md, for the candidate
  std::string interviewer_notes;  // interviewer.md
  // The files it was read from, by name relative to its folder, and the SHA-256 over them in name
  // order. A journal carries them, so that it can be replayed without the folder.
  std::map<std::string, std::string> files;
  std::string digest;
};

// Every change that may ever happen: the timeline's, the actions', and their side effects.
template <class Visit>
void for_each_change(const Scenario& scenario, Visit visit) {
  for (const TimelineEvent& event : scenario.timeline) {
    visit(event.change);
  }
  for (const Action& action : scenario.actions) {
    visit(action.change);
    for (const SideEffect& effect : action.also) {
      visit(effect.change);
    }
  }
}

// The element of that name (or id, or route); null when there is none.
const Component* find_component(const Scenario& scenario, std::string_view name);
const Traffic* find_traffic(const Scenario& scenario, std::string_view route);
const Action* find_action(const Scenario& scenario, std::string_view id);
const Dataset* find_dataset(const Scenario& scenario, std::string_view name);
const TimelineEvent* find_event(const Scenario& scenario, std::string_view id);
const CourseOfAction* find_option(const Scenario& scenario, std::string_view id);

}  // namespace threeam
