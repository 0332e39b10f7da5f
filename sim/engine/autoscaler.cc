// Autoscalers: how many instances a component wants in a region, by what it measures there.
//
// The rule is that of Kubernetes' horizontal pod autoscaler (autoscaling/v2): wanted = ceil(total /
// target), nothing within a tenth of the target, up at once, down no sooner than `cooldown` after
// the last change. What is measured is a mean of one look a second.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/rollouts.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr Duration kLook = kSecond;
constexpr double kTolerance = 0.1;

const Autoscaler& autoscaler_of(const Model& model, Index group) {
  return *model.scenario.components[model.groups[group].component].autoscaler;
}

bool leaves(const State& state, const Instance& instance) {
  return instance.rollout != kNone &&
         state.rollouts[instance.rollout].purpose == Rollout::Purpose::remove;
}

// Instances that serve or will: those on their way out are not.
std::uint32_t counted(const State& state, const GroupInfo& group) {
  std::uint32_t count = 0;
  for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
    const Instance& instance = state.instances[i];
    count += instance.service != Service::absent && !leaves(state, instance) ? 1U : 0U;
  }
  return count;
}

bool removes_already(const State& state, Index group) {
  return std::any_of(state.rollouts.begin(), state.rollouts.end(), [&](const Rollout& one) {
    return one.group == group && one.purpose == Rollout::Purpose::remove &&
           one.step != Rollout::Step::finished;
  });
}

// Workers that work, and do not wait for an answer or a token.
std::uint32_t working(const State& state, const GroupInfo& group) {
  return static_cast<std::uint32_t>(
      std::count_if(state.visits.begin(), state.visits.end(), [&](const Visit& visit) {
        return visit.phase == Phase::working && visit.instance >= group.first &&
               visit.instance < group.first + group.slots;
      }));
}

// In whole instances (utilizations) or in all requests that wait.
double signal_now(const Model& model, const State& state, Index group_index) {
  const GroupInfo& group = model.groups[group_index];
  const ScalingSignal signal = autoscaler_of(model, group_index).signal;
  if (signal == ScalingSignal::cpu_utilization) {
    return static_cast<double>(working(state, group)) /
           model.scenario.components[group.component].workers;
  }
  double sum = 0;
  for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
    const Instance& instance = state.instances[i];
    if (signal == ScalingSignal::accept_queue) {
      sum += instance.queue.count;
    } else if (signal == ScalingSignal::worker_utilization && state.workers[i] > 0) {
      sum += static_cast<double>(instance.busy) / state.workers[i];
    }
  }
  return sum;
}

std::uint64_t arrived(const State& state, const GroupInfo& group) {
  std::uint64_t sum = 0;
  for (std::size_t i = group.first; i < group.first + group.slots; ++i) {
    sum += state.instances[i].arrived;
  }
  return sum;
}

}  // namespace

void Simulation::start_autoscalers() {
  for (const Index group : model_.autoscalers) {
    AutoscalerState state;
    state.wanted = static_cast<std::uint32_t>(model_.groups[group].initial);
    schedule(state_.now + kLook, EventKind::autoscaler,
             static_cast<Index>(state_.autoscalers.size()));
    state_.autoscalers.push_back(state);
  }
}

// The event of an autoscaler: it looks, and every `every` it decides.
void Simulation::autoscale(Index index) {
  const Index group_index = model_.autoscalers[index];
  const GroupInfo& group = model_.groups[group_index];
  const Autoscaler& spec = autoscaler_of(model_, group_index);
  AutoscalerState& state = state_.autoscalers[index];
  state.sum += signal_now(model_, state_, group_index);
  ++state.looks;
  schedule(state_.now + kLook, EventKind::autoscaler, index);
  if (static_cast<Duration>(state.looks) * kLook < spec.every) {
    return;
  }
  double total = state.sum / state.looks;
  if (spec.signal == ScalingSignal::request_rate) {
    const std::uint64_t all = arrived(state_, group);
    total = static_cast<double>(all - state.arrived) / state.looks;
    state.arrived = all;
  }
  state.sum = 0;
  state.looks = 0;
  const std::uint32_t present = counted(state_, group);
  const double share = total / (spec.target * std::max(present, 1U));
  if (present >= static_cast<std::uint32_t>(spec.min) && share > 1 - kTolerance &&
      share < 1 + kTolerance) {
    return;
  }
  const double most = std::min(total / spec.target, static_cast<double>(spec.max));
  auto wanted = static_cast<std::uint32_t>(most);
  wanted += static_cast<double>(wanted) < most ? 1U : 0U;
  state.wanted = std::max(wanted, static_cast<std::uint32_t>(spec.min));
  if (state.wanted > present) {
    start_instances(group_index, state.wanted - present, spec.startup);
    state.cool_until = state_.now + spec.cooldown;
  } else if (state.wanted < present && state_.now >= state.cool_until &&
             !removes_already(state_, group_index)) {
    state.cool_until = state_.now + spec.cooldown;
    begin_rollout(*this, kNone, group_index, Rollout::Purpose::remove, 0, present - state.wanted,
                  0);
  }
}

}  // namespace threeam::engine
