#include "sim/base/math.h"

#include <bit>
#include <cmath>
#include <cstdint>

#include <gtest/gtest.h>

#include "sim/base/random.h"

namespace threeam {
namespace {

double relative_error(double value, double truth) {
  return truth == 0 ? std::abs(value) : std::abs(value / truth - 1);
}

TEST(Math, LogIsWithinItsBoundOfTheLibrary) {
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const auto words = philox(1, 2, i);
    const double x = uniform(words[0]) * std::pow(2.0, static_cast<int>(words[1] % 400) - 200);
    EXPECT_LT(relative_error(det_log(x), std::log(x)), 1e-14) << x;
    const double near_one = 1 + (uniform(words[2]) - 0.5) * 1e-3;
    EXPECT_LT(relative_error(det_log(near_one), std::log(near_one)), 1e-14) << near_one;
  }
  EXPECT_EQ(det_log(1.0), 0.0);
  EXPECT_LT(relative_error(det_log(4.9e-324), std::log(4.9e-324)), 1e-14);
}

TEST(Math, ExpIsWithinItsBoundOfTheLibrary) {
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const double x = (uniform(philox(1, 3, i)[0]) - 0.5) * 1399;
    EXPECT_LT(relative_error(det_exp(x), std::exp(x)), 1e-14) << x;
  }
  EXPECT_EQ(det_exp(0.0), 1.0);
}

TEST(Math, NormalQuantileInvertsTheDistributionFunction) {
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const double p = uniform(philox(1, 4, i)[0]);
    const double x = det_normal_quantile(p);
    const double back = 0.5 * std::erfc(-x / std::sqrt(2.0));
    const double density = std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0));
    EXPECT_LT(std::abs(back - p) / density, 1e-8) << p;
  }
  EXPECT_EQ(det_normal_quantile(0.5), 0.0);
  EXPECT_EQ(det_normal_quantile(0.0078125), -det_normal_quantile(0.9921875));
}

TEST(Math, SinTurnFollowsTheLibraryOverManyTurns) {
  for (int i = -4000; i <= 4000; ++i) {
    const double turn = i / 997.0;
    EXPECT_NEAR(det_sin_turn(turn), std::sin(2 * std::acos(-1.0) * turn), 2e-12) << turn;
  }
  EXPECT_EQ(det_sin_turn(0.0), 0.0);
}

// The contract across compilers: these bits are part of it.
TEST(Math, GivesTheSameBitsOnEveryCompiler) {
  EXPECT_EQ(std::bit_cast<std::uint64_t>(det_log(0.123456789)), 0xc000bc233add5d72ULL);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(det_exp(-3.75)), 0x3f981509354f0d29ULL);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(det_normal_quantile(0.001)), 0xc008b8cbb6ee2822ULL);
}

}  // namespace
}  // namespace threeam
