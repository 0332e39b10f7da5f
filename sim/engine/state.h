// Everything that changes in a world. Index-based arenas of plain structs and no pointers, so that
// a copy of the vectors is a snapshot, and every field can be hashed.
#pragma once

#include <cstdint>
#include <type_traits>
#include <vector>

#include "sim/base/units.h"
#include "sim/engine/chunks.h"
#include "sim/engine/events.h"
#include "sim/engine/model.h"
#include "sim/engine/world.h"

namespace threeam::engine {

// A list threaded through an arena by `next` (and `previous` where elements leave the middle).
struct Line {
  Index head = kNone, tail = kNone;
  std::uint32_t count = 0;
};

// What a visit is doing. Visits in `travelling`, `working`, `backing_off` and `ended` have exactly
// one event in the heap that names them; the others have none.
enum class Phase : std::uint8_t {
  free,
  travelling,     // on its way to a component
  queued,         // in an instance's accept queue
  running,        // being interpreted, within one event
  working,        // uses its worker until an event
  calling,        // waits for its callee, the worker held
  backing_off,    // waits before it calls again, the worker held
  pool_waiting,   // in a pool's line, the worker held
  fetch_waiting,  // for what another visit fetches into a cache, the worker held
  ended,          // was cut off; goes when its event comes
};

// Marks of a visit.
inline constexpr std::uint8_t kMisread = 1;       // took a row or a message for what it is not
inline constexpr std::uint8_t kUnresolved = 2;    // its redirect leads nowhere
inline constexpr std::uint8_t kTravelled = 8;     // its last work included the way to its next call
inline constexpr std::uint8_t kHedged = 16;       // its call was made a second time
inline constexpr std::uint8_t kFar = 32;          // its caller is in another region
inline constexpr std::uint8_t kProbe = 64;        // its call is on trial for a breaker
inline constexpr std::uint8_t kNoHandshake = 64;  // of a client: no connection came about
inline constexpr std::uint8_t kFetches = 128;     // others wait for what it fetches into a cache

// One operation running on an instance, or a client that waits for one (instance = kNone).
struct Visit {
  std::uint64_t request = 0;     // identity of the whole request, the same under every seed
  std::uint64_t key = 0;         // names this visit's draws; has the seed in it
  SimTime start = 0;             // asked for by the caller; clients: the first attempt
  Index flow = kNone;            // clients: that their last attempt reached
  Index instance = kNone;        // kNone: a client, or on its way
  Index pc = 0;                  // clients: their stream
  Index caller = kNone;          // visit that waits for it
  Index callee = kNone;          // first visit that it waits for; the others follow as siblings
  std::uint32_t draws : 24 = 0;  // so far
  std::uint32_t request_class : 8 = 0;  // Model::classes
  std::uint16_t status = 200;
  std::uint16_t pools = 0;   // bit p: holds a token of pool p
  std::uint8_t attempt = 0;  // of the call it is in
  std::uint8_t marks = 0;
  Phase phase = Phase::free;
  std::uint8_t pool = 0;  // it waits for; of a call: the worst answer so far (Model::statuses)
  Index message = kNone;  // in hand (consumers)
  Index timer = kNone;    // of the wait it is in
  SimTime deadline = 0;   // of the wait it is in, when timer != kNone
  Index timer_previous = kNone, timer_next = kNone;  // in timers[timer]
  Index previous = kNone, next = kNone;              // in a queue's or a pool's line, or free
  SimTime since = 0;                                 // began to wait for a token
  Index sibling = kNone;                             // next callee of its caller
  std::uint16_t repeats = 0;                         // of the repeat it is in, this one included
  std::uint8_t parts = 0;                            // answers that its call waits for
  std::uint8_t failed = 0;                           // parts of its last attempt that failed
};
static_assert(sizeof(Visit) == 104, "every event touches two or three");
static_assert(std::has_unique_object_representations_v<Visit>, "hashed as bytes");

// Visits that wait with the same timeout, in order of their deadlines. One event for the head.
struct Timer {
  Line line;
  std::uint32_t armed = 0;  // an event is in the heap
};

enum class Service : std::uint8_t {
  absent,    // not scaled up
  ready,     // takes requests
  draining,  // takes none, finishes what it has
  down,      // being replaced
  avoided,   // would take them, but the balancer sends none; see health.cc
};

inline bool is_up(Service service) {
  return service == Service::ready || service == Service::avoided;
}

struct Instance {
  Line queue;              // visits that wait for a worker
  std::uint32_t busy = 0;  // workers that hold a visit
  std::uint32_t version = 0;
  Index rollout = kNone;  // that has it in hand
  Service service = Service::absent;
  std::uint8_t padding[3] = {};
  std::uint64_t arrived = 0, refused = 0, ended = 0, lost = 0;
};

struct PoolState {
  Line line;  // visits that wait for a token
  std::uint32_t in_use = 0;
};

// What the balancer knows of an instance.
struct Health {
  std::uint32_t fails = 0, passes = 0;  // probes in a row
  std::uint32_t errors = 0;             // 5xx in a row
  std::uint32_t failed = 0;             // its probes have taken it out
  SimTime ejected_until = 0;            // by its errors; 0: it is not
};

// Of one call site of one instance: its retry budget and its circuit breaker.
struct Guard {
  enum class Breaker : std::uint32_t { closed, open, half_open };
  double tokens = 10;
  SimTime window = 0;                                   // when the window began
  SimTime until = 0;                                    // open
  std::uint32_t calls = 0, failures = 0;                // in this window
  std::uint32_t calls_before = 0, failures_before = 0;  // in the one before
  std::uint32_t probes = 0, good = 0;                   // half-open: let through, succeeded
  Breaker breaker = Breaker::closed;
};

struct GroupState {
  std::uint32_t cursor = 0;  // where the balancer looks first
  std::uint32_t padding = 0;
  std::uint64_t nowhere = 0;  // requests that found no ready instance
};

struct StreamState {
  std::int64_t minute = 0;  // of the next candidate
  std::uint64_t index = 0;  // in its minute
  double factor = 1;        // of traffic changes now
  double mark = 0;          // of the next candidate: a request if below rate / envelope
};

struct Message {
  std::uint64_t request = 0;
  SimTime published = 0;
  SimTime due = 0;  // redelivery
  Index next = kNone;
  Index queue = kNone;  // queue * regions + region; kNone: free
  Index format = kNone;
  std::uint32_t attempts : 24 = 0;
  std::uint32_t request_class : 8 = 0;  // of the request that published it
};

// A queue in one region.
struct QueueState {
  Line ready;    // in order of arrival
  Line waiting;  // for redelivery, in order of their times
  std::uint32_t in_hand = 0;
  std::uint32_t paused = 0;
  std::uint32_t armed = 0;  // an event for the head of `waiting` is in the heap
  std::uint64_t published = 0, consumed = 0, failed = 0, dead = 0;
};

// A cache in one region.
struct CacheState {
  std::uint32_t invalid_from = 0, invalid_to = 0;  // keys that nobody takes: [from, to)
  double ttl_factor = 1;
  std::uint64_t hits = 0, misses = 0, coalesced = 0;
};

// A stock of an instance, of a region, or of all.
struct StockState {
  double level = 0;  // at `at`; see stock_level()
  double capacity = 0;
  double capacity_factor = 1, rate_factor = 1;
  SimTime at = 0;
  std::uint32_t doomed = 0;  // its instance crashes when this moment is over
  std::uint32_t padding = 0;
};

struct AutoscalerState {
  double sum = 0;  // of what was seen since the last decision
  std::uint32_t looks = 0;
  std::uint32_t wanted = 0;
  std::uint64_t arrived = 0;  // until the last decision
  SimTime cool_until = 0;     // no instance is removed before
};

// What a visit fetches into a coalescing cache.
struct Fetch {
  Index visit = kNone;  // kNone: free
  Index entry = kNone;
  Line line;  // visits that wait for it
  Index next = kNone;
};

// A dataset in one region.
struct DatasetState {
  std::uint32_t frozen = 0;
  std::uint32_t repairing = 0;
  double repaired = 0;
  double deleted = 0;  // without replicas
};

// A dataset with replicas. Positions count the rows that the primary has written, in their order.
struct ReplicatedState {
  double position = 0;
  double acknowledged = 0;    // rows that there should be
  std::uint32_t primary = 0;  // region of the one that was appointed last
  std::uint32_t epoch = 0;    // how often one was
  std::uint32_t closing = 0;  // no writes until the next primary has them all
  std::uint32_t marks = 0;    // in State::log_marks
};

// Its copy in one region. A former primary that could not be told so goes on leading.
struct CopyState {
  double applied = 0;   // position; of a former primary: where the new one began
  double diverged = 0;  // rows that differ from the primary's
  double stranded = 0;  // rows that only this copy has
  double speed = 1;     // of applying, by parameter changes
  std::uint32_t present = 0, leads = 0;
};

// The position of a primary's log at a time.
struct LogMark {
  SimTime time = 0;
  double position = 0;
};
inline constexpr std::size_t kLogMarks = 96;  // of each

// A change of the scenario or an action, from the moment it was decided. See changes.h.
struct Control {
  std::uint64_t command = 0;  // 0: the timeline
  Index change = 0;           // Model::change
  Outcome::State state = Outcome::State::running;
  std::uint8_t started = 0;  // its first effect has come
  std::uint8_t stopped = 0;  // by a later change
  std::uint8_t padding = 0;
  SimTime decided = 0;
  SimTime begins = 0;  // first effect
  SimTime due = 0;     // of its next step, when it has one
  SimTime ended = 0;
  std::uint32_t step = 0;   // of its kind
  std::uint32_t total = 0;  // instances to replace, ...
  std::uint32_t done = 0;
  std::uint32_t nth = 0;  // time that this change was decided
  Index cause = kNone;    // control of the action whose side effect this is
  double before = 0;      // rows to repair, drain share at the start, ...
};

// Instances of one component in one region, replaced one after another.
struct Rollout {
  enum class Purpose : std::uint8_t { replace, restart, remove };
  enum class Step : std::uint8_t { next, draining, down, finished };
  Index control = kNone;  // kNone: of an autoscaler
  Index group = 0;
  Index to = 0;  // version
  Index instance = kNone;
  Purpose purpose = Purpose::replace;
  Step step = Step::next;
  std::uint16_t padding = 0;
  std::uint32_t left = 0;    // instances still to do
  std::uint32_t cursor = 0;  // restart: next ordinal
  Duration each = 0;         // out of service at least this long
  SimTime due = 0;           // its next event acts only then
  SimTime back = 0;          // the instance in hand returns
};

struct State {
  std::uint64_t seed = 0;
  SimTime now = 0;
  std::uint64_t events = 0;
  EventHeap heap;

  std::vector<Visit> visits;
  Index free_visit = kNone;
  std::uint32_t live_visits = 0;
  std::vector<Timer> timers;  // by Model::timeouts

  std::vector<Instance> instances;
  std::vector<PoolState> pools;
  std::vector<Guard> guards;  // by InstanceInfo::first_guard + CallSpec::guard
  std::vector<GroupState> groups;
  std::vector<double> work_factor, error_ratio;  // by InstanceInfo::first_operation + operation
  std::uint32_t error_ratios = 0;                // of them not 0
  std::vector<std::uint32_t> workers;            // by instance

  std::vector<StreamState> streams;
  std::vector<double> shed;       // by traffic
  std::vector<double> drained;    // by region: share of arrivals that move
  std::vector<Index> drained_to;  // by region
  std::vector<Duration> latency;  // by from * regions + to
  std::vector<double> loss;       // by from * regions + to
  // Between components, on top of the above: by (EdgeInfo::link * regions + from) * regions + to.
  std::vector<double> edge_latency, edge_loss;

  Chunks<Message> messages;
  Index free_message = kNone;
  std::uint32_t live_messages = 0;
  std::vector<QueueState> queues;  // by queue * regions + region

  std::vector<CacheState> caches;            // by cache * regions + region
  std::vector<std::uint32_t> cache_entries;  // see caches.cc
  std::vector<Fetch> fetches;
  Index free_fetch = kNone;
  std::vector<StockState> stocks;            // StockInfo::first
  std::vector<AutoscalerState> autoscalers;  // by Model::autoscalers
  std::vector<std::uint8_t> flags_seen;      // by row of Model::gradual_flags and instance
  // Empty where no change moves them.
  std::vector<double> unresolved;                 // by stream: share of clients
  std::vector<double> handshake;                  // by instance: share of connections that fail
  std::vector<std::uint64_t> handshake_failures;  // by group
  std::vector<std::uint8_t> placed;               // by instance: has what it needs to run; see Need
  std::vector<Line> lanes;            // InstanceInfo::first_lane; instead of Instance::queue's line
  std::vector<std::uint32_t> turns;   // by instance: the tenant whose turn it is
  std::vector<Health> health;         // by instance
  std::vector<std::uint32_t> leaked;  // tokens, by pool as if none were shared
  std::vector<SimTime> back;          // by instance, once one has crashed: when it is expected back

  std::vector<DatasetState> datasets;  // by dataset * regions + region
  std::vector<ReplicatedState> replicated;
  std::vector<CopyState> copies;   // by replicated * regions + region
  std::vector<LogMark> log_marks;  // kLogMarks of each
  // By (first_format + format) * regions + region.
  std::vector<double> rows, share, written;

  std::vector<std::uint8_t> flags, silenced;
  std::vector<Control> controls;
  std::vector<Rollout> rollouts;

  Harm harm;                                       // but for wrong_rows, which is read off the rows
  std::uint64_t requests = 0, requests_ended = 0;  // clients
};

// stocks.cc: what a stock holds now; time has filled or drained it since it was last touched.
double stock_level(const Model& model, const StockInfo& info, const StockState& stock, SimTime now);
// Brings every level to now: before anything that changes how they move.
void settle_stocks(const Model& model, State& state);
// Where in State::stocks an instance finds the stock.
std::size_t stock_place(const Model& model, const StockInfo& info, Index instance);
// The region of a stock's i-th level; kNone when it is of all regions.
Index stock_region(const Model& model, const StockInfo& info, std::size_t i);

}  // namespace threeam::engine
