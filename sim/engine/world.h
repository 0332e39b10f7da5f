// The world: one simulated production system as a value.
//
// A copy is a snapshot; a copy advanced with other actions is a counterfactual. Same scenario, seed
// and actions give the same bytes, on every compiler and optimisation level (the determinism
// contract in sim/README.md). Nothing here reads a clock, a file or the locale.
//
//   auto model = compile(scenario);                  // once
//   World world(model, seed);                        // at -scenario.past
//   world.advance(0, &recorder);                     // to the page
//   if (auto ok = world.check("rollback-ledger"); ok) world.apply("rollback-ledger", command);
//   World saved = world;                             // a snapshot
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/base/units.h"
#include "sim/model/scenario.h"

namespace threeam::engine {

// Changes with every change of behaviour; a journal of another version is refused by name.
inline constexpr std::string_view kEngineVersion = "3";

class Model;     // an immutable compiled scenario (model.h); shared by all worlds of a round
struct State;    // everything that changes (state.h); index-based arenas, no pointers
class Recorder;  // append-only columns fed by a world (recorder.h); outside the snapshot
class Tracer;    // collects the spans of chosen requests (tracer.h); outside the snapshot

// Errors: a world that cannot be simulated (a cycle of calls, no capacity on the only path, a limit
// exceeded), with the field in `where`.
Result<std::shared_ptr<const Model>> compile(const Scenario& scenario);

// How an action that was applied went on. `command` is what the caller passed to apply().
struct Outcome {
  std::uint64_t command = 0;
  SimTime at = 0;
  enum class State : std::uint8_t { running, done, failed } state = State::running;
  double progress = 0;  // 0..1
  std::string message;
};

// Harm since the start of the incident window (time >= truth.began), by kind. Counts, not weights.
struct Harm {
  double failed_requests = 0;  // user-facing, given up after the client's last attempt
  double late_requests = 0;    // user-facing, good but slower than the route's target
  // Rows now in a format that a running reader of them does not accept; rows that differ between
  // copies, or that only a former primary has.
  double wrong_rows = 0;
  double lost_rows = 0;      // acknowledged, and neither the primary nor any region has them now
  double wrong_effects = 0;  // effects made from misread data; never falls
  double late_messages = 0;  // settled later than the queue's late_after, or waiting longer
  double dead_messages = 0;
  double user_requests = 0;  // all user-facing requests that ended, for shares
};

// Weighted sum, in harm units.
double weigh(const Harm& harm, const HarmWeights& weights);

// Rows of a dataset in one region by format, in the dataset's order of formats.
struct DatasetRows {
  std::string dataset, region;
  std::vector<double> rows;
  std::vector<double> share;    // of the working set
  std::vector<double> written;  // since truth.began
  bool frozen = false;
  double repaired = 0;
  // Of a dataset with replicas: is there a copy, does it take writes, how far is it behind, and how
  // many of its rows are not those of the primary.
  enum class Role : std::uint8_t { alone, primary, replica, none } role = Role::alone;
  double lag_s = 0;
  double astray = 0;
};

class World {
 public:
  World(std::shared_ptr<const Model> model, std::uint64_t seed);
  // A world in which nothing of the timeline ever happens, empty at `start`: an ordinary day.
  static World ordinary(std::shared_ptr<const Model> model, std::uint64_t seed, SimTime start);
  World(const World&);
  World& operator=(const World&);
  World(World&&) noexcept;
  World& operator=(World&&) noexcept;
  ~World();

  const Model& model() const;
  SimTime now() const;

  // Runs every event up to and including `until` (no effect when in the past). `recorder` gets the
  // samples on the grid, request exemplars and log lines; `tracer` the spans of its requests.
  // Neither changes the world. The same world advanced in one step or many is the same to the bit.
  void advance(SimTime until, Recorder* recorder = nullptr, Tracer* tracer = nullptr);

  // Could this action start now? Errors are `rejected` (already running, nothing to roll back) or
  // `not_found`. Const, so it cannot change what it asks about.
  Result<void> check(std::string_view action) const;
  // Starts it at now(). Requires check(action) to hold. `command` is the caller's name for it (the
  // journal's sequence number) and comes back in outcomes().
  void apply(std::string_view action, std::uint64_t command);

  // All commands so far, in order of application.
  std::vector<Outcome> outcomes() const;

  Harm harm() const;
  std::vector<DatasetRows> datasets() const;
  bool flag(std::string_view name) const;
  // Ready instances of a component by version in a region: {version, count}.
  struct VersionCount {
    std::string component, region, version;
    int instances = 0;
  };
  std::vector<VersionCount> versions() const;
  bool silenced(std::string_view alert) const;
  // Highest share of a dataset's rows of any format that a running version of a component does not
  // accept; what a rollback would meet. `version` empty: the running ones.
  double unreadable_share(std::string_view dataset, std::string_view component,
                          std::string_view version) const;

  // FNV-1a over the whole state, free lists and pending events included.
  std::uint64_t state_hash() const;
  // Bytes a copy takes.
  std::size_t state_bytes() const;
  // Of them, those that a copy shares with an earlier one of the same world (chunks.h) left out.
  std::size_t state_bytes_beyond(const World& earlier) const;
  // Events handled since the start.
  std::uint64_t events() const;
  // A property that must hold at every moment: what came in = served + failed + refused + in
  // flight, for every component, queue, pool and worker. The first violation in words, or empty.
  std::string conservation_error() const;

 private:
  World(std::shared_ptr<const Model> model, std::uint64_t seed, SimTime start, bool ordinary);

  std::shared_ptr<const Model> model_;
  std::unique_ptr<State> state_;
};

}  // namespace threeam::engine
