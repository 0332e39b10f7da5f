// Changes of parameters: factors on work, workers and traffic, ratios of errors, links (links.cc),
// and the share of arrivals that a drain has moved.
//
// Tables in the state hold the values of the moment; ramps move in steps of a second.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"
#include "sim/engine/links.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr Duration kRampStep = kSecond;

// How much of the change is in force: ramps in over `over`, out over the last `over` of `lasts`.
double intensity(const ParameterChange& change, Duration elapsed) {
  if (change.lasts > 0 && elapsed >= change.lasts) {
    return 0;
  }
  if (change.over <= 0) {
    return 1;
  }
  double level = static_cast<double>(elapsed) / static_cast<double>(change.over);
  if (change.lasts > 0) {
    level = std::min(
        level, static_cast<double>(change.lasts - elapsed) / static_cast<double>(change.over));
  }
  return std::clamp(level, 0.0, 1.0);
}

bool selects(const Model& model, const Selector& where, Index instance, Index version) {
  const InstanceInfo& info = model.instances[instance];
  return (where.component.empty() || where.component == model.component_name(info.component)) &&
         (where.region.empty() || where.region == model.region_name(info.region)) &&
         (where.instance < 0 || static_cast<std::size_t>(where.instance) == info.ordinal) &&
         (where.version.empty() ||
          where.version == model.components[info.component].version_names[version]);
}

void apply_to_instances(const Model& model, State& state, const ParameterChange& change,
                        double level) {
  const double factor = 1 + (change.factor - 1) * level;
  for (Index i = 0; i < model.instances.size(); ++i) {
    if (!selects(model, change.where, i, state.instances[i].version)) {
      continue;
    }
    const InstanceInfo& info = model.instances[i];
    const ComponentInfo& component = model.components[info.component];
    if (change.parameter == Parameter::workers) {
      const double workers = static_cast<double>(state.workers[i]) * factor + 0.5;
      state.workers[i] =
          static_cast<std::uint32_t>(std::min(workers, static_cast<double>(kMaxWorkers)));
      continue;
    }
    for (std::size_t o = 0; o < component.operations; ++o) {
      if (!change.where.operation.empty() &&
          change.where.operation != component.operation_names[o]) {
        continue;
      }
      if (change.parameter == Parameter::work_time) {
        state.work_factor[info.first_operation + o] *= factor;
      } else {
        double& ratio = state.error_ratio[info.first_operation + o];
        ratio = std::max(ratio, change.factor * level);
      }
    }
  }
}

void apply_to_streams(const Model& model, State& state, const ParameterChange& change,
                      double level) {
  for (std::size_t s = 0; s < model.streams.size(); ++s) {
    const StreamInfo& stream = model.streams[s];
    if ((change.route.empty() || change.route == model.scenario.traffic[stream.traffic].route) &&
        (change.where.region.empty() ||
         change.where.region == model.scenario.regions[stream.region])) {
      state.streams[s].factor *= 1 + (change.factor - 1) * level;
    }
  }
}

void reset_tables(const Model& model, State& state) {
  state.work_factor.assign(model.operation_slots, 1);
  state.error_ratio.assign(model.operation_slots, 0);
  state.workers.resize(model.instances.size());
  for (std::size_t i = 0; i < model.instances.size(); ++i) {
    state.workers[i] =
        static_cast<std::uint32_t>(model.scenario.components[model.instances[i].component].workers);
  }
  for (StreamState& stream : state.streams) {
    stream.factor = 1;
  }
  reset_links(model, state);
}

// The next moment at which the change's intensity differs from now's.
void wait_for_next(Simulation& simulation, Index control) {
  State& state = simulation.state();
  const auto& change = change_of<ParameterChange>(simulation.model(), state.controls[control]);
  const Duration elapsed = state.now - state.controls[control].begins;
  if (change.lasts > 0 && elapsed >= change.lasts) {
    return conclude(simulation, control, Outcome::State::done);
  }
  if (elapsed < change.over) {
    return step_at(simulation, control, state.now + std::min(kRampStep, change.over - elapsed));
  }
  if (change.lasts > 0) {
    const Duration ramp_out = change.lasts - change.over;
    const Duration next =
        elapsed < ramp_out ? ramp_out : std::min(elapsed + kRampStep, change.lasts);
    step_at(simulation, control, state.controls[control].begins + next);
  }
}

void parameter_step(Simulation& simulation, Index control) {
  wait_for_next(simulation, control);
  apply_parameters(simulation);
  for (Index i = 0; i < simulation.model().instances.size(); ++i) {
    simulation.fill_workers(i);
  }
}

Result<void> selectable(const Model& model, const ParameterChange& change) {
  const Selector& where = change.where;
  for (const std::string& component : {where.component, where.to_component}) {
    if (!component.empty() && model.find_component(component) == kNone) {
      return bad("selects a component that does not exist");
    }
  }
  for (const std::string& region : {where.region, where.from, where.to}) {
    if (!region.empty() && model.find_region(region) == kNone) {
      return bad("selects a region that does not exist");
    }
  }
  const bool of_links = !where.to_component.empty() || !where.from.empty() || !where.to.empty();
  if (of_links && !is_of_links(change.parameter)) {
    return bad("from, to and to_component select links: latency, loss or partition");
  }
  return {};
}

// ---- drain ------------------------------------------------------------------------------------

Duration drain_length(const Model& model, const Control& control) {
  const std::size_t events = model.scenario.timeline.size();
  return control.change < events ? 0 : model.scenario.actions[control.change - events].takes;
}

// To its own region: the way back.
double drain_target(const Drain& drain) {
  return drain.region == drain.to ? 0 : 1;
}

void drain_step(Simulation& simulation, Index control) {
  const Model& model = simulation.model();
  State& state = simulation.state();
  Control& self = state.controls[control];
  const auto& drain = change_of<Drain>(model, self);
  const Index region = model.find_region(drain.region);
  const Duration elapsed = state.now - self.begins;
  const Duration length = drain_length(model, self);
  const double level =
      elapsed >= length ? 1 : static_cast<double>(elapsed) / static_cast<double>(length);
  state.drained[region] = self.before + (drain_target(drain) - self.before) * level;
  if (elapsed >= length) {
    return conclude(simulation, control, Outcome::State::done);
  }
  step_at(simulation, control, std::min(state.now + kRampStep, self.begins + length));
}

}  // namespace

void apply_parameters(Simulation& simulation) {
  const Model& model = simulation.model();
  State& state = simulation.state();
  reset_tables(model, state);
  for (const Control& control : state.controls) {
    const auto* change = std::get_if<ParameterChange>(&model.change(control.change));
    if (change == nullptr || control.started == 0 || control.state != Outcome::State::running) {
      continue;
    }
    const double level = intensity(*change, state.now - control.begins);
    switch (change->parameter) {
      case Parameter::work_time:
      case Parameter::error_ratio:
      case Parameter::workers:
        apply_to_instances(model, state, *change, level);
        break;
      case Parameter::traffic:
        apply_to_streams(model, state, *change, level);
        break;
      case Parameter::latency:
      case Parameter::loss:
      case Parameter::partition:
        apply_to_links(model, state, *change, level);
        break;
    }
  }
  state.error_ratios = static_cast<std::uint32_t>(std::count_if(
      state.error_ratio.begin(), state.error_ratio.end(), [](double ratio) { return ratio > 0; }));
}

const ChangeKind kParameterChange = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& parameter = std::get<ParameterChange>(change);
      const bool share = parameter.parameter == Parameter::error_ratio ||
                         parameter.parameter == Parameter::loss ||
                         parameter.parameter == Parameter::partition;
      if (parameter.factor < 0 || parameter.factor > (share ? 1 : 1000) || parameter.over < 0 ||
          parameter.lasts < 0 || (parameter.lasts > 0 && parameter.lasts < parameter.over)) {
        return bad("needs a factor in range (0..1 for ratios) and lasts not below over");
      }
      return selectable(model, parameter);
    },
    [](const Model& /*model*/, const State& /*state*/, const Change& /*change*/) -> Result<void> {
      return {};
    },
    parameter_step, parameter_step,
    [](const Model& /*model*/, const State& /*state*/, const Control& /*control*/) {
      return std::string("over");
    }};

const ChangeKind kDrain = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& drain = std::get<Drain>(change);
      if (model.find_region(drain.region) == kNone || model.find_region(drain.to) == kNone) {
        return bad("needs two known regions");
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& drain = std::get<Drain>(change);
      const Index region = model.find_region(drain.region);
      if (state.drained[region] == drain_target(drain) &&
          (drain.region == drain.to || state.drained_to[region] == model.find_region(drain.to))) {
        return fail(ErrorCode::rejected,
                    fmt::format("the traffic of {} already goes to {}", drain.region, drain.to));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      State& state = simulation.state();
      const auto& drain = change_of<Drain>(simulation.model(), state.controls[control]);
      const Index region = simulation.model().find_region(drain.region);
      if (drain.region != drain.to) {
        state.drained_to[region] = simulation.model().find_region(drain.to);
      }
      state.controls[control].before = state.drained[region];
      drain_step(simulation, control);
    },
    drain_step,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& drain = change_of<Drain>(model, control);
      return fmt::format("the traffic of {} goes to {}", drain.region, drain.to);
    },
    true};

}  // namespace threeam::engine
