// Small scenarios as C++ values, for tests that need a world and not a file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/scenario.h"

namespace threeam::testing {

// Collects steps of any kind in order: steps(use(...), call(...)).
template <class... Kinds>
Steps steps(Kinds... kinds) {
  Steps all;
  (all.push_back(Step{std::move(kinds)}), ...);
  return all;
}

inline UseStep use(Duration mean, Distribution distribution = Distribution::exponential,
                   double cv = 1) {
  return UseStep{{mean, distribution, cv}};
}

inline CallStep call(std::string component, std::string operation, Duration timeout = 0,
                     int retries = 0, Duration backoff = 0) {
  CallStep step;
  step.component = std::move(component);
  step.operation = std::move(operation);
  step.timeout = timeout;
  step.retries.attempts = retries;
  step.retries.backoff = backoff;
  return step;
}

// A service in region "r" with one operation "do".
inline Component service(std::string name, int instances, int workers, int accept_queue,
                         Steps program) {
  Component component;
  component.name = std::move(name);
  component.version = "1";
  component.instances = {{"r", instances}};
  component.workers = workers;
  component.accept_queue = accept_queue;
  component.operations = {{"do", "", std::move(program)}};
  return component;
}

inline Traffic traffic(std::string route, std::string component, double rate,
                       ClientPolicy client = {}) {
  Traffic one;
  one.route = std::move(route);
  one.component = std::move(component);
  one.operation = "do";
  one.rate = {{"r", rate}};
  one.client = client;
  return one;
}

// One region "r" without latency; the window of harm opens at the page.
inline Scenario scenario(std::vector<Component> components, std::vector<Traffic> all_traffic) {
  Scenario one;
  one.id = "test";
  one.past = 0;
  one.regions = {"r"};
  one.components = std::move(components);
  one.traffic = std::move(all_traffic);
  return one;
}

inline Action action(std::string id, Change change, Duration takes = 0) {
  Action one;
  one.id = id;
  one.label = std::move(id);
  one.takes = takes;
  one.change = std::move(change);
  return one;
}

inline TimelineEvent event(std::string id, SimTime at, Change change) {
  TimelineEvent one;
  one.id = std::move(id);
  one.at = at;
  one.change = std::move(change);
  return one;
}

}  // namespace threeam::testing
