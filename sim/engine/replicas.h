// Copies of a dataset in several regions, as others see them.
#pragma once

#include "sim/engine/model.h"
#include "sim/engine/state.h"

namespace threeam::engine {

// How long ago the oldest write was that the copy has not applied; 0 when it has them all.
double replication_lag_seconds(const Model& model, const State& state, Index set, Index region);

// Rows that were acknowledged and that no copy has where they count: neither the primary's nor a
// former primary's that can still be asked.
double lost_rows(const Model& model, const State& state, Index set);

// Rows that copies have wrong, or that only a former primary has.
double astray_rows(const Model& model, const State& state, Index set);

// Sum over the formats of one region.
double rows_in(const Model& model, const State& state, Index dataset, Index region);

}  // namespace threeam::engine
