#include "sim/engine/world.h"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "sim/base/assert.h"
#include "sim/engine/changes.h"
#include "sim/engine/conservation.h"
#include "sim/engine/hash.h"
#include "sim/engine/model.h"
#include "sim/engine/observe.h"
#include "sim/engine/recorder.h"
#include "sim/engine/simulation.h"
#include "sim/engine/state.h"
#include "sim/engine/tape.h"
#include "sim/engine/trace.h"

namespace threeam::engine {

World::World(std::shared_ptr<const Model> model, std::uint64_t seed, SimTime start, bool ordinary)
    : model_(std::move(model)), state_(std::make_unique<State>()) {
  Simulation(*model_, *state_).start(seed, start, ordinary);
}

World::World(std::shared_ptr<const Model> model, std::uint64_t seed)
    : World(model, seed, -model->scenario.past, false) {}

World World::ordinary(std::shared_ptr<const Model> model, std::uint64_t seed, SimTime start) {
  return World(std::move(model), seed, start, true);
}

World::World(const World& other)
    : model_(other.model_), state_(std::make_unique<State>(*other.state_)) {}

World& World::operator=(const World& other) {
  if (this != &other) {
    model_ = other.model_;
    *state_ = *other.state_;
  }
  return *this;
}

World::World(World&&) noexcept = default;
World& World::operator=(World&&) noexcept = default;
World::~World() = default;

const Model& World::model() const {
  return *model_;
}
SimTime World::now() const {
  return state_->now;
}

void World::advance(SimTime until, Recorder* recorder, Tracer* tracer) {
  if (until <= state_->now) {
    return;
  }
  Tape* tape = recorder == nullptr ? nullptr : recorder->columns_.get();
  std::optional<Trace> trace;
  if (tracer != nullptr) {
    trace.emplace(*model_, *tracer);
  }
  Simulation simulation(*model_, *state_, tape, trace ? &*trace : nullptr);
  if (tape != nullptr) {
    tape->attach(*state_);
    for (SimTime next = Tape::next_sample(state_->now); next <= until; next += kSampleInterval) {
      simulation.run(next);
      tape->sample(*state_);
    }
  }
  simulation.run(until);
  if (tape != nullptr) {
    tape->detach(*state_);
  }
}

Result<void> World::check(std::string_view action) const {
  const Index index = model_->find_action(action);
  if (index == kNone) {
    return fail(ErrorCode::not_found, fmt::format("there is no action {}", action));
  }
  return check_action(*model_, *state_, index);
}

void World::apply(std::string_view action, std::uint64_t command) {
  THREEAM_ASSERT(check(action).has_value());
  THREEAM_ASSERT(command != 0);
  Simulation(*model_, *state_).decide(model_->action_change(model_->find_action(action)), command);
}

std::vector<Outcome> World::outcomes() const {
  return list_outcomes(*model_, *state_);
}
Harm World::harm() const {
  return observe_harm(*model_, *state_);
}
std::vector<DatasetRows> World::datasets() const {
  return observe_datasets(*model_, *state_);
}
std::vector<World::VersionCount> World::versions() const {
  std::vector<VersionCount> counts;
  for (const GroupInfo& group : model_->groups) {
    const auto& names = model_->version_names(group.component);
    for (Index v = 0; v < names.size(); ++v) {
      const int ready = ready_instances(*state_, group, v);
      if (ready > 0) {
        counts.push_back({std::string(model_->component_name(group.component)),
                          std::string(model_->region_name(group.region)), names[v], ready});
      }
    }
  }
  return counts;
}

bool World::flag(std::string_view name) const {
  const Index index = model_->find_flag(name);
  return index != kNone && state_->flags[index] != 0;
}

bool World::silenced(std::string_view alert) const {
  const Index index = model_->find_alert(alert);
  return index != kNone && state_->silenced[index] != 0;
}

double World::unreadable_share(std::string_view dataset, std::string_view component,
                               std::string_view version) const {
  return observe_unreadable_share(*model_, *state_, dataset, component, version);
}

std::uint64_t World::state_hash() const {
  return hash_state(*state_);
}
std::size_t World::state_bytes() const {
  return bytes_of(*state_);
}
std::size_t World::state_bytes_beyond(const World& earlier) const {
  return bytes_of(*state_) - state_->messages.size() * sizeof(Message) +
         state_->messages.bytes_beyond(earlier.state_->messages);
}
std::uint64_t World::events() const {
  return state_->events;
}
std::string World::conservation_error() const {
  return find_conservation_error(*model_, *state_);
}

double weigh(const Harm& harm, const HarmWeights& weights) {
  return harm.failed_requests * weights.failed_request + harm.late_requests * weights.late_request +
         harm.wrong_rows * weights.wrong_row + harm.lost_rows * weights.lost_row +
         harm.wrong_effects * weights.wrong_effect + harm.late_messages * weights.late_message +
         harm.dead_messages * weights.dead_message;
}

}  // namespace threeam::engine
