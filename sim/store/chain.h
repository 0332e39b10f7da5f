// The rule that every store keeps: entries continue the chain.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/model/journal.h"

namespace threeam::store {

// The end of a stored journal: where the next entry must link to.
struct ChainEnd {
  std::uint64_t seq = 0;  // of the last entry; 0: none yet
  std::string hash;       // of the last entry, or of the header
};

// `storage` with the first entry that does not follow the one before it.
Result<void> check_continues(const ChainEnd& end, std::span<const Entry> entries);

tl::unexpected<Error> no_such_round(std::string_view round);

}  // namespace threeam::store
