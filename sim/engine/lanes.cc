// Accept queues: who waits at an instance, and who of them is next (Discipline).
//
// One line is in Instance::queue. Where there are several, one for each priority or tenant, they
// are in State::lanes, and Instance::queue only counts.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/lines.h"
#include "sim/engine/program.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

// ---- compiled -------------------------------------------------------------------------------

Result<void> list_classes(Model& model) {
  std::vector<int> priorities;
  std::vector<std::string> tenants;
  for (const Traffic& traffic : model.scenario.traffic) {
    priorities.push_back(traffic.priority);
    tenants.push_back(traffic.tenant);
  }
  std::sort(priorities.begin(), priorities.end());
  priorities.erase(std::unique(priorities.begin(), priorities.end()), priorities.end());
  std::sort(tenants.begin(), tenants.end());
  tenants.erase(std::unique(tenants.begin(), tenants.end()), tenants.end());
  model.priorities = static_cast<std::uint32_t>(priorities.size());
  model.tenants = static_cast<std::uint32_t>(tenants.size());
  for (const Traffic& traffic : model.scenario.traffic) {
    const auto rank = [](const auto& all, const auto& one) {
      return static_cast<std::uint32_t>(std::find(all.begin(), all.end(), one) - all.begin());
    };
    const RequestClass own{rank(priorities, traffic.priority), rank(tenants, traffic.tenant)};
    const auto same = std::find(model.classes.begin(), model.classes.end(), own);
    model.class_of_traffic.push_back(static_cast<std::uint8_t>(same - model.classes.begin()));
    if (same == model.classes.end()) {
      model.classes.push_back(own);
    }
  }
  if (model.classes.size() > kMaxClasses) {
    return refuse(fmt::format("{} different pairs of priority and tenant; at most {}",
                              model.classes.size(), kMaxClasses),
                  "traffic");
  }
  return {};
}

// ---- running --------------------------------------------------------------------------------

void Simulation::start_lanes() {
  state_.lanes.resize(model_.lanes);
  state_.turns.resize(model_.lanes > 0 ? model_.instances.size() : 0);
}

// Where a visit waits, or would.
Line& Simulation::line_of(Index instance, const Visit& visit) {
  const InstanceInfo& info = model_.instances[instance];
  const GroupInfo& group = model_.groups[info.group];
  if (group.lanes == 0) {
    return state_.instances[instance].queue;
  }
  const RequestClass& own = model_.classes[visit.request_class];
  return state_
      .lanes[info.first_lane + (group.discipline == Discipline::fair ? own.tenant : own.priority)];
}

// False: there is no room for it. Another may have lost its place to it.
bool Simulation::join_queue(Index id, Index chosen) {
  const GroupInfo& group = model_.groups[model_.instances[chosen].group];
  const std::uint32_t waiting = state_.instances[chosen].queue.count;
  if (group.discipline == Discipline::fair) {
    const std::uint32_t share = (group.accept_queue + group.lanes - 1) / group.lanes;
    if (line_of(chosen, state_.visits[id]).count >= share) {
      return false;
    }
  }
  if (waiting >= group.accept_queue) {
    const Index loser = loses_place_to(id, chosen);
    if (loser == kNone) {
      return false;
    }
    ++state_.instances[chosen].refused;
    cut_off(loser, 503, "refused: it lost its place in the line to another");
  }
  Visit& visit = state_.visits[id];
  visit.instance = chosen;
  visit.phase = Phase::queued;
  Line& line = line_of(chosen, visit);
  push_back(state_.visits, line, id);
  if (group.lanes > 0) {
    ++state_.instances[chosen].queue.count;
  }
  return true;
}

// Who leaves a full line for the visit; kNone: nobody.
Index Simulation::loses_place_to(Index id, Index chosen) const {
  const InstanceInfo& info = model_.instances[chosen];
  const GroupInfo& group = model_.groups[info.group];
  if (group.discipline == Discipline::lifo) {
    return state_.instances[chosen].queue.head;
  }
  if (group.discipline == Discipline::priority) {
    const std::uint32_t own = model_.classes[state_.visits[id].request_class].priority;
    for (std::uint32_t lane = group.lanes - 1; lane > own; --lane) {
      if (state_.lanes[info.first_lane + lane].count > 0) {
        return state_.lanes[info.first_lane + lane].tail;
      }
    }
  }
  return kNone;
}

void Simulation::leave_queue(Index id) {
  const Visit& visit = state_.visits[id];
  const Index instance = visit.instance;
  remove(state_.visits, line_of(instance, visit), id);
  if (model_.groups[model_.instances[instance].group].lanes > 0) {
    --state_.instances[instance].queue.count;
  }
}

// Takes out who is next; somebody waits.
Index Simulation::next_in_queue(Index instance) {
  const InstanceInfo& info = model_.instances[instance];
  const GroupInfo& group = model_.groups[info.group];
  Line& queue = state_.instances[instance].queue;
  if (group.discipline == Discipline::lifo) {
    const Index newest = queue.tail;
    remove(state_.visits, queue, newest);
    return newest;
  }
  if (group.lanes == 0) {
    return pop_front(state_.visits, queue);
  }
  --queue.count;
  std::uint32_t& turn = state_.turns[instance];
  std::uint32_t lane = group.discipline == Discipline::fair ? turn : 0;
  while (state_.lanes[info.first_lane + lane].count == 0) {
    lane = lane + 1 == group.lanes ? 0 : lane + 1;
  }
  turn = lane + 1 == group.lanes ? 0 : lane + 1;
  return pop_front(state_.visits, state_.lanes[info.first_lane + lane]);
}

// When the one came that has waited longest; somebody waits.
SimTime Simulation::waiting_since(Index instance) const {
  const InstanceInfo& info = model_.instances[instance];
  const GroupInfo& group = model_.groups[info.group];
  if (group.lanes == 0) {
    return state_.visits[state_.instances[instance].queue.head].start;
  }
  SimTime since = state_.now;
  for (std::uint32_t lane = 0; lane < group.lanes; ++lane) {
    const Line& line = state_.lanes[info.first_lane + lane];
    if (line.count > 0) {
      since = std::min(since, state_.visits[line.head].start);
    }
  }
  return since;
}

}  // namespace threeam::engine
