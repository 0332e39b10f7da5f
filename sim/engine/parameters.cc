// Changes of parameters: factors on work, workers and traffic, ratios of errors, links (links.cc),
// and the share of arrivals that a drain has moved.
//
// Tables in the state hold the values of the moment; ramps move in steps of a second.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"
#include "sim/engine/clocks.h"
#include "sim/engine/links.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr Duration kRampStep = kSecond;

// How much of the change is in force: ramps in over `over`, out over the last `over` of `lasts`.
double intensity(const ParameterChange& change, Duration elapsed) {
  if (elapsed < 0 || (change.lasts > 0 && elapsed >= change.lasts)) {
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

// When, as elapsed time, the intensity is next another than it is at `elapsed`.
std::optional<Duration> next_difference(const ParameterChange& change, Duration elapsed) {
  if (elapsed < 0) {
    return 0;
  }
  if (elapsed < change.over) {
    return elapsed + std::min(kRampStep, change.over - elapsed);
  }
  if (change.lasts == 0 || elapsed >= change.lasts) {
    return std::nullopt;
  }
  const Duration ramp_out = change.lasts - change.over;
  return elapsed < ramp_out ? ramp_out : std::min(elapsed + kRampStep, change.lasts);
}

// How long ago the change began: for everybody, or by an instance's own clock.
Duration elapsed_on(const Model& model, const State& state, const Control& control,
                    Index instance) {
  if (!change_of<ParameterChange>(model, control).by_clock) {
    return state.now - control.begins;
  }
  return state.now - model.scenario.timeline[control.change].at +
         clock_offset(model, state.seed, instance);
}

bool selects(const Model& model, const Selector& where, Index instance, Index version) {
  const InstanceInfo& info = model.instances[instance];
  return (where.component.empty() || where.component == model.component_name(info.component)) &&
         (where.region.empty() || where.region == model.region_name(info.region)) &&
         (where.instance < 0 || static_cast<std::size_t>(where.instance) == info.ordinal) &&
         (where.version.empty() ||
          where.version == model.components[info.component].version_names[version]);
}

void apply_to_instances(const Model& model, State& state, const Control& control) {
  const auto& change = change_of<ParameterChange>(model, control);
  for (Index i = 0; i < model.instances.size(); ++i) {
    if (!selects(model, change.where, i, state.instances[i].version)) {
      continue;
    }
    const double level = intensity(change, elapsed_on(model, state, control, i));
    const double factor = 1 + (change.factor - 1) * level;
    const InstanceInfo& info = model.instances[i];
    const ComponentInfo& component = model.components[info.component];
    if (change.parameter == Parameter::workers) {
      const double workers = static_cast<double>(state.workers[i]) * factor + 0.5;
      state.workers[i] =
          static_cast<std::uint32_t>(std::min(workers, static_cast<double>(kMaxWorkers)));
      continue;
    }
    if (change.parameter == Parameter::handshake) {
      state.handshake[i] = std::max(state.handshake[i], change.factor * level);
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
      if (change.parameter == Parameter::unresolved) {
        state.unresolved[s] = std::max(state.unresolved[s], change.factor * level);
      } else {
        state.streams[s].factor *= 1 + (change.factor - 1) * level;
      }
    }
  }
}

void apply_to_caches(const Model& model, State& state, const ParameterChange& change,
                     double level) {
  for (std::size_t at = 0; at < state.caches.size(); ++at) {
    const Cache& cache = model.scenario.caches[at / model.regions];
    if ((change.where.component.empty() || change.where.component == cache.component) &&
        (change.where.cache.empty() || change.where.cache == cache.name) &&
        (change.where.region.empty() ||
         change.where.region == model.scenario.regions[at % model.regions])) {
      state.caches[at].ttl_factor *= 1 + (change.factor - 1) * level;
    }
  }
}

void apply_to_stocks(const Model& model, State& state, const ParameterChange& change,
                     double level) {
  const Selector& where = change.where;
  for (const StockInfo& info : model.stocks) {
    const Component& component = model.scenario.components[info.component];
    const Stock& stock = component.stocks[info.stock];
    if ((!where.component.empty() && where.component != component.name) ||
        (!where.stock.empty() && where.stock != stock.name)) {
      continue;
    }
    for (std::size_t i = 0; i < info.levels; ++i) {
      const Index region = stock_region(model, info, i);
      const bool here =
          where.region.empty() || region == kNone || where.region == model.scenario.regions[region];
      const bool this_one = where.instance < 0 || stock.scope != StockScope::instance ||
                            model.instances[info.first_instance + i].ordinal ==
                                static_cast<std::size_t>(where.instance);
      if (here && this_one) {
        StockState& one = state.stocks[info.first + i];
        (change.parameter == Parameter::stock_rate ? one.rate_factor : one.capacity_factor) *=
            1 + (change.factor - 1) * level;
      }
    }
  }
}

// Of the datasets that the component stores, to the replica in the region.
void apply_to_replicas(const Model& model, State& state, const ParameterChange& change,
                       double level) {
  for (std::size_t set = 0; set < model.replicated.size(); ++set) {
    const Dataset& dataset = model.scenario.datasets[model.replicated[set].dataset];
    for (std::size_t r = 0; r < model.regions; ++r) {
      if ((change.where.component.empty() || change.where.component == dataset.stored_in) &&
          (change.where.region.empty() || change.where.region == model.scenario.regions[r])) {
        state.copies[set * model.regions + r].speed *= 1 + (change.factor - 1) * level;
      }
    }
  }
}

void reset_tables(const Model& model, State& state) {
  for (CopyState& copy : state.copies) {
    copy.speed = 1;
  }
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
  state.unresolved.assign(state.unresolved.size(), 0);
  state.handshake.assign(state.handshake.size(), 0);
  settle_stocks(model, state);
  for (StockState& stock : state.stocks) {
    stock.capacity_factor = 1;
    stock.rate_factor = 1;
  }
  for (CacheState& cache : state.caches) {
    cache.ttl_factor = 1;
  }
  reset_links(model, state);
}

// The next moment at which the change's intensity differs from now's, somewhere.
void wait_for_next(Simulation& simulation, Index control) {
  const Model& model = simulation.model();
  State& state = simulation.state();
  const auto& change = change_of<ParameterChange>(model, state.controls[control]);
  std::optional<Duration> wait;
  bool over = change.lasts > 0;
  const auto look = [&](Duration elapsed) {
    over = over && elapsed >= change.lasts;
    const auto next = next_difference(change, elapsed);
    if (next && (!wait || *next - elapsed < *wait)) {
      wait = *next - elapsed;
    }
  };
  if (change.by_clock) {
    for (Index i = 0; i < model.instances.size(); ++i) {
      look(elapsed_on(model, state, state.controls[control], i));
    }
  } else {
    look(state.now - state.controls[control].begins);
  }
  if (over) {
    return conclude(simulation, control, Outcome::State::done);
  }
  if (wait) {
    step_at(simulation, control, state.now + *wait);
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
  const Action* action = model.action_of(control.change);
  return action == nullptr ? 0 : action->takes;
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
      case Parameter::handshake:
        apply_to_instances(model, state, control);
        break;
      case Parameter::traffic:
      case Parameter::unresolved:
        apply_to_streams(model, state, *change, level);
        break;
      case Parameter::latency:
      case Parameter::loss:
      case Parameter::partition:
        apply_to_links(model, state, *change, level);
        break;
      case Parameter::cache_ttl:
        apply_to_caches(model, state, *change, level);
        break;
      case Parameter::stock_capacity:
      case Parameter::stock_rate:
        apply_to_stocks(model, state, *change, level);
        break;
      case Parameter::replication_rate:
        apply_to_replicas(model, state, *change, level);
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
                         parameter.parameter == Parameter::partition ||
                         parameter.parameter == Parameter::unresolved ||
                         parameter.parameter == Parameter::handshake;
      if (parameter.factor < 0 || parameter.factor > (share ? 1 : 1000) || parameter.over < 0 ||
          parameter.lasts < 0 || (parameter.lasts > 0 && parameter.lasts < parameter.over)) {
        return bad("needs a factor in range (0..1 for ratios) and lasts not below over");
      }
      const bool of_instances = parameter.parameter == Parameter::work_time ||
                                parameter.parameter == Parameter::error_ratio ||
                                parameter.parameter == Parameter::workers ||
                                parameter.parameter == Parameter::handshake;
      if (parameter.by_clock && !of_instances) {
        return bad("only what instances do for themselves can go by their clocks");
      }
      if (!parameter.where.cache.empty() && model.find_cache(parameter.where.cache) == kNone) {
        return bad("selects a cache that does not exist");
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
