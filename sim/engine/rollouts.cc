#include "sim/engine/rollouts.h"

#include <algorithm>

#include "sim/engine/changes.h"

namespace threeam::engine {

namespace {

// The instance to take next; kNone when there is none left.
Index choose_next(const Model& model, const State& state, Rollout& rollout) {
  const GroupInfo& group = model.groups[rollout.group];
  for (std::size_t i = rollout.cursor; i < group.slots; ++i) {
    const std::size_t ordinal =
        rollout.purpose == Rollout::Purpose::remove ? group.slots - 1 - i : i;
    const Instance& instance = state.instances[group.first + ordinal];
    const bool wanted =
        rollout.purpose != Rollout::Purpose::replace || instance.version != rollout.to;
    // One that has crashed is replaced too, lest it come back as it was.
    const bool crashed = rollout.purpose == Rollout::Purpose::replace &&
                         instance.service == Service::down && instance.rollout == kNone;
    if ((is_up(instance.service) || crashed) && wanted) {
      rollout.cursor =
          rollout.purpose == Rollout::Purpose::restart ? static_cast<std::uint32_t>(i + 1) : 0;
      return static_cast<Index>(group.first + ordinal);
    }
  }
  return kNone;
}

void wait_for(Simulation& simulation, Index rollout, SimTime time) {
  simulation.state().rollouts[rollout].due = time;
  simulation.schedule(time, EventKind::rollout, rollout);
}

void take_out(Simulation& simulation, Index id, Index chosen) {
  State& state = simulation.state();
  Rollout& rollout = state.rollouts[id];
  Instance& instance = state.instances[chosen];
  rollout.instance = chosen;
  rollout.back = state.now + rollout.each;
  instance.rollout = id;
  instance.service = Service::draining;
  if (rollout.purpose == Rollout::Purpose::restart) {
    simulation.kill_work(chosen);
  }
  rollout.step = Rollout::Step::draining;
  const bool idle = instance.busy == 0 && instance.queue.count == 0;
  wait_for(simulation, id, idle ? state.now : state.now + kDrainLimit);
}

void put_back(Simulation& simulation, Index id) {
  State& state = simulation.state();
  Rollout& rollout = state.rollouts[id];
  const Index returned = rollout.instance;
  Instance& instance = state.instances[returned];
  instance.rollout = kNone;
  simulation.make_ready(returned);
  if (rollout.purpose == Rollout::Purpose::replace) {
    instance.version = rollout.to;
  } else if (rollout.purpose == Rollout::Purpose::remove) {
    instance.service = Service::absent;
    simulation.leave_place(returned);
  }
  rollout.instance = kNone;
  rollout.step = Rollout::Step::next;
  --rollout.left;
  if (rollout.control != kNone) {
    ++state.controls[rollout.control].done;
  }
  apply_parameters(simulation);
  simulation.fill_workers(returned);
}

}  // namespace

void begin_rollout(Simulation& simulation, Index control, Index group, Rollout::Purpose purpose,
                   Index to, std::uint32_t count, Duration each) {
  State& state = simulation.state();
  Rollout rollout;
  rollout.control = control;
  rollout.group = group;
  rollout.purpose = purpose;
  rollout.to = to;
  rollout.left = count;
  rollout.each = each;
  // An autoscaler's rollouts come and go for ever; their places are used again.
  const auto ended = std::find_if(
      state.rollouts.begin(), state.rollouts.end(),
      [](const auto& one) { return one.control == kNone && one.step == Rollout::Step::finished; });
  const auto at = static_cast<Index>(ended - state.rollouts.begin());
  if (ended == state.rollouts.end()) {
    state.rollouts.push_back(rollout);
  } else {
    *ended = rollout;
  }
  wait_for(simulation, at, state.now);
}

void step_rollout(Simulation& simulation, Index id) {
  State& state = simulation.state();
  if (state.rollouts[id].due != state.now) {
    return;
  }
  switch (state.rollouts[id].step) {
    case Rollout::Step::finished:
      return;
    case Rollout::Step::draining: {
      Rollout& rollout = state.rollouts[id];
      simulation.kill_work(rollout.instance);
      state.instances[rollout.instance].service = Service::down;
      rollout.step = Rollout::Step::down;
      if (rollout.back > state.now) {
        return wait_for(simulation, id, rollout.back);
      }
      break;
    }
    case Rollout::Step::down:
    case Rollout::Step::next:
      break;
  }
  if (state.rollouts[id].step == Rollout::Step::down) {
    put_back(simulation, id);
  }
  Rollout& rollout = state.rollouts[id];
  const Index next = rollout.left > 0 ? choose_next(simulation.model(), state, rollout) : kNone;
  if (next == kNone) {
    rollout.step = Rollout::Step::finished;
    if (rollout.control != kNone) {
      rollout_ended(simulation, rollout.control);
    }
    return;
  }
  take_out(simulation, id, next);
}

void rollout_idle(Simulation& simulation, Index id) {
  if (id != kNone && simulation.state().rollouts[id].step == Rollout::Step::draining) {
    wait_for(simulation, id, simulation.state().now);
  }
}

void stop_rollouts(Simulation& simulation, Index control) {
  State& state = simulation.state();
  for (Rollout& rollout : state.rollouts) {
    if (rollout.control != control || rollout.step == Rollout::Step::finished) {
      continue;
    }
    rollout.step = Rollout::Step::finished;
    if (rollout.instance != kNone) {
      const Index returned = rollout.instance;
      rollout.instance = kNone;
      state.instances[returned].rollout = kNone;
      state.instances[returned].service = Service::ready;
      simulation.fill_workers(returned);
    }
  }
}

bool rollouts_finished(const State& state, Index control) {
  return std::none_of(state.rollouts.begin(), state.rollouts.end(), [&](const Rollout& one) {
    return one.control == control && one.step != Rollout::Step::finished;
  });
}

std::uint32_t instances_other_than(const Model& model, const State& state, Index group,
                                   Index version) {
  std::uint32_t count = 0;
  const GroupInfo& info = model.groups[group];
  for (std::size_t i = info.first; i < info.first + info.slots; ++i) {
    count += state.instances[i].service != Service::absent && state.instances[i].version != version
                 ? 1U
                 : 0U;
  }
  return count;
}

}  // namespace threeam::engine
