#include "sim/score/aim.h"

#include <algorithm>

namespace threeam::score {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool lists(const std::vector<Cause>& causes, std::string_view component,
           std::string_view mechanism) {
  return std::any_of(causes.begin(), causes.end(), [&](const Cause& cause) {
    return cause.component == component && cause.mechanism == mechanism;
  });
}

// The components whose versions, numbers or processes a change touches.
std::set<std::string, std::less<>> components_of(const Change& change) {
  std::set<std::string, std::less<>> names;
  std::visit(Overloaded{
                 [&](const ParameterChange& c) { names.insert(c.where.component); },
                 [&](const Deploy& c) { names.insert(c.component); },
                 [&](const Rollback& c) { names.insert(c.component); },
                 [&](const FixForward& c) {
                   for (const Rollback& deploy : c.deploys) {
                     names.insert(deploy.component);
                   }
                 },
                 [&](const Scale& c) { names.insert(c.component); },
                 [&](const Restart& c) { names.insert(c.component); },
                 [](const auto&) {},
             },
             change);
  names.erase("");
  return names;
}

bool share_component(const Change& a, const Change& b) {
  const auto of_a = components_of(a);
  const auto of_b = components_of(b);
  return std::any_of(of_a.begin(), of_a.end(),
                     [&](const std::string& name) { return of_b.contains(name); });
}

bool same_flag(const Change& a, const Change& b) {
  const auto* first = std::get_if<SetFlag>(&a);
  const auto* second = std::get_if<SetFlag>(&b);
  return first != nullptr && second != nullptr && first->name == second->name;
}

bool stops(const Change& change, std::string_view event) {
  const auto* stop = std::get_if<StopRollout>(&change);
  return stop != nullptr && stop->change == event;
}

bool takes(const CourseOfAction& course, std::string_view action) {
  return std::any_of(course.actions.begin(), course.actions.end(),
                     [&](const PlannedAction& planned) { return planned.action == action; });
}

bool answers_traffic(const Change& change, const Change& decoy) {
  const auto* traffic = std::get_if<ParameterChange>(&decoy);
  if (traffic == nullptr || traffic->parameter != Parameter::traffic) {
    return false;
  }
  return std::holds_alternative<Scale>(change) || std::holds_alternative<Shed>(change);
}

}  // namespace

Aim::Aim(const Scenario& scenario) : scenario_(scenario) {
  const Truth& truth = scenario.truth;
  if (!truth.blamed_change.empty()) {
    blamed_ = find_event(scenario, truth.blamed_change);
  }
  for (const auto* causes : {&truth.accept, &truth.near}) {
    for (const Cause& cause : *causes) {
      cause_components_.insert(cause.component);
    }
  }
  if (blamed_ != nullptr) {
    cause_components_.merge(components_of(blamed_->change));
  }
  cause_components_.erase("");
}

Match Aim::match(std::string_view component, std::string_view mechanism) const {
  if (lists(scenario_.truth.accept, component, mechanism)) {
    return Match::accept;
  }
  return lists(scenario_.truth.near, component, mechanism) ? Match::near : Match::none;
}

bool Aim::of_cause(std::string_view component) const {
  return cause_components_.contains(component);
}

bool Aim::at_risk(std::string_view dataset) const {
  return contains(scenario_.truth.data_at_risk, dataset);
}

bool Aim::blamed_by(SimTime time) const {
  return blamed_ != nullptr && !blamed_->hidden && blamed_->at <= time;
}

bool Aim::blamed_is_flag() const {
  return blamed_ != nullptr && std::holds_alternative<SetFlag>(blamed_->change);
}

bool Aim::decoy_component(std::string_view component) const {
  return std::any_of(scenario_.truth.decoys.begin(), scenario_.truth.decoys.end(),
                     [&](const std::string& id) {
                       const TimelineEvent* event = find_event(scenario_, id);
                       return event != nullptr && components_of(event->change).contains(component);
                     });
}

bool Aim::known(std::string_view action) const {
  const auto& options = scenario_.truth.options;
  return std::any_of(options.begin(), options.end(),
                     [&](const CourseOfAction& option) { return takes(option, action); });
}

bool Aim::best(std::string_view action) const {
  const CourseOfAction* course = find_option(scenario_, "best");
  return course != nullptr && takes(*course, action);
}

bool Aim::on_blamed(const Change& change) const {
  return blamed_ != nullptr &&
         (stops(change, blamed_->id) || share_component(change, blamed_->change) ||
          same_flag(change, blamed_->change));
}

bool Aim::on_decoy(const Change& change) const {
  return std::any_of(
      scenario_.truth.decoys.begin(), scenario_.truth.decoys.end(), [&](const std::string& id) {
        const TimelineEvent* event = find_event(scenario_, id);
        return event != nullptr &&
               (stops(change, id) || share_component(change, event->change) ||
                same_flag(change, event->change) || answers_traffic(change, event->change));
      });
}

std::string_view decision_kind(const Change& change) {
  return std::visit(
      Overloaded{
          [](const Rollback&) -> std::string_view { return "roll_back"; },
          [](const FixForward&) -> std::string_view { return "fix_forward"; },
          [](const RepairData&) -> std::string_view { return "repair"; },
          [](const Reconcile&) -> std::string_view { return "repair"; },
          [](const Scale&) -> std::string_view { return "scale"; },
          [](const Silence&) -> std::string_view { return "silence"; },
          [](const StopRollout&) -> std::string_view { return "contain"; },
          [](const SetFlag&) -> std::string_view { return "contain"; },
          [](const FreezeWrites&) -> std::string_view { return "contain"; },
          [](const PauseConsumers&) -> std::string_view { return "contain"; },
          [](const Drain&) -> std::string_view { return "contain"; },
          [](const Failover&) -> std::string_view { return "contain"; },
          [](const Shed& shed) -> std::string_view { return shed.ratio > 0 ? "contain" : "other"; },
          [](const auto&) -> std::string_view { return "other"; },
      },
      change);
}

bool reversible(const Change& change) {
  return std::visit(Overloaded{
                        [](const StopRollout&) { return true; },
                        [](const SetFlag&) { return true; },
                        [](const Scale&) { return true; },
                        [](const Drain&) { return true; },
                        [](const Shed&) { return true; },
                        [](const PauseConsumers&) { return true; },
                        [](const ResumeConsumers&) { return true; },
                        [](const FreezeWrites&) { return true; },
                        [](const UnfreezeWrites&) { return true; },
                        [](const auto&) { return false; },
                    },
                    change);
}

std::string lever(const Change& change) {
  return std::visit(Overloaded{
                        [](const SetFlag& c) { return "flag/" + c.name; },
                        [](const Rollback& c) { return "version/" + c.component; },
                        [](const Deploy& c) { return "version/" + c.component; },
                        [](const Restart& c) { return "restart/" + c.component; },
                        [](const Scale& c) { return "scale/" + c.component + "/" + c.region; },
                        [](const Drain& c) { return "drain/" + c.region; },
                        [](const Failover& c) { return "primary/" + c.dataset; },
                        [](const Shed& c) { return "shed/" + c.route; },
                        [](const PauseConsumers& c) { return "consumers/" + c.queue; },
                        [](const ResumeConsumers& c) { return "consumers/" + c.queue; },
                        [](const FreezeWrites& c) { return "writes/" + c.dataset; },
                        [](const UnfreezeWrites& c) { return "writes/" + c.dataset; },
                        [](const auto&) { return std::string(); },
                    },
                    change);
}

}  // namespace threeam::score
