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
};

enum class Parameter { work_time, error_ratio, workers, traffic, latency, loss, partition };

// Multiplies (work_time, traffic, workers, latency) or sets (error_ratio, loss, partition) a
// parameter of the selected part, ramping in over `over` and out again at the end of `lasts` (0:
// stays). A partition is the share of what is sent that way and does not pass; 1: nothing does.
struct ParameterChange {
  Selector where;
  std::string route;  // for traffic
  Parameter parameter = Parameter::work_time;
  double factor = 1;
  Duration over = 0;
  Duration lasts = 0;
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

using Change = std::variant<ParameterChange, Deploy, Rollback, FixForward, StopRollout, SetFlag,
                            Scale, Restart, Drain, Shed, PauseConsumers, ResumeConsumers,
                            PurgeQueue, FreezeWrites, UnfreezeWrites, RepairData, Silence>;

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

// What the candidate may do.
struct Action {
  std::string id;
  std::string label;
  std::string does;    // one sentence: what will happen
  Duration takes = 0;  // from the click to the first effect
  Change change;
};

// "rollback", "set_flag", ...: the YAML key of a change.
std::string_view change_kind(const Change& change);

}  // namespace threeam
