#include "sim/engine/quantiles.h"

#include "sim/base/assert.h"
#include "sim/base/math.h"

namespace threeam::engine {

Quantiles::Quantiles(Distribution distribution, double sigma)
    : distribution_(distribution), sigma_(sigma) {
  THREEAM_ASSERT(distribution != Distribution::constant);
  for (std::uint32_t i = 1; i < kIntervals; ++i) {
    at_[i] = exact(static_cast<double>(i) / kIntervals);
  }
}

double Quantiles::exact(double p) const {
  return distribution_ == Distribution::exponential
             ? -det_log(1 - p)
             : det_exp(sigma_ * det_normal_quantile(p) - sigma_ * sigma_ / 2);
}

}  // namespace threeam::engine
