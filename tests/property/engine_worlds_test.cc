// What holds in every world: over small random scenarios with every kind of step and change.
#include <algorithm>
#include <map>

#include "tests/support/builders.h"
#include <gtest/gtest.h>

#include "sim/base/random.h"
#include "sim/engine/model.h"
#include "sim/engine/recorder.h"
#include "sim/engine/tracer.h"
#include "sim/engine/world.h"

namespace threeam {
namespace {

using namespace threeam::testing;

constexpr std::uint64_t kWorlds = 12;
constexpr Duration kLength = 2 * kMinute;

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

Component component(Dice& dice, const std::string& name, Steps all) {
  Component one =
      service(name, dice.from(1, 3), dice.from(1, 12), dice.from(0, 24), std::move(all));
  one.instances = {{"r", dice.from(1, 3)}, {"q", dice.from(1, 3)}};
  one.balancer = static_cast<Balancer>(dice.from(0, 2));
  one.pools = {{"p", dice.from(1, 4), dice.from(0, 6), dice.ms(0, 40)}};
  one.versions = {{"2", "", {}}};
  return one;
}

// Everything that a call can say of itself, now and then.
void decide_policy(Dice& dice, CallStep& one) {
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

std::vector<Component> components(Dice& dice) {
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
  RepeatStep repeat;
  repeat.times = 5;
  repeat.chance = 0.1;
  repeat.steps = steps(use(kMillisecond), ask("store"));
  IfStep branch;
  branch.condition.flag = "f";
  branch.then_steps = steps(WriteStep{"d", "new"}, PublishStep{"m", "new"});
  branch.else_steps = steps(WriteStep{"d", "old"}, PublishStep{"m", "old"});
  const auto work = [&] { return use(dice.ms(1, 12), Distribution::lognormal, 0.8); };
  return {
      component(dice, "edge", steps(work(), ask("app"), LogStep{"line"})),
      component(dice, "app", steps(work(), read, pool, repeat, FailStep{503, 0.05, ""}, branch)),
      component(dice, "store", steps(work())),
      component(dice, "worker", steps(work(), accept, EffectStep{"pay"}))};
}

Dataset dataset() {
  Dataset one;
  one.name = "d";
  one.formats = {{"old", ""}, {"new", ""}};
  one.initial_format = "old";
  one.initial_rows = 1000;
  one.working_set = 500;
  return one;
}

MessageQueue queue() {
  MessageQueue one;
  one.name = "m";
  one.component = "worker";
  one.operation = "do";
  one.redelivery = 5 * kSecond;
  one.attempts = 3;
  one.late_after = 10 * kSecond;
  return one;
}

std::vector<TimelineEvent> timeline() {
  ParameterChange slow;
  slow.parameter = Parameter::work_time;
  slow.where.component = "store";
  slow.factor = 3;
  slow.over = 7 * kSecond;
  slow.lasts = 30 * kSecond;
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
  return {event("deploy", -10 * kSecond, deploy), event("slow", 5 * kSecond, slow),
          event("flag", 15 * kSecond, SetFlag{"f", true}), event("cut", 30 * kSecond, cut),
          event("lossy", 50 * kSecond, lossy)};
}

std::vector<Action> actions() {
  return {action("back", Rollback{"app", "1", 4 * kSecond}, kSecond),
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
          action("repair", RepairData{"d", "new", "old", 50})};
}

Scenario random_scenario(std::uint64_t seed) {
  Dice dice(seed);
  std::vector<Component> all = components(dice);
  Scenario one =
      scenario(std::move(all),
               {traffic("t", "edge", 0, {dice.ms(20, 400), dice.from(1, 3), dice.ms(5, 50)})});
  one.past = 30 * kSecond;
  one.regions = {"r", "q"};
  one.links = {{"r", "r", dice.from(0, 900) * kMicrosecond, 0.01},
               {"q", "q", dice.from(0, 900) * kMicrosecond, 0},
               {"r", "q", 20 * kMillisecond, 0.01},
               {"q", "r", 30 * kMillisecond, 0, true}};
  one.traffic[0].rate = {{"r", dice.from(40, 400)}, {"q", dice.from(40, 200)}};
  one.traffic[0].daily_amplitude = 0.2;
  one.traffic[0].slo_latency = 30 * kMillisecond;
  one.datasets = {dataset()};
  one.effects = {{"pay", "", {}}};
  one.flags = {{"f", "", false}};
  one.logs = {{"line", "info", "{x}", 0.5}, {"bad", "error", "{x}", 1}};
  one.queues = {queue()};
  one.timeline = timeline();
  one.actions = actions();
  return one;
}

std::shared_ptr<const engine::Model> model_of(std::uint64_t seed) {
  auto model = engine::compile(random_scenario(seed));
  EXPECT_TRUE(model.has_value()) << to_string(model.error());
  return *model;
}

// Takes the world to `until`, with an action every few seconds that its scenario's dice choose.
void play(engine::World& world, std::uint64_t seed, SimTime until, Duration step,
          engine::Recorder* recorder = nullptr, engine::Tracer* tracer = nullptr) {
  const auto& actions = world.model().scenario.actions;
  while (world.now() < until) {
    const SimTime now = world.now();
    if (now > 0 && now % (5 * kSecond) == 0) {
      const auto luck = philox(seed, 7, static_cast<std::uint64_t>(now));
      const std::string& id = actions[luck[0] % actions.size()].id;
      if (world.check(id)) {
        world.apply(id, static_cast<std::uint64_t>(now));
      }
    }
    const SimTime next = now - ((now % step) + step) % step + step;
    world.advance(std::min(next, until), recorder, tracer);
  }
}

TEST(Worlds, ConserveRequestsMessagesWorkersAndTokens) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World world(model_of(seed), seed);
    for (SimTime now = world.now(); now < kLength; now += 2500 * kMillisecond) {
      play(world, seed, now, 2500 * kMillisecond);
      ASSERT_EQ(world.conservation_error(), "") << "scenario " << seed << " at " << now;
    }
  }
}

TEST(Worlds, AreTheSameTwice) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World one(model_of(seed), seed);
    engine::World other(model_of(seed), seed);
    play(one, seed, kLength, 5 * kSecond);
    play(other, seed, kLength, 5 * kSecond);
    EXPECT_EQ(one.state_hash(), other.state_hash());
  }
}

TEST(Worlds, DifferByTheirSeed) {
  engine::World one(model_of(1), 1);
  engine::World other(model_of(1), 2);
  one.advance(0);
  other.advance(0);
  EXPECT_NE(one.state_hash(), other.state_hash());
}

TEST(Worlds, AdvanceTheSameInOneStepOrMany) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World one(model_of(seed), seed);
    engine::World other(model_of(seed), seed);
    play(one, seed, kLength, 5 * kSecond);
    play(other, seed, kLength, 100 * kMillisecond);
    EXPECT_EQ(one.state_hash(), other.state_hash());
  }
}

TEST(Worlds, ContinueFromACopyAsTheOriginalWould) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World one(model_of(seed), seed);
    play(one, seed, 40 * kSecond, 5 * kSecond);
    engine::World copy = one;
    EXPECT_EQ(copy.state_hash(), one.state_hash());
    play(one, seed, kLength, 5 * kSecond);
    play(copy, seed, kLength, 5 * kSecond);
    EXPECT_EQ(copy.state_hash(), one.state_hash());
  }
}

TEST(Worlds, DoNotNoticeTheirRecorderOrTracer) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    const auto model = model_of(seed);
    engine::World alone(model, seed);
    engine::World watched(model, seed);
    play(alone, seed, kLength, 5 * kSecond);
    engine::Recorder first(*model);
    play(watched, seed, 20 * kSecond, 5 * kSecond, &first);
    ASSERT_FALSE(first.exemplars().empty());
    engine::Tracer tracer(first.exemplars().back().request);
    play(watched, seed, kLength, 5 * kSecond, &first, &tracer);
    EXPECT_EQ(alone.state_hash(), watched.state_hash());
  }
}

TEST(Worlds, RecordTheSameInOneStepOrMany) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const auto model = model_of(seed);
    engine::World one(model, seed);
    engine::World other(model, seed);
    engine::Recorder once(*model);
    engine::Recorder often(*model);
    play(one, seed, kLength, 5 * kSecond, &once);
    play(other, seed, kLength, 100 * kMillisecond, &often);
    EXPECT_EQ(once.hash(), often.hash());
  }
}

TEST(Worlds, RefusedActionsLeaveNoTrace) {
  for (std::uint64_t seed = 0; seed < kWorlds; ++seed) {
    engine::World world(model_of(seed), seed);
    play(world, seed, 30 * kSecond, 5 * kSecond);
    const std::uint64_t before = world.state_hash();
    int refused = 0;
    for (const Action& one : world.model().scenario.actions) {
      refused += world.check(one.id) ? 0 : 1;
    }
    EXPECT_GT(refused, 0);
    EXPECT_EQ(world.state_hash(), before);
  }
}

// Both branches of a what-if meet the same requests, at the same times.
TEST(Forks, KeepTheIdentityOfRequests) {
  const auto model = model_of(3);
  engine::World one(model, 3);
  one.advance(20 * kSecond);
  engine::World other = one;
  ASSERT_TRUE(other.check("drain"));
  ASSERT_TRUE(other.check("back"));
  other.apply("drain", 1);
  other.apply("back", 2);
  engine::Recorder first(*model);
  engine::Recorder second(*model);
  one.advance(kLength, &first);
  other.advance(kLength, &second);
  EXPECT_NE(one.state_hash(), other.state_hash());
  std::map<std::uint64_t, SimTime> starts;
  for (const engine::Exemplar& exemplar : first.exemplars()) {
    starts[exemplar.request] = exemplar.start;
  }
  int shared = 0;
  for (const engine::Exemplar& exemplar : second.exemplars()) {
    const auto same = starts.find(exemplar.request);
    if (same != starts.end()) {
      EXPECT_EQ(same->second, exemplar.start);
      ++shared;
    }
  }
  EXPECT_GT(shared, 3);
}

}  // namespace
}  // namespace threeam
