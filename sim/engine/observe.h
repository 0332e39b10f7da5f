// What can be read off a state without moving it.
#pragma once

#include <string_view>
#include <vector>

#include "sim/engine/model.h"
#include "sim/engine/state.h"
#include "sim/engine/world.h"

namespace threeam::engine {

int ready_instances(const State& state, const GroupInfo& group, Index version);
Harm observe_harm(const Model& model, const State& state);
std::vector<DatasetRows> observe_datasets(const Model& model, const State& state);
double observe_unreadable_share(const Model& model, const State& state, std::string_view dataset,
                                std::string_view component, std::string_view version);

}  // namespace threeam::engine
