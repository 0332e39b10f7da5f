#include "sim/model/journal_end.h"

#include <algorithm>

namespace threeam {

bool is_whole(const Journal& journal) {
  return std::any_of(journal.entries.begin(), journal.entries.end(), [](const Entry& entry) {
    return entry.kind == EntryKind::clock && string_or(entry.payload, "to", "") == "finish";
  });
}

}  // namespace threeam
