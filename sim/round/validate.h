// Who may add what, and what it has to look like. The one place that holds the journal's grammar.
#pragma once

#include "sim/base/result.h"
#include "sim/model/journal.h"
#include "sim/model/scenario.h"
#include "sim/round/round.h"

namespace threeam::round {

// May this actor add such an entry while the clock is so? `forbidden` when never, `rejected` when
// not now. A candidate's notice may be accepted before the start, too.
Result<void> check_permission(Actor actor, EntryKind kind, const Json& payload, ClockState clock);

// say {what: notice}.
bool is_notice(EntryKind kind, const Json& payload);

// The payload's fields, ranges and names; `invalid_input` names the field. Entries that only a
// round makes (outcome, state) are not checked here.
Result<void> check_payload(const Scenario& scenario, EntryKind kind, const Json& payload);

// May this rating be added to these entries? `rejected` when the rater has locked the dimension.
Result<void> check_unlocked(const std::vector<Entry>& entries, Actor actor, const Json& rating);

// Does the clock's order make sense now? `rejected` when not.
Result<ClockState> next_clock(ClockState clock, std::string_view to);

}  // namespace threeam::round
