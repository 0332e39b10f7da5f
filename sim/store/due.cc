#include <algorithm>
#include <iterator>

#include "sim/store/store.h"

namespace threeam::store {

std::vector<RoundRow> due_rounds(std::span<const RoundRow> rows, std::int64_t now_ms) {
  std::vector<RoundRow> due;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(due), [&](const RoundRow& row) {
    return row.keeping.delete_after_ms && *row.keeping.delete_after_ms <= now_ms;
  });
  return due;
}

}  // namespace threeam::store
