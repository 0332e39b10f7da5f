// What a bot gets to know of a scenario: names, and what the buttons say.
#include <variant>

#include "sim/score/bots.h"

namespace threeam::score {

CandidateView view_of(const Scenario& scenario) {
  CandidateView view;
  view.scenario = scenario.id;
  view.length = scenario.length;
  view.regions = scenario.regions;
  view.mechanisms = scenario.mechanisms;
  for (const Component& component : scenario.components) {
    view.components.push_back(component.name);
  }
  for (const Traffic& traffic : scenario.traffic) {
    view.routes.push_back(traffic.route);
  }
  for (const Dataset& dataset : scenario.datasets) {
    view.datasets.push_back(dataset.name);
  }
  for (const Runbook& runbook : scenario.runbooks) {
    view.runbooks.push_back(runbook.id);
  }
  for (const TimelineEvent& event : scenario.timeline) {
    if (event.hidden || event.at > 0 ||
        (!std::holds_alternative<Deploy>(event.change) &&
         !std::holds_alternative<SetFlag>(event.change))) {
      continue;
    }
    if (!event.diff.empty()) {
      view.changes.push_back(event.id);
    }
    if (const auto* deploy = std::get_if<Deploy>(&event.change)) {
      view.releases.push_back({event.id, deploy->component});
    }
  }
  for (const Action& action : scenario.actions) {
    view.buttons.push_back({action.id, action.change});
  }
  for (const Person& person : scenario.people) {
    for (const Answer& answer : person.answers) {
      view.questions.push_back({person.name, answer.id});
    }
  }
  return view;
}

}  // namespace threeam::score
