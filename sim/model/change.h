// What happens: one vocabulary for faults, changes and actions.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/base/units.h"

namespace threeam {

// Which instances a change reaches; empty fields select all. Changes of links (latency, loss,
// partition) reach what goes `from` one region `to` another, `region` at either end; with a
// component or `to_component`, only the calls that the one makes to the other.
struct Selector {
  std::string component, region, version, operation;
  int instance = -1;
  std::string to_component, from, to;
  std::string cache;  // for cache_ttl
  std::string stock;  // for stock_capacity and stock_rate; of the component
};

enum class Parameter {
  work_time,
  error_ratio,
  workers,
  traffic,
  latency,
  loss,
  partition,
  cache_ttl,
  stock_capacity,
  stock_rate,
  unresolved,
  handshake,
  replication_rate
};

// unresolved: share of a route's clients who cannot find its address. handshake: share of
// connections to an instance that fail before there is a request.
//
// Multiplies (work_time, traffic, workers, latency, cache_ttl, stock_capacity, stock_rate) or sets
// (error_ratio, loss, partition, unresolved, handshake) a parameter of the selected part, ramping
// in over `over` and out again at the end of `lasts` (0: stays). A partition is the share of what
// is sent that way and does not pass; 1: nothing does.
struct ParameterChange {
  Selector where;
  std::string route;  // for traffic and unresolved
  Parameter parameter = Parameter::work_time;
  double factor = 1;
  Duration over = 0;
  Duration lasts = 0;
  // On each instance when its own clock says so (Component::clock_skew); timeline only.
  bool by_clock = false;
};

struct DeployStage {
  std::string region;
  int instances = 0;   // 0: all that are left
  Duration after = 0;  // from the start of the deploy
};

struct Deploy {
  std::string component;
  std::string to;
  std::vector<DeployStage> stages;
};

// One instance after another in every region at once, each out of service for `each`.
struct Rollback {
  std::string component;
  std::string to;
  Duration each = 20 * kSecond;
};

struct FixForward {
  Duration prepare = 0;           // build, test, canary, before the first instance is replaced
  double fail_chance = 0;         // the canary fails and nothing is deployed
  std::vector<Rollback> deploys;  // same shape: replace instances one after another
};

struct StopRollout {
  std::string change;
};  // a timeline event's id
struct SetFlag {
  std::string name;
  bool on = false;
  Duration over = 0;  // until it has reached every instance, each at its own time
};
struct Scale {
  std::string component, region;
  int instances = 0;
};
struct Restart {
  std::string component;
  std::vector<std::string> regions;
  Duration each = 0;
};
struct Drain {
  std::string region, to;
};
struct Shed {
  std::string route;
  double ratio = 0;
};  // refused at the door with 429; 0 ends it
struct PauseConsumers {
  std::string queue;
};
struct ResumeConsumers {
  std::string queue;
};
struct PurgeQueue {
  std::string queue;
};
struct FreezeWrites {
  std::string dataset;
  std::vector<std::string> regions;
};
struct UnfreezeWrites {
  std::string dataset;
};
struct RepairData {
  std::string dataset, from, to;
  double rate = 0;
};  // rows a second and region
struct Silence {
  std::string alert;
};
// Everything in it is gone. An empty region is all of them.
struct FlushCache {
  std::string cache, region;
};
// What is stored under `keys` keys from `key` on (0 is the most popular) is wrong: nobody takes it,
// everybody fetches it anew, until it ends.
struct InvalidateKeys {
  std::string cache, region;
  int key = 0;
  int keys = 1;
  Duration lasts = 0;  // 0: until the end
};

// Levels and capacities of a stock, in all its places or those of a region.
struct SetStock {
  std::string component, stock, region;
  double to = 0;
};
struct SetStockCapacity {
  std::string component, stock, region;
  double to = 1;
};

// Instances die at once, their work lost, in every region or one.
struct Crash {
  std::string component, region;
  int instances = 1;                   // in each region, the first that run
  Duration back_after = 30 * kSecond;  // 0: until they are replaced
};

// Makes another copy of a dataset the primary: at once and without the rows that it has not applied
// (`lose`), or with writes refused until it has them all. A primary that cannot be told goes on.
struct Failover {
  std::string dataset, to;
  bool lose = true;
};
// Rows of the primary, or of every region, are gone.
struct DeleteRows {
  std::string dataset;
  double share = 0;
};
// Rows of one copy differ from the primary's from now on; no error says so.
struct Diverge {
  std::string dataset, region;
  double share = 0;
};
// Compares the copies and makes them agree: rows a second.
struct Reconcile {
  std::string dataset;
  double rate = 0;
};

// What is shown of a part: nothing, or what was `lag` ago. The part itself does not notice.
struct Telemetry {
  enum class Signal { all, metrics, logs } signal = Signal::all;
  std::string component, region;  // empty: every one
  std::string metric;             // a series of metric.h; empty: all of them
  enum class Effect { missing, lag, restored } effect = Effect::missing;
  Duration lag = 0;
  Duration lasts = 0;  // 0: until it is restored
};

using Change =
    std::variant<ParameterChange, Deploy, Rollback, FixForward, StopRollout, SetFlag, Scale,
                 Restart, Drain, Shed, PauseConsumers, ResumeConsumers, PurgeQueue, FreezeWrites,
                 UnfreezeWrites, RepairData, Silence, FlushCache, InvalidateKeys, SetStock,
                 SetStockCapacity, Crash, Telemetry, Failover, DeleteRows, Diverge, Reconcile>;

// What the scenario does by itself. `hidden` events (faults) never reach a candidate; the others
// are the change feed.
struct TimelineEvent {
  std::string id;
  SimTime at = 0;
  Change change;
  bool hidden = false;
  std::string author, note, diff;  // shown in the change feed
};

// A release that went well, in the days before the round's past: shown in the change feed, and as
// the version that ran before it in panels.
struct PastRelease {
  std::string id;
  SimTime at = 0;
  std::string component;
  std::string from;  // the version before; the next one is the next release's, or the component's
  std::string author, note, diff;
};

// What an action brings about besides its own change: when it first takes effect, or when it fails.
struct SideEffect {
  enum class When { begins, fails } when = When::begins;
  Duration after = 0;  // from then
  Change change;
};

// Why an action cannot be started: a flag is on (or off, with `unless_flag`). An empty flag: never.
struct Block {
  std::string flag;
  bool unless = false;
  std::string message;  // what the candidate is told
};

// What the candidate may do.
struct Action {
  std::string id;
  std::string label;
  std::string does;    // one sentence: what will happen
  Duration takes = 0;  // from the click to the first effect
  Change change;
  double fail_chance = 0;  // that it fails instead of taking effect, after `takes`
  std::string fails;       // what the candidate is told then
  Block blocked;
  std::vector<SideEffect> also;
};

// "rollback", "set_flag", ...: the YAML key of a change.
std::string_view change_kind(const Change& change);

}  // namespace threeam
