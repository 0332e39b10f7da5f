// Messages and their consumers: every free worker of a ready instance takes the oldest message.
#include "sim/engine/lines.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kMessageLuck = 0x6d657373616765;  // names the visits of a message

}  // namespace

// False when there are too many messages alive.
bool Simulation::publish(Index id, const PublishSpec& spec) {
  if (state_.live_messages >= kMaxMessages) {
    return false;
  }
  ++state_.live_messages;
  Index message = state_.free_message;
  if (message == kNone) {
    message = static_cast<Index>(state_.messages.size());
    state_.messages.emplace_back();
  } else {
    state_.free_message = state_.messages[message].next;
  }
  const Visit& visit = state_.visits[id];
  const Index region = model_.flows[visit.flow].region;
  const Index at = spec.queue * static_cast<Index>(model_.regions) + region;
  Message& fresh = state_.messages[message];
  fresh = Message{};
  fresh.request = visit.request;
  fresh.request_class = visit.request_class;
  fresh.published = state_.now;
  fresh.queue = at;
  fresh.format = spec.format;
  push_back(state_.messages, state_.queues[at].ready, message);
  ++state_.queues[at].published;
  dispatch(spec.queue, region);
  return true;
}

void Simulation::dispatch(Index queue, Index region) {
  const Index at = queue * static_cast<Index>(model_.regions) + region;
  QueueState& state = state_.queues[at];
  const Index component = model_.queue_consumers[queue].component;
  const GroupInfo& group = model_.groups[model_.group_of(component, region)];
  while (state.ready.count > 0 && state.paused == 0) {
    Index idlest = kNone;
    for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
      const Instance& instance = state_.instances[i];
      if (is_up(instance.service) && instance.busy < state_.workers[i] &&
          (idlest == kNone || instance.busy < state_.instances[idlest].busy)) {
        idlest = static_cast<Index>(i);
      }
    }
    if (idlest == kNone) {
      return;
    }
    take_message(idlest, at);
  }
}

void Simulation::take_message(Index instance, Index at) {
  const Index message = pop_front(state_.messages, state_.queues[at].ready);
  ++state_.queues[at].in_hand;
  const Message& taken = state_.messages[message];
  const Index id = new_visit();
  Visit& visit = state_.visits[id];
  visit.request = taken.request;
  visit.request_class = taken.request_class;
  visit.key = derive_key(derive_key(key_of(taken.request), kMessageLuck + at), taken.attempts);
  visit.start = state_.now;
  visit.message = message;
  const InstanceInfo& info = model_.instances[instance];
  const auto queue = at / static_cast<Index>(model_.regions);
  visit.flow = model_.flow_of(info.component, info.region, state_.instances[instance].version,
                              model_.queue_consumers[queue].operation);
  ++state_.instances[instance].arrived;
  if (traced(id)) {
    trace_->asked(id, kNone, visit, static_cast<int>(taken.attempts), state_.now);
  }
  admit(id, visit, instance);
}

// An attempt at a message has ended with this status.
void Simulation::settle(Index message, int status) {
  Message& settled = state_.messages[message];
  QueueState& queue = state_.queues[settled.queue];
  const MessageQueue& spec = model_.scenario.queues[settled.queue / model_.regions];
  if (status < 400) {
    ++queue.consumed;
    if (in_window() && spec.late_after > 0 && state_.now - settled.published > spec.late_after) {
      state_.harm.late_messages += 1;
    }
    --queue.in_hand;
    return free_message(message);
  }
  ++queue.failed;
  ++settled.attempts;
  if (settled.attempts >= static_cast<std::uint32_t>(spec.attempts)) {
    ++queue.dead;
    state_.harm.dead_messages += in_window() ? 1 : 0;
    --queue.in_hand;
    return free_message(message);
  }
  give_back(message);
}

// Delivers it again after a while. All messages of a queue wait equally long, so the line is in
// order.
void Simulation::give_back(Index message) {
  Message& waiting = state_.messages[message];
  QueueState& queue = state_.queues[waiting.queue];
  --queue.in_hand;
  waiting.due = state_.now + model_.scenario.queues[waiting.queue / model_.regions].redelivery;
  push_back(state_.messages, queue.waiting, message);
  arm_redelivery(waiting.queue);
}

void Simulation::arm_redelivery(Index at) {
  QueueState& queue = state_.queues[at];
  if (queue.armed == 0 && queue.waiting.count > 0) {
    queue.armed = 1;
    schedule(state_.messages[queue.waiting.head].due, EventKind::redelivery, at);
  }
}

void Simulation::redeliver(Index at) {
  QueueState& queue = state_.queues[at];
  queue.armed = 0;
  while (queue.waiting.count > 0 && state_.messages[queue.waiting.head].due <= state_.now) {
    push_back(state_.messages, queue.ready, pop_front(state_.messages, queue.waiting));
  }
  arm_redelivery(at);
  const auto regions = static_cast<Index>(model_.regions);
  dispatch(at / regions, at % regions);
}

// Throws away what is not in hand; it counts as dead, for nobody will ever settle it.
void Simulation::purge(Index queue_index, Index region) {
  QueueState& queue = state_.queues[queue_index * model_.regions + region];
  for (Line* line : {&queue.ready, &queue.waiting}) {
    while (line->count > 0) {
      free_message(pop_front(state_.messages, *line));
      ++queue.dead;
      state_.harm.dead_messages += in_window() ? 1 : 0;
    }
  }
}

void Simulation::free_message(Index message) {
  state_.messages[message] = Message{};
  state_.messages[message].next = state_.free_message;
  state_.free_message = message;
  --state_.live_messages;
}

}  // namespace threeam::engine
