// Is a scenario fair? What can be checked on its world, without a candidate: nothing of the fault
// shows before it began, and everything that is graded can be seen.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/model/journal.h"
#include "sim/round/round.h"

namespace threeam::score {

struct Memo;

// One line of what was checked, with its number.
struct Check {
  std::string id;       // bot_loses, references_tie, healthy_window, reachable, ...
  std::string subject;  // whom or what it is about
  bool holds = false;
  std::string text;  // one sentence
};

// Before truth.began, on a round that has come to the page: no alert fires (`healthy_alerts`), and
// each metric of truth.restored_when stays within what an ordinary day shows (`healthy_window`): no
// point further above that day's median than twice its highest one. `fault` is false where nothing
// was wrong at all: then alerts that ring are no sign of a fault, and only the second is checked.
std::vector<Check> check_healthy_window(const round::Round& round, bool fault);

// `reachable`: for each fact that is graded, some look shows it at some minute of this round, which
// ran to its end with nothing done: the failing share and the rows of truth.estimate, the data at
// risk, the blamed change and its diff, the metrics of truth.restored_when; and the accepted causes
// are in the lists that a candidate picks from.
std::vector<Check> check_reachable(const round::Round& round);

// Two suspects are told apart by a look that speaks this much, in nats, for whichever is the case.
inline constexpr double kSeparable = 1;
// Belief may be right this much less often than it says.
inline constexpr double kMiscalibrated = 0.1;

// Of somebody who opens everything at minutes 3 and 12 and does nothing, in worlds of the suspects
// that belief, of `worlds` others of each, has not seen:
//   `separable`   each two suspects are told apart by some look
//   `calibrated`  readers of a few of these looks, drawn by lot, who believe a cause by half or
//                 more are right about as often as they believe. Words are left out: an author
//                 writes them for the scenario as it is
// `header` has the luck and a level. Errors: a suspect that cannot be simulated. fair_suspects.cc
Result<std::vector<Check>> check_suspects(const std::shared_ptr<const Scenario>& scenario,
                                          const JournalHeader& header, int worlds, Memo& memo,
                                          int threads);

}  // namespace threeam::score
