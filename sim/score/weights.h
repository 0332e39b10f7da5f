// From findings to five dimensions to one number.
#pragma once

#include <string_view>
#include <vector>

#include "sim/model/scorecard.h"

namespace threeam::score {

// For each dimension the weighted mean of its observed criteria's points / of (weights:
// criteria.h), and its weight at this level. A level we do not know is weighed as mid.
std::vector<Scorecard::DimensionScore> dimension_scores(const std::vector<Finding>& findings,
                                                        std::string_view level);

// Weighted mean over the observed dimensions; 0 when none is.
double process_score(const std::vector<Scorecard::DimensionScore>& dimensions);

}  // namespace threeam::score
