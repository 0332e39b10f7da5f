#include "sim/score/suspects.h"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "sim/engine/recorder.h"
#include "sim/engine/world.h"
#include "sim/metrics/alerts.h"

namespace threeam::score {
namespace {

constexpr Duration kRingsWithin = kMinute;

// The version that a component runs just before a change of the timeline deploys another.
std::string version_before(const Scenario& scenario, const TimelineEvent& event,
                           const Component& component) {
  std::string version = component.version;
  for (const TimelineEvent& earlier : scenario.timeline) {
    const auto* deploy = std::get_if<Deploy>(&earlier.change);
    if (earlier.at < event.at && deploy != nullptr && deploy->component == component.name) {
      version = deploy->to;
    }
  }
  return version;
}

// What a version does, operation by operation: its own, else the component's.
std::vector<Operation> operations_of(const Component& component, const std::string& name) {
  std::vector<Operation> operations = component.operations;
  for (const Version& version : component.versions) {
    if (version.name != name) {
      continue;
    }
    for (const Operation& own : version.operations) {
      const auto replaced =
          std::find_if(operations.begin(), operations.end(),
                       [&](const Operation& one) { return one.name == own.name; });
      if (replaced != operations.end()) {
        *replaced = own;
      }
    }
  }
  return operations;
}

void make_harmless(Scenario& world, const Scenario& scenario, const std::string& id) {
  const TimelineEvent* event = find_event(scenario, id);
  const auto* deploy = event == nullptr ? nullptr : std::get_if<Deploy>(&event->change);
  if (deploy == nullptr) {
    std::erase_if(world.timeline, [&](const TimelineEvent& one) { return one.id == id; });
    return;
  }
  for (Component& component : world.components) {
    if (component.name != deploy->component) {
      continue;
    }
    const auto version = std::find_if(component.versions.begin(), component.versions.end(),
                                      [&](const Version& one) { return one.name == deploy->to; });
    if (version != component.versions.end()) {
      version->operations = operations_of(component, version_before(scenario, *event, component));
    }
  }
}

}  // namespace

Scenario world_of(const Scenario& scenario, const Suspect& suspect) {
  Scenario world = scenario;
  for (const std::string& id : suspect.harmless) {
    make_harmless(world, scenario, id);
  }
  world.timeline.insert(world.timeline.end(), suspect.timeline.begin(), suspect.timeline.end());
  std::stable_sort(world.timeline.begin(), world.timeline.end(),
                   [](const TimelineEvent& a, const TimelineEvent& b) { return a.at < b.at; });
  return world;
}

Result<void> fits_page(const Scenario& scenario, const Suspect& suspect, std::uint64_t seed) {
  const auto model = engine::compile(world_of(scenario, suspect));
  if (!model) {
    return tl::unexpected(model.error());
  }
  engine::World world(*model, seed);
  engine::Recorder recorder(**model);
  world.advance(kRingsWithin, &recorder);
  bool rings = false;
  std::vector<metrics::AlertState> states;
  for (SimTime at = -kRingsWithin; at <= kRingsWithin && !rings; at += kSampleInterval) {
    states = metrics::alerts_at(recorder, scenario, at);
    rings = std::any_of(states.begin(), states.end(), [&](const auto& state) {
      return state.alert == scenario.page_alert && state.firing;
    });
  }
  if (!rings) {
    std::string seen;
    for (const metrics::AlertState& state : states) {
      if (state.alert == scenario.page_alert) {
        seen += fmt::format("{}{} at {:.4g}", seen.empty() ? "" : ", ", state.series, state.value);
      }
    }
    return fail(ErrorCode::rejected,
                fmt::format("in its world {} does not fire within a minute of the page ({}); "
                            "expected a suspect that fits the page",
                            scenario.page_alert, seen.empty() ? "no data" : seen),
                fmt::format("suspects/{}", suspect.id));
  }
  return {};
}

const Suspect* true_suspect(const Scenario& scenario) {
  const auto found = std::find_if(scenario.suspects.begin(), scenario.suspects.end(),
                                  [](const Suspect& one) { return one.is_true(); });
  return found == scenario.suspects.end() ? nullptr : &*found;
}

}  // namespace threeam::score
