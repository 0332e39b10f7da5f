// Instances behind a balancer: accept queue, workers, pools of tokens, timeouts.
#include "sim/engine/changes.h"
#include "sim/engine/lines.h"
#include "sim/engine/rollouts.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kHandshakeLuck = 0x746c73;         // names a connection's luck
constexpr std::uint64_t kBalancerLuck = 0x62616c616e6365;  // names a visit's draw at the balancer

}  // namespace

// ---- visits ---------------------------------------------------------------------------------

Index Simulation::new_visit() {
  ++state_.live_visits;
  if (state_.free_visit != kNone) {
    const Index visit = state_.free_visit;
    state_.free_visit = state_.visits[visit].next;
    state_.visits[visit].next = kNone;
    state_.visits[visit].phase = Phase::running;
    return visit;
  }
  state_.visits.emplace_back();
  state_.visits.back().phase = Phase::running;
  return static_cast<Index>(state_.visits.size() - 1);
}

void Simulation::free_visit(Index visit) {
  state_.visits[visit] = Visit{};
  state_.visits[visit].next = state_.free_visit;
  state_.free_visit = visit;
  --state_.live_visits;
}

// ---- balancer -------------------------------------------------------------------------------

// kNone when no instance is ready.
Index Simulation::choose_instance(Index group, const Visit& visit) {
  const GroupInfo& info = model_.groups[group];
  GroupState& state = state_.groups[group];
  const auto slots = static_cast<std::uint32_t>(info.slots);
  std::uint32_t from = state.cursor;
  if (info.balancer == Balancer::random) {
    std::uint32_t ready = 0;
    for (std::uint32_t i = 0; i < slots; ++i) {
      ready += state_.instances[info.first + i].service == Service::ready ? 1U : 0U;
    }
    if (ready == 0) {
      return kNone;
    }
    auto skip = static_cast<std::uint32_t>(draw(visit.key, kBalancerLuck) * ready);
    for (std::uint32_t i = 0;; ++i) {
      if (state_.instances[info.first + i].service == Service::ready && skip-- == 0) {
        return static_cast<Index>(info.first + i);
      }
    }
  }
  Index best = kNone;
  std::uint32_t least = 0;
  for (std::uint32_t i = 0; i < slots; ++i, ++from) {
    from = from >= slots ? from - slots : from;
    const Instance& instance = state_.instances[info.first + from];
    if (instance.service != Service::ready) {
      continue;
    }
    const std::uint32_t requests = instance.busy + instance.queue.count;
    if (best == kNone || requests < least) {
      best = static_cast<Index>(info.first + from);
      least = requests;
      if (info.balancer == Balancer::round_robin || requests == 0) {
        break;
      }
    }
  }
  if (best != kNone) {  // the next tie goes to the next instance
    const auto next = static_cast<std::uint32_t>(best - info.first) + 1;
    state.cursor = next == slots ? 0 : next;
  }
  return best;
}

// A visit has reached its component: a worker, a place in the line, or 503.
void Simulation::arrive(Index id) {
  Visit& visit = state_.visits[id];
  const Flow& flow = model_.flows[visit.flow];
  const Index group = model_.group_of(flow.component, flow.region);
  const GroupInfo& info = model_.groups[group];
  const Index chosen = choose_instance(group, visit);
  visit.start = state_.now;
  if (chosen == kNone) {
    ++state_.groups[group].nowhere;
    return refuse(id, static_cast<Index>(info.first));
  }
  if (!state_.handshake.empty() && fails_handshake(id, chosen)) {
    return;
  }
  Instance& instance = state_.instances[chosen];
  ++instance.arrived;
  if (instance.busy < state_.workers[chosen]) {
    return admit(id, chosen);
  }
  if (instance.queue.count >= info.accept_queue) {
    ++instance.refused;
    return refuse(id, chosen);
  }
  visit.instance = chosen;
  visit.phase = Phase::queued;
  push_back(state_.visits, instance.queue, id);
}

// No connection: the instance never sees a request, the caller takes it for a 503.
bool Simulation::fails_handshake(Index id, Index instance) {
  Visit& visit = state_.visits[id];
  const double share = state_.handshake[instance];
  if (share <= 0 || draw(visit.key, kHandshakeLuck) >= share) {
    return false;
  }
  const Flow& flow = model_.flows[visit.flow];
  visit.flow = model_.flow_of(flow.component, flow.region, state_.instances[instance].version,
                              flow.operation);
  if (visit.caller != kNone && state_.visits[visit.caller].instance == kNone) {
    state_.visits[visit.caller].flow = visit.flow;
    state_.visits[visit.caller].marks |= kNoHandshake;
  }
  ++state_.handshake_failures[model_.instances[instance].group];
  if (traced(id)) {
    trace_->note(id, "no connection: the TLS handshake failed");
    trace_->ended(id, 0, state_.now);
  }
  answer(id, 503);
  free_visit(id);
  return true;
}

// Answers 503 in the name of an instance that did not take it.
void Simulation::refuse(Index id, Index instance) {
  Visit& visit = state_.visits[id];
  const Flow& flow = model_.flows[visit.flow];
  visit.flow = model_.flow_of(flow.component, flow.region, state_.instances[instance].version,
                              flow.operation);
  if (visit.caller != kNone && state_.visits[visit.caller].instance == kNone) {
    state_.visits[visit.caller].flow = visit.flow;
  }
  if (tape_ != nullptr) {
    tape_->answered(visit.flow, model_.status_index(503), 0);
  }
  if (traced(id)) {
    trace_->note(id, "refused: no worker free and the line is full");
    trace_->ended(id, 503, state_.now);
  }
  answer(id, 503);
  free_visit(id);
}

// Gives it a worker of the instance; it runs when the event at hand is over.
void Simulation::admit(Index id, Index chosen) {
  Instance& instance = state_.instances[chosen];
  Visit& visit = state_.visits[id];
  const Flow& flow = model_.flows[visit.flow];
  ++instance.busy;
  visit.instance = chosen;
  visit.phase = Phase::running;
  if (flow.version != instance.version) {
    visit.flow = model_.flow_of(flow.component, flow.region, instance.version, flow.operation);
  }
  visit.pc = model_.flows[visit.flow].program;
  if (visit.caller != kNone && state_.visits[visit.caller].instance == kNone) {
    state_.visits[visit.caller].flow = visit.flow;
  }
  if (traced(id)) {
    trace_->admitted(id, visit, state_.now);
  }
  ready_.push_back(id);
}

// ---- workers --------------------------------------------------------------------------------

void Simulation::leave_worker(Index instance) {
  Instance& state = state_.instances[instance];
  --state.busy;
  ++state.ended;
  fill_workers(instance);
  if_idle(instance);
}

// A draining instance without work can be taken out of service.
void Simulation::if_idle(Index instance) {
  const Instance& state = state_.instances[instance];
  if (state.service == Service::draining && state.busy == 0 && state.queue.count == 0) {
    rollout_idle(*this, state.rollout);
  }
}

void Simulation::fill_workers(Index id) {
  Instance& instance = state_.instances[id];
  while (instance.queue.count > 0 && instance.busy < state_.workers[id]) {
    admit(pop_front(state_.visits, instance.queue), id);
  }
  const InstanceInfo& info = model_.instances[id];
  for (const Index queue : model_.components[info.component].queues) {
    const Index at = queue * static_cast<Index>(model_.regions) + info.region;
    while (instance.service == Service::ready && instance.busy < state_.workers[id] &&
           state_.queues[at].ready.count > 0 && state_.queues[at].paused == 0) {
      take_message(id, at);
    }
  }
}

void Simulation::kill_work(Index killed) {
  for (Index id = 0; id < state_.visits.size(); ++id) {
    if (state_.visits[id].instance == killed && state_.visits[id].phase != Phase::free &&
        state_.visits[id].phase != Phase::ended) {
      ++state_.instances[killed].lost;
      cut_off(id, 503, "lost: the instance was stopped");
    }
  }
  reset_guards(killed);
  forget_caches(killed);
  reset_stocks(killed);
  read_flags(killed);
  Instance& instance = state_.instances[killed];
  instance.busy = 0;
  instance.queue = Line{};
  const InstanceInfo& info = model_.instances[killed];
  for (std::size_t p = 0; p < model_.scenario.components[info.component].pools.size(); ++p) {
    state_.pools[info.first_pool + p] = PoolState{};
  }
}

// ---- pools ----------------------------------------------------------------------------------

// True: it has the token. False: it waits, or has ended with 503.
bool Simulation::acquire(Index id, Index pool) {
  Visit& visit = state_.visits[id];
  const InstanceInfo& info = model_.instances[visit.instance];
  const PoolSpec& spec = model_.pool_specs[info.first_pool_spec + pool];
  PoolState& state = state_.pools[info.first_pool + pool];
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
  wait_until(id, spec.timer, spec.timeout);
  return false;
}

// Gives back every token that the visit holds.
void Simulation::release_pools(Index id) {
  Visit& visit = state_.visits[id];
  for (Index pool = 0; visit.pools != 0; ++pool) {
    if ((visit.pools >> pool) & 1) {
      visit.pools = static_cast<std::uint16_t>(visit.pools & ~(1U << pool));
      release(visit.instance, pool);
    }
  }
}

// Hands the token to the first who waits.
void Simulation::release(Index instance, Index pool) {
  PoolState& state = state_.pools[model_.instances[instance].first_pool + pool];
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
  ready_.push_back(id);
}

// ---- timeouts -------------------------------------------------------------------------------

// Without a timer it waits for ever.
void Simulation::wait_until(Index id, Index timer, Duration timeout) {
  Visit& visit = state_.visits[id];
  visit.timer = timer;
  if (timer == kNone) {
    return;
  }
  visit.deadline = state_.now + timeout;
  Timer& state = state_.timers[timer];
  Line& line = state.line;
  visit.timer_previous = line.tail;
  visit.timer_next = kNone;
  (line.tail == kNone ? line.head : state_.visits[line.tail].timer_next) = id;
  line.tail = id;
  ++line.count;
  if (state.armed == 0) {
    state.armed = 1;
    schedule(visit.deadline, EventKind::timer, timer);
  }
}

// Takes it out of the lines of timers, accept queues and pools.
void Simulation::stop_waiting(Index id) {
  Visit& visit = state_.visits[id];
  if (visit.timer != kNone) {
    Line& line = state_.timers[visit.timer].line;
    (visit.timer_previous == kNone ? line.head : state_.visits[visit.timer_previous].timer_next) =
        visit.timer_next;
    (visit.timer_next == kNone ? line.tail : state_.visits[visit.timer_next].timer_previous) =
        visit.timer_previous;
    --line.count;
    visit.timer = kNone;
  }
  if (visit.phase == Phase::pool_waiting) {
    const InstanceInfo& info = model_.instances[visit.instance];
    remove(state_.visits, state_.pools[info.first_pool + visit.pool].line, id);
  } else if (visit.phase == Phase::queued) {
    remove(state_.visits, state_.instances[visit.instance].queue, id);
  } else if (visit.phase == Phase::fetch_waiting) {
    leave_fetch(id);
  }
}

// The event of a timer may come when its visit has long gone on: then it moves to the new head.
void Simulation::timer_fired(Index timer) {
  Timer& state = state_.timers[timer];
  while (state.line.count > 0 && state_.visits[state.line.head].deadline <= state_.now) {
    timed_out(state.line.head);
  }
  state.armed = state.line.count > 0 ? 1 : 0;
  if (state.armed != 0) {
    schedule(state_.visits[state.line.head].deadline, EventKind::timer, timer);
  }
}

}  // namespace threeam::engine
