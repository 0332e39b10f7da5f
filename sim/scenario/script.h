// plays/*.yaml in, a Script out. Strict, like load.h.
#pragma once

#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/model/scenario.h"
#include "sim/model/script.h"

namespace threeam::scenario {

// Names in the script are checked against the scenario. Errors are `invalid_input`, all findings in
// the message, each "file:line:column: rule: message".
Result<Script> load_script(std::string_view yaml, std::string_view file, const Scenario& scenario);

}  // namespace threeam::scenario
