#include "sim/engine/links.h"

#include <algorithm>

#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

bool names_components(const Selector& where) {
  return !where.component.empty() || !where.to_component.empty();
}

bool is_between(const Model& model, const Selector& where, Index caller, Index callee) {
  return (where.component.empty() || where.component == model.component_name(caller)) &&
         (where.to_component.empty() || where.to_component == model.component_name(callee));
}

bool is_on(const Model& model, const Selector& where, std::size_t from, std::size_t to) {
  const auto& regions = model.scenario.regions;
  return (where.region.empty() || where.region == regions[from] || where.region == regions[to]) &&
         (where.from.empty() || where.from == regions[from]) &&
         (where.to.empty() || where.to == regions[to]);
}

// Does a change of links name the two?
bool is_singled_out(const Model& model, Index caller, Index callee) {
  const auto names_them = [&](const Change& change) {
    const auto* parameter = std::get_if<ParameterChange>(&change);
    return parameter != nullptr && is_of_links(parameter->parameter) &&
           names_components(parameter->where) &&
           is_between(model, parameter->where, caller, callee);
  };
  bool any = false;
  for_each_change(model.scenario, [&](const Change& change) { any = any || names_them(change); });
  return any;
}

}  // namespace

Index intern_edge(Model& model, Index caller, Index callee) {
  const auto found = std::find_if(
      model.edges.begin(), model.edges.end(),
      [&](const EdgeInfo& edge) { return edge.caller == caller && edge.callee == callee; });
  const auto place = static_cast<Index>(found - model.edges.begin());
  if (found == model.edges.end()) {
    const bool apart = is_singled_out(model, caller, callee);
    model.edges.push_back({caller, callee, apart ? static_cast<Index>(model.links++) : kNone});
  }
  return place;
}

bool is_of_links(Parameter parameter) {
  return parameter == Parameter::latency || parameter == Parameter::loss ||
         parameter == Parameter::partition;
}

void reset_links(const Model& model, State& state) {
  const std::size_t regions = model.regions;
  state.latency.assign(regions * regions, 0);
  state.loss.assign(regions * regions, 0);
  state.edge_latency.assign(model.links * regions * regions, 1);
  state.edge_loss.assign(model.links * regions * regions, 0);
  for (const Link& link : model.scenario.links) {
    const Index from = model.find_region(link.from);
    const Index to = model.find_region(link.to);
    state.latency[from * regions + to] = link.latency;
    state.loss[from * regions + to] = link.loss;
    if (!link.directed) {
      state.latency[to * regions + from] = link.latency;
      state.loss[to * regions + from] = link.loss;
    }
  }
}

void apply_to_links(const Model& model, State& state, const ParameterChange& change, double level) {
  const bool latency = change.parameter == Parameter::latency;
  const double factor = latency ? 1 + (change.factor - 1) * level : change.factor * level;
  const std::size_t regions = model.regions;
  for (std::size_t link = 0; link < regions * regions; ++link) {
    if (!is_on(model, change.where, link / regions, link % regions)) {
      continue;
    }
    if (!names_components(change.where)) {
      if (latency) {
        state.latency[link] =
            static_cast<Duration>(static_cast<double>(state.latency[link]) * factor);
      } else {
        state.loss[link] = std::max(state.loss[link], factor);
      }
      continue;
    }
    for (const EdgeInfo& edge : model.edges) {
      if (edge.link == kNone || !is_between(model, change.where, edge.caller, edge.callee)) {
        continue;
      }
      const std::size_t at = edge.link * regions * regions + link;
      if (latency) {
        state.edge_latency[at] *= factor;
      } else {
        state.edge_loss[at] = std::max(state.edge_loss[at], factor);
      }
    }
  }
}

// The way between two components that a change of links names: what it does to them comes on top.
Way Simulation::way_between(const CallSpec& spec, std::size_t there, Way way) const {
  const std::size_t at = spec.link * model_.regions * model_.regions + there;
  way.travel = static_cast<Duration>(static_cast<double>(way.travel) * state_.edge_latency[at]);
  way.loss = std::max(way.loss, state_.edge_loss[at]);
  return way;
}

// The share of answers that do not get back from another region.
double Simulation::loss_back(Index from, Index to) const {
  return state_.loss[from * model_.regions + to];
}

}  // namespace threeam::engine
