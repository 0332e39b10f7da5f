// Means and shares with the interval that the number of repetitions allows.
#pragma once

#include <span>

#include "sim/model/scorecard.h"

namespace threeam::score {

enum class Confidence { p95, p99 };

// Mean of at least one value with its interval by Student's t; of one value, the value itself three
// times. The quantile of t is Abramowitz and Stegun 26.7.5, within 2 % from 4 degrees of freedom
// (at 95 %, 1 % from 3); 1 and 2 are tabulated.
threeam::Interval mean_interval(std::span<const double> values,
                                Confidence confidence = Confidence::p95);

// Share of successes with Wilson's 95 % score interval (Wilson 1927), of at least one trial.
threeam::Interval share_interval(int successes, int trials);

}  // namespace threeam::score
