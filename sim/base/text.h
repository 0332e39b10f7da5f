// Locale-free text: numbers, durations, times.
#pragma once

#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/base/units.h"

namespace threeam {

// "250ms", "1.5s", "12m", "1h", "-9m", "1h30m", "0": a number and one of ns us ms s m h, summed.
// Exact: what is not a whole number of nanoseconds is an error.
Result<Duration> parse_duration(std::string_view text);

// Such a text that parses back to the same value: "1h2m0.5s"; below a second "250ms", "1.5us".
std::string format_duration(Duration duration);

// "+06:12" or "-04:40" from the page; hours when needed: "+1:02:03". Whole seconds, rounded down.
std::string format_clock(SimTime time);

// Shortest decimal that reads back as the same double; "0.1", "1e-07", "NaN", "+Inf".
std::string format_number(double value);

// Whole text as a finite double; locale-free.
Result<double> parse_number(std::string_view text);

}  // namespace threeam
