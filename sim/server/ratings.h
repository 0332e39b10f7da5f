// Ratings of a round as one who rates may see them, and what they come to over many rounds. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "sim/model/json.h"
#include "sim/model/rating.h"
#include "sim/score/rated_rounds.h"

namespace threeam::server {

// Has this rater locked all dimensions? Only then may others' ratings be seen.
bool sees_others(const std::vector<Rater>& raters, Actor actor, std::string_view name);

// API.md, GET ratings.
Json ratings_json(const std::vector<Rater>& raters, Actor actor, std::string_view name,
                  bool interviewed);

// API.md, GET debrief: everything, for when nobody is waited for.
Json debrief_json(const std::vector<Rater>& raters);

// API.md, GET agreement.
Json agreement_json(const score::Agreement& agreement);

}  // namespace threeam::server
