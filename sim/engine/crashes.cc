// Instances that start, die at once, and come back by themselves; what they need for that.
#include "sim/engine/changes.h"
#include "sim/engine/rollouts.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr Duration kStartAgain = 5 * kSecond;  // after there was not what it needs

}  // namespace

// ---- what an instance needs to run ------------------------------------------------------------

// True: it has it now.
bool Simulation::take_place(Index id) {
  if (state_.placed.empty() || state_.placed[id] != 0) {
    return true;
  }
  const InstanceInfo& info = model_.instances[id];
  const Index need = model_.needs[info.component];
  if (need == kNone) {
    return true;
  }
  StockState& stock = state_.stocks[stock_place(model_, model_.stocks[need], id)];
  stock.level = stock_level(model_, model_.stocks[need], stock, state_.now);
  stock.at = state_.now;
  const double amount = model_.scenario.components[info.component].needs->amount;
  if (stock.level < amount) {
    return false;
  }
  stock.level -= amount;
  state_.placed[id] = 1;
  return true;
}

void Simulation::leave_place(Index id) {
  if (state_.placed.empty() || state_.placed[id] == 0) {
    return;
  }
  const InstanceInfo& info = model_.instances[id];
  const Index need = model_.needs[info.component];
  StockState& stock = state_.stocks[stock_place(model_, model_.stocks[need], id)];
  stock.level = stock_level(model_, model_.stocks[need], stock, state_.now) +
                model_.scenario.components[info.component].needs->amount;
  stock.at = state_.now;
  state_.placed[id] = 0;
  settle_stocks(model_, state_);  // within its capacity
}

void Simulation::make_ready(Index id) {
  const bool placed = take_place(id);
  state_.instances[id].service = placed ? Service::ready : Service::down;
  if (!state_.health.empty()) {
    state_.health[id] = Health{};
  }
  if (!placed) {
    expect_back(id, state_.now + kStartAgain);
  }
}

// ---- death and return -------------------------------------------------------------------------

// Its work is lost. One that a rollout has in hand stays in its hand; any other is down for
// `back_after` (0: until it is replaced).
void Simulation::crash(Index id, Duration back_after) {
  Instance& instance = state_.instances[id];
  if (!is_up(instance.service) && instance.service != Service::draining) {
    return;
  }
  if (instance.rollout != kNone) {
    kill_work(id);
    return rollout_idle(*this, instance.rollout);
  }
  instance.service = Service::down;
  leave_place(id);
  kill_work(id);
  if (back_after > 0) {
    expect_back(id, state_.now + back_after);
  }
}

void Simulation::expect_back(Index instance, SimTime time) {
  state_.back.resize(state_.instances.size(), 0);
  state_.back[instance] = time;
  schedule(time, EventKind::comeback, instance);
}

// Events of instances that a rollout has taken in hand meanwhile, or that crashed again, are stale.
void Simulation::come_back(Index id) {
  Instance& instance = state_.instances[id];
  if (instance.service != Service::down || instance.rollout != kNone ||
      state_.back[id] != state_.now) {
    return;
  }
  make_ready(id);
  reset_stocks(id);
  apply_parameters(*this);
  fill_workers(id);
}

}  // namespace threeam::engine
