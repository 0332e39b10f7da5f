// Networks between regions, and between components that a change singles out.
#pragma once

#include "sim/engine/model.h"
#include "sim/engine/state.h"

namespace threeam::engine {

// The number of the pair in Model::edges, added when new.
Index intern_edge(Model& model, Index caller, Index callee);

// Is it a parameter of links?
bool is_of_links(Parameter parameter);

// Latency and loss as the scenario's links have them.
void reset_links(const Model& model, State& state);

// `level` of the change, on top of what is in force.
void apply_to_links(const Model& model, State& state, const ParameterChange& change, double level);

}  // namespace threeam::engine
