#include <algorithm>

#include "sim/base/random.h"
#include "sim/engine/replicas.h"
#include "sim/engine/tape.h"

namespace threeam::engine {

namespace {

constexpr std::uint32_t kLinesASecond = 20;  // of one template
constexpr std::uint64_t kLineLuck = 0x6c696e65;
constexpr std::uint64_t kLineValues = 0x76616c756573;

}  // namespace

// ---- what there is to record ------------------------------------------------------------------

Tape::Tape(const Model& model)
    : model_(model.shared_from_this()), status_count_(model.statuses.size()) {
  codes_.resize(model.flows.size() * status_count_);
  histograms_.resize(model.flows.size() * kLatencyBuckets);
  latency_sums_.resize(model.flows.size());
  client_ends_.resize(model.streams.size() * (kFirstStatus + status_count_));
  calls_.resize(model.edges.size() * model.regions * kOutcomes);
  best_.resize(model.flows.size());
  lines_in_second_.resize(model.scenario.logs.size());
  line_second_.resize(model.scenario.logs.size());
  list_series();
  list_places();
  list_calls();
  list_stores();
  list_caches_and_stocks();
  before_.resize(counter_columns_);
}

// ---- feed -----------------------------------------------------------------------------------

void Tape::offer(const Exemplar& exemplar) {
  Best& best = best_[exemplar.flow];
  if (exemplar.client_failed && best.failures < best.failed.size()) {
    best.failed[best.failures++] = exemplar;
    return;
  }
  if (!best.any || exemplar.duration > best.slowest.duration) {
    best.slowest = exemplar;
    best.any = true;
    return;
  }
  if (!best.any_ordinary && !exemplar.client_failed) {
    best.ordinary = exemplar;
    best.any_ordinary = true;
  }
}

void Tape::line(Index log, const Visit& visit, SimTime now, std::uint64_t seed) {
  const LogTemplate& pattern = model_->scenario.logs[log];
  if (pattern.sample < 1 && draw(visit.key, kLineLuck + log) >= pattern.sample) {
    return;
  }
  const SimTime second = now / kSecond;
  if (line_second_[log] != second) {
    line_second_[log] = second;
    lines_in_second_[log] = 0;
  }
  if (lines_in_second_[log] == kLinesASecond) {
    ++lines_dropped_;
    return;
  }
  ++lines_in_second_[log];
  const Flow& flow = model_->flows[visit.flow];
  LogLine line;
  if (!log_lag_s_.empty()) {
    const std::uint32_t late = log_lag_s_[flow.component * model_->regions + flow.region];
    if (late == kNone) {
      return;
    }
    line.late_s = static_cast<std::uint16_t>(late);
  }
  line.time = now;
  line.request = visit.request;
  line.log = log;
  line.component = static_cast<std::uint16_t>(flow.component);
  line.region = static_cast<std::uint8_t>(flow.region);
  line.instance = static_cast<std::uint8_t>(model_->instances[visit.instance].ordinal);
  line.version = static_cast<std::uint16_t>(flow.version);
  line.values = derive_key(derive_key(seed, visit.request), kLineValues);
  lines_.push_back(line);
}

// ---- sampling -------------------------------------------------------------------------------

SimTime Tape::next_sample(SimTime now) {
  const SimTime past = now % kSampleInterval;
  return now - past + (past < 0 ? 0 : kSampleInterval);
}

void Tape::attach(const State& state) {
  if (attached_ && seen_ == state.now) {
    return;
  }
  attached_ = true;
  observe_telemetry(state);
  for (const Source& source : sources_) {
    if (is_counter_series(source.id) && !counted_here(source.id)) {
      before_[source.column] = total(state, source);
    }
  }
}

// Other counters are counted by the state; their increases are differences.
bool Tape::counted_here(SeriesId id) {
  return id == SeriesId::http_requests_total || id == SeriesId::client_requests_total ||
         id == SeriesId::calls_total;
}

std::uint64_t Tape::total(const State& state, const Source& source) const {
  switch (source.id) {
    case SeriesId::messages_published_total:
      return state.queues[source.at].published;
    case SeriesId::messages_consumed_total:
      return state.queues[source.at].consumed;
    case SeriesId::messages_failed_total:
      return state.queues[source.at].failed;
    case SeriesId::messages_dead_total:
      return state.queues[source.at].dead;
    case SeriesId::tls_handshake_failures_total:
      return state.handshake_failures[source.at];
    default: {
      THREEAM_ASSERT(source.id == SeriesId::cache_requests_total);
      const CacheState& cache = state.caches[source.at / kCacheResults];
      const std::size_t result = source.at % kCacheResults;
      return result == 0 ? cache.hits : result == 1 ? cache.misses : cache.coalesced;
    }
  }
}

std::uint32_t Tape::increase(const State& state, const Source& source) {
  if (source.id == SeriesId::http_requests_total) {
    return codes_[source.at];
  }
  if (source.id == SeriesId::client_requests_total) {
    return client_ends_[source.at];
  }
  if (source.id == SeriesId::calls_total) {
    return calls_[source.at];
  }
  const std::uint64_t now = total(state, source);
  const std::uint64_t more = now - before_[source.column];
  before_[source.column] = now;
  return static_cast<std::uint32_t>(more);
}

void Tape::sample(const State& state) {
  if (samples_ == 0) {
    first_sample_ = state.now;
  }
  find_oldest_messages(state);
  for (const Source& source : sources_) {
    if (source.id == SeriesId::http_request_duration_seconds) {
      continue;
    }
    if (is_counter_series(source.id)) {
      counters_.push_back(increase(state, source));
    } else {
      gauges_.push_back(gauge(state, source));
    }
  }
  sample_histograms();
  keep_exemplars();
  std::fill(codes_.begin(), codes_.end(), 0);
  std::fill(histograms_.begin(), histograms_.end(), 0);
  std::fill(latency_sums_.begin(), latency_sums_.end(), 0);
  std::fill(client_ends_.begin(), client_ends_.end(), 0);
  std::fill(calls_.begin(), calls_.end(), 0);
  if (!model_->scenario.recorded.empty()) {
    sample_recorded(state);
  }
  if (!series_lag_.empty()) {
    mask_sample();
  }
  ++samples_;
}

// Of all queues at once: a backlog is long, and looked through at every sample.
void Tape::find_oldest_messages(const State& state) {
  oldest_.assign(state.queues.size(), state.now);
  for (std::size_t i = 0; i < state.messages.spans(); ++i) {
    for (const Message& message : state.messages.span(i)) {
      if (message.queue != kNone) {
        oldest_[message.queue] = std::min(oldest_[message.queue], message.published);
      }
    }
  }
}

void Tape::sample_histograms() {
  for (const Source& source : sources_) {
    if (source.id != SeriesId::http_request_duration_seconds) {
      continue;
    }
    for (std::size_t b = 0; b < kLatencyBuckets; ++b) {
      const std::uint32_t count = histograms_[source.at * kLatencyBuckets + b];
      if (count != 0) {
        cell_buckets_.push_back(static_cast<std::uint8_t>(b));
        cell_counts_.push_back(count);
      }
    }
    cell_ends_.push_back(static_cast<std::uint32_t>(cell_buckets_.size()));
    sums_.push_back(latency_sums_[source.at]);
  }
}

void Tape::keep_exemplars() {
  const std::size_t first = exemplars_.size();
  for (Best& best : best_) {
    for (std::uint32_t i = 0; i < best.failures; ++i) {
      exemplars_.push_back(best.failed[i]);
    }
    if (best.any) {
      exemplars_.push_back(best.slowest);
    }
    if (best.any_ordinary) {
      exemplars_.push_back(best.ordinary);
    }
    best = Best{};
  }
  std::sort(exemplars_.begin() + static_cast<std::ptrdiff_t>(first), exemplars_.end(),
            [](const Exemplar& a, const Exemplar& b) {
              const SimTime a_end = a.start + a.duration;
              const SimTime b_end = b.start + b.duration;
              return a_end < b_end || (a_end == b_end && a.request < b.request);
            });
}

double Tape::gauge(const State& state, const Source& source) const {
  const Model& model = *model_;
  switch (source.id) {
    case SeriesId::message_queue_depth: {
      const QueueState& queue = state.queues[source.at];
      return queue.ready.count + queue.waiting.count + queue.in_hand;
    }
    case SeriesId::message_queue_oldest_age_seconds: {
      return static_cast<double>(state.now - oldest_[source.at]) / static_cast<double>(kSecond);
    }
    case SeriesId::dataset_rows:
      return state.rows[source.at];
    case SeriesId::instances_wanted:
      return state.autoscalers[source.at].wanted;
    case SeriesId::stock_level: {
      const StockInfo& info = model.stocks[source.at % model.stocks.size()];
      return stock_level(model, info, state.stocks[source.at / model.stocks.size()], state.now);
    }
    case SeriesId::stock_capacity: {
      const StockState& stock = state.stocks[source.at / model.stocks.size()];
      return stock.capacity * stock.capacity_factor;
    }
    case SeriesId::dataset_replication_lag_seconds:
      return replication_lag_seconds(model, state, static_cast<Index>(source.at / model.regions),
                                     static_cast<Index>(source.at % model.regions));
    case SeriesId::dataset_primary:
      return state.copies[source.at].leads;
    default:
      break;
  }
  const bool of_pool = source.id == SeriesId::pool_in_use || source.id == SeriesId::pool_size ||
                       source.id == SeriesId::pool_waiting;
  const std::size_t split = of_pool ? kMaxPools : kMaxVersions;
  const GroupInfo& group = model.groups[source.at / split];
  const std::size_t part = source.at % split;
  double sum = 0;
  for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
    const Instance& instance = state.instances[i];
    const bool ready = instance.service == Service::ready;
    if (of_pool) {
      const PoolState& pool = state.pools[model.instances[i].first_pool + part];
      sum += source.id == SeriesId::pool_in_use    ? static_cast<double>(pool.in_use)
             : source.id == SeriesId::pool_waiting ? static_cast<double>(pool.line.count)
             : ready                               ? 1
                                                   : 0;
    } else if (instance.version == part) {
      sum += source.id == SeriesId::workers_busy ? static_cast<double>(instance.busy)
             : source.id == SeriesId::accept_queue_length
                 ? static_cast<double>(instance.queue.count)
             : !ready                         ? 0
             : source.id == SeriesId::workers ? static_cast<double>(state.workers[i])
                                              : 1;
    }
  }
  if (source.id == SeriesId::pool_size) {
    const Pool& pool = model.scenario.components[group.component].pools[part];
    return pool.size * (pool.scope == PoolScope::region ? std::min(sum, 1.0) : sum);
  }
  return sum;
}

// ---- columns --------------------------------------------------------------------------------

std::size_t Tape::bytes() const {
  return counters_.capacity() * sizeof(counters_[0]) + gauges_.capacity() * sizeof(gauges_[0]) +
         cell_ends_.capacity() * sizeof(cell_ends_[0]) + cell_buckets_.capacity() +
         cell_counts_.capacity() * sizeof(cell_counts_[0]) + sums_.capacity() * sizeof(sums_[0]) +
         exemplars_.capacity() * sizeof(Exemplar) + lines_.capacity() * sizeof(LogLine) +
         stretches_.capacity() * sizeof(Stretch) + recorded_.capacity() * sizeof(recorded_[0]);
}

}  // namespace threeam::engine
