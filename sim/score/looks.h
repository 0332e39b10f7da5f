// One look: what it was, and how far it can carry the true cause (evidence.h, Worth).
#pragma once

#include <optional>

#include "sim/model/journal.h"
#include "sim/score/aim.h"
#include "sim/score/evidence.h"

namespace threeam::score {

// From a `look` entry of the candidate; nullopt for a question that nobody was asked.
std::optional<Look> read_look(const Entry& entry, const Scenario& scenario, const Aim& aim,
                              const Shown& shown);

}  // namespace threeam::score
