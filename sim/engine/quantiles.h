// Lengths of work as a table: drawing one costs a look instead of a logarithm or an exponential.
#pragma once

#include <array>
#include <cstddef>

#include "sim/model/scenario.h"

namespace threeam::engine {

// Quantiles of a distribution with mean 1. Linear between exact ones; at both ends, where the
// quantile function bends most, exact. Mean, coefficient of variation and percentiles are the
// distribution's own to less than 0.1 % up to a coefficient of variation of 3.
class Quantiles {
 public:
  // sigma: of the logarithm (lognormal). Not for constants.
  Quantiles(Distribution distribution, double sigma);

  // 0 < p < 1.
  double operator()(double p) const {
    if (p < kEnd || p >= 1 - kEnd) {
      return exact(p);
    }
    const double place = p * kIntervals;
    const auto i = static_cast<std::size_t>(place);
    return at_[i] + (place - static_cast<double>(i)) * (at_[i + 1] - at_[i]);
  }
  double exact(double p) const;

  Distribution distribution() const { return distribution_; }
  double sigma() const { return sigma_; }

 private:
  static constexpr std::size_t kIntervals = 512;
  static constexpr double kEnd = 1.0 / 64;  // share of either end; whole intervals

  Distribution distribution_;
  double sigma_;
  std::array<double, kIntervals + 1> at_ = {};  // at i / kIntervals, where it is used
};

}  // namespace threeam::engine
