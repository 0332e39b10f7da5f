#include "sim/model/scenario.h"

#include <algorithm>

namespace threeam {
namespace {

template <class Element, class Name>
const Element* find_by(const std::vector<Element>& elements, Name Element::*member,
                       std::string_view name) {
  const auto found = std::find_if(elements.begin(), elements.end(),
                                  [&](const Element& element) { return element.*member == name; });
  return found == elements.end() ? nullptr : &*found;
}

struct KindOfChange {
  std::string_view operator()(const ParameterChange&) const { return "change"; }
  std::string_view operator()(const Deploy&) const { return "deploy"; }
  std::string_view operator()(const Rollback&) const { return "rollback"; }
  std::string_view operator()(const FixForward&) const { return "fix_forward"; }
  std::string_view operator()(const StopRollout&) const { return "stop_rollout"; }
  std::string_view operator()(const SetFlag&) const { return "set_flag"; }
  std::string_view operator()(const Scale&) const { return "scale"; }
  std::string_view operator()(const Restart&) const { return "restart"; }
  std::string_view operator()(const Drain&) const { return "drain"; }
  std::string_view operator()(const Shed&) const { return "shed"; }
  std::string_view operator()(const PauseConsumers&) const { return "pause_consumers"; }
  std::string_view operator()(const ResumeConsumers&) const { return "resume_consumers"; }
  std::string_view operator()(const PurgeQueue&) const { return "purge_queue"; }
  std::string_view operator()(const FreezeWrites&) const { return "freeze_writes"; }
  std::string_view operator()(const UnfreezeWrites&) const { return "unfreeze_writes"; }
  std::string_view operator()(const RepairData&) const { return "repair_data"; }
  std::string_view operator()(const Silence&) const { return "silence"; }
  std::string_view operator()(const FlushCache&) const { return "flush_cache"; }
  std::string_view operator()(const Crash&) const { return "crash"; }
  std::string_view operator()(const InvalidateKeys&) const { return "invalidate"; }
  std::string_view operator()(const SetStock&) const { return "set_stock"; }
  std::string_view operator()(const SetStockCapacity&) const { return "set_stock_capacity"; }
  std::string_view operator()(const Telemetry&) const { return "telemetry"; }
  std::string_view operator()(const Failover&) const { return "failover"; }
  std::string_view operator()(const DeleteRows&) const { return "delete_rows"; }
  std::string_view operator()(const Diverge&) const { return "diverge"; }
  std::string_view operator()(const Reconcile&) const { return "reconcile"; }
};

}  // namespace

const Component* find_component(const Scenario& scenario, std::string_view name) {
  return find_by(scenario.components, &Component::name, name);
}

const Traffic* find_traffic(const Scenario& scenario, std::string_view route) {
  return find_by(scenario.traffic, &Traffic::route, route);
}

const Action* find_action(const Scenario& scenario, std::string_view id) {
  return find_by(scenario.actions, &Action::id, id);
}

const Dataset* find_dataset(const Scenario& scenario, std::string_view name) {
  return find_by(scenario.datasets, &Dataset::name, name);
}

const TimelineEvent* find_event(const Scenario& scenario, std::string_view id) {
  return find_by(scenario.timeline, &TimelineEvent::id, id);
}

const CourseOfAction* find_option(const Scenario& scenario, std::string_view id) {
  return find_by(scenario.truth.options, &CourseOfAction::id, id);
}

std::string_view change_kind(const Change& change) {
  return std::visit(KindOfChange{}, change);
}

}  // namespace threeam
