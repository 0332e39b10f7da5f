// From findings to five dimensions to one number.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "sim/model/scorecard.h"

namespace threeam::score {

// What each dimension weighs at a level; they sum to 1.
struct LevelWeights {
  std::string_view level;
  // fundamentals, system design, debugging, operational judgment, tradeoffs
  std::array<double, 5> weights;
};
std::span<const LevelWeights> level_weights();
// Their names, in that order.
std::span<const std::string_view> dimensions();

// For each dimension the weighted mean of its observed criteria's points / of (weights:
// criteria.h), and its weight at this level. A level we do not know is weighed as mid.
std::vector<Scorecard::DimensionScore> dimension_scores(const std::vector<Finding>& findings,
                                                        std::string_view level);

// Weighted mean over the observed dimensions; 0 when none is.
double process_score(const std::vector<Scorecard::DimensionScore>& dimensions);

}  // namespace threeam::score
