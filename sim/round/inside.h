// Inside of a Round. Private to the room.
//
// Live rounds and replays run the same code. What the world makes by itself (states, outcomes, the
// end) goes through emit(): a live round appends it, a replay compares it with what was recorded.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "sim/metrics/history.h"
#include "sim/round/keyframes.h"
#include "sim/round/round.h"

namespace threeam::round {

inline constexpr Duration kKeyframeInterval = 30 * kSecond;
inline constexpr Duration kPastKeyframeInterval = kMinute;

// An act that took effect.
struct Act {
  std::uint64_t seq = 0;
  SimTime at = 0;
  std::string action;
};

class Round::Inside {
 public:
  Inside(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const engine::Model> model,
         JournalHeader header, Sink sink);
  // Of a round that is not being replayed.
  explicit Inside(const Inside& other);

  // Runs the past.
  void reach_page();
  // Moves the world, with what it reports, to `until` or the end of the round.
  void advance_to(SimTime until);
  // Lets an entry that is in the journal take effect.
  void take_effect(const Entry& entry);
  // A state entry of now.
  void emit_state();

  // An entry at now() that continues the journal and what is pending.
  Entry make_entry(Actor actor, EntryKind kind, Json payload) const;
  // Sink, then journal: all that is pending, or nothing.
  Result<void> flush();

  // Runs through recorded entries up to `until`, checking what the world makes of them.
  Result<void> run_recorded(std::vector<Entry> recorded, std::optional<SimTime> until);

  // The world at `time` after the first `acts` acts.
  engine::World follow(SimTime time, std::size_t acts) const;
  // Runs a world on through the acts from number `from` on, those at `until` included.
  void follow_on(engine::World& world, std::size_t from, SimTime until,
                 engine::Tracer* tracer) const;
  std::size_t acts_until(SimTime time) const;   // at or before
  std::size_t acts_before(SimTime time) const;  // strictly before
  std::size_t acts_before_entry(std::uint64_t seq) const;

  const std::shared_ptr<const Scenario> scenario;
  const std::shared_ptr<const engine::Model> model;
  const Sink sink;
  Journal journal;
  engine::World world;
  engine::Recorder recorder;
  ClockState clock = ClockState::waiting;
  std::int64_t wall_ms = 0;    // of what is happening now
  std::vector<Entry> pending;  // made, not durable yet
  Keyframes keyframes;
  std::vector<Act> acts;                                     // in order
  std::vector<std::uint64_t> dropped;                        // log lines dropped, at each sample
  std::map<std::uint64_t, engine::Outcome::State> reported;  // by command: what was journaled

  // Made when somebody first looks so far back.
  std::once_flag history_made;
  std::optional<metrics::HistoryColumns> history;

 private:
  void emit(SimTime time, EntryKind kind, Json payload);
  void emit_outcomes();
  std::string message_at(const engine::Outcome& outcome) const;
  void after_step();
  void diverge(const Entry& entry, const std::string& found);
  Result<void> take_recorded(std::size_t input);

  // While a replay runs: what is still to come, and the first difference.
  std::vector<Entry> recorded_;
  std::size_t reached_ = 0;
  std::optional<Error> divergence_;
};

}  // namespace threeam::round
