// Pools of tokens: connections, slots, locks. What is not given back is gone until its instance
// starts anew.
#include "sim/engine/lines.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

// True: it has the token. False: it waits, or has ended with 503.
bool Simulation::acquire(Index id, Index pool) {
  Visit& visit = state_.visits[id];
  const InstanceInfo& info = model_.instances[visit.instance];
  const PoolSpec& spec = model_.pool_specs[info.first_pool_spec + pool];
  PoolState& state = state_.pools[model_.pool_place(visit.instance, pool)];
  if (state.in_use < spec.size) {
    ++state.in_use;
    visit.pools = static_cast<std::uint16_t>(visit.pools | (1U << pool));
    return true;
  }
  if (state.line.count >= spec.waiting) {
    if (traced(id)) {
      const Pool& named = model_.scenario.components[info.component].pools[pool];
      trace_->note(id, "pool " + named.name + ": the waiting line is full");
    }
    finish(id, 503);
    return false;
  }
  visit.phase = Phase::pool_waiting;
  visit.pool = static_cast<std::uint8_t>(pool);
  visit.since = state_.now;
  push_back(state_.visits, state.line, id);
  wait_until(id, visit, spec.timer, spec.timeout);
  return false;
}

// Hands the token to the first who waits.
void Simulation::release(Index instance, Index pool) {
  PoolState& state = state_.pools[model_.pool_place(instance, pool)];
  if (state.line.count == 0) {
    --state.in_use;
    return;
  }
  const Index id = state.line.head;
  stop_waiting(id);
  Visit& visit = state_.visits[id];
  visit.pools = static_cast<std::uint16_t>(visit.pools | (1U << pool));
  visit.phase = Phase::running;
  ++visit.pc;
  if (traced(id)) {
    trace_->pool_waited(id, state_.now - visit.since);
  }
  take_turn(id);
}

// Gives back the tokens that the visit holds of the pools of `which`, a bit each.
void Simulation::release_pools(Index id, std::uint32_t which) {
  Visit& visit = state_.visits[id];
  for (Index pool = 0; (visit.pools & which) != 0; ++pool) {
    if (((visit.pools & which) >> pool) & 1) {
      visit.pools = static_cast<std::uint16_t>(visit.pools & ~(1U << pool));
      release(visit.instance, pool);
    }
  }
}

// What its instance shares with others, before it is cut off with the instance.
void Simulation::release_shared_pools(Index id) {
  const Visit& visit = state_.visits[id];
  std::uint32_t shared = 0;
  for (Index pool = 0; (visit.pools >> pool) != 0; ++pool) {
    const std::size_t spec = model_.instances[visit.instance].first_pool_spec + pool;
    shared |= ((visit.pools >> pool) & 1) != 0 && model_.pool_specs[spec].shared ? 1U << pool : 0;
  }
  release_pools(id, shared);
}

void Simulation::release_or_leak(Index id, const LeakSpec& spec) {
  Visit& visit = state_.visits[id];
  visit.pools = static_cast<std::uint16_t>(visit.pools & ~(1U << spec.pool));
  if (chance(visit, spec.chance)) {
    ++state_.leaked[model_.instances[visit.instance].first_pool + spec.pool];
  } else {
    release(visit.instance, spec.pool);
  }
}

// An instance has stopped and its visits are cut off: what it leaked is there again.
void Simulation::reset_pools(Index instance) {
  const InstanceInfo& info = model_.instances[instance];
  const auto pools = static_cast<Index>(model_.scenario.components[info.component].pools.size());
  for (Index pool = 0; pool < pools; ++pool) {
    std::uint32_t leaked = 0;
    if (!state_.leaked.empty()) {
      std::swap(leaked, state_.leaked[info.first_pool + pool]);
    }
    if (!model_.pool_specs[info.first_pool_spec + pool].shared) {
      state_.pools[info.first_pool + pool] = PoolState{};
      continue;
    }
    for (; leaked > 0; --leaked) {
      release(instance, pool);
    }
  }
}

}  // namespace threeam::engine
