#include "sim/score/decisions.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/base/text.h"

namespace threeam::score {
namespace {

double share_unreadable(const Scenario& scenario, const round::Round& round, const Act& act) {
  const Action* action = find_action(scenario, act.action);
  const auto* rollback = action == nullptr ? nullptr : std::get_if<Rollback>(&action->change);
  if (rollback == nullptr || scenario.truth.data_at_risk.empty()) {
    return 0;
  }
  const engine::World world = round.before(act.seq);
  double share = 0;
  for (const std::string& dataset : scenario.truth.data_at_risk) {
    share = std::max(share, world.unreadable_share(dataset, rollback->component, rollback->to));
  }
  return share;
}

// Entry of the first act of its plan; a silence's own.
std::uint64_t plan_of(const std::vector<Plan>& all, std::uint64_t entry) {
  for (const Plan& plan : all) {
    if (std::any_of(plan.begin(), plan.end(), [&](const Act& act) { return act.seq == entry; })) {
      return plan.front().seq;
    }
  }
  return entry;
}

SimTime time_of(const std::vector<Decision>& decisions, std::uint64_t entry) {
  const auto found = std::find_if(decisions.begin(), decisions.end(),
                                  [&](const Decision& one) { return one.entry == entry; });
  return found == decisions.end() ? 0 : found->at;
}

}  // namespace

std::vector<Decision> list_decisions(const Evidence& evidence, const round::Round& round) {
  const Scenario& scenario = *evidence.scenario;
  const std::vector<Plan> all = plans(evidence.acts);
  std::vector<Decision> decisions;
  for (const Act& act : evidence.acts) {
    Decision decision;
    decision.entry = act.seq;
    decision.plan = plan_of(all, act.seq);
    decision.at = act.at;
    decision.action = act.action;
    decision.label = act.label;
    decision.why = act.why;
    decision.kind = act.kind;
    for (const Look& look : evidence.looks) {
      if (look.seq > act.seq || look.at > act.at) {
        continue;
      }
      const bool data = look.kind == LookKind::data_check || look.group == "data";
      decision.data_checked |= data && look.worth == Worth::shows;
      decision.change_opened |= !data && look.worth == Worth::shows;
    }
    decision.unreadable_share = share_unreadable(scenario, round, act);
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

std::string why_not_compared(const std::vector<Decision>& decisions, std::size_t index) {
  const Decision& decision = decisions[index];
  if (!decision.from_here.empty()) {
    return "";
  }
  if (decision.kind == "silence") {
    return "not computed: silencing changes nothing for users";
  }
  return decision.plan != decision.entry
             ? fmt::format("counted with the plan that began at {}",
                           format_clock(time_of(decisions, decision.plan)))
             : fmt::format("not computed: the {} plans that weigh most are", kMaxTables);
}

std::vector<CourseOfAction> options_from_here(const Scenario& scenario, const Plan& plan) {
  CourseOfAction taken{"this", {}};
  for (const Act& act : plan) {
    taken.actions.push_back({act.action, act.at - plan.front().at});
  }
  std::vector<CourseOfAction> options = {std::move(taken)};
  options.insert(options.end(), scenario.truth.options.begin(), scenario.truth.options.end());
  return options;
}

}  // namespace threeam::score
