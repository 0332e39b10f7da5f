// What the criteria have to know from worlds: how each course ends, what was to be believed, and
// what each option was worth.
#pragma once

#include "sim/base/result.h"
#include "sim/round/round.h"
#include "sim/score/evidence.h"
#include "sim/score/score.h"

namespace threeam::score {

// From the facts of a journal (`evidence`, whose `sim` is not read). Seconds to minutes of CPU.
Result<Simulated> simulate(const Evidence& evidence, const round::Round& round,
                           const Effort& effort);

}  // namespace threeam::score
