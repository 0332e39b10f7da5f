#include "sim/score/choice.h"

#include <algorithm>

#include "sim/score/outcome.h"

namespace threeam::score {
namespace {

bool commits(const Act& act) {
  return act.kind == "roll_back" || act.kind == "fix_forward" || act.kind == "repair";
}

const Act* act_of(const Evidence& evidence, std::uint64_t seq) {
  for (const Act& act : evidence.acts) {
    if (act.seq == seq) {
      return &act;
    }
  }
  return nullptr;
}

// The plan that begins with this act, else null.
const Plan* plan_of(const std::vector<Plan>& all, std::uint64_t head) {
  for (const Plan& plan : all) {
    if (plan.front().seq == head) {
      return &plan;
    }
  }
  return nullptr;
}

// The plan that this act goes on with: another degree of what that one refuses.
Plan* refuses_by_degrees(std::vector<Plan>& all, const Act& act) {
  if (!act.lever.starts_with("shed/")) {
    return nullptr;
  }
  const auto begun = std::find_if(all.rbegin(), all.rend(), [&](const Plan& plan) {
    return std::any_of(plan.begin(), plan.end(),
                       [&](const Act& earlier) { return earlier.lever == act.lever; });
  });
  return begun == all.rend() ? nullptr : &*begun;
}

// Judged from that moment on, whenever it came; a reader wants to know when.
std::string contained_when(const Evidence& evidence, const Act& act) {
  if (!evidence.resolved.empty() && evidence.resolved.front().at < act.at) {
    return "contained, after it had been declared resolved";
  }
  const Act* commitment = evidence.first_commitment();
  return commitment != nullptr && commitment->seq < act.seq
             ? "contained, after deciding how to settle it"
             : "contained first";
}

double relative_harm(const Decision& decision) {
  const Course* taken = find_course(decision.from_here, "this");
  const Course* nothing = find_course(decision.from_here, "nothing");
  double least = nothing->harm_units;
  for (const Course& course : decision.from_here) {
    least = std::min(least, course.harm_units);
  }
  const double avoidable = nothing->harm_units - least;
  if (avoidable <= std::max(0.02 * nothing->harm_units, kHarmFloor)) {
    const double noise = 0.1 * std::max(nothing->harm_units, kHarmFloor);
    return taken->harm_units <= nothing->harm_units + noise ? 1 : 2;
  }
  return (taken->harm_units - least) / avoidable;
}

}  // namespace

std::vector<Plan> plans(const std::vector<Act>& acts) {
  std::vector<Plan> all;
  for (const Act& act : acts) {
    if (!act.changes_state()) {
      continue;
    }
    if (Plan* begun = refuses_by_degrees(all, act); begun != nullptr) {
      begun->push_back(act);
      continue;
    }
    if (all.empty() || act.at - all.back().back().at > kPlanGap) {
      all.emplace_back();
    }
    all.back().push_back(act);
  }
  return all;
}

std::vector<std::size_t> plans_to_judge(const std::vector<Plan>& plans) {
  std::vector<std::size_t> chosen;
  const auto choose = [&](std::size_t i) {
    if (chosen.size() < kMaxTables && std::find(chosen.begin(), chosen.end(), i) == chosen.end()) {
      chosen.push_back(i);
    }
  };
  if (!plans.empty()) {
    choose(0);
  }
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (std::any_of(plans[i].begin(), plans[i].end(), commits)) {
      choose(i);
    }
  }
  for (std::size_t i = 0; i < plans.size(); ++i) {
    choose(i);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

std::optional<Choice> judge_choice(const Evidence& evidence, const Decision& decision) {
  const std::vector<Plan> all = plans(evidence.acts);
  const Plan* plan = plan_of(all, decision.entry);
  if (plan == nullptr || find_course(decision.from_here, "this") == nullptr ||
      find_course(decision.from_here, "nothing") == nullptr) {
    return std::nullopt;
  }
  const double r = relative_harm(decision);
  const bool contains =
      std::all_of(plan->begin(), plan->end(), [](const Act& act) { return act.kind == "contain"; });
  if (contains && r <= 1.1) {
    const std::string when = contained_when(evidence, plan->front());
    return r <= 0.95 ? Choice{1, when + ", which helped"}
                     : Choice{0.5, when + ", which changed little"};
  }
  const auto commitment = std::find_if(plan->begin(), plan->end(), commits);
  const std::uint64_t settled = commitment == plan->end() ? plan->front().seq : commitment->seq;
  const Act* act = act_of(evidence, settled);
  bool change = evidence.scenario->truth.blamed_change.empty();
  bool data = evidence.scenario->truth.data_at_risk.empty();
  for (const Decision& known : evidence.sim.decisions) {
    if (known.entry == settled) {
      change |= known.change_opened;
      data |= known.data_checked;
    }
  }
  const bool checks = change && data;
  const bool reason = act != nullptr && act->reason;
  if (r <= 0.35) {
    return checks ? Choice{1, "a good choice, on what had been checked"}
                  : Choice{0.5, "a good choice, without having checked"};
  }
  if (r <= 0.9) {
    const double points = checks ? (reason ? 0.8 : 0.6) : 0.4;
    return Choice{points, checks ? "helped, and was reasoned; better was at hand"
                                 : "helped, unchecked; better was at hand"};
  }
  if (r <= 1.1) {
    return Choice{checks && reason ? 0.4 : 0.2, "made no difference"};
  }
  if (evidence.scenario->truth.blamed_change.empty() &&
      evidence.scenario->truth.data_at_risk.empty()) {
    return Choice{0, "made it worse than doing nothing"};
  }
  return Choice{0, checks ? "made it worse than doing nothing, against what had been seen"
                          : "made it worse than doing nothing, unchecked"};
}

}  // namespace threeam::score
