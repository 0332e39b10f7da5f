// Decisions: what an act was up against, and how it compares from that moment.
#pragma once

#include <string>
#include <vector>

#include "sim/round/round.h"
#include "sim/score/choice.h"
#include "sim/score/evidence.h"

namespace threeam::score {

// A row for each act, without tables: what had been opened before it, and for a rollback the share
// of rows that the version it brings back could not have read at that second.
std::vector<Decision> list_decisions(const Evidence& evidence, const round::Round& round);

// Why the decision at `index` has no table, in a few words; "" when it has one.
std::string why_not_compared(const std::vector<Decision>& decisions, std::size_t index);

// What is run from the moment before a plan: its own acts and nothing after ("this"), nothing,
// and each of truth.options, all at once from that moment.
std::vector<CourseOfAction> options_from_here(const Scenario& scenario, const Plan& plan);

}  // namespace threeam::score
