#include "sim/engine/quantiles.h"

#include <cmath>
#include <cstdint>

#include <gtest/gtest.h>

namespace threeam::engine {
namespace {

struct Moments {
  double mean, cv;
};

// Of lengths drawn with every p that is the middle of one of 2^22 equal parts.
template <class Length>
Moments moments(const Length& length) {
  constexpr int kParts = 1 << 22;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < kParts; ++i) {
    const double x = length((i + 0.5) / kParts);
    sum += x;
    squares += x * x;
  }
  const double mean = sum / kParts;
  return {mean, std::sqrt(squares / kParts - mean * mean) / mean};
}

// What the table has for p, of the word that means it.
double at(const Quantiles& table, double p) {
  return table(static_cast<std::uint32_t>(p * 4294967296.0));
}

Moments drawn_moments(const Quantiles& table) {
  return moments([&](double p) { return at(table, p); });
}

void expect_the_distributions_own(const Quantiles& table) {
  const Moments truth = moments([&](double p) { return table.exact(p); });
  const Moments drawn = drawn_moments(table);
  EXPECT_NEAR(drawn.mean / truth.mean, 1, 1e-3);
  EXPECT_NEAR(drawn.cv / truth.cv, 1, 1e-3);
  for (const double p : {0.01, 0.02, 0.1, 0.25, 0.5003, 0.75, 0.9, 0.9512, 0.98, 0.99, 0.999}) {
    EXPECT_NEAR(at(table, p) / table.exact(p), 1, 1e-3) << p;
  }
}

TEST(Quantiles, HaveTheMomentsAndPercentilesOfTheExponential) {
  const Quantiles table(Distribution::exponential, 0);
  expect_the_distributions_own(table);
  EXPECT_NEAR(drawn_moments(table).mean, 1, 1e-3);
  EXPECT_NEAR(drawn_moments(table).cv, 1, 1e-3);
  EXPECT_NEAR(at(table, 0.99), -std::log(0.01), 1e-3);
}

TEST(Quantiles, HaveTheMomentsAndPercentilesOfTheLognormal) {
  for (const double cv : {0.1, 0.6, 1.0, 1.5, 3.0}) {
    SCOPED_TRACE(cv);
    const double sigma = std::sqrt(std::log(1 + cv * cv));
    const Quantiles table(Distribution::lognormal, sigma);
    expect_the_distributions_own(table);
    EXPECT_NEAR(drawn_moments(table).mean, 1, 1e-3);
    EXPECT_NEAR(at(table, 0.99), std::exp(2.3263478740408408 * sigma - sigma * sigma / 2), 1e-3);
  }
}

TEST(Quantiles, RiseWithoutAStepWhereTheTableBegins) {
  const Quantiles table(Distribution::lognormal, 0.8);
  for (const std::uint32_t joint : {1U << 26, 63U << 26}) {
    EXPECT_NEAR(table(joint) / table(joint - 1), 1, 1e-6);
  }
  double before = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double now = at(table, (i + 0.5) / 100'000);
    ASSERT_GT(now, before) << i;
    before = now;
  }
}

}  // namespace
}  // namespace threeam::engine
