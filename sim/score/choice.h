// Plans, and whether a choice was a good one. Pure: from facts and finished tables.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.h"
#include "sim/score/evidence.h"

namespace threeam::score {

// Acts that follow each other within this belong to one plan: a decision is often several clicks.
inline constexpr Duration kPlanGap = 90 * kSecond;
// Plans that get a table, at most: the first, then those with a rollback, a fix or a repair, then
// the earliest others.
inline constexpr std::size_t kMaxTables = 4;

// Acts of one plan, in time order. All degrees of refusing one route, freezing and unfreezing one
// dataset, pausing and resuming one queue are one plan, however far apart: letting go again is part
// of what was decided.
using Plan = std::vector<Act>;

// The plans of a round. Silencing an alert changes nothing in the world and belongs to none.
std::vector<Plan> plans(const std::vector<Act>& acts);

// The plans to judge, by index, in time order.
std::vector<std::size_t> plans_to_judge(const std::vector<Plan>& plans);

struct Choice {
  double points = 0;
  std::string text;
  std::string verdict;  // Decision::verdict
};

// S22 for the decision that begins a plan; nullopt without a table.
//
// r is relative_harm() (values.h) of the harm that was to be expected under the belief of that
// moment; where no suspect's world was run, of the harm in truth.
//   containing only    r <= 0.95: 1        r <= 1.1: 0.5            else 0
// How late a plan came is not judged here but by S12 and S17; the text says it.
//   r <= 0.35, good    checks made: 1      not made: 0.5
//   r <= 0.9, helps    checks and a reason: 0.8, checks: 0.6, neither: 0.4
//   r <= 1.1, no use   checks and a reason: 0.4, else 0.2
// between the last two in proportion where the cause was only half to be believed.
//   r > 1.1, harmful   0; so is no use where the version put back cannot read what is there
// Checks: the change had been opened and the cause was to be believed (believed_share), and the
// data at risk was looked at where there is some, before the plan's first rollback, fix or repair
// (else before its first act). Where no suspect's world was run, belief is not asked.
std::optional<Choice> judge_choice(const Evidence& evidence, const Decision& decision);

}  // namespace threeam::score
