// Who gets a worker or a token, which instance is asked, and which one is not asked any more.
#include <algorithm>

#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;

struct Ran {
  engine::World world;
  engine::Recorder recorder;
  double code(const char* who, const char* code, std::size_t from = 0,
              std::size_t to = SIZE_MAX) const {
    return sum(recorder, SeriesId::http_requests_total, {who, code}, from, to);
  }
  double requests(const char* who) const {
    return sum(recorder, SeriesId::http_requests_total, {who});
  }
  double ready(std::size_t at) const {
    return sum(recorder, SeriesId::instances_ready, {"app"}, at, at + 1);
  }
};

Ran run(const Scenario& scenario, Duration length = kMinute) {
  const auto model = compiled(scenario);
  Ran ran{engine::World(model, 1), engine::Recorder(*model)};
  ran.world.advance(length, &ran.recorder);
  EXPECT_EQ(ran.world.conservation_error(), "");
  return ran;
}

// Seconds from arrival to answer, on average.
double mean_latency(const engine::Recorder& recorder, const char* route) {
  double seconds = 0;
  double count = 0;
  for (const std::size_t s :
       series_with(recorder, SeriesId::http_request_duration_seconds, {route})) {
    for (std::size_t i = 0; i < recorder.samples(); ++i) {
      seconds += recorder.sum_seconds(s, i);
      count += recorder.value(s, i);
    }
  }
  return seconds / count;
}

Operation operation(const char* name, Steps program) {
  return {name, name, std::move(program)};
}

// One app, asked for "first" and "second" at these rates.
Scenario two_kinds(Component app, double first, double second) {
  const Steps program = app.operations[0].steps;
  app.operations = {operation("first", program), operation("second", program)};
  Scenario one = scenario({std::move(app)},
                          {traffic("first", "app", first), traffic("second", "app", second)});
  one.traffic[0].operation = "first";
  one.traffic[1].operation = "second";
  return one;
}

// ---- disciplines ------------------------------------------------------------------------------

// M/M/1 with non-preemptive priorities (Cobham 1954; Kleinrock, "Queueing Systems" II, 3.39): the
// wait of class k is W0 / ((1 - s[k-1]) (1 - s[k])), W0 = rho / mu, s[k] = rho[1] + ... + rho[k].
TEST(Discipline, PriorityWaitsAsCobhamSays) {
  Component app = service("app", 1, 1, 4000, steps(use(10 * kMillisecond)));
  app.discipline = Discipline::priority;
  Scenario one = two_kinds(app, 30, 50);
  one.traffic[1].priority = 5;
  const auto ran = run(one, 200 * kMinute);
  const double remaining = 0.8 * 0.01;
  EXPECT_NEAR(mean_latency(ran.recorder, "first"), 0.01 + remaining / (1 - 0.3), 0.0003);
  EXPECT_NEAR(mean_latency(ran.recorder, "second"), 0.01 + remaining / ((1 - 0.3) * (1 - 0.8)),
              0.004);
}

TEST(Discipline, UrgentRequestTakesThePlaceOfALessUrgentOneInAFullLine) {
  Component app = service("app", 1, 2, 20, steps(use(20 * kMillisecond)));
  app.discipline = Discipline::priority;
  Scenario one = two_kinds(app, 40, 300);
  EXPECT_GT(run(one).code("first", "503"), 1000) << "all are alike";
  one.traffic[1].priority = 1;
  const auto ran = run(one);
  EXPECT_EQ(ran.code("first", "503"), 0);
  EXPECT_GT(ran.code("second", "503"), 13000);
}

TEST(Discipline, PriorityIsThatOfTheRequestInAllThatItCauses) {
  Component app = service("app", 1, 2, 20, steps(use(20 * kMillisecond)));
  app.discipline = Discipline::priority;
  Component front = service("front", 1, 2000, 0, {});
  front.operations = {operation("first", steps(call("app", "do"))),
                      operation("second", steps(call("app", "do")))};
  Scenario one =
      scenario({front, app}, {traffic("first", "front", 40), traffic("second", "front", 300)});
  one.traffic[0].operation = "first";
  one.traffic[1].operation = "second";
  one.traffic[1].priority = 1;
  const auto ran = run(one);
  EXPECT_EQ(ran.code("first", "503"), 0);
  EXPECT_GT(ran.code("second", "503"), 13000);
}

TEST(Discipline, FairLetsNoTenantTakeAnothersShare) {
  Component app = service("app", 1, 1, 40, steps(use(10 * kMillisecond)));
  app.discipline = Discipline::fair;
  Scenario one = two_kinds(app, 30, 500);
  one.traffic[0].tenant = "small";
  one.traffic[1].tenant = "large";
  const auto fair = run(one);
  EXPECT_LT(fair.code("first", "503") / fair.requests("first"), 0.001);
  EXPECT_NEAR(fair.code("second", "200") / 60, 70, 4) << "what the other leaves";
  one.components[0].discipline = Discipline::fifo;
  const auto fifo = run(one);
  EXPECT_GT(fifo.code("first", "503") / fifo.requests("first"), 0.7);
}

// Overloaded, the newest are answered at once and the oldest never; first come, all are late.
TEST(Discipline, LifoAnswersTheNewestInTimeUnderOverload) {
  Component app = service("app", 1, 1, 200, steps(use(10 * kMillisecond)));
  Scenario one = scenario({app}, {traffic("t", "app", 130, {kSecond, 1, 0})});
  const auto in_time = [](const Ran& ran) {
    return sum(ran.recorder, SeriesId::client_requests_total, {"ok"}, 2);
  };
  const auto fifo = run(one);
  one.components[0].discipline = Discipline::lifo;
  const auto lifo = run(one);
  EXPECT_LT(in_time(fifo), 500);
  EXPECT_GT(in_time(lifo), 4000);
}

// ---- the universal scalability law ------------------------------------------------------------

// Closed loop of `busy` workers: with constant work, C(n) = n / (1 + a (n - 1) + b n (n - 1)).
TEST(Scalability, ThroughputFollowsContentionAndCoherency) {
  for (const int n : {1, 8, 32}) {
    Component app = service("app", 1, n, 4000, {});
    UseStep work = use(10 * kMillisecond, Distribution::constant);
    work.work.contention = 0.03;
    work.work.coherency = 0.002;
    app.operations[0].steps = steps(work);
    const auto ran = run(scenario({app}, {traffic("t", "app", 4000, {0, 1, 0})}), 30 * kSecond);
    const double expected = 100 * n / (1 + 0.03 * (n - 1) + 0.002 * n * (n - 1));
    EXPECT_NEAR(ran.code("app", "200", 1) / 25, expected, 0.02 * expected) << n << " workers";
  }
}

// ---- pools ------------------------------------------------------------------------------------

Component with_pool(int instances, PoolScope scope, double leak) {
  PoolStep hold{"db", steps(use(100 * kMillisecond, Distribution::constant)), leak};
  Component app = service("app", instances, 64, 64, steps(hold));
  app.pools = {{"db", 4, 0, 0, scope}};
  return app;
}

TEST(Pools, OfARegionIsSharedByItsInstances) {
  const auto own =
      run(scenario({with_pool(3, PoolScope::instance, 0)}, {traffic("t", "app", 500)}));
  const auto shared =
      run(scenario({with_pool(3, PoolScope::region, 0)}, {traffic("t", "app", 500)}));
  EXPECT_NEAR(own.code("app", "200") / 60, 120, 4);
  EXPECT_NEAR(shared.code("app", "200") / 60, 40, 2);
  EXPECT_EQ(last(own.recorder, SeriesId::pool_size, {"db"}), 12);
  EXPECT_EQ(last(shared.recorder, SeriesId::pool_size, {"db"}), 4);
  EXPECT_LE(last(shared.recorder, SeriesId::pool_in_use, {"db"}), 4);
}

TEST(Pools, TokensOfOneThatDiesGoToTheOthers) {
  Scenario one = scenario({with_pool(3, PoolScope::region, 0)}, {traffic("t", "app", 500)});
  one.components[0].pools[0].waiting = 50;
  one.timeline = {event("crash", 20 * kSecond, Crash{"app", "", 2, 0})};
  const auto ran = run(one);
  EXPECT_EQ(ran.ready(11), 1);
  EXPECT_NEAR(ran.code("app", "200", 6) / 30, 40, 2);
}

TEST(Pools, LeakedTokensAreGoneUntilTheirInstanceRestarts) {
  Scenario one = scenario({with_pool(1, PoolScope::instance, 0.01)}, {traffic("t", "app", 20)});
  one.timeline = {event("restart", 60 * kSecond, Restart{"app", {}, kSecond})};
  const auto ran = run(one, 75 * kSecond);
  EXPECT_EQ(sum(ran.recorder, SeriesId::pool_in_use, {"db"}, 10, 11), 4) << "before the restart";
  EXPECT_EQ(ran.code("app", "200", 10, 12), 0);
  EXPECT_GT(ran.code("app", "200", 13), 60);
  one.components[0].pools[0].scope = PoolScope::region;
  const auto shared = run(one, 75 * kSecond);
  EXPECT_EQ(shared.code("app", "200", 10, 12), 0);
  EXPECT_GT(shared.code("app", "200", 13), 60);
}

// ---- balancers --------------------------------------------------------------------------------

// Erlang's loss formula for 2 workers: of 10 erlangs 82 % are lost, of 2.5 erlangs 47 %.
TEST(Balancer, KeyedSendsAKeyAlwaysToItsInstance) {
  Component app = service("app", 4, 2, 0, steps(use(10 * kMillisecond)));
  app.balancer = Balancer::keyed;
  app.keys = Keys{1, 0};
  const auto one_key = run(scenario({app}, {traffic("t", "app", 1000)}));
  EXPECT_NEAR(one_key.code("app", "200") / 60, 180, 5) << "one of four instances works";
  app.keys = Keys{10'000, 0};
  const auto many = run(scenario({app}, {traffic("t", "app", 1000)}));
  EXPECT_NEAR(many.code("app", "200") / 60, 4 * 132, 12);
}

TEST(Balancer, KeyedGoesToTheNextInstanceWhileItsOwnIsDown) {
  Component app = service("app", 4, 2, 0, steps(use(10 * kMillisecond)));
  app.balancer = Balancer::keyed;
  app.keys = Keys{1, 0};
  Scenario one = scenario({app}, {traffic("t", "app", 50)});
  one.timeline = {event("crash", 20 * kSecond, Crash{"app", "", 3, 20 * kSecond})};
  const auto ran = run(one);
  EXPECT_GT(ran.code("app", "200", 5, 7), 400);
}

// ---- health -----------------------------------------------------------------------------------

Scenario slow_one(HealthCheck check) {
  Component app = service("app", 3, 4, 400, steps(use(10 * kMillisecond)));
  app.health_check = check;
  app.balancer = Balancer::round_robin;
  Scenario one = scenario({app}, {traffic("t", "app", 120)});
  ParameterChange slow;
  slow.parameter = Parameter::work_time;
  slow.where.component = "app";
  slow.where.instance = 0;
  slow.factor = 100;
  slow.lasts = 40 * kSecond;
  one.timeline = {event("slow", 10 * kSecond, slow)};
  return one;
}

TEST(HealthCheck, TakesOutWhoDoesNotAnswerAndBringsItBack) {
  HealthCheck check;
  check.every = 2 * kSecond;
  check.timeout = 500 * kMillisecond;
  const auto ran = run(slow_one(check), 3 * kMinute);
  EXPECT_EQ(ran.ready(1), 3);
  EXPECT_EQ(ran.ready(5), 2);
  EXPECT_EQ(last(ran.recorder, SeriesId::instances_ready, {"app"}), 3);
}

TEST(HealthCheck, CanRestartWhoDoesNotAnswer) {
  HealthCheck check;
  check.every = 2 * kSecond;
  check.timeout = 500 * kMillisecond;
  check.restart = 5 * kSecond;
  const auto ran = run(slow_one(check), 30 * kSecond);
  EXPECT_GT(ran.code("app", "503"), 0) << "its work is lost";
}

// All are too slow for the check: with fewer to share the load none gets well, and requests go
// where they can.
TEST(HealthCheck, FailsOpenWhenNobodyIsLeft) {
  HealthCheck check;
  check.every = kSecond;
  check.timeout = kMillisecond;
  check.fails = 1;
  Component app = service("app", 3, 2, 50, steps(use(20 * kMillisecond)));
  app.health_check = check;
  const auto ran = run(scenario({app}, {traffic("t", "app", 330)}));
  double least = 3;
  for (std::size_t i = 0; i < ran.recorder.samples(); ++i) {
    least = std::min(least, ran.ready(i));
  }
  EXPECT_EQ(least, 0);
  EXPECT_GT(ran.code("app", "200"), 200 * 60);
}

TEST(Ejection, TakesOutWhoFailsForAWhileAndNeverTooMany) {
  Component app = service("app", 4, 8, 50, steps(use(5 * kMillisecond)));
  app.ejection = Ejection{5, 10 * kSecond, 0.5};
  Scenario one = scenario({app}, {traffic("t", "app", 200)});
  ParameterChange errors;
  errors.parameter = Parameter::error_ratio;
  errors.where.component = "app";
  errors.where.instance = 1;
  errors.factor = 1;
  one.timeline = {event("errors", 10 * kSecond, errors)};
  const auto ran = run(one);
  EXPECT_EQ(ran.ready(2), 3);
  EXPECT_LT(ran.code("app", "500"), 50) << "five each time it is tried again";
  EXPECT_GE(ran.code("app", "500"), 25);
  errors.where.instance = -1;
  one.timeline = {event("errors", 10 * kSecond, errors)};
  EXPECT_EQ(run(one).ready(3), 2);
}

// ---- crashes ----------------------------------------------------------------------------------

TEST(Crash, LosesTheWorkAndComesBack) {
  Component app = service("app", 3, 64, 64, steps(use(500 * kMillisecond)));
  Scenario one = scenario({app}, {traffic("t", "app", 60)});
  one.timeline = {event("crash", 20 * kSecond, Crash{"app", "r", 2, 15 * kSecond})};
  const auto ran = run(one);
  EXPECT_EQ(ran.ready(4), 1);
  EXPECT_EQ(ran.ready(7), 3);
  EXPECT_NEAR(ran.code("app", "503"), 20, 12) << "what two of three instances had in hand";
}

TEST(Stations, WhatCannotBeIsRefused) {
  const auto refused = [](auto edit) {
    Component app = service("app", 1, 1, 0, {});
    edit(app);
    const auto model = engine::compile(scenario({app}, {traffic("t", "app", 1)}));
    return !model;
  };
  EXPECT_TRUE(refused([](Component& app) { app.balancer = Balancer::keyed; }));
  EXPECT_TRUE(refused([](Component& app) { app.health_check = HealthCheck{0, kSecond, 1, 1, 0}; }));
  EXPECT_TRUE(refused([](Component& app) { app.ejection = Ejection{0, kSecond, 0.5}; }));
  EXPECT_FALSE(refused([](Component& app) { app.ejection = Ejection{}; }));
}

}  // namespace
}  // namespace threeam
