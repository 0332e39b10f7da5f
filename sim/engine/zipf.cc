#include "sim/engine/zipf.h"

#include <algorithm>

#include "sim/base/math.h"

namespace threeam::engine {

Zipf::Zipf(std::uint32_t keys, double exponent) : exponent_(exponent) {
  double sum = 0;
  upper_.reserve(keys);
  for (std::uint32_t k = 1; k <= keys; ++k) {
    sum += det_exp(-exponent * det_log(k));
    upper_.push_back(sum);
  }
  for (double& upper : upper_) {
    upper /= sum;
  }
}

std::uint32_t Zipf::key(double luck) const {
  const auto at = std::upper_bound(upper_.begin(), upper_.end() - 1, luck);
  return static_cast<std::uint32_t>(at - upper_.begin());
}

}  // namespace threeam::engine
