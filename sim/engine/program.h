// The parts of compile(): used by compile.cc and by one another only.
#pragma once

#include <string>

#include "sim/base/result.h"
#include "sim/engine/model.h"

namespace threeam::engine {

// Appends the program of one operation to model.code and returns where it begins. Names must
// resolve in the model's tables of components and operations; errors say which does not.
Result<Index> compile_program(Model& model, Index component, const Steps& steps, std::string where);

// The place of a table of quantiles in model.quantiles, added when new.
Index intern_quantiles(Model& model, Distribution distribution, double sigma);

// The number of `timeout` in model.timeouts, added when new; kNone for 0 (waits for ever).
Index intern_timeout(Model& model, Duration timeout);

// The number of a status in model.statuses, added when new.
Index intern_status(Model& model, int status);

// What compile() says of a scenario that it refuses; `where` is the place in it.
tl::unexpected<Error> refuse(std::string message, std::string where);

// The number of such a popularity of keys in model.zipfs, added when new.
Index intern_zipf(Model& model, std::uint32_t keys, double popularity);

// lanes.cc: tells requests apart by priority and tenant. Requires nothing.
Result<void> list_classes(Model& model);

// health.cc: lists the groups that are probed. Requires model.groups.
Result<void> add_health(Model& model);

// streams.cc: fills model.traffic and model.streams, and marks Flow::entry. Requires model.flows.
Result<void> add_traffic(Model& model);

// caches.cc: fills model.caches, zipfs and cache_entries. Requires model.groups.
Result<void> add_caches(Model& model);

// stocks.cc: fills model.stocks, before programs and, with their places, once there are groups.
Result<void> add_stocks(Model& model);
Result<void> place_stocks(Model& model);

// paths.cc: refuses circles of calls and calls to components without instances, and fills
// Flow::statuses and TrafficInfo::statuses. Requires model.flows, groups and statuses.
Result<void> check_paths(Model& model);

// recorded.cc: fills model.recorded_steps; refuses recordings without points.
Result<void> check_recorded(Model& model);

}  // namespace threeam::engine
