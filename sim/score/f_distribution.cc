#include "sim/score/f_distribution.h"

#include <array>

#include "sim/base/assert.h"
#include "sim/base/math.h"

namespace threeam::score {
namespace {

// ln gamma(x), x > 0: Lanczos' series with g = 7 and nine terms (Godfrey 2001). Half a unit and
// more is all that degrees of freedom ask for.
double log_gamma(double x) {
  constexpr std::array<double, 9> kTerms = {
      0.99999999999980993,  676.5203681218851,     -1259.1392167224028,
      771.32342877765313,   -176.61502916214059,   12.507343278686905,
      -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};
  constexpr double kHalfLogTwoPi = 0.91893853320467274178;
  if (x < 0.5) {
    return log_gamma(x + 1) - det_log(x);
  }
  const double shifted = x - 1;
  double sum = kTerms[0];
  for (std::size_t i = 1; i < kTerms.size(); ++i) {
    sum += kTerms[i] / (shifted + static_cast<double>(i));
  }
  const double t = shifted + 7.5;
  return kHalfLogTwoPi + (shifted + 0.5) * det_log(t) - t + det_log(sum);
}

// The fraction of section 6.4, which converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr int kStepsMax = 10000;
  constexpr double kTiny = 1e-300;
  constexpr double kClose = 1e-15;
  const auto off_zero = [](double value) {
    return value > -kTiny && value < kTiny ? kTiny : value;
  };
  double c = 1;
  double d = 1 / off_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int step = 1; step <= kStepsMax; ++step) {
    const double m = step;
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / off_zero(1 + even * d);
    c = off_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / off_zero(1 + odd * d);
    c = off_zero(1 + odd / c);
    const double change = d * c;
    fraction *= change;
    if (change > 1 - kClose && change < 1 + kClose) {
      break;
    }
  }
  return fraction;
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
  THREEAM_ASSERT(a > 0 && b > 0);
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  const double exponent =
      log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * det_log(x) + b * det_log(1 - x);
  const double front = exponent < -700 ? 0 : det_exp(exponent);
  if (x < (a + 1) / (a + b + 2)) {
    return front * beta_fraction(a, b, x) / a;
  }
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double f_quantile(double p, double df1, double df2) {
  THREEAM_ASSERT(p > 0 && p < 1);
  double low = 0;
  double high = 1;
  // A double between 0 and 1 has no more halves than this.
  for (int step = 0; step < 1100; ++step) {
    const double middle = low + (high - low) / 2;
    if (middle == low || middle == high) {
      break;
    }
    (incomplete_beta(df1 / 2, df2 / 2, middle) < p ? low : high) = middle;
  }
  return df2 * high / (df1 * (1 - low));
}

}  // namespace threeam::score
