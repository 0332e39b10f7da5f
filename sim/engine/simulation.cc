#include "sim/engine/simulation.h"

#include <limits>

#include "sim/engine/changes.h"
#include "sim/engine/rollouts.h"

namespace threeam::engine {

void Simulation::start(std::uint64_t seed, SimTime from, bool ordinary) {
  state_.seed = seed;
  state_.now = from;
  state_.timers.resize(model_.timeouts.size());
  state_.instances.resize(model_.instances.size());
  state_.pools.resize(model_.pools);
  state_.leaked.resize(model_.leaks.empty() ? 0 : model_.pools);
  state_.guards.resize(model_.guards);
  state_.groups.resize(model_.groups.size());
  for (const GroupInfo& group : model_.groups) {
    for (std::size_t i = 0; i < group.initial; ++i) {
      state_.instances[group.first + i].service = Service::ready;
    }
  }
  state_.streams.resize(model_.streams.size());
  state_.shed.resize(model_.traffic.size(), 0);
  state_.drained.resize(model_.regions, 0);
  state_.drained_to.resize(model_.regions, kNone);
  state_.queues.resize(model_.scenario.queues.size() * model_.regions);
  state_.datasets.resize(model_.scenario.datasets.size() * model_.regions);
  state_.rows.resize(model_.formats * model_.regions, 0);
  state_.share.resize(model_.formats * model_.regions, 0);
  state_.written.resize(model_.formats * model_.regions, 0);
  for (Index d = 0; d < model_.scenario.datasets.size(); ++d) {
    const Dataset& dataset = model_.scenario.datasets[d];
    const std::size_t format =
        model_.first_format[d] + model_.find_format(d, dataset.initial_format);
    for (std::size_t r = 0; r < model_.regions; ++r) {
      state_.rows[format * model_.regions + r] =
          dataset.initial_rows / static_cast<double>(model_.regions);
      state_.share[format * model_.regions + r] = 1;
    }
  }
  for (const Flag& flag : model_.scenario.flags) {
    state_.flags.push_back(flag.on ? 1 : 0);
    if (model_.gradual_flags[state_.flags.size() - 1] != kNone) {
      state_.flags_seen.resize(state_.flags_seen.size() + model_.instances.size(),
                               state_.flags.back());
    }
  }
  start_caches();
  start_stocks();
  place_first_instances();
  start_autoscalers();
  start_lanes();
  start_probes();
  state_.silenced.resize(model_.scenario.alerts.size(), 0);
  if (model_.can_change(Parameter::unresolved)) {
    state_.unresolved.resize(model_.streams.size());
  }
  if (model_.can_change(Parameter::handshake)) {
    state_.handshake.resize(model_.instances.size());
    state_.handshake_failures.resize(model_.groups.size());
  }
  start_replication();
  apply_parameters(*this);

  for (Index s = 0; s < model_.streams.size(); ++s) {
    state_.streams[s].minute = state_.now / kMinute - (state_.now % kMinute < 0 ? 1 : 0);
    schedule_arrival(s);
  }
  for (Index e = 0; !ordinary && e < model_.scenario.timeline.size(); ++e) {
    decide(e, 0);
  }
}

void Simulation::run(SimTime until) {
  THREEAM_ASSERT(until < std::numeric_limits<SimTime>::max());
  EventHeap& heap = state_.heap;
  for (heap.close(); heap.next_time() <= until; heap.close()) {
    const Event event = heap.pop();
    state_.now = event.time;
    ++state_.events;
    if (event.kind() == EventKind::visit) {
      visit_event(event.index());
    } else {
      handle(event);
    }
    // Those that can go on now, in the order in which they became able to; more may join them.
    while (next_turn_ != kNone) {
      const Index id = next_turn_;
      Visit& visit = state_.visits[id];
      next_turn_ = visit.next;
      last_turn_ = next_turn_ == kNone ? kNone : last_turn_;
      visit.next = kNone;
      interpret(id, visit);
    }
  }
  if (until > state_.now) {
    state_.now = until;
  }
}

// Mostly it is a visit's, which run() handles itself.
void Simulation::handle(Event event) {
  switch (event.kind()) {
    case EventKind::arrival:
      arrive_client(event.index());
      break;
    case EventKind::visit:
      visit_event(event.index());
      break;
    case EventKind::timer:
      timer_fired(event.index());
      break;
    case EventKind::redelivery:
      redeliver(event.index());
      break;
    case EventKind::control:
      step_control(*this, event.index());
      break;
    case EventKind::rollout:
      step_rollout(*this, event.index());
      break;
    case EventKind::stock:
      stock_event(event.index());
      break;
    case EventKind::comeback:
      come_back(event.index());
      break;
    case EventKind::autoscaler:
      autoscale(event.index());
      break;
    case EventKind::probes:
      probe(event.index());
      break;
    case EventKind::readmit:
      readmit(event.index());
      break;
    case EventKind::replicate:
      replicate(event.index());
      break;
  }
}

}  // namespace threeam::engine
