#include "sim/base/math.h"

#include <bit>
#include <cmath>
#include <cstdint>

#include "sim/base/assert.h"

namespace threeam {

namespace {

// ln 2 in two parts: the upper one has 20 trailing zero bits, so that k * kLn2High is exact for
// every exponent k of a double (Cody and Waite 1980, section 2.3).
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kInverseLn2 = 1.44269504088896338700e+00;
constexpr double kSqrtHalf = 0.70710678118654752440;

// 2^exponent for a normal result.
double power_of_two(std::int64_t exponent) {
  return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

}  // namespace

double det_log(double x) {
  THREEAM_ASSERT(x > 0);
  std::int64_t exponent = 0;
  auto bits = std::bit_cast<std::uint64_t>(x);
  if (bits < (1ULL << 52)) {  // subnormal
    bits = std::bit_cast<std::uint64_t>(x * power_of_two(54));
    exponent = -54;
  }
  exponent += static_cast<std::int64_t>(bits >> 52) - 1023;
  // x = m * 2^exponent with m in [sqrt(1/2), sqrt(2)): no cancellation between the two parts below.
  double m = std::bit_cast<double>((bits & 0xfffffffffffffULL) | (1022ULL << 52));
  exponent += 1;
  if (m < kSqrtHalf) {
    m *= 2;
    exponent -= 1;
  }
  // ln m = 2 artanh(s) = 2 (s + s^3/3 + s^5/5 + ...), s = (m - 1) / (m + 1), |s| < 0.172: terms to
  // s^21 reach 1e-17. Pairs first (Estrin), so that the processor can work on several at once.
  const double s = (m - 1) / (m + 1);
  const double z = s * s;
  const double z2 = z * z;
  const double z4 = z2 * z2;
  const double low = (1.0 / 3 + z * (1.0 / 5)) + z2 * (1.0 / 7 + z * (1.0 / 9));
  const double middle = (1.0 / 11 + z * (1.0 / 13)) + z2 * (1.0 / 15 + z * (1.0 / 17));
  const double high = 1.0 / 19 + z * (1.0 / 21);
  const double sum = low + z4 * (middle + z4 * high);
  const double tail = 2 * s * z * sum;
  const auto k = static_cast<double>(exponent);
  return k * kLn2High + (2 * s + (tail + k * kLn2Low));
}

double det_exp(double x) {
  THREEAM_ASSERT(x > -700 && x < 700);
  const double scaled = x * kInverseLn2;
  const auto k = static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
  const double r = (x - static_cast<double>(k) * kLn2High) - static_cast<double>(k) * kLn2Low;
  // |r| < 0.35: the terms to r^13 / 13! leave 1e-18. Pairs first (Estrin).
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double r8 = r4 * r4;
  const double low = (1 + r) + r2 * (1.0 / 2 + r * (1.0 / 6));
  const double middle = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040));
  const double high =
      (1.0 / 40320 + r * (1.0 / 362880)) + r2 * (1.0 / 3628800 + r * (1.0 / 39916800));
  const double top = 1.0 / 479001600 + r * (1.0 / 6227020800);
  const double sum = (low + r4 * middle) + r8 * (high + r4 * top);
  return sum * power_of_two(k);
}

double det_normal_quantile(double p) {
  THREEAM_ASSERT(p > 0 && p < 1);
  constexpr double kLowTail = 0.02425;
  if (p < kLowTail || p > 1 - kLowTail) {
    const double q = det_sqrt(-2 * det_log(p < 0.5 ? p : 1 - p));
    const double numerator =
        ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q -
          2.549732539343734e+00) *
             q +
         4.374664141464968e+00) *
            q +
        2.938163982698783e+00;
    const double denominator =
        (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q +
         3.754408661907416e+00) *
            q +
        1;
    const double lower = numerator / denominator;
    return p < 0.5 ? lower : -lower;
  }
  const double q = p - 0.5;
  const double r = q * q;
  const double numerator =
      ((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r +
        1.383577518672690e+02) *
           r -
       3.066479806614716e+01) *
          r +
      2.506628277459239e+00;
  const double denominator =
      ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r +
        6.680131188771972e+01) *
           r -
       1.328068155288572e+01) *
          r +
      1;
  return q * numerator / denominator;
}

double det_sqrt(double x) {
  return std::sqrt(x);
}

double det_sin_turn(double turn) {
  // To one turn, then to the quarter around zero by symmetry: |x| <= pi / 2.
  double part = turn - std::floor(turn);
  double sign = 1;
  if (part >= 0.5) {
    part -= 0.5;
    sign = -1;
  }
  if (part > 0.25) {
    part = 0.5 - part;
  }
  const double x = part * 6.28318530717958647693;
  const double z = x * x;
  double sum = 1;
  for (int n = 20; n >= 2; n -= 2) {  // sin x = x (1 - z/(2 3) (1 - z/(4 5) (...)))
    sum = 1 - sum * z / (n * (n + 1));
  }
  return sign * x * sum;
}

}  // namespace threeam
