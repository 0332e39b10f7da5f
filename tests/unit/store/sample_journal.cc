#include "sample_journal.h"

#include <system_error>

#include <stdlib.h>

#include "sim/base/assert.h"

namespace threeam::store {

JournalHeader sample_header(const std::string& round) {
  JournalHeader header;
  header.engine_version = "1";
  header.round = round;
  header.scenario = "two-regions";
  header.scenario_files = {{"scenario.yaml", "threeam: 1\n"}};
  header.seed = 0xffff'ffff'ffff'fff0ULL;
  header.level = "senior";
  header.created_ms = 1'700'000'000'000;
  return header;
}

RoundRow sample_row(const std::string& round) {
  RoundRow row;
  row.round = round;
  row.scenario = "two-regions";
  row.title = "Captures failing";
  row.level = "senior";
  row.seed = 0xffff'ffff'ffff'fff0ULL;
  row.created_ms = 1'700'000'000'000;
  row.candidate_key = round + "-c";
  row.interviewer_key = round + "-i";
  row.reviewer_key = round + "-v";
  row.metrics_key = round + "-m";
  return row;
}

Entry next_entry(const Journal& journal, SimTime time, const std::string& text) {
  Entry entry;
  entry.seq = journal.entries.size() + 1;
  entry.time = time;
  entry.actor = Actor::interviewer;
  entry.kind = EntryKind::note;
  entry.payload = Json{{"text", text}};
  entry.prev = journal.entries.empty() ? header_hash(journal.header) : journal.entries.back().hash;
  entry.hash = entry_hash(entry);
  return entry;
}

Entry grow(Journal& journal, SimTime time, const std::string& text) {
  journal.entries.push_back(next_entry(journal, time, text));
  return journal.entries.back();
}

TemporaryFolder::TemporaryFolder() {
  std::string path = (std::filesystem::temp_directory_path() / "threeam-store-XXXXXX").string();
  THREEAM_ASSERT(mkdtemp(path.data()) != nullptr);
  path_ = path;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace threeam::store
