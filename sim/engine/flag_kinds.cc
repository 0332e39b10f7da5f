// Changes of flags, and how they reach instances.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kReachLuck = 0x7265616368;  // names when a change reaches an instance

// Whether instances see a flag is a row of flags_seen, for flags that some change moves gradually.
std::uint8_t* row_of(const Model& model, State& state, Index flag) {
  return model.gradual_flags[flag] == kNone
             ? nullptr
             : state.flags_seen.data() + model.gradual_flags[flag] * model.instances.size();
}

SimTime reaches(const State& state, const Control& control, const SetFlag& flag, Index instance) {
  const std::uint64_t key = derive_key(derive_key(kReachLuck, control.change), control.nth);
  const double luck = uniform(philox(state.seed, derive_key(key, instance), 0)[0]);
  return control.begins + static_cast<Duration>(luck * static_cast<double>(flag.over));
}

void flag_step(Simulation& simulation, Index index) {
  const Model& model = simulation.model();
  State& state = simulation.state();
  Control& control = state.controls[index];
  const auto& flag = change_of<SetFlag>(model, control);
  std::uint8_t* seen = row_of(model, state, model.find_flag(flag.name));
  bool later = false;
  SimTime next = 0;
  control.done = 0;
  for (Index i = 0; i < control.total; ++i) {
    const SimTime due = reaches(state, control, flag, i);
    if (due <= state.now) {
      seen[i] = flag.on ? 1 : 0;
      ++control.done;
    } else if (!later || due < next) {
      later = true;
      next = due;
    }
  }
  if (!later) {
    return conclude(simulation, index, Outcome::State::done);
  }
  step_at(simulation, index, next);
}

// What an earlier change has not reached yet, it never will.
void supersede(Simulation& simulation, Index index, const std::string& name) {
  State& state = simulation.state();
  for (Index i = 0; i < state.controls.size(); ++i) {
    const auto* other = std::get_if<SetFlag>(&simulation.model().change(state.controls[i].change));
    if (i != index && other != nullptr && other->name == name && state.controls[i].started != 0 &&
        state.controls[i].state == Outcome::State::running) {
      state.controls[i].stopped = 1;
      conclude(simulation, i, Outcome::State::failed);
    }
  }
}

void set_flag(Simulation& simulation, Index index) {
  const Model& model = simulation.model();
  State& state = simulation.state();
  const auto& flag = change_of<SetFlag>(model, state.controls[index]);
  const Index at = model.find_flag(flag.name);
  state.flags[at] = flag.on ? 1 : 0;
  supersede(simulation, index, flag.name);
  std::uint8_t* seen = row_of(model, state, at);
  if (seen != nullptr && flag.over > 0) {
    state.controls[index].total = static_cast<std::uint32_t>(model.instances.size());
    return flag_step(simulation, index);
  }
  if (seen != nullptr) {
    std::fill_n(seen, model.instances.size(), state.flags[at]);
  }
  conclude(simulation, index, Outcome::State::done);
}

}  // namespace

const ChangeKind kSetFlag = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& flag = std::get<SetFlag>(change);
      if (flag.over < 0) {
        return bad("over is not below 0");
      }
      return known(model.find_flag(flag.name), "flag", flag.name);
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& flag = std::get<SetFlag>(change);
      if ((state.flags[model.find_flag(flag.name)] != 0) == flag.on) {
        return not_now(fmt::format("{} is already {}", flag.name, flag.on ? "on" : "off"));
      }
      return {};
    },
    set_flag, flag_step,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& flag = change_of<SetFlag>(model, control);
      return fmt::format("{} is {} everywhere", flag.name, flag.on ? "on" : "off");
    }};

// An instance that starts reads its flags.
void Simulation::read_flags(Index instance) {
  for (Index flag = 0; flag < state_.flags.size() && !state_.flags_seen.empty(); ++flag) {
    if (std::uint8_t* seen = row_of(model_, state_, flag); seen != nullptr) {
      seen[instance] = state_.flags[flag];
    }
  }
}

}  // namespace threeam::engine
