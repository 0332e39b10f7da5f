// What a scenario's system is made of: components and their instances, the links between regions,
// traffic, queues, data, effects, flags.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/route_program.h"

namespace threeam {

enum class ComponentKind { service, worker, database, cache, edge };
// keyed: each of the component's keys has its instance (Component::keys); while that one takes
// nothing, the next one has it.
enum class Balancer { round_robin, random, least_requests, keyed };

// Which of the requests that wait at an instance gets the next free worker.
//   fifo      the oldest
//   lifo      the newest; a full line gives up its oldest for a new one
//   priority  the oldest of the most urgent (Traffic::priority); a full line gives up the newest of
//             the least urgent for a more urgent one
//   fair      the tenants' oldest in turn (Traffic::tenant); each tenant may fill its share of the
//             line
enum class Discipline { fifo, lifo, priority, fair };

enum class PoolScope { instance, region };

struct Pool {
  std::string name;
  int size = 1;
  int waiting = 0;       // how many may wait for a token
  Duration timeout = 0;  // how long one waits; 0: for ever
  // Each instance has its own, or those of a region share one: a database's connections, a lock.
  PoolScope scope = PoolScope::instance;
};

enum class StockScope { instance, region, global };

// A quantity that steps take and put, and that time fills or drains: memory, disk, quota, ids.
struct Stock {
  std::string name;
  std::string unit;
  double capacity = 1;
  double initial = 0;
  double per_second = 0;  // fills by itself; below 0: drains
  StockScope scope = StockScope::instance;
  bool resets = true;    // an instance's is `initial` again when the instance restarts
  int fail = 503;        // status of a step that finds not enough, or no room
  std::string log;       // a LogTemplate's id that such a step leaves, or empty
  bool crashes = false;  // instead: a full one stops its instance (out of memory) ...
  Duration back_after = 30 * kSecond;  // ... which is back after this; 0: never
};

// A probe of each instance every `every`, which waits for a worker as a request does and is then
// answered at once. After `fails` unanswered ones in a row the balancer sends nothing there, after
// `passes` answered ones it does again. With `restart`, the instance is stopped instead, its work
// lost, and is back after so long. When no instance is left, requests go to those that fail: the
// balancer fails open, as AWS' and Envoy's do.
struct HealthCheck {
  Duration every = 5 * kSecond;
  Duration timeout = kSecond;
  int fails = 3;
  int passes = 2;
  Duration restart = 0;  // 0: it only gets no requests
};

// An instance that answers `errors` times in a row with 5xx gets no requests for `lasts`; never
// more than `max_share` of a region's at a time (Envoy's outlier detection).
struct Ejection {
  int errors = 5;
  Duration lasts = 30 * kSecond;
  double max_share = 0.5;
};

// A request asks for one of `count` keys, the k-th with probability proportional to k^-popularity
// (Zipf); for the same one in every cache and component with as many and the same popularity.
struct Keys {
  int count = 1;
  double popularity = 1;
};

enum class ScalingSignal { worker_utilization, cpu_utilization, accept_queue, request_rate };

// Wants as many instances in each region as bring the signal to `target` for each: share of workers
// that are held, or that work and do not wait; requests that wait; requests a second.
struct Autoscaler {
  ScalingSignal signal = ScalingSignal::worker_utilization;
  double target = 0.6;
  int min = 1, max = 1;
  Duration every = 30 * kSecond;    // between decisions, each about a mean since the last
  Duration startup = kMinute;       // until a new instance is ready
  Duration cooldown = 5 * kMinute;  // from any change to the next one downwards
};

// What an instance takes out of a stock while it runs: an address, a place on a host. Without it,
// it does not start, and tries again.
struct Need {
  std::string component, stock;
  double amount = 1;
};

struct Version {
  std::string name;
  std::string notes;
  std::vector<Operation> operations;  // replace the component's by name
};

struct Component {
  std::string name;
  std::string about;
  ComponentKind kind = ComponentKind::service;
  std::string version;                   // at the start of the past
  std::map<std::string, int> instances;  // by region
  Duration clock_skew = 0;               // an instance's clock is off by at most this
  std::optional<Autoscaler> autoscaler;
  std::optional<Need> needs;
  int workers = 1;       // requests an instance runs at a time
  int accept_queue = 0;  // requests that may wait at an instance; more are 503
  Discipline discipline = Discipline::fifo;
  Balancer balancer = Balancer::least_requests;
  std::optional<Keys> keys;  // of a keyed balancer
  std::optional<HealthCheck> health_check;
  std::optional<Ejection> ejection;
  std::vector<Pool> pools;
  std::vector<Stock> stocks;
  std::vector<Operation> operations;
  std::vector<Version> versions;  // others than `version`
};

struct Link {
  std::string from, to;  // regions
  Duration latency = 0;  // one way
  double loss = 0;
  bool directed = false;  // only that way; otherwise both
};

struct ClientPolicy {
  Duration timeout = 0;
  int attempts = 1;      // in all
  Duration backoff = 0;  // doubles
  Jitter jitter = Jitter::half;
};

struct Traffic {
  std::string route;  // its name, as the entry operation's
  std::string component, operation;
  std::map<std::string, double> rate;  // requests a second, by region
  double daily_amplitude = 0;          // rate * (1 + a * sin(2 pi * (clock - peak + 6 h) / 24 h))
  Duration daily_peak = 14 * kHour;    // time of day of the peak
  ClientPolicy client;
  Duration slo_latency = 0;  // slower counts as late; 0: no target
  bool user_facing = true;   // counts as harm
  // Of its requests and all that they cause, where a component's discipline asks for it.
  int priority = 0;    // 0 is the most urgent
  std::string tenant;  // whose they are
};

struct MessageQueue {
  std::string name;
  std::string about;
  std::string component, operation;    // the consumer; every worker of an instance takes messages
  Duration redelivery = 30 * kSecond;  // after a failed attempt
  int attempts = 5;                    // then the message is dead
  Duration late_after = 0;             // older counts as late when settled; 0: never
};

enum class CacheScope { region, instance };

// What a component keeps of what it has fetched. A request asks for one of `keys` keys, the k-th
// with probability proportional to k^-popularity (Zipf); for the same one in every cache with as
// many keys and the same popularity.
struct Cache {
  std::string name;
  std::string about;
  std::string component;  // whose operations look things up
  // Shared by the component's instances in a region; or each has its own, lost when it stops.
  CacheScope scope = CacheScope::region;
  int keys = 1;
  double popularity = 1;
  Duration ttl = 0;       // 0: for ever
  double ttl_jitter = 0;  // lives between (1 - ttl_jitter) * ttl and ttl
  bool warm = true;       // at the start of the past: every key, of every age
  bool coalesce = false;  // requests for a key that is being fetched wait for that
};

struct Money {
  double amount = 0;
  std::string currency;
};

struct DataFormat {
  std::string name;
  std::string about;
};

// Copies of a dataset in other regions. With a primary, all writes are its; each replica applies
// them in their order, `delay` later, at most `rate` rows a second.
struct Replication {
  std::string primary;                // region; empty: every region has rows of its own
  std::vector<std::string> replicas;  // regions
  Duration delay = 0;
  double rate = 0;
};

// Rows by format, per region. `working_set` rows are the ones that reads touch: a read meets format
// f with probability share(f); a write moves share towards its format by 1 / working_set.
struct Dataset {
  std::string name;
  std::string about;
  std::string stored_in;  // a component
  std::vector<DataFormat> formats;
  double initial_rows = 0;
  std::string initial_format;
  double working_set = 1;
  Replication replication;
  Money value_per_row;
};

struct Effect {
  std::string name;
  std::string about;
  Money value;
};

struct Flag {
  std::string name;
  std::string about;
  bool on = false;
};

}  // namespace threeam
