#include "sim/score/interval.h"

#include "sim/base/assert.h"
#include "sim/base/math.h"

namespace threeam::score {

namespace {

constexpr double kNormal975 = 1.959963984540054;

constexpr double kNormal995 = 2.575829303548901;

// Of the upper tail of the two.
double t_quantile(Confidence confidence, double freedom) {
  const bool p95 = confidence == Confidence::p95;
  if (freedom < 1.5) {
    return p95 ? 12.706 : 63.657;
  }
  if (freedom < 2.5) {
    return p95 ? 4.303 : 9.925;
  }
  const double z = p95 ? kNormal975 : kNormal995;
  const double z3 = z * z * z;
  const double z5 = z3 * z * z;
  const double z7 = z5 * z * z;
  return z + (z3 + z) / (4 * freedom) + (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom * freedom) +
         (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom * freedom * freedom);
}

}  // namespace

threeam::Interval mean_interval(std::span<const double> values, Confidence confidence) {
  THREEAM_ASSERT(!values.empty());
  const auto count = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  const double mean = sum / count;
  if (values.size() == 1) {
    return {mean, mean, mean};
  }
  double squares = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  const double half = t_quantile(confidence, count - 1) * det_sqrt(squares / (count - 1) / count);
  return {mean, mean - half, mean + half};
}

threeam::Interval share_interval(int successes, int trials) {
  THREEAM_ASSERT(trials > 0 && successes >= 0 && successes <= trials);
  const double n = trials;
  const double share = successes / n;
  const double z2 = kNormal975 * kNormal975;
  const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const double half =
      kNormal975 / (1 + z2 / n) * det_sqrt(share * (1 - share) / n + z2 / (4 * n * n));
  // At the ends one bound is the share itself; rounding must not push it past.
  const double low = successes == 0 ? 0 : centre - half;
  const double high = successes == trials ? 1 : centre + half;
  return {share, low, high};
}

}  // namespace threeam::score
