// JSON of the world's truth, for interviewers and reviewers, and of what everybody may see of a
// round's progress. Shapes: API.md.
#pragma once

#include "sim/base/result.h"
#include "sim/engine/world.h"
#include "sim/model/json.h"
#include "sim/server/room.h"

namespace threeam::server {

// {"error": {code, message, where}}
Json error_json(const Error& error);
std::string_view code_name(ErrorCode code);
int http_status(ErrorCode code);

// {kind: amount}
Json harm_json(const engine::Harm& harm);
Json datasets_json(const engine::World& world, const Scenario& scenario);
Json versions_json(const engine::World& world);

// The round's actions so far and how they go, as of `world`; `command` in the role's numbers.
Json commands_json(const Room& room, const engine::World& world, Role role);
// The alerts of a frame at `time`.
Json alerts_json(const round::Round& round, SimTime time);

// {harm, harm_units, datasets, versions, options_at_ns}: the interviewer's part of a frame.
Json truth_json(const Room& room);
// GET /world?at_ns=...
Json world_json(const Room& room, SimTime time);

// [{name, title, unit, group, labels[]}]
Json metrics_catalogue_json(const Scenario& scenario);

// GET /api/round/KEY. `covered`: the truth as who rates may see it (cover.h).
Json opening_json(const Room& room, Role role, bool covered);

}  // namespace threeam::server
