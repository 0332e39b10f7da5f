#include "sim/engine/conservation.h"

#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace threeam::engine {

namespace {

bool holds_worker(const Visit& visit) {
  return visit.instance != kNone && visit.phase != Phase::queued && visit.phase != Phase::free &&
         visit.phase != Phase::ended;
}

// Counted from the visits, to be compared with what instances and pools say of themselves.
struct Census {
  std::vector<std::uint32_t> busy, queued, tokens, waiting;
  std::vector<std::uint32_t> timing;
  std::uint32_t live = 0;
  std::uint64_t clients = 0;
  std::uint32_t with_message = 0;
};

Census count(const Model& model, const State& state) {
  Census census;
  census.busy.resize(state.instances.size());
  census.queued.resize(state.instances.size());
  census.tokens.resize(state.pools.size());
  census.waiting.resize(state.pools.size());
  census.timing.resize(state.timers.size());
  for (const Visit& visit : state.visits) {
    if (visit.phase == Phase::free) {
      continue;
    }
    ++census.live;
    if (visit.timer != kNone) {
      ++census.timing[visit.timer];
    }
    census.with_message += visit.message != kNone ? 1U : 0U;
    if (visit.instance == kNone) {
      const bool client = visit.caller == kNone &&
                          (visit.phase == Phase::calling || visit.phase == Phase::backing_off);
      census.clients += client ? 1U : 0U;
      continue;
    }
    if (visit.phase == Phase::queued) {
      ++census.queued[visit.instance];
    } else if (holds_worker(visit)) {
      ++census.busy[visit.instance];
    }
    for (Index p = 0; (visit.pools >> p) != 0; ++p) {
      if (((visit.pools >> p) & 1) != 0) {
        ++census.tokens[model.pool_place(visit.instance, p)];
      }
    }
    if (visit.phase == Phase::pool_waiting) {
      ++census.waiting[model.pool_place(visit.instance, visit.pool)];
    }
  }
  for (Index i = 0; !state.leaked.empty() && i < model.instances.size(); ++i) {
    const InstanceInfo& info = model.instances[i];
    for (Index p = 0; p < model.scenario.components[info.component].pools.size(); ++p) {
      census.tokens[model.pool_place(i, p)] += state.leaked[info.first_pool + p];
    }
  }
  return census;
}

std::string instance_error(const Model& model, const State& state, const Census& census) {
  for (std::size_t i = 0; i < state.instances.size(); ++i) {
    const Instance& one = state.instances[i];
    const InstanceInfo& info = model.instances[i];
    const std::string name = fmt::format("{} {} in {}", model.component_name(info.component),
                                         info.ordinal, model.region_name(info.region));
    if (one.arrived != one.refused + one.ended + one.lost + one.busy + one.queue.count) {
      return fmt::format(
          "{}: {} arrived, but {} refused + {} ended + {} lost + {} running + {} waiting", name,
          one.arrived, one.refused, one.ended, one.lost, one.busy, one.queue.count);
    }
    if (one.busy != census.busy[i] || one.queue.count != census.queued[i]) {
      return fmt::format("{}: {} workers busy and {} waiting, but {} and {} visits", name, one.busy,
                         one.queue.count, census.busy[i], census.queued[i]);
    }
    const auto& pools = model.scenario.components[info.component].pools;
    for (std::size_t p = 0; p < pools.size(); ++p) {
      const PoolState& pool = state.pools[info.first_pool + p];
      if (pool.in_use != census.tokens[info.first_pool + p] ||
          pool.line.count != census.waiting[info.first_pool + p] ||
          pool.in_use > static_cast<std::uint32_t>(pools[p].size)) {
        return fmt::format("{}: pool {} has {} of {} tokens out and {} waiting, but {} and {}",
                           name, pools[p].name, pool.in_use, pools[p].size, pool.line.count,
                           census.tokens[info.first_pool + p], census.waiting[info.first_pool + p]);
      }
    }
  }
  return {};
}

// A visit that is waited for is in its caller's list, once.
std::string callee_error(const State& state) {
  std::uint32_t waited_for = 0;
  std::uint32_t listed = 0;
  for (Index id = 0; id < state.visits.size(); ++id) {
    const Visit& visit = state.visits[id];
    waited_for += visit.caller != kNone ? 1U : 0U;
    std::uint32_t callees = 0;
    for (Index callee = visit.callee; callee != kNone; callee = state.visits[callee].sibling) {
      if (state.visits[callee].caller != id) {
        return fmt::format("visit {} lists {}, which has another caller", id, callee);
      }
      ++callees;
    }
    if (callees > visit.parts || (visit.parts > 0) != (visit.phase == Phase::calling)) {
      return fmt::format("visit {} waits for {} answers of {} callees", id, visit.parts, callees);
    }
    listed += callees;
  }
  return waited_for == listed
             ? ""
             : fmt::format("{} visits are waited for, but {} listed", waited_for, listed);
}

std::string queue_error(const Model& model, const State& state, const Census& census) {
  std::uint32_t in_hand = 0;
  std::uint32_t alive = 0;
  for (std::size_t at = 0; at < state.queues.size(); ++at) {
    const QueueState& queue = state.queues[at];
    const std::uint32_t depth = queue.ready.count + queue.waiting.count + queue.in_hand;
    if (queue.published != queue.consumed + queue.dead + depth) {
      return fmt::format("{} in {}: {} published, but {} consumed + {} dead + {} in the queue",
                         model.scenario.queues[at / model.regions].name,
                         model.scenario.regions[at % model.regions], queue.published,
                         queue.consumed, queue.dead, depth);
    }
    in_hand += queue.in_hand;
    alive += depth;
  }
  if (in_hand != census.with_message || alive != state.live_messages) {
    return fmt::format("{} messages in hand and {} alive, but {} visits hold one and {} are kept",
                       in_hand, alive, census.with_message, state.live_messages);
  }
  return {};
}

std::string fetch_error(const Model& model, const State& state) {
  std::uint32_t waiting = 0;
  std::uint32_t waited_for = 0;
  for (const Visit& visit : state.visits) {
    waiting += visit.phase == Phase::fetch_waiting ? 1U : 0U;
  }
  for (const Fetch& fetch : state.fetches) {
    if (fetch.visit == kNone) {
      continue;
    }
    waited_for += fetch.line.count;
    const Visit& visit = state.visits[fetch.visit];
    if (visit.phase == Phase::free || (visit.marks & kFetches) == 0) {
      return fmt::format("visit {} fetches nothing, but {} wait for it", fetch.visit,
                         fetch.line.count);
    }
  }
  if (waiting != waited_for) {
    return fmt::format("{} visits wait for fetches, which know of {}", waiting, waited_for);
  }
  return state.cache_entries.size() == model.cache_entries ? "" : "a cache has lost its keys";
}

std::string stock_error(const Model& model, const State& state) {
  for (const StockInfo& info : model.stocks) {
    for (std::size_t at = info.first; at < info.first + info.levels; ++at) {
      const StockState& stock = state.stocks[at];
      const double level = stock_level(model, info, stock, state.now);
      if (level < 0 || level > stock.capacity * stock.capacity_factor) {
        return fmt::format("{}: stock {} is at {} of {}", model.component_name(info.component),
                           model.scenario.components[info.component].stocks[info.stock].name, level,
                           stock.capacity * stock.capacity_factor);
      }
    }
  }
  return {};
}

std::string dataset_error(const Model& model, const State& state) {
  for (std::size_t d = 0; d < model.scenario.datasets.size(); ++d) {
    for (std::size_t r = 0; r < model.regions; ++r) {
      double shares = 0;
      for (std::size_t f = 0; f < model.scenario.datasets[d].formats.size(); ++f) {
        const std::size_t at = (model.first_format[d] + f) * model.regions + r;
        if (state.rows[at] < 0 || state.share[at] < -1e-9) {
          return fmt::format("{}: {} rows, share {}", model.scenario.datasets[d].name,
                             state.rows[at], state.share[at]);
        }
        shares += state.share[at];
      }
      if (std::abs(shares - 1) > 1e-6) {
        return fmt::format("{}: shares add up to {}", model.scenario.datasets[d].name, shares);
      }
    }
  }
  return {};
}

std::string replica_error(const Model& model, const State& state) {
  for (std::size_t set = 0; set < state.replicated.size(); ++set) {
    const ReplicatedState& log = state.replicated[set];
    const std::string& name = model.scenario.datasets[model.replicated[set].dataset].name;
    const CopyState* copies = &state.copies[set * model.regions];
    if (copies[log.primary].present == 0 || copies[log.primary].leads == 0 ||
        copies[log.primary].stranded > 0) {
      return fmt::format("{}: the primary in {} does not lead", name,
                         model.scenario.regions[log.primary]);
    }
    for (std::size_t r = 0; r < model.regions; ++r) {
      const bool follows = copies[r].present != 0 && r != log.primary && copies[r].leads == 0;
      if (copies[r].diverged < 0 || copies[r].stranded < 0 ||
          (follows && copies[r].applied > log.position)) {
        return fmt::format("{} in {}: {} applied of {}, {} rows differ and {} are stranded", name,
                           model.scenario.regions[r], copies[r].applied, log.position,
                           copies[r].diverged, copies[r].stranded);
      }
    }
  }
  return {};
}

}  // namespace

std::string find_conservation_error(const Model& model, const State& state) {
  const Census census = count(model, state);
  if (census.live != state.live_visits) {
    return fmt::format("{} visits live, but {} counted", state.live_visits, census.live);
  }
  if (state.requests != state.requests_ended + census.clients) {
    return fmt::format("{} requests, but {} ended + {} in flight", state.requests,
                       state.requests_ended, census.clients);
  }
  for (std::size_t t = 0; t < state.timers.size(); ++t) {
    if (state.timers[t].line.count != census.timing[t]) {
      return fmt::format("timer {} has {} waiting, but {} visits", t, state.timers[t].line.count,
                         census.timing[t]);
    }
  }
  for (std::string error :
       {instance_error(model, state, census), callee_error(state),
        queue_error(model, state, census), fetch_error(model, state), stock_error(model, state),
        dataset_error(model, state), replica_error(model, state)}) {
    if (!error.empty()) {
      return error;
    }
  }
  return {};
}

}  // namespace threeam::engine
