// Suspects: rival causes that fit the page, as worlds beside the true one.
#pragma once

#include <memory>
#include <string>

#include "sim/base/result.h"
#include "sim/model/scenario.h"

namespace threeam::score {

// The scenario in which this suspect is the cause. Its `harmless` changes are announced and do
// nothing: a version works like the one it replaces, whatever else is deployed or put back; a flag
// is not set, a fault does not come. Its own events happen, unannounced. Actions, harm, alerts and
// names are the scenario's.
Scenario world_of(const Scenario& scenario, const Suspect& suspect);

// Does it look like the page? The page's alert fires within a minute of the page, before or after,
// in one world of this suspect (a second or two of CPU). Else an error that says what was seen.
Result<void> fits_page(const Scenario& scenario, const Suspect& suspect, std::uint64_t seed);

// The true one; null when there is none.
const Suspect* true_suspect(const Scenario& scenario);

}  // namespace threeam::score
