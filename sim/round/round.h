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
  // A new round: runs the past up to the page (~1 s of CPU). `sink` may be empty (headless).
  static Result<std::unique_ptr<Round>> create(std::shared_ptr<const Scenario> scenario,
                                               JournalHeader header, Sink sink);
  // From a journal: runs the world through its entries up to `until` (default: the last entry),
  // checking every state hash. `diverged` names the first simulated minute that differs,
  // `incompatible` another engine version or scenario digest.
  static Result<std::unique_ptr<Round>> replay(std::shared_ptr<const Scenario> scenario,
                                               Journal journal, Sink sink,
                                               std::optional<SimTime> until = std::nullopt);

  const Scenario& scenario() const;
  const Journal& journal() const;
  const engine::World& world() const;
  const engine::Recorder& recorder() const;
  ClockState clock() const;
  SimTime now() const;

  // Adds an entry at now() and lets it take effect: `clock` moves the clock's state (skip advances
  // at once), `act` starts an action, everything else is recorded. Journals outcomes that the world
  // reported since. Errors are `rejected` or `invalid_input` with the field; the journal is
  // unchanged.
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
  Result<void> advance(SimTime until, std::int64_t wall_ms);

  // The world as it was at `time`, from the nearest keyframe (every 30 s): any time up to now().
  engine::World at(SimTime time) const;
  // Spans of a request seen in an exemplar or a log line.
  Result<std::vector<engine::Span>> trace(std::uint64_t request) const;

  // A world that follows this journal to `time`, then takes `course` instead of what came after,
  // and runs to `until`; its harm is in World::harm(). `seed` other than the round's: another luck.
  // With a recorder, columns are filled from `time` on.
  Result<engine::World> fork(SimTime time, const std::vector<PlannedAction>& course, SimTime until,
                             std::optional<std::uint64_t> seed = std::nullopt,
                             engine::Recorder* recorder = nullptr) const;

 private:
  struct Inside;
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
Result<std::unique_ptr<Round>> play(std::shared_ptr<const Scenario> scenario, JournalHeader header,
                                    Script script);

}  // namespace threeam::round
