// Lengths of work as a table: drawing one costs a look instead of a logarithm or an exponential.
#pragma once

#include <array>
#include <cstdint>

#include "sim/base/random.h"
#include "sim/model/scenario.h"

namespace threeam::engine {

// Quantiles of a distribution with mean 1. Linear between exact ones; at both ends, where the
// quantile function bends most, exact. Mean, coefficient of variation and percentiles are the
// distribution's own to less than 0.1 % up to a coefficient of variation of 3.
class Quantiles {
 public:
  // sigma: of the logarithm (lognormal). Not for constants.
  Quantiles(Distribution distribution, double sigma);

  // At uniform(word). Where in the table that is, the word itself says: no conversion to wait for.
  double operator()(std::uint32_t word) const {
    const std::uint32_t i = word / kInterval;
    if (i - kEnd >= kIntervals - 2 * kEnd) {  // below kEnd it wraps
      return exact(uniform(word));
    }
    const double past = (static_cast<double>(word % kInterval) + 0.5) * (1.0 / kInterval);
    return at_[i] + past * (at_[i + 1] - at_[i]);
  }
  // 0 < p < 1.
  double exact(double p) const;

  Distribution distribution() const { return distribution_; }
  double sigma() const { return sigma_; }

 private:
  static constexpr std::uint32_t kIntervals = 512;
  static constexpr std::uint32_t kInterval = 0x80000000 / (kIntervals / 2);  // words
  static constexpr std::uint32_t kEnd = kIntervals / 64;  // intervals at either end

  Distribution distribution_;
  double sigma_;
  std::array<double, kIntervals + 1> at_ = {};  // at i / kIntervals, where it is used
};

}  // namespace threeam::engine
