// Recordings: files of a real system's measurements.
#pragma once

#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/model/shown.h"

namespace threeam::scenario {

// Lines of "seconds,value", a heading before them if there is one, in order of time. `page_at_s` is
// the file's time that is the page. An empty value, or NaN, is no point. Errors name the line.
Result<std::vector<RecordedPoint>> parse_recording(std::string_view text, double page_at_s);

}  // namespace threeam::scenario
