// Means and shares with the interval that the number of repetitions allows.
#pragma once

#include <span>

namespace threeam::cli {

struct Interval {
  double mean = 0;
  double low = 0;
  double high = 0;
};

// Mean of at least one value with its 95 % interval by Student's t; of one value, the value itself
// three times. The quantile of t is Abramowitz and Stegun 26.7.5, within 1 % from 3 degrees of
// freedom; 1 and 2 are tabulated.
Interval mean_interval(std::span<const double> values);

// Share of successes with Wilson's 95 % score interval (Wilson 1927), of at least one trial.
Interval share_interval(int successes, int trials);

}  // namespace threeam::cli
