#include "sim/engine/model.h"

#include "sim/base/assert.h"
#include "sim/engine/find.h"

namespace threeam::engine {

bool Model::can_change(Parameter parameter) const {
  bool can = false;
  for_each_change(scenario, [&](const Change& change) {
    const auto* of_parameter = std::get_if<ParameterChange>(&change);
    can = can || (of_parameter != nullptr && of_parameter->parameter == parameter);
  });
  return can;
}

const Change& Model::change(Index i) const {
  const std::size_t events = scenario.timeline.size();
  if (i < events) {
    return scenario.timeline[i].change;
  }
  if (const Action* action = action_of(i); action != nullptr) {
    return action->change;
  }
  std::size_t left = i - events - scenario.actions.size();
  for (const Action& action : scenario.actions) {
    if (left < action.also.size()) {
      return action.also[left].change;
    }
    left -= action.also.size();
  }
  assertion_failed("no change has this number", __FILE__, __LINE__);
}

const Action* Model::action_of(Index i) const {
  const std::size_t events = scenario.timeline.size();
  return i < events || i >= events + scenario.actions.size() ? nullptr
                                                             : &scenario.actions[i - events];
}

Index Model::side_effect_change(Index action) const {
  std::size_t number = scenario.timeline.size() + scenario.actions.size();
  for (std::size_t a = 0; a < action - scenario.timeline.size(); ++a) {
    number += scenario.actions[a].also.size();
  }
  return static_cast<Index>(number);
}

Index Model::action_change(std::size_t action) const {
  return static_cast<Index>(scenario.timeline.size() + action);
}

Index Model::find_component(std::string_view name) const {
  return find_in(scenario.components, name, kName);
}
Index Model::find_region(std::string_view name) const {
  return find_in(scenario.regions, name, kSelf);
}
Index Model::find_version(Index component, std::string_view name) const {
  return find_in(components[component].version_names, name, kSelf);
}
Index Model::find_operation(Index component, std::string_view name) const {
  return find_in(components[component].operation_names, name, kSelf);
}
Index Model::find_dataset(std::string_view name) const {
  return find_in(scenario.datasets, name, kName);
}
Index Model::find_format(Index dataset, std::string_view name) const {
  return find_in(scenario.datasets[dataset].formats, name, kName);
}
Index Model::find_queue(std::string_view name) const {
  return find_in(scenario.queues, name, kName);
}
Index Model::find_cache(std::string_view name) const {
  return find_in(scenario.caches, name, kName);
}
Index Model::find_stock(Index component, std::string_view name) const {
  const Index stock = find_in(scenario.components[component].stocks, name, kName);
  return stock == kNone ? kNone : first_stock[component] + stock;
}
Index Model::find_flag(std::string_view name) const {
  return find_in(scenario.flags, name, kName);
}
Index Model::find_alert(std::string_view name) const {
  return find_in(scenario.alerts, name, kId);
}
Index Model::find_log(std::string_view id) const {
  return find_in(scenario.logs, id, kId);
}
Index Model::find_effect(std::string_view name) const {
  return find_in(scenario.effects, name, kName);
}
Index Model::find_traffic(std::string_view route) const {
  return find_in(scenario.traffic, route,
                 [](const Traffic& one) -> std::string_view { return one.route; });
}
Index Model::find_action(std::string_view id) const {
  return find_in(scenario.actions, id, kId);
}
Index Model::find_event(std::string_view id) const {
  return find_in(scenario.timeline, id, kId);
}

}  // namespace threeam::engine
