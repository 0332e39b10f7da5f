// Estimates against the truth at the moment they were given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scorecard.h"
#include "sim/round/round.h"
#include "sim/score/evidence.h"

namespace threeam::score {

// For each quantity of each estimate that truth.estimate has a value for:
//   failing_ratio  the metric's value over the 60 s before
//   since          seconds since it began: said moment and true moment, both before the estimate
//   rows_written   rows of the format, over all regions, written since it began
std::vector<Estimate> check_estimates(const Evidence& evidence, const round::Round& round);

// An amount of such a quantity with its unit: "22.8 %", "10m10s before", "35,860 rows".
std::string amount_text(std::string_view quantity, double amount);

}  // namespace threeam::score
