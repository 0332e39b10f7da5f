// Courses of action, run on copies of the world, with their harm over time.
//
// All courses of a round go to the same horizon, the scenario's length, whoever ended the round
// when: a round that is closed while harm goes on pays for it. Courses of the whole round start at
// the page and take their first action kReaction after it, the time to read the page and open two
// panels; so "best known" is a bar for somebody who knows the answer, not for a fortune-teller.
// Courses "from here" start just before an act, from the world that the candidate had
// made by then. Every course has the round's own luck (same seed), so what differs is what was
// done.
#pragma once

#include <string>
#include <vector>

#include "sim/model/scorecard.h"
#include "sim/round/round.h"
#include "sim/score/outcome.h"

namespace threeam::score {

inline constexpr Duration kReaction = 2 * kMinute;

// When all courses of this round end.
SimTime horizon(const round::Round& round);

// Harm as rows: kinds with a weight or an amount, with the money where the scenario gives a value.
std::vector<HarmRow> harm_rows(const Scenario& scenario, const engine::Harm& harm);

// Runs `actions` (delays count from world.now()) to `until`. The curve has a point at the start, at
// every multiple of kCurveStep and at the end. Actions that cannot start then are skipped.
Course run_curve(const Scenario& scenario, engine::World world,
                 const std::vector<PlannedAction>& actions, SimTime until, std::string id);

// What happened, with nothing more done after the round's last moment.
Course candidate_course(const round::Round& round);

// One of truth.options from the page, or nothing. In words for `text`.
Course option_course(const round::Round& round, const CourseOfAction& option);

// "Roll back ledger to 4.1.9, then ..." in the labels a candidate sees; "Nothing." when empty.
std::string describe(const Scenario& scenario, const std::vector<PlannedAction>& actions);

}  // namespace threeam::score
