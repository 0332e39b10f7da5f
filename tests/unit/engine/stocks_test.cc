// Stocks: rate limiters, leaks, disks, quotas; and instances that die of them.
#include <algorithm>

#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;

Stock stock(double capacity, double initial, double per_second, StockScope scope) {
  Stock one;
  one.name = "s";
  one.unit = "units";
  one.capacity = capacity;
  one.initial = initial;
  one.per_second = per_second;
  one.scope = scope;
  return one;
}

Scenario with_stock(Stock one, Steps all, double rate = 100, int instances = 2) {
  Component app = service("app", instances, 16, 64, std::move(all));
  app.stocks = {std::move(one)};
  return scenario({app}, {traffic("t", "app", rate)});
}

int running(const engine::World& world) {
  int all = 0;
  for (const auto& count : world.versions()) {
    all += count.instances;
  }
  return all;
}

struct Ran {
  engine::World world;
  engine::Recorder recorder;
  double code(const char* code, std::size_t from = 0, std::size_t to = SIZE_MAX) const {
    return sum(recorder, SeriesId::http_requests_total, {"app", code}, from, to);
  }
  double level(const char* pod, std::size_t at) const {
    return sum(recorder, SeriesId::stock_level, {"s", pod}, at, at + 1);
  }
};

Ran run(const Scenario& scenario, Duration length = kMinute) {
  const auto model = compiled(scenario);
  Ran ran{engine::World(model, 1), engine::Recorder(*model)};
  ran.world.advance(length, &ran.recorder);
  EXPECT_EQ(ran.world.conservation_error(), "");
  return ran;
}

TEST(Stock, RateLimitLetsThroughWhatFlowsInAndTheBurst) {
  Stock quota = stock(200, 200, 60, StockScope::global);
  quota.fail = 429;
  const auto ran = run(with_stock(quota, steps(TakeStep{"s", 1})));
  EXPECT_NEAR(ran.code("200"), 200 + 60 * 60, 10);
  EXPECT_GT(ran.code("429"), 1500);
  EXPECT_EQ(ran.code("503"), 0);
}

TEST(Stock, OfARegionIsSharedByItsInstancesAndNotWithOtherRegions) {
  Scenario one = with_stock(stock(100, 100, 0, StockScope::region), steps(TakeStep{"s", 1}));
  one.regions = {"r", "q"};
  one.components[0].instances = {{"r", 2}, {"q", 2}};
  one.traffic[0].rate = {{"r", 50}, {"q", 50}};
  EXPECT_EQ(run(one).code("200"), 200);
  one.components[0].stocks[0].scope = StockScope::global;
  EXPECT_EQ(run(one).code("200"), 100);
  one.components[0].stocks[0].scope = StockScope::instance;
  EXPECT_EQ(run(one).code("200"), 400);
}

TEST(Stock, WritesEndWhenItIsFullAndReadsGoOn) {
  IfStep half;
  half.condition.chance = 0.5;
  half.then_steps = steps(PutStep{"s", 2});
  Stock ids = stock(1000, 0, 0, StockScope::global);
  ids.fail = 500;
  const auto ran = run(with_stock(ids, steps(half)));
  EXPECT_NEAR(ran.code("500"), 3000 - 500, 250);
  EXPECT_NEAR(ran.code("200"), 3000 + 500, 250);
  EXPECT_EQ(last(ran.recorder, SeriesId::stock_level, {"s"}), 1000);
}

TEST(Stock, EndsExactlyAtALargeLimit) {
  const auto ran =
      run(with_stock(stock(2147483647, 2147483547, 0, StockScope::global), steps(PutStep{"s", 1})));
  EXPECT_EQ(ran.code("200"), 100);
  EXPECT_EQ(last(ran.recorder, SeriesId::stock_level, {"s"}), 2147483647);
}

TEST(Stock, TimeFillsAndDrainsWithinItsLimits) {
  const auto fills = run(with_stock(stock(50, 10, 2, StockScope::region), {}));
  EXPECT_NEAR(sum(fills.recorder, SeriesId::stock_level, {"s"}, 1, 2), 10 + 2 * 10, 1e-9);
  EXPECT_EQ(last(fills.recorder, SeriesId::stock_level, {"s"}), 50);
  const auto drains = run(with_stock(stock(50, 10, -1, StockScope::region), {}));
  EXPECT_EQ(last(drains.recorder, SeriesId::stock_level, {"s"}), 0);
  EXPECT_EQ(last(drains.recorder, SeriesId::stock_capacity, {"s"}), 50);
}

// 50 requests/s on each instance fill 100 MB in 20 s.
TEST(Stock, FullMemoryKillsItsInstanceWhichComesBackEmpty) {
  Stock memory = stock(100, 0, 0, StockScope::instance);
  memory.crashes = true;
  memory.back_after = 5 * kSecond;
  Scenario one = with_stock(memory, steps(PutStep{"s", 0.1}, use(kMillisecond)));
  const auto ran = run(one, 2 * kMinute);
  double lowest = 2;
  double highest = 0;
  for (std::size_t i = 0; i < ran.recorder.samples(); ++i) {
    const double ready = sum(ran.recorder, SeriesId::instances_ready, {"app"}, i, i + 1);
    lowest = std::min(lowest, ready);
    highest = std::max(highest, ran.level("0", i));
  }
  EXPECT_LT(lowest, 2);
  EXPECT_GT(highest, 70);
  EXPECT_LE(highest, 100);
  EXPECT_EQ(running(ran.world), 2);
  one.components[0].stocks[0].back_after = 0;
  EXPECT_EQ(running(run(one, 2 * kMinute).world), 0);
}

TEST(Stock, MemoryThatTimeFillsKillsToo) {
  Stock memory = stock(100, 0, 5, StockScope::instance);
  memory.crashes = true;
  memory.back_after = 0;
  const auto ran = run(with_stock(memory, {}), 40 * kSecond);
  EXPECT_EQ(sum(ran.recorder, SeriesId::instances_ready, {"app"}, 2, 3), 2);
  EXPECT_EQ(last(ran.recorder, SeriesId::instances_ready, {"app"}), 0);
}

TEST(Stock, RestartResetsOnlyWhatResets) {
  Scenario one = with_stock(stock(1e6, 5, 0, StockScope::instance), steps(PutStep{"s", 1}));
  one.timeline = {event("restart", 50 * kSecond, Restart{"app", {}, kSecond})};
  EXPECT_LT(last(run(one).recorder, SeriesId::stock_level, {"s", "0"}), 700);
  one.components[0].stocks[0].resets = false;
  EXPECT_GT(last(run(one).recorder, SeriesId::stock_level, {"s", "0"}), 2500);
}

TEST(Stock, CanBeEmptiedAndEnlarged) {
  Scenario one = with_stock(stock(1000, 0, 0, StockScope::region), steps(PutStep{"s", 1}));
  one.timeline = {event("clean", 20 * kSecond, SetStock{"app", "s", "", 100}),
                  event("grow", 40 * kSecond, SetStockCapacity{"app", "s", "r", 5000})};
  const auto ran = run(one);
  EXPECT_GT(ran.code("503", 2, 4), 500);
  EXPECT_NEAR(sum(ran.recorder, SeriesId::stock_level, {"s"}, 4, 5), 600, 60);
  EXPECT_GT(ran.code("503", 6, 8), 500);
  EXPECT_EQ(ran.code("503", 8), 0);
}

TEST(Stock, RatesAndCapacitiesAreParameters) {
  Scenario one = with_stock(stock(1000, 0, 1, StockScope::region), {});
  ParameterChange faster;
  faster.parameter = Parameter::stock_rate;
  faster.where.component = "app";
  faster.factor = 10;
  faster.lasts = 20 * kSecond;
  ParameterChange smaller;
  smaller.parameter = Parameter::stock_capacity;
  smaller.where.stock = "s";
  smaller.factor = 0.1;
  one.timeline = {event("faster", 10 * kSecond, faster), event("smaller", 50 * kSecond, smaller)};
  const auto ran = run(one);
  EXPECT_NEAR(sum(ran.recorder, SeriesId::stock_level, {"s"}, 1, 2), 10, 1e-6);
  EXPECT_NEAR(sum(ran.recorder, SeriesId::stock_level, {"s"}, 7, 8), 10 + 200 + 10, 1e-6);
  EXPECT_NEAR(last(ran.recorder, SeriesId::stock_level, {"s"}), 100, 1e-9);
}

TEST(Stock, RollbackReplacesAnInstanceThatHasDiedToo) {
  Stock memory = stock(10, 0, 0, StockScope::instance);
  memory.crashes = true;
  memory.back_after = kMinute;
  Scenario one = with_stock(memory, steps(use(kMillisecond)), 100, 2);
  one.components[0].versions = {{"2", "", {{"do", "", steps(PutStep{"s", 0.05})}}}};
  Deploy deploy;
  deploy.component = "app";
  deploy.to = "2";
  deploy.stages = {{"r", 1, 0}};
  one.timeline = {event("deploy", 10 * kSecond, deploy)};
  one.actions = {action("back", Rollback{"app", "1", 5 * kSecond})};
  const auto model = compiled(one);
  engine::World world(model, 1);
  world.advance(25 * kSecond);
  ASSERT_EQ(running(world), 1);
  world.apply("back", 1);
  world.advance(3 * kMinute);
  EXPECT_EQ(running(world), 2);
  ASSERT_EQ(world.versions().size(), 1U);
  EXPECT_EQ(world.versions()[0].version, "1");
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(Stock, WhatCannotBeIsRefused) {
  const auto with = [](auto change) {
    Scenario all = with_stock(stock(10, 5, 0, StockScope::instance), steps(TakeStep{"s", 1}));
    change(all);
    return engine::compile(all).has_value();
  };
  EXPECT_TRUE(with([](Scenario&) {}));
  EXPECT_FALSE(with([](Scenario& s) { s.components[0].stocks[0].capacity = 0; }));
  EXPECT_FALSE(with([](Scenario& s) { s.components[0].stocks[0].initial = 11; }));
  EXPECT_FALSE(with([](Scenario& s) { s.components[0].stocks[0].name = "other"; }));
  EXPECT_FALSE(with([](Scenario& s) { s.components[0].stocks[0].log = "none"; }));
  EXPECT_FALSE(with([](Scenario& s) {
    s.components[0].stocks[0].crashes = true;
    s.components[0].stocks[0].scope = StockScope::region;
  }));
  EXPECT_FALSE(with([](Scenario& s) {
    s.actions = {action("set", SetStock{"app", "none", "", 1})};
  }));
  EXPECT_FALSE(with([](Scenario& s) {
    s.actions = {action("set", SetStockCapacity{"app", "s", "", 0})};
  }));
}

}  // namespace
}  // namespace threeam
