// Journal entries and measurements as a person reads them.
#pragma once

#include <string>
#include <string_view>

#include "sim/model/json.h"

namespace threeam::cli {

// An entry's payload: "panel, metric error_ratio, where component gateway, from -30:00, step 15s".
// Times are from the page, durations have their unit; what is empty is left out.
std::string readable(const Json& payload);

// A value of a panel metric with its unit (model/metric.h): "2.1 ms", "22.8 %", "35.2 requests/s".
// "-" when there is none.
std::string measured(double value, std::string_view unit);

}  // namespace threeam::cli
