// Moments of a round as people write them.
#pragma once

#include <string_view>

#include "sim/base/result.h"
#include "sim/base/units.h"

namespace threeam::cli {

// Time from the page: "12m", "-9m", "1h30m" (base/text.h) or a clock, "+06:12", "-4:40",
// "1:02:03". Errors are `invalid_input`.
Result<SimTime> parse_moment(std::string_view text);

}  // namespace threeam::cli
