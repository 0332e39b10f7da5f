// A scenario compiled for running: names become indices, operations become flat programs.
//
// Immutable; all worlds of a round share one. Everything is a table, in the scenario's order.
//
//   component c, region r      -> group c * R + r -> instances [first, first + slots)
//   component c, version v, operation o -> a program (a place in `code`)
//   component c, region r, version v, operation o -> a flow: what metrics tell apart
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/assert.h"
#include "sim/base/result.h"
#include "sim/base/units.h"
#include "sim/engine/instructions.h"
#include "sim/engine/quantiles.h"
#include "sim/engine/zipf.h"
#include "sim/model/scenario.h"

namespace threeam::engine {

// What a world may not exceed; compile() refuses more.
inline constexpr std::size_t kMaxComponents = 64;
inline constexpr std::size_t kMaxRegions = 8;
inline constexpr std::size_t kMaxVersions = 16;    // of a component
inline constexpr std::size_t kMaxOperations = 32;  // of a component
inline constexpr std::size_t kMaxInstances = 64;   // of a component in a region
inline constexpr std::size_t kMaxWorkers = 4096;   // of an instance
inline constexpr std::size_t kMaxWaiting = 65536;  // in an accept queue or for a pool
inline constexpr std::size_t kMaxPools = 16;       // of a component
inline constexpr std::size_t kMaxFormats = 32;     // of a dataset, or of messages in all
inline constexpr std::size_t kMaxStatuses = 32;    // different ones in a scenario
inline constexpr std::size_t kMaxFlows = 4096;
inline constexpr std::size_t kMaxClasses = 256;  // of requests, by priority and tenant
inline constexpr std::size_t kMaxDepth = 16;     // calls below calls
inline constexpr int kMaxFanOut = 100;
inline constexpr int kMaxRepeats = 10'000;
inline constexpr int kCancelled = 499;  // status of a visit that was cancelled, as nginx has it
inline constexpr std::size_t kMaxSteps = 4096;          // instructions of a program
inline constexpr double kMaxRate = 20'000;              // requests a second, all traffic, at peak
inline constexpr std::size_t kMaxMessages = 1'000'000;  // alive in all queues; then 503
inline constexpr std::size_t kMaxCommands = 10'000;     // actions in a round

// ---- places ---------------------------------------------------------------------------------

// Two components of which one calls the other.
struct EdgeInfo {
  Index caller = 0, callee = 0;
  Index link = kNone;  // its row in State::edge_latency; kNone: no change of a link names the two
};

struct ComponentInfo {
  std::size_t versions = 0, operations = 0;
  std::size_t first_program = 0;  // programs[first + version * operations + operation]
  std::vector<std::string> version_names;
  std::vector<std::string> operation_names, operation_routes;
  std::vector<Index> queues;  // that it consumes
  std::size_t guards = 0;     // call sites with a budget or a breaker, over all versions
};

struct GroupInfo {
  Index component = 0, region = 0;
  std::size_t first = 0;    // instance
  std::size_t slots = 0;    // most instances that any scaling gives it
  std::size_t initial = 0;  // instances at the start
  // Of its component; here, because every arrival asks.
  Balancer balancer = Balancer::least_requests;
  std::uint32_t accept_queue = 0;
  Discipline discipline = Discipline::fifo;
  std::uint32_t lanes = 0;  // that its instances' accept queues are split into; 0: they are not
  Index zipf = kNone;       // of a keyed balancer
  Index first_flow = 0;     // + version * operations + operation
  Index operations = 0;     // of its component
};

struct InstanceInfo {
  Index component = 0, region = 0, group = 0;
  std::size_t ordinal = 0;          // in its group
  std::size_t first_pool = 0;       // its pools in the state
  std::size_t first_operation = 0;  // its row in the tables of work factors and error ratios
  std::size_t first_pool_spec = 0;  // Model::pool_specs
  std::size_t first_guard = 0;      // its guards in the state
  std::size_t first_lane = 0;       // State::lanes
  bool consumes = false;            // its component takes messages off a queue
};

// What tells requests apart in accept queues: one for each distinct pair among the traffic.
struct RequestClass {
  std::uint32_t priority = 0;  // its rank among those that occur, 0 is the most urgent
  std::uint32_t tenant = 0;
  friend bool operator==(const RequestClass&, const RequestClass&) = default;
};

// A pool of a component: what taking a token asks.
struct PoolSpec {
  std::uint32_t size = 0, waiting = 0;
  bool shared = false;  // by the instances of a region
  Index timer = kNone;
  Duration timeout = 0;
};

struct Flow {
  Index component = 0, region = 0, version = 0, operation = 0;
  Index group = 0;             // of the component in the region
  Index program = kNone;       // kNone: this version does not have the operation; answers 404
  bool entry = false;          // clients come here
  std::uint64_t statuses = 0;  // bit i: may answer statuses[i]
};

struct TrafficInfo {
  Index call = 0;  // calls: the client's policy
  Duration slo_latency = 0;
  bool user_facing = true;
  std::uint64_t statuses = 0;  // that its clients may see
  bool may_not_resolve = false;
};

// Traffic of one route from one region: a Poisson stream thinned from its envelope.
struct StreamInfo {
  Index traffic = 0, region = 0;
  double rate = 0;      // a second, before shape and changes
  double envelope = 0;  // a second, never exceeded
  std::uint64_t key = 0;
};

struct Consumer {
  Index component = 0, operation = 0;
};

struct CacheInfo {
  Index component = 0;
  Index zipf = 0;
  std::uint32_t keys = 0;
  std::size_t first_instance = 0;  // of its component
  // Its keys' places in the state: for each region, or for each instance of the component.
  std::size_t first_entry = 0;
};

struct StockInfo {
  Index component = 0, stock = 0;  // Component::stocks
  int status = 503;
  Index log = kNone;
  std::size_t first_instance = 0;  // of its component
  // Its levels in the state: of each instance of the component, of each region, or one.
  std::size_t first = 0, levels = 0;
};

// A dataset with replicas.
struct ReplicatedInfo {
  Index dataset = 0, primary = 0;
  std::uint32_t regions = 0;  // bit r: a copy there
  Duration delay = 0;
  double rate = 0;
};

class Model : public std::enable_shared_from_this<Model> {
 public:
  Scenario scenario;
  std::size_t regions = 0;

  std::vector<Instruction> code;
  std::vector<UseSpec> uses;
  std::vector<Quantiles> quantiles;  // distinct ones
  std::vector<CallSpec> calls;
  std::vector<ReadSpec> reads;
  std::vector<WriteSpec> writes;
  std::vector<PublishSpec> publishes;
  std::vector<AcceptSpec> accepts;
  std::vector<FailSpec> fails;
  std::vector<ReplySpec> replies;
  std::vector<BranchSpec> branches;
  std::vector<RepeatSpec> repeats;
  std::vector<LookupSpec> lookups;
  std::vector<MoveSpec> moves;
  std::vector<LeakSpec> leaks;
  std::vector<std::string> locations;
  std::vector<std::string> message_formats;

  std::vector<Index> programs;
  std::vector<ComponentInfo> components;
  std::vector<EdgeInfo> edges;
  std::size_t links = 0;  // edges that have a row of their own
  std::vector<GroupInfo> groups;
  std::vector<InstanceInfo> instances;
  std::vector<Flow> flows;
  std::vector<TrafficInfo> traffic;
  std::vector<Consumer> queue_consumers;  // by queue
  std::vector<StreamInfo> streams;
  std::vector<RequestClass> classes;           // distinct ones
  std::vector<std::uint8_t> class_of_traffic;  // by traffic
  std::uint32_t priorities = 1, tenants = 1;   // distinct ones
  std::size_t lanes = 0;                       // of all instances
  std::vector<Index> checked;                  // groups whose instances are probed
  bool has_health = false;                     // some instance can be taken out of the balancer
  std::vector<Duration> timeouts;    // distinct ones; requests with the same expire in order
  std::vector<PoolSpec> pool_specs;  // by component and pool
  std::vector<int> statuses;         // that can occur anywhere
  std::size_t pools = 0;             // of all instances
  std::size_t guards = 0;            // of all instances
  std::size_t operation_slots = 0;
  std::vector<std::size_t> first_format;  // of a dataset, counting all datasets' formats
  std::size_t formats = 0;
  std::vector<ReplicatedInfo> replicated;
  std::vector<Index> replication;         // by dataset: its place there, or kNone
  std::vector<Duration> recorded_steps;   // usual one of each recorded line
  std::vector<std::uint32_t> unread;      // see unread_mask()
  std::vector<std::size_t> first_unread;  // by component

  std::vector<CacheInfo> caches;
  std::size_t cache_entries = 0;
  std::vector<Zipf> zipfs;         // distinct ones
  std::vector<StockInfo> stocks;   // of all components
  std::vector<Index> first_stock;  // by component
  std::size_t stock_levels = 0;
  std::vector<Index> needs;        // by component: in stocks; empty when none needs anything
  std::vector<Index> autoscalers;  // groups that have one
  std::vector<Index>
      gradual_flags;  // by flag: its row among those that some change moves gradually

  Index group_of(Index component, Index region) const {
    return component * static_cast<Index>(regions) + region;
  }
  static Index flow_of(const GroupInfo& group, Index version, Index operation) {
    return group.first_flow + version * group.operations + operation;
  }
  Index flow_of(Index component, Index region, Index version, Index operation) const {
    return flow_of(groups[group_of(component, region)], version, operation);
  }
  // Formats of the dataset that a running `version` meets as unreadable; 0 when it reads none.
  std::uint32_t unread_mask(Index component, Index version, Index dataset) const {
    return unread[first_unread[component] + version * scenario.datasets.size() + dataset];
  }
  // Where in State::pools an instance finds its component's pool. A shared one has its place at the
  // region's first instance.
  std::size_t pool_place(Index instance, Index pool) const {
    const InstanceInfo& info = instances[instance];
    return pool_specs[info.first_pool_spec + pool].shared
               ? instances[groups[info.group].first].first_pool + pool
               : info.first_pool + pool;
  }
  // Index of a status in `statuses`.
  Index status_index(int status) const {
    for (std::size_t i = 0; i < statuses.size(); ++i) {
      if (statuses[i] == status) {
        return static_cast<Index>(i);
      }
    }
    assertion_failed("a status that no step names", __FILE__, __LINE__);
  }
  // Does any change of the scenario touch this parameter?
  bool can_change(Parameter parameter) const;
  // Change number i: the timeline's in order, then the actions', then the side effects of each.
  const Change& change(Index i) const;
  Index action_change(std::size_t action) const;
  // Null when change i is not what an action itself does.
  const Action* action_of(Index i) const;
  // The number of an action's first side effect; the others follow. Requires action_of(action).
  Index side_effect_change(Index action) const;

  // "4.1.9", ...: the version at the start first, then the others in the scenario's order.
  const std::vector<std::string>& version_names(std::size_t component) const {
    return components[component].version_names;
  }
  std::string_view region_name(Index region) const { return scenario.regions[region]; }
  std::string_view component_name(Index component) const {
    return scenario.components[component].name;
  }

  // By name; kNone when there is none.
  Index find_component(std::string_view name) const;
  Index find_region(std::string_view name) const;
  Index find_version(Index component, std::string_view name) const;
  Index find_operation(Index component, std::string_view name) const;
  Index find_dataset(std::string_view name) const;
  Index find_format(Index dataset, std::string_view name) const;
  Index find_queue(std::string_view name) const;
  Index find_cache(std::string_view name) const;
  Index find_stock(Index component, std::string_view name) const;  // in stocks
  Index find_flag(std::string_view name) const;
  Index find_alert(std::string_view name) const;
  Index find_log(std::string_view id) const;
  Index find_effect(std::string_view name) const;
  Index find_traffic(std::string_view route) const;
  Index find_action(std::string_view id) const;
  Index find_event(std::string_view id) const;
};

}  // namespace threeam::engine
