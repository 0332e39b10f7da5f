#include "sim/store/chain.h"

#include <fmt/core.h>

namespace threeam::store {

Result<void> check_continues(const ChainEnd& end, std::span<const Entry> entries) {
  std::uint64_t seq = end.seq;
  std::string_view hash = end.hash;
  for (const Entry& entry : entries) {
    if (entry.seq != seq + 1 || entry.prev != hash) {
      return fail(ErrorCode::storage,
                  fmt::format("entry {} does not continue the stored journal, which ends at {}",
                              entry.seq, seq));
    }
    seq = entry.seq;
    hash = entry.hash;
  }
  return {};
}

tl::unexpected<Error> no_such_round(std::string_view round) {
  return fail(ErrorCode::not_found, fmt::format("there is no round {}", round));
}

}  // namespace threeam::store
