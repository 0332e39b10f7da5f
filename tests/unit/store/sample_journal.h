#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "sim/model/journal.h"
#include "sim/store/store.h"

namespace threeam::store {

JournalHeader sample_header(const std::string& round);
RoundRow sample_row(const std::string& round);

// The next entry of the journal at that time, chained.
Entry next_entry(const Journal& journal, SimTime time, const std::string& text = "note");
// Adds it and returns it.
Entry grow(Journal& journal, SimTime time, const std::string& text = "note");

// A folder of its own, removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace threeam::store
