// Estimates against the truth at the moment they were given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scorecard.h"
#include "sim/round/round.h"
#include "sim/score/evidence.h"

namespace threeam::score {

// A share that nobody tells from none: where nothing fails, "none" and "one in two thousand" are
// the same answer, and "a tenth" is far off.
inline constexpr double kNoShare = 0.001;

// For each quantity of each estimate that truth.estimate has a value for:
//   failing_ratio  the metric's value over the 60 s before; shares below kNoShare are one and the
//                  same
//   since          seconds since it began: said moment and true moment, both before the estimate
//   rows_written   rows of the format, over all regions, written since it began
std::vector<Estimate> check_estimates(const Evidence& evidence, const round::Round& round);

// An amount of such a quantity with its unit: "22.8 %", "10m10s before", "35,860 rows".
std::string amount_text(std::string_view quantity, double amount);

}  // namespace threeam::score
