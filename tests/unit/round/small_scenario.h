// A scenario small enough to simulate a whole round in a test: two regions, a release that writes
// rows the old version cannot read, a queue, a fault that nobody is told of. Four minutes of past,
// eight of play.
#pragma once

#include <memory>

#include "sim/model/journal.h"
#include "sim/model/scenario.h"
#include "sim/round/round.h"

namespace threeam::round {

std::shared_ptr<const Scenario> small_scenario();

JournalHeader small_header(std::uint64_t seed = 7);

// A round of it, not started.
std::unique_ptr<Round> small_round(Sink sink = {}, std::uint64_t seed = 7);

// The same, started.
std::unique_ptr<Round> started_round(Sink sink = {}, std::uint64_t seed = 7);

}  // namespace threeam::round
