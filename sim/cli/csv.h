// Tables as text (RFC 4180): commas, quotes where they are needed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"

namespace threeam::cli {

// The lines of a table; empty ones are left out. `invalid_input` with "line:column" in `where` for
// a quote that does not end.
Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text);

// One line with its end.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace threeam::cli
