// What who rates may see before their own rating is locked: how the candidate went about it, and
// not what came of it. Judging a decision by its result is the oldest mistake there is (Baron and
// Hershey 1988). Pure.
#pragma once

#include <vector>

#include "sim/model/journal.h"
#include "sim/model/json.h"

namespace threeam::server {

// To when the world may be shown: the candidate's last act; where they did nothing, their last
// entry; 0 before the first.
SimTime shown_until(const std::vector<Entry>& entries);

// Of a scorecard what was known at the time: {covered: true, belief, decisions: [{entry, plan,
// at_ns, values: [{id, expected}]}]}. Suspects are letters, in the order of their words, and none
// is marked as the cause.
Json covered_card(const Json& card);

// Of interviewer_view() (model/json.h) what gives nothing away: the changes that everybody saw, the
// names of the options, what is asked and not what is good. The rest is there, and empty.
Json covered_truth(const Json& view);

}  // namespace threeam::server
