// What people rated, for the standing page.
#pragma once

#include <string>
#include <vector>

#include "sim/model/rating.h"

namespace threeam::score {

// A table of everybody's ratings with mean and range; empty until all who began have locked
// (rated_rounds.h), so that the page tells nobody what others think before their own are in.
std::string ratings_html(const std::vector<Rater>& raters, bool interviewed);

}  // namespace threeam::score
