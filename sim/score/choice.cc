#include "sim/score/choice.h"

#include <algorithm>

#include "sim/score/outcome.h"
#include "sim/score/values.h"

namespace threeam::score {
namespace {

bool commits(const Act& act) {
  return act.kind == "roll_back" || act.kind == "fix_forward" || act.kind == "repair";
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

// What is held back for a while: letting go of it again is part of what was decided.
bool holds_back(std::string_view lever) {
  return lever.starts_with("shed/") || lever.starts_with("writes/") ||
         lever.starts_with("consumers/");
}

// The plan that this act goes on with: another degree of what that one holds back, or its end.
Plan* goes_on_with(std::vector<Plan>& all, const Act& act) {
  if (!holds_back(act.lever)) {
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

// Under the belief of then; where there is none, in truth.
double relative_harm_of(const Decision& decision) {
  const auto expected = relative_harm(decision.values);
  return expected ? *expected : *relative_harm(decision.from_here);
}

// How far what had to be checked was, 0..1.
double checked(const Evidence& evidence, std::uint64_t settled, SimTime at) {
  const Truth& truth = evidence.scenario->truth;
  bool cause = truth.blamed_change.empty();
  bool data = truth.data_at_risk.empty();
  for (const Decision& known : evidence.sim.decisions) {
    if (known.entry == settled) {
      cause |= known.change_opened;
      data |= known.data_checked;
    }
  }
  if (!cause || !data) {
    return 0;
  }
  const auto believed = believed_truth(evidence, settled, at);
  return believed ? believed_share(*believed) : 1;
}

}  // namespace

std::vector<Plan> plans(const std::vector<Act>& acts) {
  std::vector<Plan> all;
  SimTime last = 0;  // of the latest plan, without what only went on with it
  for (const Act& act : acts) {
    if (!act.changes_state()) {
      continue;
    }
    if (Plan* begun = goes_on_with(all, act); begun != nullptr) {
      begun->push_back(act);
      continue;
    }
    if (all.empty() || act.at - last > kPlanGap) {
      all.emplace_back();
    }
    all.back().push_back(act);
    last = act.at;
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
  const double r = relative_harm_of(decision);
  const Standing standing = standing_of(r);
  const bool contains =
      std::all_of(plan->begin(), plan->end(), [](const Act& act) { return act.kind == "contain"; });
  if (contains && standing != Standing::harmful) {
    const std::string when = contained_when(evidence, plan->front());
    return r <= 0.95 ? Choice{1, when + ", which helped", "contained"}
                     : Choice{0.5, when + ", which changed little", "no_use"};
  }
  const auto commitment = std::find_if(plan->begin(), plan->end(), commits);
  const Act& settled = commitment == plan->end() ? plan->front() : *commitment;
  const double checks = checked(evidence, settled.seq, settled.at);
  const auto between = [checks](double unchecked, double checked) {
    return unchecked + checks * (checked - unchecked);
  };
  if (meets_unreadable(evidence, settled.seq) && standing == Standing::no_use) {
    return Choice{0, "put back a version that could not read what was there, to no use", "unsafe"};
  }
  switch (standing) {
    case Standing::good:
      return checks > 0
                 ? Choice{between(0.5, 1), "a good choice, on what had been checked", "right"}
                 : Choice{0.5, "a good choice, without having checked", "unchecked"};
    case Standing::helps:
      return checks > 0 ? Choice{between(0.4, settled.reason ? 0.8 : 0.6),
                                 "helped, and was reasoned; better was at hand", "reasoned"}
                        : Choice{0.4, "helped, unchecked; better was at hand", "unchecked"};
    case Standing::no_use:
      return Choice{settled.reason ? between(0.2, 0.4) : 0.2, "made no difference", "no_use"};
    case Standing::harmful:
      return Choice{0,
                    checks > 0 ? "made it worse than doing nothing, against what had been seen"
                               : "made it worse than doing nothing, unchecked",
                    "unsafe"};
  }
  return std::nullopt;
}

}  // namespace threeam::score
