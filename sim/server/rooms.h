// All rounds of the server. Those in play are in memory; finished ones come back from the store
// when somebody asks. Belongs to the loop's thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/server/room.h"
#include "sim/server/workers.h"

namespace threeam::server {

// The two clocks, so that tests can turn them.
struct Clocks {
  std::function<std::int64_t()> wall_ms;    // Unix time
  std::function<std::int64_t()> steady_ns;  // monotonic
};
Clocks system_clocks();

class Rooms {
 public:
  // What a link's key opens. Role is empty for the metrics link.
  struct Door {
    std::string round;
    std::optional<Role> role;
  };
  using Opened = std::function<void(Result<Room*>)>;

  Rooms(store::Store& store, Workers& workers, Library& library, Clocks clocks);
  ~Rooms();

  // Reads the list of rounds and begins to restore those that are not finished: each at the last
  // second that was durable, running ones running on.
  Result<void> restore();

  // What a round is agreed to be beside its scenario.
  struct Terms {
    Keeping keeping;
    std::string candidate_name;  // empty: nobody noted it
    double time_multiplier = 1;
  };
  // A new round in `waiting`. `opened` is called when it is in the store.
  void create(const SharedScenario& scenario, const std::string& level, std::uint64_t seed,
              const Terms& terms, Opened opened);
  // A journal from elsewhere, checked by replaying it, as a finished round that is kept for the
  // standard time from now.
  void import(Journal journal, Opened opened);

  std::optional<Door> find(std::string_view key) const;
  // The room of a round, at once when it is in memory, else after its replay on a worker. The
  // pointer is good until the caller returns to the loop.
  void open(const std::string& round, Opened opened);
  // The room when it is in memory.
  Room* live(const std::string& round);
  std::vector<store::RoundRow> rows() const;  // newest first

  // Adds an entry for a role; a clock entry also moves the pacer. Durable on return.
  Result<Entry> add(Room& room, Role role, EntryKind kind, Json payload);
  Result<round::Round::Shown> look(Room& room, Json look);

  // Of a round's journal in the store, finished or not.
  Result<std::vector<Entry>> entries_of(const std::string& round, EntryKind kind) {
    return store_.entries_of(round, kind);
  }

  // Brings every running round to the second it should be at. Returns those that moved and whose
  // second is durable; all others have no frame to send.
  std::vector<Room*> advance();

  // Drops finished rounds from memory, those that were not used for longest, until few are left;
  // `in_use` says which may not go.
  void forget(const std::function<bool(const std::string& round)>& in_use);

  // Once a day, when no round runs: deletes the rounds whose day has come, from memory and from the
  // store, but for those in play or in use, whose turn is the next day.
  void purge_when_due(const std::function<bool(const std::string& round)>& in_use);

 private:
  void load(const store::RoundRow& row);
  void settle(store::RoundRow row, SharedScenario scenario, std::shared_ptr<Ledger> ledger,
              Result<std::unique_ptr<round::Round>> round);
  void keep_keys(const store::RoundRow& row);
  void drop(const std::string& round);
  Room& keep(store::RoundRow row, SharedScenario scenario, std::shared_ptr<Ledger> ledger,
             std::unique_ptr<round::Round> round);
  Result<void> after_entry(Room& room);
  Result<void> save_state(Room& room);

  store::Store& store_;
  Workers& workers_;
  Library& library_;
  Clocks clocks_;
  std::map<std::string, store::RoundRow> rows_;         // by round
  std::map<std::string, Door, std::less<>> doors_;      // by the SHA-256 of the key
  std::map<std::string, std::unique_ptr<Room>> rooms_;  // by round
  std::map<std::string, std::vector<Opened>> loading_;  // by round
  std::uint64_t turns_ = 0;
  std::int64_t next_purge_ms_ = 0;
};

}  // namespace threeam::server
