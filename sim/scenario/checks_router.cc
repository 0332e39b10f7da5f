#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sim/scenario/checks.h"

namespace threeam::scenario {
namespace {

bool any_component(const Scenario& scenario, Discipline discipline) {
  return std::any_of(scenario.components.begin(), scenario.components.end(),
                     [&](const Component& one) { return one.discipline == discipline; });
}

void check_component(const Subject& subject, Report& report, const Component& component) {
  const auto add = [&](std::string_view key, std::string message) {
    if (const Place* place = subject.place(fmt::format("components/{}/{}", component.name, key))) {
      report.add("router", *place, std::move(message));
    }
  };
  if (component.balancer == Balancer::keyed && !component.keys) {
    add("balancer", "a keyed balancer needs `keys` beside it: {count, popularity}");
  }
  if (component.balancer != Balancer::keyed && component.keys) {
    add("keys", "only a keyed balancer looks at them; expected `balancer: keyed` beside them");
  }
  std::set<int> priorities;
  std::set<std::string> tenants;
  for (const Traffic& traffic : subject.scenario.traffic) {
    priorities.insert(traffic.priority);
    tenants.insert(traffic.tenant);
  }
  if (component.discipline == Discipline::priority && priorities.size() < 2) {
    add("discipline", "all traffic has the same `priority`; expected another for some of it");
  }
  if (component.discipline == Discipline::fair && tenants.size() < 2) {
    add("discipline", "all traffic has the same `tenant`; expected another for some of it");
  }
}

}  // namespace

void check_routers(const Subject& subject, Report& report) {
  for (const Component& component : subject.scenario.components) {
    check_component(subject, report, component);
  }
  for (const Traffic& traffic : subject.scenario.traffic) {
    const auto add = [&](std::string_view key, std::string_view discipline) {
      if (const Place* place = subject.place(fmt::format("traffic/{}/{}", traffic.route, key))) {
        report.add("router", *place,
                   fmt::format("nobody looks at it; expected a component with `discipline: {}`",
                               discipline));
      }
    };
    if (!any_component(subject.scenario, Discipline::priority)) {
      add("priority", "priority");
    }
    if (!any_component(subject.scenario, Discipline::fair)) {
      add("tenant", "fair");
    }
  }
}

}  // namespace threeam::scenario
