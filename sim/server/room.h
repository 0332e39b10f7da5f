// One round on the server: the round itself, its row in the store, and what was computed about it.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/metrics/exposition.h"
#include "sim/round/round.h"
#include "sim/score/memo.h"
#include "sim/server/library.h"
#include "sim/server/options.h"
#include "sim/server/pacer.h"
#include "sim/server/views.h"
#include "sim/store/store.h"

namespace threeam::server {

// Where a round's entries go. A round that is being made or replayed on a worker collects them;
// once it lives on the loop's thread they go to the store, each call durable on return.
class Ledger {
 public:
  explicit Ledger(std::string round) : round_(std::move(round)) {}

  Result<void> take(std::span<const Entry> entries);
  // Writes what was collected and everything from now on. `store` outlives the ledger.
  Result<void> go_live(store::Store& store);

 private:
  std::string round_;
  store::Store* store_ = nullptr;  // null while collecting
  std::vector<Entry> collected_;
};

// What each option of the scenario would lead to if it were taken at `at`.
struct OptionsTable {
  std::optional<SimTime> at;  // of the newest finished answer
  std::size_t commands = 0;   // actions taken by then
  std::size_t lucks = 0;      // that it was played out under
  Json options = Json::array();
  bool computing = false;
  std::shared_ptr<std::atomic<double>> progress;  // 0 to 1, of what is being computed
  // Worlds under the other lucks, as of their last answer; null before it.
  std::array<std::shared_ptr<OtherLuck>, kLucks - 1> others;
};

struct ScoreTable {
  std::optional<std::size_t> entries;  // of the journal that was scored
  Json card;
  std::string html;
  std::optional<Error> error;  // instead of a card
  bool computing = false;
  std::shared_ptr<std::atomic<double>> progress;

  // While the round runs, what its score will rest on is run ahead, so that the card stands soon
  // after the end.
  std::shared_ptr<score::Memo> memo;  // what has been run; null before the first and after the last
  SimTime ahead_at = 0;               // as of when, the last time
  bool running_ahead = false;         // on a worker
  bool wanted = false;                // the score was asked for meanwhile
};

struct Room {
  store::RoundRow row;
  SharedScenario scenario;
  std::shared_ptr<Ledger> ledger;  // that the round's sink writes to
  std::unique_ptr<round::Round> round;
  Pacer pacer;
  CandidateNumbers numbers;
  metrics::Exposition exposition;
  OptionsTable options;
  ScoreTable score;
  std::uint64_t frames = 0;
  std::uint64_t used = 0;  // when it was last asked for, in turns
};

// "waiting", "running", "paused", "finished".
std::string_view to_string(round::ClockState state);
std::string_view to_string(store::RoundState state);
store::RoundState stored_state(round::ClockState state);

}  // namespace threeam::server
