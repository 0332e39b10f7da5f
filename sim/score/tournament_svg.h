// The tournament as one SVG: process against outcome, a dot for each who played; a figure a
// scenario, below one another. Stands alone; readable in black and white.
#pragma once

#include <string>
#include <vector>

#include "sim/score/tournament.h"

namespace threeam::score {

std::string tournament_svg(const std::vector<Tournament>& tournaments);

}  // namespace threeam::score
