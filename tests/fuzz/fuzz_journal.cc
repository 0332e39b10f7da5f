// Reads journals from anybody. Whatever is accepted writes back to the same bytes, and its chain is
// the one that its own entries give.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/base/assert.h"
#include "sim/model/journal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto journal = threeam::read_jsonl(text);
  if (!journal) {
    THREEAM_ASSERT(!journal.error().message.empty());
    return 0;
  }
  THREEAM_ASSERT(threeam::write_jsonl(*journal) == text);
  std::string prev = threeam::header_hash(journal->header);
  for (const threeam::Entry& entry : journal->entries) {
    THREEAM_ASSERT(entry.prev == prev);
    THREEAM_ASSERT(entry.hash == threeam::entry_hash(entry));
    prev = entry.hash;
  }
  return 0;
}
