// A round: a world, its journal and its clock. Live rounds, replays and forks are the same class: a
// replay is a round fed from a file, a fork is a round with an edited tail.
//
// No threads, no wall clock, no storage: the caller passes wall time in, and makes entries durable
// in the sink before they are acknowledged.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/engine/recorder.h"
#include "sim/engine/tracer.h"
#include "sim/engine/world.h"
#include "sim/model/journal.h"
#include "sim/model/query.h"
#include "sim/model/scenario.h"
#include "sim/model/script.h"

namespace threeam::round {

enum class ClockState { waiting, running, paused, finished };

// Makes entries durable; called before the entry takes effect. An error refuses the entry and
// leaves the round as it was.
using Sink = std::function<Result<void>(std::span<const Entry>)>;

class Round {
 public:
  // A new round: runs the past up to the page (~1 s of CPU). `sink` may be empty (headless). Of the
  // header, round, seed, level and created_ms are the caller's; the scenario's and the engine's
  // fields are filled in.
  static Result<std::unique_ptr<Round>> create(std::shared_ptr<const Scenario> scenario,
                                               JournalHeader header, Sink sink);
  // From a journal: runs the world through its entries up to `until` (default: the last entry),
  // checking every state hash. `diverged` names the first simulated minute that differs,
  // `incompatible` another engine version or scenario digest. Entries after `until` are left out; a
  // skip under way at `until` is run to its end.
  // What the journal does not hold yet (its round was killed before it could) goes to the sink.
  static Result<std::unique_ptr<Round>> replay(std::shared_ptr<const Scenario> scenario,
                                               Journal journal, Sink sink,
                                               std::optional<SimTime> until = std::nullopt);

  // The same round once more, without a sink: what is done in one does not show in the other.
  std::unique_ptr<Round> copy() const;

  const Scenario& scenario() const;
  const Journal& journal() const;
  const engine::World& world() const;
  const engine::Recorder& recorder() const;
  // A panel's numbers. A range that begins before the past reads the ordinary week before it too:
  // the first such query simulates a day in chunks (~0.3 s of CPU). Errors: metrics/query.h.
  Result<QueryResult> query(const Query& query) const;
  ClockState clock() const;
  SimTime now() const;

  // Adds an entry at now() and lets it take effect: `clock` moves the clock's state (skip advances
  // at once), `act` starts an action, everything else is recorded. Journals outcomes that the world
  // reported since. Errors are `rejected`, `forbidden` or `invalid_input` with the field; the
  // journal is unchanged. System entries are the round's own, but for `clock`.
  Result<Entry> add(Actor actor, EntryKind kind, Json payload, std::int64_t wall_ms);

  // A look: shows what `look` (an entry's payload without digest) asks for at now(), and records it
  // with the digest of what was shown. The entry is durable before the caller sees anything.
  struct Shown {
    Entry entry;
    Json shown;
  };
  Result<Shown> look(Json look, std::int64_t wall_ms);

  // Advances the world to `until` while running (at most to the scenario's length, where the round
  // finishes by itself), with a `state` entry each minute and `outcome` entries as they happen.
  // After a `storage` error the world has moved; the entries are kept and go to the sink with the
  // next ones, which are refused until then.
  Result<void> advance(SimTime until, std::int64_t wall_ms);

  // The world as it was at `time`, all that was done at `time` included, from the nearest keyframe
  // (every 30 s, every 60 s before the page; fewer when they grow large): any time from the start
  // of the past up to now().
  engine::World at(SimTime time) const;
  // The worlds at these times, which ascend, in one pass: where at() for each would run the same
  // stretch again and again.
  void visit(std::span<const SimTime> times,
             const std::function<void(const engine::World&)>& see) const;
  // The world as it was just before an entry took effect: the moment of a decision.
  engine::World before(std::uint64_t seq) const;
  // Spans of a request seen in an exemplar or a log line, as far as they had come by now() or
  // `until`. `not_found` when nobody could have seen it by then.
  Result<std::vector<engine::Span>> trace(std::uint64_t request) const;
  Result<std::vector<engine::Span>> trace(std::uint64_t request, SimTime until) const;
  // Log lines that the limits dropped, up to the last sample at or before `time`.
  std::uint64_t lines_dropped(SimTime time) const;

  // A world that follows this journal up to `time`, then takes `course` instead of what was done
  // from `time` on, and runs to `until`; its harm is in World::harm(). Delays count from `time`.
  // `seed` other than the round's: another luck. With a recorder, columns are filled from `time`
  // on. Errors are `invalid_input`: an unknown action, or a time that has not been.
  Result<engine::World> fork(SimTime time, const std::vector<PlannedAction>& course, SimTime until,
                             std::optional<std::uint64_t> seed = std::nullopt,
                             engine::Recorder* recorder = nullptr) const;

 private:
  class Inside;
  explicit Round(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;

 public:
  ~Round();
};

// The world after `course` (delays count from world.now()) at `until`. A value in, a value out:
// safe on any thread. Actions that cannot start then are skipped.
engine::World run_course(engine::World world, const std::vector<PlannedAction>& course,
                         SimTime until, engine::Recorder* recorder = nullptr);

// Plays the lines on a new round at full speed and finishes it. The journal is in round->journal().
// An act that cannot start at its time is skipped: its candidate is told so and goes on. Any other
// line that the round refuses is the error, with its time.
Result<std::unique_ptr<Round>> play(std::shared_ptr<const Scenario> scenario, JournalHeader header,
                                    Script script);

}  // namespace threeam::round
