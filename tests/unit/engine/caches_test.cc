// Keyed caches: hits, misses, lives, those who wait, and what empties them.
#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

#include "sim/engine/zipf.h"

namespace threeam {
namespace {

using namespace threeam::testing;

Cache cache(int keys, double popularity, Duration ttl) {
  Cache one;
  one.name = "c";
  one.component = "app";
  one.keys = keys;
  one.popularity = popularity;
  one.ttl = ttl;
  one.warm = false;
  return one;
}

CacheStep lookup(Steps miss) {
  return CacheStep{"c", std::move(miss)};
}

// "app" keeps what "db" answers.
Scenario cached(Cache one, double rate, Duration fetch) {
  Component app = service("app", 2, 256, 256, steps(lookup(steps(call("db", "do")))));
  const Component db =
      service("db", 1, 256, 256, fetch == 0 ? Steps{} : steps(use(fetch, Distribution::constant)));
  Scenario all = scenario({app, db}, {traffic("t", "app", rate)});
  all.caches = {std::move(one)};
  return all;
}

struct Ran {
  engine::World world;
  engine::Recorder recorder;
  double results(const char* result, std::size_t from = 0, std::size_t to = SIZE_MAX) const {
    return sum(recorder, SeriesId::cache_requests_total, {"c", result}, from, to);
  }
  double requests(const char* component, const char* code) const {
    return sum(recorder, SeriesId::http_requests_total, {component, code});
  }
};

Ran run(const Scenario& scenario, Duration length = kMinute) {
  const auto model = compiled(scenario);
  Ran ran{engine::World(model, 1), engine::Recorder(*model)};
  ran.world.advance(length, &ran.recorder);
  EXPECT_EQ(ran.world.conservation_error(), "");
  return ran;
}

TEST(Zipf, SharesFallAsThePowerOfTheRank) {
  const engine::Zipf zipf(100, 2);
  EXPECT_NEAR(zipf.share(0) / zipf.share(9), 100, 1e-9);
  double all = 0;
  for (std::uint32_t k = 0; k < zipf.keys(); ++k) {
    all += zipf.share(k);
  }
  EXPECT_NEAR(all, 1, 1e-12);
  EXPECT_EQ(zipf.key(1e-12), 0U);
  EXPECT_EQ(zipf.key(1 - 1e-12), 99U);
  EXPECT_EQ(engine::Zipf(1, 3).key(0.5), 0U);
}

TEST(Cache, FetchesEachKeyOnceWhenItKeepsThemForEver) {
  const auto ran = run(cached(cache(50, 0, 0), 200, 0));
  EXPECT_EQ(ran.results("miss"), 50);
  EXPECT_EQ(ran.requests("db", "200"), 50);
  EXPECT_EQ(ran.results("hit") + ran.results("miss"), ran.requests("app", "200"));
}

// A key asked for at Poisson times of rate r, kept for T after each miss: one miss in 1 + r T.
TEST(Cache, KeepsWhatItFetchedADayBeforeThePage) {
  const auto model = compiled(cached(cache(10, 0, kHour), 100, kMillisecond));
  engine::World world = engine::World::ordinary(model, 1, -24 * kHour - kMinute);
  engine::Recorder recorder(*model);
  world.advance(-24 * kHour);
  world.advance(-24 * kHour + kMinute, &recorder);
  EXPECT_GT(sum(recorder, SeriesId::cache_requests_total, {"c", "hit"}), 4'000);
  EXPECT_EQ(sum(recorder, SeriesId::cache_requests_total, {"c", "miss"}), 0);
}

TEST(Cache, HitShareIsThatOfRenewalTheory) {
  constexpr double kRate = 300;
  constexpr double kTtl = 20;
  const auto ran = run(cached(cache(400, 0.9, 20 * kSecond), kRate, 0), 30 * kMinute);
  const engine::Zipf zipf(400, 0.9);
  double expected = 0;
  for (std::uint32_t k = 0; k < zipf.keys(); ++k) {
    const double in_a_life = kRate * zipf.share(k) * kTtl;
    expected += zipf.share(k) * in_a_life / (1 + in_a_life);
  }
  const double hits = ran.results("hit", 24);
  EXPECT_NEAR(hits / (hits + ran.results("miss", 24)), expected, 0.005);
}

TEST(Cache, WarmOnesAreInTheirSteadyStateAtOnce) {
  Cache warm = cache(400, 0.9, 20 * kSecond);
  warm.warm = true;
  const auto ran = run(cached(warm, 300, 0), 10 * kMinute);
  const auto cold = run(cached(cache(400, 0.9, 20 * kSecond), 300, 0), 10 * kMinute);
  const double usual = ran.results("miss", 60) / 60;
  EXPECT_LT(ran.results("miss", 0, 1), 1.5 * usual);
  EXPECT_GT(cold.results("miss", 0, 1), 2 * usual);
}

TEST(Cache, OnlyTheFirstFetchesAKeyWhenItCoalesces) {
  Cache one = cache(1, 0, 5 * kSecond);
  const auto stampede = run(cached(one, 100, 200 * kMillisecond));
  one.coalesce = true;
  const auto ran = run(cached(one, 100, 200 * kMillisecond));
  EXPECT_NEAR(ran.requests("db", "200"), 60 / 5.2, 1.5);
  EXPECT_GT(stampede.requests("db", "200"), 15 * ran.requests("db", "200"));
  EXPECT_GT(ran.results("coalesced"), 15 * ran.results("miss"));
  EXPECT_EQ(share_above(ran.recorder, {"app"}, 224 * kMillisecond), 0);
}

TEST(Cache, ThoseWhoWaitShareTheFailureAndNothingIsStored) {
  Cache one = cache(1, 0, 0);
  one.coalesce = true;
  Scenario all = cached(one, 100, 200 * kMillisecond);
  all.components[1].operations[0].steps.push_back(Step{FailStep{500, 1, ""}});
  const auto ran = run(all);
  EXPECT_EQ(ran.results("hit"), 0);
  EXPECT_NEAR(ran.requests("db", "500"), 60 / 0.21, 15);
  EXPECT_EQ(ran.requests("app", "200"), 0);
  EXPECT_NEAR(ran.requests("app", "500"), 6000, 250);
}

TEST(Cache, FlushMakesEveryKeyMissAgain) {
  Cache one = cache(200, 0, 0);
  one.warm = true;
  Scenario all = cached(one, 200, 0);
  all.timeline = {event("flush", 30 * kSecond, FlushCache{"c", ""})};
  const auto ran = run(all, 2 * kMinute);
  EXPECT_EQ(ran.results("miss", 0, 6), 0);
  EXPECT_EQ(ran.results("miss"), 200);
}

TEST(Cache, OfAnInstanceIsLostWhenItRestartsThatOfARegionIsNot) {
  Cache one = cache(50, 0, 0);
  one.warm = true;
  Scenario all = cached(one, 200, 0);
  all.timeline = {event("restart", 10 * kSecond, Restart{"app", {}, kSecond})};
  EXPECT_EQ(run(all).results("miss"), 0);
  all.caches[0].scope = CacheScope::instance;
  EXPECT_EQ(run(all).results("miss"), 2 * 50);
}

TEST(Cache, WhoFetchesAndIsStoppedLeavesTheRestToLookAgain) {
  Cache one = cache(1, 0, 0);
  one.coalesce = true;
  Scenario all = cached(one, 50, 4 * kSecond);
  all.timeline = {event("restart", 2 * kSecond, Restart{"app", {}, 3 * kSecond})};
  const auto ran = run(all);
  EXPECT_GE(ran.results("miss"), 2);
  EXPECT_LE(ran.results("miss"), 3);
  EXPECT_GT(ran.results("hit"), 2000);
}

TEST(Cache, InvalidKeysMissAsOftenAsTheyAreAskedFor) {
  Cache one = cache(100, 1, 0);
  one.warm = true;
  Scenario all = cached(one, 300, 0);
  all.timeline = {event("bad", 30 * kSecond, InvalidateKeys{"c", "", 0, 1, kMinute})};
  const auto ran = run(all, 3 * kMinute);
  EXPECT_EQ(ran.results("miss", 0, 6), 0);
  const double asked = engine::Zipf(100, 1).share(0) * 300 * 60;
  EXPECT_NEAR(ran.results("miss", 6, 18), asked, 0.06 * asked);
  EXPECT_EQ(ran.results("miss", 18), 1);
}

TEST(Cache, ShorterLivesMeanMoreMisses) {
  Scenario all = cached(cache(100, 0.5, 30 * kSecond), 200, 0);
  ParameterChange ttl;
  ttl.parameter = Parameter::cache_ttl;
  ttl.where.cache = "c";
  ttl.factor = 0.1;
  all.timeline = {event("ttl", 5 * kMinute, ttl)};
  const auto ran = run(all, 10 * kMinute);
  EXPECT_GT(ran.results("miss", 66), 4 * ran.results("miss", 6, 60));
}

TEST(Cache, ARequestAsksForTheSameKeyAtEveryAttemptAndInEveryCacheAlike) {
  Cache outer = cache(100, 0, 0);
  Cache inner = outer;
  inner.name = "inner";
  Scenario all = cached(outer, 200, 0);
  all.caches.push_back(inner);
  all.components[0].operations[0].steps =
      steps(lookup(steps(CacheStep{"inner", steps(call("db", "do"))})));
  const auto ran = run(all);
  EXPECT_EQ(ran.results("miss"), 100);
  EXPECT_EQ(sum(ran.recorder, SeriesId::cache_requests_total, {"inner", "miss"}), 100);
}

std::string refused(const Scenario& all) {
  const auto model = engine::compile(all);
  return model ? "" : model.error().message;
}

TEST(Cache, LookupsThatCouldWaitForOneAnotherAreRefused) {
  Cache first = cache(10, 0, 0);
  first.coalesce = true;
  Cache second = first;
  second.name = "d";
  Scenario all = cached(first, 1, 0);
  all.caches.push_back(second);
  const auto nested = [&](const char* outer, const char* inner) {
    all.components[0].operations[0].steps = steps(CacheStep{outer, steps(CacheStep{inner, {}})});
    return refused(all);
  };
  EXPECT_EQ(nested("c", "d"), "");
  EXPECT_EQ(nested("d", "c"), "looks c up within a miss of d");
  EXPECT_EQ(nested("c", "c"), "looks c up within a miss of c");
  all.caches[0].coalesce = false;
  EXPECT_EQ(nested("d", "c"), "");
}

TEST(Cache, WhatCannotBeIsRefused) {
  const auto with = [](auto change) {
    Scenario all = cached(cache(10, 1, 0), 1, 0);
    change(all);
    return refused(all);
  };
  EXPECT_EQ(with([](Scenario&) {}), "");
  EXPECT_NE(with([](Scenario& s) { s.caches[0].keys = 0; }), "");
  EXPECT_NE(with([](Scenario& s) { s.caches[0].keys = 20'000; }), "");
  EXPECT_NE(with([](Scenario& s) { s.caches[0].popularity = -1; }), "");
  EXPECT_NE(with([](Scenario& s) { s.caches[0].component = "nobody"; }), "");
  EXPECT_NE(with([](Scenario& s) { s.caches[0].component = "db"; }), "");
  EXPECT_NE(with([](Scenario& s) {
              s.caches[0].scope = CacheScope::instance;
              s.caches[0].keys = 16'384;
              s.components[0].instances = {{"r", 3}};
            }),
            "");
  EXPECT_NE(with([](Scenario& s) { s.actions = {action("flush", FlushCache{"other", ""})}; }), "");
  EXPECT_NE(with([](Scenario& s) {
              s.actions = {action("bad", InvalidateKeys{"c", "", 9, 2, 0})};
            }),
            "");
}

}  // namespace
}  // namespace threeam
