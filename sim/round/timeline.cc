// The change feed: what was announced, and what the candidate did.
#include <algorithm>
#include <limits>

#include <fmt/core.h>

#include "sim/round/looks.h"

namespace threeam::round {
namespace {

struct TitleOf {
  std::string operator()(const ParameterChange&) const { return {}; }
  std::string operator()(const Deploy& one) const { return one.component + " " + one.to; }
  std::string operator()(const Rollback& one) const { return one.component + " " + one.to; }
  std::string operator()(const FixForward& one) const {
    std::string text;
    for (const Rollback& deploy : one.deploys) {
      text += (text.empty() ? "" : ", ") + (*this)(deploy);
    }
    return text;
  }
  std::string operator()(const StopRollout& one) const { return "stop " + one.change; }
  std::string operator()(const SetFlag& one) const {
    return fmt::format("{}: {}", one.name, one.on ? "on" : "off");
  }
  std::string operator()(const Scale& one) const {
    return fmt::format("{} in {}: {} instances", one.component, one.region, one.instances);
  }
  std::string operator()(const Restart& one) const { return "restart " + one.component; }
  std::string operator()(const Drain& one) const { return one.region + " to " + one.to; }
  std::string operator()(const Shed& one) const { return "shed " + one.route; }
  std::string operator()(const PauseConsumers& one) const { return "pause " + one.queue; }
  std::string operator()(const ResumeConsumers& one) const { return "resume " + one.queue; }
  std::string operator()(const PurgeQueue& one) const { return "purge " + one.queue; }
  std::string operator()(const FreezeWrites& one) const { return "freeze " + one.dataset; }
  std::string operator()(const UnfreezeWrites& one) const { return "unfreeze " + one.dataset; }
  std::string operator()(const RepairData& one) const { return "repair " + one.dataset; }
  std::string operator()(const Silence& one) const { return "silence " + one.alert; }
  std::string operator()(const Crash& one) const {
    return "instances of " + one.component + " stop";
  }
  std::string operator()(const FlushCache& one) const { return "flush " + one.cache; }
  std::string operator()(const InvalidateKeys& one) const { return "invalidate in " + one.cache; }
  std::string operator()(const SetStock& one) const {
    return fmt::format("{} of {}: {:g}", one.stock, one.component, one.to);
  }
  std::string operator()(const SetStockCapacity& one) const {
    return fmt::format("capacity of {} of {}: {:g}", one.stock, one.component, one.to);
  }
  std::string operator()(const Telemetry& one) const {
    return "telemetry " + (one.component.empty() ? one.metric : one.component);
  }
  std::string operator()(const Failover& one) const {
    return fmt::format("{}: primary in {}", one.dataset, one.to);
  }
  std::string operator()(const DeleteRows& one) const { return "delete rows of " + one.dataset; }
  std::string operator()(const Diverge& one) const { return "rows of " + one.dataset; }
  std::string operator()(const Reconcile& one) const { return "reconcile " + one.dataset; }
};

struct ComponentOf {
  template <class Kind>
  std::string operator()(const Kind& one) const {
    if constexpr (requires { one.component; }) {
      return one.component;
    } else {
      return {};
    }
  }
};

bool replaces(const Change& change, const std::string& component) {
  if (const auto* rollback = std::get_if<Rollback>(&change)) {
    return rollback->component == component;
  }
  if (const auto* fix = std::get_if<FixForward>(&change)) {
    return std::any_of(fix->deploys.begin(), fix->deploys.end(),
                       [&](const Rollback& deploy) { return deploy.component == component; });
  }
  return false;
}

// A failure by the action's own chance comes before it has changed anything.
bool came_to_nothing(const View& view, const Entry& act, const Action& action) {
  if (action.fail_chance <= 0) {
    return false;
  }
  const auto outcomes = view.world().outcomes();
  return std::any_of(outcomes.begin(), outcomes.end(), [&](const engine::Outcome& outcome) {
    return outcome.command == act.seq && outcome.state == engine::Outcome::State::failed;
  });
}

// When the candidate's acts put an end to a rollout: stopped, or overtaken by another one.
SimTime rollout_end(const View& view, const TimelineEvent& event, const Deploy& deploy) {
  SimTime end = std::numeric_limits<SimTime>::max();
  for (const Entry& entry : view.round().journal().entries) {
    if (entry.kind != EntryKind::act || !view.holds(entry)) {
      continue;
    }
    const Action* action = find_action(view.scenario(), string_or(entry.payload, "action", ""));
    if (action == nullptr || came_to_nothing(view, entry, *action)) {
      continue;
    }
    const auto* stop = std::get_if<StopRollout>(&action->change);
    const auto* fix = std::get_if<FixForward>(&action->change);
    if ((stop != nullptr && stop->change == event.id) ||
        replaces(action->change, deploy.component)) {
      end = std::min(end, entry.time + action->takes + (fix == nullptr ? 0 : fix->prepare));
    }
  }
  return end;
}

// Stages that have begun; what is still to come would tell where the trouble goes next.
Json stages_json(const View& view, const TimelineEvent& event, const Deploy& deploy) {
  const SimTime end = rollout_end(view, event, deploy);
  Json stages = Json::array();
  for (const DeployStage& stage : deploy.stages) {
    const SimTime at = event.at + stage.after;
    if (at <= view.time() && at < end) {
      stages.push_back(
          Json{{"region", stage.region},
               {"at_ns", at},
               {"instances", stage.instances == 0 ? Json(nullptr) : Json(stage.instances)}});
    }
  }
  return stages;
}

Json event_json(const View& view, const TimelineEvent& event) {
  Json row{{"id", event.id},
           {"at_ns", event.at},
           {"kind", change_kind(event.change)},
           {"title", title_of(event.change)},
           {"component", component_of(event.change)},
           {"author", event.author},
           {"note", event.note},
           {"has_diff", !event.diff.empty()}};
  if (const auto* deploy = std::get_if<Deploy>(&event.change)) {
    row["stages"] = stages_json(view, event, *deploy);
  }
  return row;
}

Json release_json(const Scenario& scenario, const PastRelease& release) {
  return Json{{"id", release.id},
              {"at_ns", release.at},
              {"kind", "deploy"},
              {"title", title_of(scenario, release)},
              {"component", release.component},
              {"author", release.author},
              {"note", release.note},
              {"has_diff", !release.diff.empty()}};
}

Json act_json(const Action& action, const Entry& entry, std::size_t number) {
  return Json{{"id", fmt::format("act-{}", number)},         {"at_ns", entry.time},
              {"kind", change_kind(action.change)},          {"title", action.label},
              {"component", component_of(action.change)},    {"author", "you"},
              {"note", string_or(entry.payload, "why", "")}, {"has_diff", false}};
}

}  // namespace

std::string title_of(const Change& change) {
  return std::visit(TitleOf{}, change);
}

// The version that it brought is the one that the component's next release replaced.
std::string title_of(const Scenario& scenario, const PastRelease& release) {
  const auto next =
      std::find_if(scenario.history.begin(), scenario.history.end(), [&](const PastRelease& later) {
        return later.component == release.component && later.at > release.at;
      });
  if (next != scenario.history.end()) {
    return release.component + " " + next->from;
  }
  const Component* component = find_component(scenario, release.component);
  return release.component + (component == nullptr ? "" : " " + component->version);
}

std::string component_of(const Change& change) {
  return std::visit(ComponentOf{}, change);
}

bool is_announced(const TimelineEvent& event, SimTime time) {
  return !event.hidden && event.at <= time &&
         !std::holds_alternative<ParameterChange>(event.change);
}

Result<Json> show_changes(const View& view, const Json& /*look*/) {
  std::vector<Json> rows;
  for (const PastRelease& release : view.scenario().history) {
    rows.push_back(release_json(view.scenario(), release));
  }
  for (const TimelineEvent& event : view.scenario().timeline) {
    if (is_announced(event, view.time())) {
      rows.push_back(event_json(view, event));
    }
  }
  std::size_t acts = 0;
  for (const Entry& entry : view.round().journal().entries) {
    if (entry.kind != EntryKind::act || !view.holds(entry)) {
      continue;
    }
    if (const Action* action =
            find_action(view.scenario(), string_or(entry.payload, "action", ""))) {
      rows.push_back(act_json(*action, entry, ++acts));
    }
  }
  // Newest first; of the same moment, what was added later.
  std::stable_sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) {
    return a["at_ns"].get<SimTime>() < b["at_ns"].get<SimTime>();
  });
  std::reverse(rows.begin(), rows.end());
  return Json{{"changes", std::move(rows)}};
}

}  // namespace threeam::round
