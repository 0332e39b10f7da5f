// Changes of message queues and their consumers.
#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

template <class Kind>
Result<void> known_queue(const Model& model, const Change& change) {
  const auto& name = std::get<Kind>(change).queue;
  return known(model.find_queue(name), "queue", name);
}

bool paused(const Model& model, const State& state, Index queue) {
  return state.queues[queue * model.regions].paused != 0;
}

void set_paused(Simulation& simulation, const std::string& name, bool pause) {
  const Index queue = simulation.model().find_queue(name);
  for (Index r = 0; r < simulation.model().regions; ++r) {
    simulation.state().queues[queue * simulation.model().regions + r].paused = pause ? 1 : 0;
    simulation.dispatch(queue, r);
  }
}

}  // namespace

const ChangeKind kPauseConsumers = {
    known_queue<PauseConsumers>,
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& pause = std::get<PauseConsumers>(change);
      if (paused(model, state, model.find_queue(pause.queue))) {
        return not_now(fmt::format("the consumers of {} are already paused", pause.queue));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      set_paused(simulation, begin_and_end<PauseConsumers>(simulation, control).queue, true);
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("nobody takes messages from {}",
                         change_of<PauseConsumers>(model, control).queue);
    }};

const ChangeKind kResumeConsumers = {
    known_queue<ResumeConsumers>,
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& resume = std::get<ResumeConsumers>(change);
      if (!paused(model, state, model.find_queue(resume.queue))) {
        return not_now(fmt::format("the consumers of {} are not paused", resume.queue));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      set_paused(simulation, begin_and_end<ResumeConsumers>(simulation, control).queue, false);
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("messages are taken from {} again",
                         change_of<ResumeConsumers>(model, control).queue);
    }};

namespace {

std::uint32_t messages_in(const Model& model, const State& state, Index queue) {
  std::uint32_t messages = 0;
  for (std::size_t r = 0; r < model.regions; ++r) {
    const QueueState& one = state.queues[queue * model.regions + r];
    messages += one.ready.count + one.waiting.count;
  }
  return messages;
}

}  // namespace

const ChangeKind kPurgeQueue = {
    known_queue<PurgeQueue>,
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& purge = std::get<PurgeQueue>(change);
      if (messages_in(model, state, model.find_queue(purge.queue)) == 0) {
        return not_now(fmt::format("{} is empty", purge.queue));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const auto& purge = begin_and_end<PurgeQueue>(simulation, control);
      const Model& model = simulation.model();
      const Index queue = model.find_queue(purge.queue);
      simulation.state().controls[control].done = messages_in(model, simulation.state(), queue);
      for (Index r = 0; r < model.regions; ++r) {
        simulation.purge(queue, r);
      }
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("{} messages of {} are gone", control.done,
                         change_of<PurgeQueue>(model, control).queue);
    }};

}  // namespace threeam::engine
