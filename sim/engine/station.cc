// Instances behind a balancer: workers and who gets one, timeouts.
#include <algorithm>

#include "sim/engine/changes.h"
#include "sim/engine/lines.h"
#include "sim/engine/rollouts.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kHandshakeLuck = 0x746c73;         // names a connection's luck
constexpr std::uint64_t kBalancerLuck = 0x62616c616e6365;  // names a visit's draw at the balancer
constexpr std::uint64_t kKeyPlace = 0x6b65796564;          // names the place of a key

}  // namespace

// ---- visits ---------------------------------------------------------------------------------

// What new_visit() returns when none is free.
Index Simulation::add_visit() {
  state_.visits.emplace_back().phase = Phase::running;
  return static_cast<Index>(state_.visits.size() - 1);
}

// ---- balancer -------------------------------------------------------------------------------

// The first with the least requests from the cursor on; round robin: the first. The number of
// requests, then whether it is before the cursor, then its place: the least is the one to take.
// Which it is cannot be guessed, so the loop has no jump for it.
inline Index Simulation::idlest_instance(Service service, const GroupInfo& group,
                                         GroupState& state) {
  constexpr std::uint32_t kNobody = 1U << 28;
  constexpr std::uint32_t kPlaces = kMaxInstances;
  static_assert(((kMaxWorkers + kMaxWaiting) * 2 + 2) * kPlaces <= kNobody);
  const auto wanted = static_cast<std::uint32_t>(service);
  const auto slots = static_cast<std::uint32_t>(group.slots);
  const Instance* instances = state_.instances.data() + group.first;
  const std::uint32_t counted = group.balancer == Balancer::round_robin ? 0 : 0xffffffff;
  const std::uint32_t cursor = state.cursor;
  std::uint32_t best = ~std::uint32_t{0};
  for (std::uint32_t place = 0; place < slots; ++place) {
    const Instance& one = instances[place];
    const std::uint32_t requests = (one.busy + one.queue.count) & counted;
    const std::uint32_t out = static_cast<std::uint32_t>(one.service) ^ wanted;
    const std::uint32_t turn = requests * 2 + (place < cursor ? 1U : 0U);
    best = std::min(best, (turn * kPlaces + place) | out * kNobody);
  }
  if (best >= kNobody) {
    return kNone;
  }
  const std::uint32_t place = best % kPlaces;
  state.cursor = place + 1 == slots ? 0 : place + 1;  // the next tie goes to the next instance
  return static_cast<Index>(group.first) + place;
}

// kNone when none takes requests.
Index Simulation::choose_among(Service service, Index group, const Visit& visit) {
  const GroupInfo& info = model_.groups[group];
  if (info.balancer == Balancer::random) {
    return random_instance(service, info, visit);
  }
  if (info.balancer == Balancer::keyed) {
    return instance_of_key(service, info, visit);
  }
  return idlest_instance(service, info, state_.groups[group]);
}

Index Simulation::random_instance(Service service, const GroupInfo& group, const Visit& visit) {
  std::uint32_t candidates = 0;
  for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
    candidates += state_.instances[i].service == service ? 1U : 0U;
  }
  auto skip = static_cast<std::uint32_t>(draw(visit.key, kBalancerLuck) * candidates);
  for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
    if (state_.instances[i].service == service && skip-- == 0) {
      return static_cast<Index>(i);
    }
  }
  return kNone;
}

// That of the request's key, or the next one after it.
Index Simulation::instance_of_key(Service service, const GroupInfo& group, const Visit& visit) {
  const std::uint64_t place =
      derive_key(kKeyPlace, key_of_request(visit.request, group.zipf)) % group.slots;
  for (std::size_t i = 0; i < group.slots; ++i) {
    const std::size_t at = group.first + (place + i) % group.slots;
    if (state_.instances[at].service == service) {
      return static_cast<Index>(at);
    }
  }
  return kNone;
}

// The instance has a worker for it, a place in the line, or 503.
inline void Simulation::reach(Index id, Visit& visit, Index chosen) {
  if (!state_.handshake.empty() && fails_handshake(id, chosen)) {
    return;
  }
  Instance& instance = state_.instances[chosen];
  ++instance.arrived;
  if (instance.busy < state_.workers[chosen]) {
    return admit(id, visit, chosen);
  }
  queue_up(id, chosen);
}

// A visit has reached its component, and the balancer chooses an instance.
void Simulation::arrive(Index id, Visit& visit) {
  visit.start = state_.now;
  const Index group = model_.flows[visit.flow].group;
  const GroupInfo& info = model_.groups[group];
  const bool drawn = info.balancer == Balancer::random || info.balancer == Balancer::keyed;
  const Index chosen = drawn ? choose_among(Service::ready, group, visit)
                             : idlest_instance(Service::ready, info, state_.groups[group]);
  if (chosen == kNone) {
    return find_none_ready(id, visit, group);
  }
  reach(id, visit, chosen);
}

// When the balancer avoids all that would take requests, it fails open.
void Simulation::find_none_ready(Index id, Visit& visit, Index group) {
  const Index avoided = model_.has_health ? choose_among(Service::avoided, group, visit) : kNone;
  if (avoided != kNone) {
    return reach(id, visit, avoided);
  }
  ++state_.groups[group].nowhere;
  refuse(id, static_cast<Index>(model_.groups[group].first));
}

void Simulation::queue_up(Index id, Index chosen) {
  if (join_queue(id, chosen)) {
    return;
  }
  ++state_.instances[chosen].refused;
  if (model_.has_health) {
    note_answer(chosen, 503);
  }
  refuse(id, chosen);
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
void Simulation::admit(Index id, Visit& visit, Index chosen) {
  Instance& instance = state_.instances[chosen];
  const Flow* flow = &model_.flows[visit.flow];
  ++instance.busy;
  visit.instance = chosen;
  visit.phase = Phase::running;
  if (flow->version != instance.version) {
    visit.flow = Model::flow_of(model_.groups[flow->group], instance.version, flow->operation);
    flow = &model_.flows[visit.flow];
    if (visit.caller != kNone && state_.visits[visit.caller].instance == kNone) {
      state_.visits[visit.caller].flow = visit.flow;
    }
  }
  visit.pc = flow->program;
  take_turn(id);
  if (traced(id)) {
    trace_->admitted(id, visit, state_.now);
  }
}

// ---- workers --------------------------------------------------------------------------------

// One who waits or a message gets the free worker; a draining instance may have been waiting for
// it.
void Simulation::worker_free(Index id) {
  const Instance& instance = state_.instances[id];
  if (instance.queue.count > 0 || model_.instances[id].consumes) {
    fill_workers(id);
  }
  if (instance.service == Service::draining) {
    if_idle(id);
  }
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
    const Index next = next_in_queue(id);
    admit(next, state_.visits[next], id);
  }
  const InstanceInfo& info = model_.instances[id];
  for (const Index queue : model_.components[info.component].queues) {
    const Index at = queue * static_cast<Index>(model_.regions) + info.region;
    while (is_up(instance.service) && instance.busy < state_.workers[id] &&
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
      release_shared_pools(id);
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
  reset_pools(killed);
}

// ---- timeouts -------------------------------------------------------------------------------

// Takes it out of the lines of timers, accept queues and pools.
void Simulation::stop_waiting(Index id) {
  Visit& visit = state_.visits[id];
  leave_timer(visit);
  if (visit.phase == Phase::pool_waiting) {
    remove(state_.visits, state_.pools[model_.pool_place(visit.instance, visit.pool)].line, id);
  } else if (visit.phase == Phase::queued) {
    leave_queue(id);
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
  state.armed = 0;
  if (state.line.count > 0) {
    arm_timer(timer);
  }
}

// Its event is that of the first to wait.
void Simulation::arm_timer(Index timer) {
  Timer& state = state_.timers[timer];
  state.armed = 1;
  schedule(state_.visits[state.line.head].deadline, EventKind::timer, timer);
}

}  // namespace threeam::engine
