// A round on a running server: asked for, and its links as text.
#pragma once

#include <string>

#include "sim/base/result.h"
#include "sim/model/json.h"

namespace threeam::cli {

// THREEAM_KEY, or what the server left in its data folder. Errors are `storage`.
Result<std::string> operator_key(const std::string& data);

// POST /api/rounds {scenario, level, seed?}: the answer, {id, candidate, interviewer, reviewer,
// metrics}. Errors carry the server's words.
Result<Json> create_round(const std::string& server, const std::string& key, const Json& wanted);

// One link a line, with whom it is for.
std::string links_text(const Json& round);

}  // namespace threeam::cli
