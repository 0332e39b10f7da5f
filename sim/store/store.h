// Where journals live. The only door to SQLite.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/result.h"
#include "sim/model/journal.h"
#include "sim/model/retention.h"

namespace threeam::store {

enum class RoundState { waiting, running, paused, finished };

// What the list of rounds shows and a restart needs.
struct RoundRow {
  std::string round;
  std::string scenario;
  std::string title;
  std::string level;
  std::uint64_t seed = 0;
  std::int64_t created_ms = 0;
  RoundState state = RoundState::waiting;
  SimTime time = 0;  // the last simulated time that was made durable
  std::string candidate_key, interviewer_key, reviewer_key, metrics_key;  // the links' secrets
  Keeping keeping;
  std::string candidate_name;  // as the operator noted it; in no journal, and gone with the round
};

// What is left of a round that was deleted: that it was, and by which hash a pack elsewhere is
// known as its own. Nothing of a person.
struct Tombstone {
  std::string round, scenario, retention;
  std::int64_t due_ms = 0;
  std::int64_t deleted_ms = 0;
  std::string last_hash;  // of the journal's chain
};

// The rounds whose day has come, whatever their state.
std::vector<RoundRow> due_rounds(std::span<const RoundRow> rows, std::int64_t now_ms);

// Journals and rounds. Not thread-safe: one thread owns a Store. Errors are `storage`, or
// `not_found`.
class Store {
 public:
  virtual ~Store() = default;

  virtual Result<void> create(const RoundRow& row, const JournalHeader& header) = 0;
  virtual Result<std::vector<RoundRow>> rounds() = 0;
  // Durable on return (SQLite: WAL, synchronous=FULL). Entries continue the chain.
  virtual Result<void> append(std::string_view round, std::span<const Entry> entries) = 0;
  // Clock of many rounds in one transaction, durable on return.
  virtual Result<void> save_clocks(std::span<const std::pair<std::string, SimTime>> clocks) = 0;
  virtual Result<void> save_state(std::string_view round, RoundState state) = 0;
  virtual Result<Journal> journal(std::string_view round) = 0;
  // Entries of one kind, in order, without the rest of the journal and without a check of its
  // chain.
  virtual Result<std::vector<Entry>> entries_of(std::string_view round, EntryKind kind) = 0;
  virtual Result<void> remove(std::string_view round) = 0;
  // Deletes these rounds with their journals and links, all or none, leaves a tombstone of each,
  // and wipes what they were stored in: no byte of them is left in the store's files. `storage`
  // when it cannot be wiped (another program reads the file); the next purge, of no rounds even,
  // tries again.
  virtual Result<std::vector<Tombstone>> purge(std::span<const std::string> rounds,
                                               std::int64_t now_ms) = 0;
  virtual Result<std::vector<Tombstone>> tombstones() = 0;
  // Small settings of the server: the operator's key.
  virtual Result<std::string> setting(std::string_view name) = 0;
  virtual Result<void> save_setting(std::string_view name, std::string_view value) = 0;
};

// `path` is a file; made with its folder when missing, mode 0600. `incompatible` when a newer
// program made it.
Result<std::unique_ptr<Store>> open_sqlite(const std::string& path);
// For tests.
std::unique_ptr<Store> make_memory();

}  // namespace threeam::store
