// Which instances a balancer avoids: those that do not answer its probes, and those that fail.
#include <fmt/format.h>

#include "sim/engine/program.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

// ---- compiled -------------------------------------------------------------------------------

Result<void> add_health(Model& model) {
  for (Index c = 0; c < model.components.size(); ++c) {
    const Component& component = model.scenario.components[c];
    const auto& check = component.health_check;
    const auto& ejection = component.ejection;
    if ((check && (check->every < kSecond || check->timeout <= 0 || check->fails < 1 ||
                   check->passes < 1 || check->restart < 0)) ||
        (ejection && (ejection->errors < 1 || ejection->lasts <= 0 || ejection->max_share < 0 ||
                      ejection->max_share > 1))) {
      return refuse(
          "a health check is at most one a second and needs a timeout, an ejection errors "
          "and a time, and both counts of at least 1",
          fmt::format("components.{}", component.name));
    }
    model.has_health = model.has_health || check || ejection;
    for (Index r = 0; check && r < model.regions; ++r) {
      if (model.groups[model.group_of(c, r)].slots > 0) {
        model.checked.push_back(model.group_of(c, r));
      }
    }
  }
  return {};
}

// ---- running --------------------------------------------------------------------------------

void Simulation::start_probes() {
  state_.health.resize(model_.has_health ? model_.instances.size() : 0);
  for (const Index group : model_.checked) {
    const Component& component = model_.scenario.components[model_.groups[group].component];
    schedule(state_.now + component.health_check->every, EventKind::probes, group);
  }
}

// A probe comes behind those who wait, so it waits about as long as the first of them has; a line
// that is full refuses it.
bool Simulation::answers_probe(Index id, Duration timeout) const {
  const Instance& instance = state_.instances[id];
  if (instance.busy < state_.workers[id]) {
    return true;
  }
  if (instance.queue.count >= model_.groups[model_.instances[id].group].accept_queue) {
    return false;
  }
  return instance.queue.count == 0 || state_.now - waiting_since(id) <= timeout;
}

// The event of a group whose instances are probed.
void Simulation::probe(Index index) {
  const GroupInfo& group = model_.groups[index];
  const HealthCheck& spec = *model_.scenario.components[group.component].health_check;
  schedule(state_.now + spec.every, EventKind::probes, index);
  for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
    const auto id = static_cast<Index>(i);
    if (!is_up(state_.instances[i].service)) {
      continue;
    }
    const bool answered = answers_probe(id, spec.timeout);
    Health& health = state_.health[i];
    health.fails = answered ? 0 : health.fails + 1;
    health.passes = answered ? health.passes + 1 : 0;
    if (health.fails >= static_cast<std::uint32_t>(spec.fails)) {
      if (spec.restart > 0) {
        crash(id, spec.restart);
        continue;
      }
      health.failed = 1;
    } else if (health.passes >= static_cast<std::uint32_t>(spec.passes)) {
      health.failed = 0;
    }
    decide_service(id);
  }
}

// An instance has answered with this status.
void Simulation::note_answer(Index id, int status) {
  const InstanceInfo& info = model_.instances[id];
  const auto& spec = model_.scenario.components[info.component].ejection;
  if (!spec) {
    return;
  }
  Health& health = state_.health[id];
  health.errors = status >= 500 ? health.errors + 1 : 0;
  if (health.errors < static_cast<std::uint32_t>(spec->errors) || health.ejected_until != 0 ||
      !is_up(state_.instances[id].service)) {
    return;
  }
  const GroupInfo& group = model_.groups[info.group];
  std::uint32_t present = 0;
  std::uint32_t ejected = 1;
  for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
    present += state_.instances[i].service != Service::absent ? 1U : 0U;
    ejected += state_.health[i].ejected_until != 0 ? 1U : 0U;
  }
  if (ejected > spec->max_share * present) {
    return;
  }
  health.errors = 0;
  health.ejected_until = state_.now + spec->lasts;
  schedule(health.ejected_until, EventKind::readmit, id);
  decide_service(id);
}

// The end of an ejection; one that has started anew meanwhile is no longer ejected.
void Simulation::readmit(Index id) {
  if (state_.health[id].ejected_until == state_.now) {
    state_.health[id].ejected_until = 0;
    decide_service(id);
  }
}

void Simulation::decide_service(Index id) {
  Instance& instance = state_.instances[id];
  const Health& health = state_.health[id];
  if (is_up(instance.service)) {
    instance.service =
        health.failed != 0 || health.ejected_until != 0 ? Service::avoided : Service::ready;
  }
}

}  // namespace threeam::engine
