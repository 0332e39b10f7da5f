#include "sim/engine/hash.h"

#include <bit>
#include <type_traits>
#include <vector>

#include "sim/base/hash.h"
#include "sim/engine/tape.h"

namespace threeam::engine {

namespace {

static_assert(std::endian::native == std::endian::little, "plain structs are hashed as bytes");

class StateHash {
 public:
  template <class T>
  void add(const T& value) {
    if constexpr (std::is_same_v<T, double>) {
      hash_.add(std::bit_cast<std::uint64_t>(value));
    } else {
      static_assert(std::is_integral_v<T> || std::is_enum_v<T>);
      hash_.add(static_cast<std::uint64_t>(value));
    }
  }

  void add(const Line& line) { all(line.head, line.tail, line.count); }
  void add(const Timer& timer) { all(timer.line, timer.armed); }
  void add(const Instance& i) {
    all(i.queue, i.busy, i.version, i.rollout, i.service, i.arrived, i.refused, i.ended, i.lost);
  }
  void add(const PoolState& pool) { all(pool.line, pool.in_use); }
  void add(const Health& h) { all(h.fails, h.passes, h.errors, h.failed, h.ejected_until); }
  void add(const Guard& g) {
    all(g.tokens, g.window, g.until, g.calls, g.failures, g.calls_before, g.failures_before,
        g.probes, g.good, g.breaker);
  }
  void add(const GroupState& group) { all(group.cursor, group.nowhere); }
  void add(const StreamState& s) { all(s.minute, s.index, s.factor, s.mark); }
  void add(const QueueState& q) {
    all(q.ready, q.waiting, q.in_hand, q.paused, q.armed, q.published, q.consumed, q.failed,
        q.dead);
  }
  void add(const CacheState& c) {
    all(c.invalid_from, c.invalid_to, c.ttl_factor, c.hits, c.misses, c.coalesced);
  }
  void add(const StockState& s) {
    all(s.level, s.capacity, s.capacity_factor, s.rate_factor, s.at, s.doomed);
  }
  void add(const AutoscalerState& a) { all(a.sum, a.looks, a.wanted, a.arrived, a.cool_until); }
  void add(const Fetch& fetch) { all(fetch.visit, fetch.entry, fetch.line, fetch.next); }
  void add(const DatasetState& d) {
    all(d.frozen, d.repairing, d.repaired);
    if (d.deleted > 0) {
      add(d.deleted);
    }
  }
  void add(const ReplicatedState& r) {
    all(r.position, r.acknowledged, r.primary, r.epoch, r.closing, r.marks);
  }
  void add(const CopyState& c) {
    all(c.applied, c.diverged, c.stranded, c.speed, c.present, c.leads);
  }
  void add(const LogMark& mark) { all(mark.time, mark.position); }
  void add(const Control& c) {
    all(c.command, c.change, c.state, c.started, c.stopped, c.decided, c.begins, c.due, c.ended,
        c.step, c.total, c.done, c.nth, c.before);
    if (c.cause != kNone) {
      add(c.cause);
    }
  }
  void add(const Rollout& r) {
    all(r.control, r.group, r.to, r.instance, r.purpose, r.step, r.left, r.cursor, r.each, r.due,
        r.back);
  }
  void add(const Harm& h) {
    all(h.failed_requests, h.late_requests, h.wrong_rows, h.wrong_effects, h.late_messages,
        h.dead_messages, h.user_requests);  // lost_rows is read off the state
  }
  void add(const EventHeap& heap) {
    all(heap.sequence());
    bytes(heap.events());
  }

  template <class... Fields>
  void all(const Fields&... fields) {
    (add(fields), ...);
  }

  template <class Element>
  void each(const std::vector<Element>& arena) {
    add(arena.size());
    for (const Element& element : arena) {
      add(element);
    }
  }

  // A table that only some scenarios have.
  template <class Element>
  void if_any(const std::vector<Element>& arena) {
    if (!arena.empty()) {
      each(arena);
    }
  }

  template <class Arena>
  void bytes(const Arena& arena) {
    using Element = typename Arena::value_type;
    static_assert(std::has_unique_object_representations_v<Element>);
    add(arena.size());
    hash_.add_bytes(arena.data(), arena.size() * sizeof(Element));
  }

  template <class Element>
  void bytes(const Chunks<Element>& arena) {
    static_assert(std::has_unique_object_representations_v<Element>);
    add(arena.size());
    for (std::size_t i = 0; i < arena.spans(); ++i) {
      hash_.add_bytes(arena.span(i).data(), arena.span(i).size_bytes());
    }
  }

  std::uint64_t value() const { return hash_.value(); }

 private:
  Fnv1a hash_;
};

template <class Arena>
std::size_t size_of(const Arena& arena) {
  return arena.size() * sizeof(typename Arena::value_type);
}

}  // namespace

std::uint64_t hash_state(const State& s) {
  StateHash hash;
  hash.all(s.seed, s.now, s.events, s.heap);
  hash.bytes(s.visits);
  hash.all(s.free_visit, s.live_visits);
  hash.each(s.timers);
  hash.each(s.instances);
  hash.each(s.pools);
  hash.if_any(s.guards);
  hash.each(s.groups);
  hash.each(s.work_factor);
  hash.each(s.error_ratio);
  hash.add(s.error_ratios);
  hash.each(s.workers);
  hash.each(s.streams);
  hash.each(s.shed);
  hash.each(s.drained);
  hash.each(s.drained_to);
  hash.each(s.latency);
  hash.each(s.loss);
  hash.if_any(s.edge_latency);
  hash.if_any(s.edge_loss);
  hash.bytes(s.messages);
  hash.all(s.free_message, s.live_messages);
  hash.each(s.queues);
  hash.each(s.datasets);
  if (!s.replicated.empty()) {
    hash.each(s.replicated);
    hash.each(s.copies);
    hash.each(s.log_marks);
  }
  hash.each(s.rows);
  hash.each(s.share);
  hash.each(s.written);
  hash.each(s.flags);
  hash.each(s.silenced);
  hash.each(s.controls);
  hash.each(s.rollouts);
  hash.if_any(s.caches);
  hash.if_any(s.cache_entries);
  hash.if_any(s.fetches);
  if (!s.fetches.empty()) {
    hash.add(s.free_fetch);
  }
  hash.if_any(s.stocks);
  hash.if_any(s.back);
  hash.if_any(s.placed);
  hash.if_any(s.autoscalers);
  hash.if_any(s.lanes);
  hash.if_any(s.turns);
  hash.if_any(s.health);
  hash.if_any(s.leaked);
  hash.if_any(s.flags_seen);
  hash.if_any(s.unresolved);
  hash.if_any(s.handshake);
  hash.if_any(s.handshake_failures);
  hash.all(s.harm, s.requests, s.requests_ended);
  return hash.value();
}

std::size_t bytes_of(const State& s) {
  return sizeof(State) + size_of(s.heap.events()) + size_of(s.visits) + size_of(s.timers) +
         size_of(s.instances) + size_of(s.pools) + size_of(s.groups) + size_of(s.work_factor) +
         size_of(s.error_ratio) + size_of(s.workers) + size_of(s.streams) + size_of(s.shed) +
         size_of(s.drained) + size_of(s.drained_to) + size_of(s.latency) + size_of(s.loss) +
         size_of(s.guards) + size_of(s.edge_latency) + size_of(s.edge_loss) + size_of(s.messages) +
         size_of(s.queues) + size_of(s.datasets) + size_of(s.rows) + size_of(s.share) +
         size_of(s.written) + size_of(s.flags) + size_of(s.silenced) + size_of(s.controls) +
         size_of(s.rollouts) + size_of(s.caches) + size_of(s.cache_entries) + size_of(s.fetches) +
         size_of(s.stocks) + size_of(s.back) + size_of(s.placed) + size_of(s.autoscalers) +
         size_of(s.flags_seen) + size_of(s.unresolved) + size_of(s.handshake) +
         size_of(s.handshake_failures) + size_of(s.lanes) + size_of(s.turns) + size_of(s.health) +
         size_of(s.leaked) + size_of(s.replicated) + size_of(s.copies) + size_of(s.log_marks);
}

std::uint64_t Tape::hash() const {
  StateHash hash;
  hash.all(first_sample_, samples_, lines_dropped_);
  hash.each(counters_);
  hash.each(gauges_);
  hash.each(cell_ends_);
  hash.each(cell_buckets_);
  hash.each(cell_counts_);
  hash.each(sums_);
  for (const Exemplar& e : exemplars_) {
    hash.all(e.request, e.start, e.duration, e.flow, e.status, e.client_failed);
  }
  for (const LogLine& l : lines_) {
    hash.all(l.time, l.request, l.log, l.component, l.region, l.instance, l.version, l.values);
    if (l.late_s != 0) {
      hash.add(l.late_s);
    }
  }
  for (const double value : recorded_) {
    hash.add(value);
  }
  for (const Stretch& s : stretches_) {
    hash.all(s.series, s.first, s.last, s.lag);
  }
  return hash.value();
}

}  // namespace threeam::engine
