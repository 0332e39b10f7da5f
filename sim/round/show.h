// What a look shows: the one place that decides what a candidate's screen may hold.
#pragma once

#include "sim/base/result.h"
#include "sim/model/json.h"
#include "sim/round/round.h"

namespace threeam::round {

// The JSON that a candidate sees for `look` (an entry's payload, model/journal.h) at the round's
// now(), or at an earlier `time` (the reviewer's replay: the same bytes as then, when the journal
// holds that look at that time). Pure. Shapes are in server/API.md under "Looks". Errors are
// `invalid_input` (the field) or `not_found`.
Result<Json> show(const Round& round, const Json& look);
Result<Json> show(const Round& round, const Json& look, SimTime time);

// What the look of that entry showed: the bytes whose digest it carries, whatever else happened at
// the same simulated time. `not_found` when the entry is no look.
Result<Json> show_entry(const Round& round, std::uint64_t seq);

}  // namespace threeam::round
