// What `threeam verify` recomputes, of a journal and of an evidence pack.
#pragma once

#include <optional>
#include <string>

#include "sim/base/result.h"
#include "sim/model/json.h"
#include "sim/round/round.h"

namespace threeam::cli {

// Shows every look again and counts them; an error names the first that shows something else.
Result<int> verify_looks(const round::Round& round);

int count_states(const Journal& journal);

// The pack in a file; nullopt when it holds something else.
std::optional<Json> read_pack(const std::string& path);

// Recomputes everything in a pack and says that it is equal, or the first path that is not. An exit
// status (output.h).
int verify_pack(const Json& pack, const std::string& path);

}  // namespace threeam::cli
