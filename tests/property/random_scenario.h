// Small random scenarios with every kind of step and change.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/builders.h"

#include "sim/base/random.h"

namespace threeam::testing {

// Small numbers drawn for one scenario.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : seed_(seed) {}
  int from(int low, int high) {
    const auto word = philox(seed_, 99, next_++)[0];
    return low + static_cast<int>(word % static_cast<std::uint32_t>(high - low + 1));
  }
  Duration ms(int low, int high) { return from(low, high) * kMillisecond; }

 private:
  std::uint64_t seed_;
  std::uint64_t next_ = 0;
};

inline Component component(Dice& dice, const std::string& name, Steps all) {
  Component one =
      service(name, dice.from(1, 3), dice.from(1, 12), dice.from(0, 24), std::move(all));
  one.instances = {{"r", dice.from(1, 3)}, {"q", dice.from(1, 3)}};
  one.balancer = static_cast<Balancer>(dice.from(0, 3));
  one.keys = Keys{dice.from(1, 50), 1};
  one.discipline = static_cast<Discipline>(dice.from(0, 3));
  one.pools = {{"p", dice.from(1, 4), dice.from(0, 6), dice.ms(0, 40),
                static_cast<PoolScope>(dice.from(0, 1))}};
  if (dice.from(0, 1) == 0) {
    one.health_check = HealthCheck{kSecond, dice.ms(1, 50), dice.from(1, 3), dice.from(1, 3),
                                   dice.from(0, 1) * 3 * kSecond};
  }
  if (dice.from(0, 1) == 0) {
    one.ejection = Ejection{dice.from(1, 5), dice.ms(1000, 9000), 0.5};
  }
  one.versions = {{"2", "", {}}};
  one.clock_skew = dice.ms(0, 4000);
  return one;
}

// A quota of all, memory that kills, a disk of the region.
inline std::vector<Stock> stocks(Dice& dice) {
  Stock quota;
  quota.name = "quota";
  quota.capacity = dice.from(20, 100);
  quota.initial = 10;
  quota.per_second = dice.from(20, 300);
  quota.scope = StockScope::global;
  quota.fail = 429;
  quota.log = "bad";
  Stock memory;
  memory.name = "memory";
  memory.capacity = dice.from(200, 4000);
  memory.per_second = dice.from(0, 9);
  memory.crashes = true;
  memory.back_after = dice.ms(0, 9000);
  Stock disk;
  disk.name = "disk";
  disk.capacity = 900;
  disk.scope = StockScope::region;
  return {quota, memory, disk};
}

inline Autoscaler autoscaler(Dice& dice) {
  Autoscaler one;
  one.signal = static_cast<ScalingSignal>(dice.from(0, 3));
  one.target = 0.3;
  one.max = 5;
  one.every = 5 * kSecond;
  one.startup = dice.ms(0, 3000);
  one.cooldown = dice.ms(0, 9000);
  return one;
}

// Everything that a call can say of itself, now and then.
inline void decide_policy(Dice& dice, CallStep& one) {
  one.on_timeout = static_cast<OnTimeout>(dice.from(0, 1));
  one.retries.jitter = static_cast<Jitter>(dice.from(0, 2));
  one.retries.budget = dice.from(0, 1) * 0.2;
  if (dice.from(0, 2) == 0) {
    one.breaker.failure_ratio = 0.3;
    one.breaker.open_for = dice.ms(100, 3000);
  }
  switch (dice.from(0, 3)) {
    case 0:
      one.fan_out = dice.from(2, 5);
      break;
    case 1:
      one.hedge_after = dice.ms(1, 20);
      one.timeout += one.timeout == 0 ? 0 : one.hedge_after;
      break;
    case 2:
      one.region = "r";
      break;
    default:
      break;
  }
}

inline std::vector<Component> components(Dice& dice) {
  const auto ask = [&](const char* callee) {
    CallStep one = call(callee, "do", dice.ms(0, 60), dice.from(0, 2), dice.ms(1, 9));
    one.retries.on = {500, 503, 504};
    decide_policy(dice, one);
    return one;
  };
  ReadStep read;
  read.dataset = "d";
  read.accepts = {"old"};
  read.unreadable = {500, "bad", 0.5};
  AcceptMessageStep accept;
  accept.accepts = {"old"};
  accept.unreadable = {500, "bad", 0.7};
  PoolStep pool;
  pool.pool = "p";
  pool.steps = steps(ask("store"));
  pool.leak = dice.from(0, 1) * 0.002;
  RepeatStep repeat;
  repeat.times = 5;
  repeat.chance = 0.1;
  repeat.steps = steps(use(kMillisecond), ask("store"));
  const CacheStep near{"near", steps(CacheStep{"far", steps(ask("app"))})};
  IfStep branch;
  branch.condition.flag = "f";
  branch.then_steps = steps(WriteStep{"d", "new"}, PublishStep{"m", "new"});
  branch.else_steps = steps(WriteStep{"d", "old"}, PublishStep{"m", "old"});
  ReadStep copy;
  copy.dataset = "copied";
  copy.accepts = {"old"};
  copy.unreadable = {500, "bad", 0.2};
  copy.from_replica = true;
  copy.max_lag = dice.ms(0, 2000);
  copy.stale = {503, "bad", 0.5};
  branch.else_steps.push_back({WriteStep{"copied", "new"}});
  branch.then_steps.push_back({WriteStep{"copied", "old"}});
  branch.then_steps.push_back({copy});
  const PutStep fill{"memory", 1};
  const auto work = [&] {
    UseStep one = use(dice.ms(1, 12), Distribution::lognormal, 0.8);
    one.work.contention = dice.from(0, 1) * 0.02;
    one.work.coherency = dice.from(0, 1) * 0.001;
    return one;
  };
  std::vector<Component> all = {
      component(dice, "edge", steps(work(), near, ask("app"), LogStep{"line"})),
      component(
          dice, "app",
          steps(TakeStep{"quota", 1}, work(), read, pool, repeat, FailStep{503, 0.05, ""}, branch)),
      component(dice, "store", steps(fill, work(), PutStep{"disk", 0.3})),
      component(dice, "worker", steps(work(), accept, EffectStep{"pay"}))};
  all[1].stocks = stocks(dice);
  all[2].stocks = stocks(dice);
  all[0].autoscaler = autoscaler(dice);
  return all;
}

inline std::vector<Cache> caches(Dice& dice) {
  Cache far;
  far.name = "far";
  far.component = "edge";
  far.scope = CacheScope::region;
  far.keys = dice.from(20, 300);
  far.ttl = dice.ms(0, 20'000);
  far.ttl_jitter = 0.3;
  far.coalesce = dice.from(0, 1) == 1;
  Cache near = far;
  near.name = "near";
  near.scope = CacheScope::instance;
  near.popularity = 1.2;
  near.warm = false;
  near.coalesce = true;
  return {near, far};
}

inline Dataset dataset() {
  Dataset one;
  one.name = "d";
  one.formats = {{"old", ""}, {"new", ""}};
  one.initial_format = "old";
  one.initial_rows = 1000;
  one.working_set = 500;
  return one;
}

// Written in both regions, read from the nearest copy, which may be stale.
inline Dataset copied_dataset(Dice& dice) {
  Dataset one = dataset();
  one.name = "copied";
  one.stored_in = "store";
  one.replication = {"r", {"q"}, dice.ms(0, 900), static_cast<double>(dice.from(20, 400))};
  return one;
}

inline MessageQueue queue() {
  MessageQueue one;
  one.name = "m";
  one.component = "worker";
  one.operation = "do";
  one.redelivery = 5 * kSecond;
  one.attempts = 3;
  one.late_after = 10 * kSecond;
  return one;
}

inline std::vector<TimelineEvent> timeline() {
  ParameterChange slow;
  slow.parameter = Parameter::work_time;
  slow.where.component = "store";
  slow.factor = 3;
  slow.over = 7 * kSecond;
  slow.lasts = 30 * kSecond;
  ParameterChange names;
  names.parameter = Parameter::unresolved;
  names.factor = 0.2;
  names.over = 3 * kSecond;
  names.lasts = 20 * kSecond;
  ParameterChange expiry;
  expiry.parameter = Parameter::handshake;
  expiry.factor = 0.5;
  expiry.by_clock = true;
  expiry.lasts = 10 * kSecond;
  Deploy deploy;
  deploy.component = "app";
  deploy.to = "2";
  deploy.stages = {{"r", 1, 0}, {"q", 0, 20 * kSecond}, {"r", 0, 40 * kSecond}};
  ParameterChange cut;
  cut.parameter = Parameter::partition;
  cut.where.from = "r";
  cut.where.to = "q";
  cut.factor = 0.5;
  cut.lasts = 20 * kSecond;
  ParameterChange lossy = cut;
  lossy.where = {};
  lossy.where.component = "app";
  lossy.where.to_component = "store";
  lossy.factor = 0.1;
  Telemetry late;
  late.component = "app";
  late.effect = Telemetry::Effect::lag;
  late.lag = 12 * kSecond;
  late.lasts = 40 * kSecond;
  ParameterChange alone = cut;
  alone.where = {};
  alone.where.region = "q";
  alone.factor = 1;
  return {event("deploy", -10 * kSecond, deploy),
          event("slow", 5 * kSecond, slow),
          event("bad-key", 10 * kSecond, InvalidateKeys{"near", "r", 0, 2, 20 * kSecond}),
          event("names", 12 * kSecond, names),
          event("expiry", 14 * kSecond, expiry),
          event("flag", 15 * kSecond, SetFlag{"f", true, 20 * kSecond}),
          event("clean", 50 * kSecond, SetStock{"store", "disk", "", 0}),
          event("late", 8 * kSecond, late),
          event("cut", 30 * kSecond, cut),
          event("crash", 33 * kSecond, Crash{"store", "", 1, 6 * kSecond}),
          event("lossy", 50 * kSecond, lossy),
          event("alone", 60 * kSecond, alone)};
}

inline std::vector<Action> copy_actions() {
  Telemetry gap;
  gap.region = "q";
  gap.lasts = 10 * kSecond;
  return {action("lead-q", Failover{"copied", "q", true}, kSecond),
          action("lead-r", Failover{"copied", "r", true}, kSecond),
          action("hand-over", Failover{"copied", "q", false}),
          action("delete", DeleteRows{"copied", 0.2}),
          action("differ", Diverge{"copied", "q", 0.1}),
          action("reconcile", Reconcile{"copied", 100}),
          action("repair-copied", RepairData{"copied", "new", "old", 50}),
          action("gap", gap)};
}

// Fails half the time; works with a surge; does more harm when it fails; waits for a flag.
inline std::vector<Action> unreliable_actions() {
  ParameterChange surge;
  surge.parameter = Parameter::traffic;
  surge.factor = 1.5;
  surge.lasts = 6 * kSecond;
  Action flaky = action("flaky", Scale{"app", "q", 2}, kSecond);
  flaky.fail_chance = 0.5;
  flaky.also = {{SideEffect::When::begins, 2 * kSecond, surge},
                {SideEffect::When::fails, 0, Restart{"edge", {"q"}, kSecond}}};
  Action locked = action("locked", Drain{"r", "q"}, 3 * kSecond);
  locked.fail_chance = 0.5;
  locked.blocked = {"f", true, "not before the flag is on"};
  return {flaky, locked};
}

inline std::vector<Action> actions() {
  std::vector<Action> all = {action("back", Rollback{"app", "1", 4 * kSecond}, kSecond),
                             action("stop", StopRollout{"deploy"}),
                             action("restart", Restart{"store", {}, 3 * kSecond}),
                             action("kill-workers", Restart{"worker", {"r"}, 3 * kSecond}),
                             action("more", Scale{"app", "", 4}, 2 * kSecond),
                             action("fewer", Scale{"edge", "r", 1}),
                             action("drain", Drain{"q", "r"}, 15 * kSecond),
                             action("shed", Shed{"", 0.3}),
                             action("pause", PauseConsumers{"m"}),
                             action("resume", ResumeConsumers{"m"}),
                             action("purge", PurgeQueue{"m"}),
                             action("freeze", FreezeWrites{"d", {"r"}}),
                             action("unfreeze", UnfreezeWrites{"d"}),
                             action("flag-off", SetFlag{"f", false, 5 * kSecond}),
                             action("grow", SetStockCapacity{"app", "quota", "", 200}),
                             action("flush", FlushCache{"near", ""}),
                             action("restart-edge", Restart{"edge", {}, 2 * kSecond}),
                             action("repair", RepairData{"d", "new", "old", 50})};
  for (auto more : {unreliable_actions(), copy_actions()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

// A point every 10 s, some of them missing; an action halves it.
inline RecordedSeries recording(Dice& dice) {
  RecordedSeries one;
  one.name = "edge_hits";
  one.lines.resize(1);
  for (SimTime time = -20 * kSecond; time < 2 * kMinute; time += 10 * kSecond) {
    if (dice.from(0, 4) > 0) {
      one.lines[0].points.push_back({time, static_cast<double>(dice.from(0, 100))});
    }
  }
  one.lines[0].points.push_back({2 * kMinute, 1});
  one.actions = {{"flag-off", 0.5, 20 * kSecond}};
  return one;
}

inline Scenario random_scenario(std::uint64_t seed) {
  Dice dice(seed);
  std::vector<Component> all = components(dice);
  Scenario one = scenario(
      std::move(all), {traffic("t", "edge", 0, {dice.ms(20, 400), dice.from(1, 3), dice.ms(5, 50)}),
                       traffic("u", "app", dice.from(1, 60))});
  one.past = 30 * kSecond;
  one.regions = {"r", "q"};
  one.links = {{"r", "r", dice.from(0, 900) * kMicrosecond, 0.01},
               {"q", "q", dice.from(0, 900) * kMicrosecond, 0},
               {"r", "q", 20 * kMillisecond, 0.01},
               {"q", "r", 30 * kMillisecond, 0, true}};
  one.traffic[0].rate = {{"r", dice.from(40, 400)}, {"q", dice.from(40, 200)}};
  one.traffic[0].daily_amplitude = 0.2;
  one.traffic[1].priority = 2;
  one.traffic[1].tenant = "other";
  one.traffic[0].slo_latency = 30 * kMillisecond;
  one.caches = caches(dice);
  one.datasets = {dataset(), copied_dataset(dice)};
  one.effects = {{"pay", "", {}}};
  one.flags = {{"f", "", false}};
  one.logs = {{"line", "info", "{x}", 0.5}, {"bad", "error", "{x}", 1}};
  one.queues = {queue()};
  one.timeline = timeline();
  one.actions = actions();
  one.recorded = {recording(dice)};
  return one;
}

}  // namespace threeam::testing
