// The engine against closed forms. Runs are long enough that 1 % is more than three standard errors
// of what is estimated; seeds are fixed, so a run either always passes or always fails.
#include <cmath>

#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;

// Probability that an arrival waits in M/M/c with offered load a (Erlang C, by Erlang B's
// recursion).
double erlang_b(int servers, double load) {
  double blocked = 1;
  for (int n = 1; n <= servers; ++n) {
    blocked = load * blocked / (n + load * blocked);
  }
  return blocked;
}
double erlang_c(int servers, double load) {
  const double blocked = erlang_b(servers, load);
  const double rho = load / servers;
  return blocked / (1 - rho * (1 - blocked));
}

engine::Recorder run(const Scenario& scenario, std::uint64_t seed, Duration length) {
  const auto model = compiled(scenario);
  engine::World world(model, seed);
  engine::Recorder recorder(*model);
  world.advance(length, &recorder);
  EXPECT_EQ(world.conservation_error(), "");
  return recorder;
}

constexpr std::size_t kWarm = 12;  // samples to leave out: a minute

TEST(Queueing, WaitsInMMcAreErlangs) {
  const int servers = 4;
  const double rate = 600;
  const Duration work = 4 * kMillisecond;
  const double load = rate * 0.004;
  const auto recorder =
      run(scenario({service("s", 1, servers, 60'000, steps(use(work)))}, {traffic("t", "s", rate)}),
          11, 10 * kMinute);
  const double waits = erlang_c(servers, load);
  const double drain = servers / 0.004 - rate;
  const double mean = 0.004 + waits / drain;
  EXPECT_NEAR(mean_seconds(recorder, {"s"}, kWarm) / mean, 1, 0.01);
  // P(sojourn > t) for mu != drain (Gross and Harris, section 2.4).
  const double mu = 1 / 0.004;
  for (const double t : {0.008, 0.012}) {
    const double tail =
        (1 + waits * mu / (mu - drain) * (std::exp((mu - drain) * t) - 1)) * std::exp(-mu * t);
    const auto bound = static_cast<Duration>(std::llround(t * 1e9));
    EXPECT_NEAR(share_above(recorder, {"s"}, bound, kWarm) / tail, 1, 0.02) << t;
  }
}

TEST(Queueing, WaitsInMG1ArePollaczekAndKhinchines) {
  const double rate = 600;
  const double work = 0.001;
  const double cv = 1;
  const auto recorder = run(
      scenario({service("s", 1, 1, 60'000, steps(use(kMillisecond, Distribution::lognormal, cv)))},
               {traffic("t", "s", rate)}),
      12, 40 * kMinute);
  const double rho = rate * work;
  const double wait = rho * work * (1 + cv * cv) / 2 / (1 - rho);
  EXPECT_NEAR(mean_seconds(recorder, {"s"}, kWarm) / (work + wait), 1, 0.01);
}

TEST(Queueing, ConstantWorkWaitsHalfAsLong) {
  const auto recorder =
      run(scenario({service("s", 1, 1, 60'000, steps(use(kMillisecond, Distribution::constant)))},
                   {traffic("t", "s", 800)}),
          13, 6 * kMinute);
  EXPECT_NEAR(mean_seconds(recorder, {"s"}, kWarm) / (0.001 + 0.8 * 0.001 / 2 / 0.2), 1, 0.01);
}

TEST(Queueing, LossInMMcKIsTheFullStatesShare) {
  const int servers = 3;
  const int room = 5;  // in the accept queue
  const double load = 3.3;
  const auto recorder = run(scenario({service("s", 1, servers, room, steps(use(4 * kMillisecond)))},
                                     {traffic("t", "s", load / 0.004)}),
                            14, 6 * kMinute);
  double term = 1;
  double total = 1;
  for (int n = 1; n <= servers + room; ++n) {
    term *= load / std::min(n, servers);
    total += term;
  }
  const double lost = sum(recorder, SeriesId::http_requests_total, {"s", "503"}) /
                      sum(recorder, SeriesId::http_requests_total, {"s"});
  EXPECT_NEAR(lost / (term / total), 1, 0.01);
}

TEST(Queueing, LossWithoutARoomToWaitIsErlangs) {
  const double load = 6;
  const auto recorder = run(scenario({service("s", 1, 8, 0, steps(use(10 * kMillisecond)))},
                                     {traffic("t", "s", load / 0.010)}),
                            15, 32 * kMinute);
  const double lost = sum(recorder, SeriesId::http_requests_total, {"s", "503"}) /
                      sum(recorder, SeriesId::http_requests_total, {"s"});
  EXPECT_NEAR(lost / erlang_b(8, load), 1, 0.015);
}

// L = lambda W, where L is the mean of the gauges and W that of the histogram. Work is slow, so
// that samples 5 s apart follow the queues closely.
TEST(Queueing, LittlesLawHoldsBetweenGaugesAndHistograms) {
  const auto recorder = run(
      scenario({service("front", 2, 12, 600, steps(use(200 * kMillisecond), call("back", "do"))),
                service("back", 2, 4, 600, steps(use(kSecond)))},
               {traffic("t", "front", 5)}),
      16, 16 * kHour);
  for (const char* component : {"front", "back"}) {
    const auto samples = static_cast<double>(recorder.samples() - kWarm);
    const double inside = (sum(recorder, SeriesId::workers_busy, {component}, kWarm) +
                           sum(recorder, SeriesId::accept_queue_length, {component}, kWarm)) /
                          samples;
    const double arrivals =
        sum(recorder, SeriesId::http_requests_total, {component}, kWarm) / (samples * 5);
    EXPECT_NEAR(inside / (arrivals * mean_seconds(recorder, {component}, kWarm)), 1, 0.01)
        << component;
  }
}

// Random routing splits a Poisson stream into independent ones.
TEST(Queueing, RandomBalancingMakesIndependentQueues) {
  Component one = service("s", 4, 1, 60'000, steps(use(4 * kMillisecond)));
  one.balancer = Balancer::random;
  const auto recorder = run(scenario({one}, {traffic("t", "s", 700)}), 17, 8 * kMinute);
  const double mean = 1 / (1 / 0.004 - 700.0 / 4);  // M/M/1 each
  EXPECT_NEAR(mean_seconds(recorder, {"s"}, kWarm) / mean, 1, 0.015);
}

TEST(Queueing, LeastRequestsWaitsLessThanRoundRobinAndThatLessThanRandom) {
  double previous = 0;
  for (const Balancer balancer :
       {Balancer::least_requests, Balancer::round_robin, Balancer::random}) {
    Component one = service("s", 4, 1, 60'000, steps(use(4 * kMillisecond)));
    one.balancer = balancer;
    const auto recorder = run(scenario({one}, {traffic("t", "s", 800)}), 18, 2 * kMinute);
    const double mean = mean_seconds(recorder, {"s"}, kWarm);
    EXPECT_GT(mean, previous);
    previous = mean;
  }
}

}  // namespace
}  // namespace threeam
