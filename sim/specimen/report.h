// An observation as text for terminals and diffs: windows and happenings on a ruler, a sparkline a
// series, a line a claim.
#pragma once

#include <string>

#include "sim/specimen/observe.h"

namespace threeam::specimen {

std::string report(const scenario::Specimen& specimen, const Observation& observation);

// "errors: after > 0.3 does not hold: 0.021 > 0.3"; what a failing test says.
std::string describe(const Verdict& verdict);

// A measured number with three significant digits: "0.0213", "412", "12300", "missing".
std::string digits(double value);

}  // namespace threeam::specimen
