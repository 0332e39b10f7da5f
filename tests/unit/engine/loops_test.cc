// What takes effect late or by itself: flags that spread, names that do not resolve, handshakes,
// clocks, autoscalers.
#include <algorithm>
#include <set>

#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

#include "sim/engine/tracer.h"

namespace threeam {
namespace {

using namespace threeam::testing;

struct Ran {
  engine::World world;
  engine::Recorder recorder;
  double at(SeriesId id, const std::vector<std::string>& with, std::size_t from,
            std::size_t to) const {
    return sum(recorder, id, with, from, to);
  }
};

Ran run(const Scenario& scenario, Duration length = 2 * kMinute) {
  const auto model = compiled(scenario);
  Ran ran{engine::World(model, 1), engine::Recorder(*model)};
  ran.world.advance(length, &ran.recorder);
  EXPECT_EQ(ran.world.conservation_error(), "");
  return ran;
}

// ---- flags ----------------------------------------------------------------------------------

// While the flag is on, everything fails.
Scenario with_flag(Duration over) {
  IfStep branch;
  branch.condition.flag = "f";
  branch.then_steps = steps(FailStep{500, 1, ""});
  Component app = service("app", 20, 8, 8, steps(branch));
  app.balancer = Balancer::round_robin;
  Scenario one = scenario({app}, {traffic("t", "app", 200)});
  one.flags = {{"f", "", false}};
  one.timeline = {event("on", 20 * kSecond, SetFlag{"f", true, over})};
  one.actions = {action("off", SetFlag{"f", false, 0})};
  return one;
}

double failing(const Ran& ran, std::size_t from, std::size_t to) {
  return ran.at(SeriesId::http_requests_total, {"app", "500"}, from, to) /
         ran.at(SeriesId::http_requests_total, {"app"}, from, to);
}

TEST(Flag, ReachesEachInstanceAtItsOwnTime) {
  const auto ran = run(with_flag(40 * kSecond));
  EXPECT_EQ(failing(ran, 0, 4), 0);
  EXPECT_NEAR(failing(ran, 6, 10), 0.5, 0.3);
  EXPECT_GT(failing(ran, 8, 12), failing(ran, 4, 8));
  EXPECT_EQ(failing(ran, 12, 24), 1);
}

TEST(Flag, SetAgainEndsWhatIsStillUnderWay) {
  const auto model = compiled(with_flag(40 * kSecond));
  engine::World world(model, 1);
  world.advance(40 * kSecond);
  world.apply("off", 1);
  Ran ran{world, engine::Recorder(*model)};
  ran.world.advance(2 * kMinute, &ran.recorder);
  EXPECT_EQ(sum(ran.recorder, SeriesId::http_requests_total, {"app", "500"}), 0);
  EXPECT_EQ(ran.world.outcomes()[0].state, engine::Outcome::State::done);
}

TEST(Flag, InstanceThatRestartsReadsItAtOnce) {
  Scenario one = with_flag(40 * kSecond);
  one.timeline.push_back(event("restart", 21 * kSecond, Restart{"app", {}, 100 * kMillisecond}));
  EXPECT_GT(failing(run(one), 5, 8), 0.9);
}

// ---- names ----------------------------------------------------------------------------------

Scenario unresolved(double share) {
  Scenario one = scenario({service("app", 2, 8, 8, {})},
                          {traffic("t", "app", 100, {kSecond, 3, 50 * kMillisecond})});
  ParameterChange dns;
  dns.parameter = Parameter::unresolved;
  dns.route = "t";
  dns.factor = share;
  dns.over = 20 * kSecond;
  one.timeline = {event("dns", 20 * kSecond, dns)};
  return one;
}

TEST(Unresolved, ClientsFailWithoutAskingAnybody) {
  const auto ran = run(unresolved(1));
  EXPECT_EQ(ran.at(SeriesId::client_requests_total, {"failed"}, 0, 4), 0);
  EXPECT_GT(ran.at(SeriesId::client_requests_total, {"failed", "dns"}, 9, 24), 7000);
  EXPECT_EQ(ran.at(SeriesId::http_requests_total, {"app"}, 9, 24), 0);
  const double ramp = ran.at(SeriesId::client_requests_total, {"failed", "dns"}, 4, 8);
  EXPECT_NEAR(ramp / ran.at(SeriesId::client_requests_total, {}, 4, 8), 0.5, 0.06);
}

TEST(Unresolved, IsTheClientsOwnAtEveryAttempt) {
  const auto ran = run(unresolved(0.3));
  const double failed = ran.at(SeriesId::client_requests_total, {"failed"}, 10, 24);
  EXPECT_NEAR(failed / ran.at(SeriesId::client_requests_total, {}, 10, 24), 0.3, 0.02);
}

// ---- handshakes and clocks --------------------------------------------------------------------

Scenario expiring(Duration skew, bool by_clock) {
  Component back = service("back", 20, 8, 8, steps(use(kMillisecond)));
  back.clock_skew = skew;
  back.balancer = Balancer::round_robin;
  Scenario one = scenario({service("front", 4, 32, 32, steps(call("back", "do", kSecond))), back},
                          {traffic("t", "front", 200)});
  ParameterChange expiry;
  expiry.parameter = Parameter::handshake;
  expiry.where.component = "back";
  expiry.factor = 1;
  expiry.by_clock = by_clock;
  one.timeline = {event("expiry", kMinute, expiry)};
  return one;
}

double refused(const Ran& ran, std::size_t from, std::size_t to) {
  return ran.at(SeriesId::http_requests_total, {"front", "503"}, from, to) /
         ran.at(SeriesId::http_requests_total, {"front"}, from, to);
}

TEST(Handshake, FailsBeforeThereIsARequest) {
  const auto ran = run(expiring(0, false));
  EXPECT_EQ(refused(ran, 0, 12), 0);
  EXPECT_EQ(refused(ran, 13, 24), 1);
  EXPECT_EQ(ran.at(SeriesId::http_requests_total, {"back"}, 13, 24), 0);
  EXPECT_EQ(ran.at(SeriesId::tls_handshake_failures_total, {"back"}, 13, 24),
            ran.at(SeriesId::http_requests_total, {"front", "503"}, 13, 24));
}

TEST(Handshake, OfTheEntryIsSeenByClientsAsSuch) {
  Scenario one = expiring(0, false);
  std::get<ParameterChange>(one.timeline[0].change).where.component = "front";
  const auto ran = run(one);
  EXPECT_GT(ran.at(SeriesId::client_requests_total, {"failed", "tls"}, 13, 24), 10'000);
  EXPECT_EQ(ran.at(SeriesId::client_requests_total, {"failed", "503"}, 13, 24), 0);
}

TEST(Clocks, EachInstanceActsWhenItsOwnSaysSo) {
  const auto exact = run(expiring(20 * kSecond, false));
  EXPECT_EQ(refused(exact, 8, 12), 0);
  const auto ran = run(expiring(20 * kSecond, true));
  EXPECT_EQ(refused(ran, 0, 8), 0);
  EXPECT_NEAR(refused(ran, 8, 12), 0.25, 0.2);
  EXPECT_GT(refused(ran, 12, 16), refused(ran, 8, 12));
  EXPECT_EQ(refused(ran, 16, 24), 1);
}

TEST(Clocks, GoWrongForALittleWhileEach) {
  Scenario one = expiring(10 * kSecond, true);
  auto& leap = std::get<ParameterChange>(one.timeline[0].change);
  leap.parameter = Parameter::error_ratio;
  leap.lasts = kSecond;
  const auto ran = run(one);
  const double errors = ran.at(SeriesId::http_requests_total, {"back", "500"}, 0, 24);
  EXPECT_NEAR(errors, 200, 40);
  EXPECT_EQ(ran.at(SeriesId::http_requests_total, {"back", "500"}, 0, 10), 0);
  EXPECT_EQ(ran.at(SeriesId::http_requests_total, {"back", "500"}, 15, 24), 0);
}

TEST(Clocks, AreOnlyForWhatInstancesDo) {
  Scenario one = expiring(kSecond, true);
  std::get<ParameterChange>(one.timeline[0].change).parameter = Parameter::loss;
  EXPECT_FALSE(engine::compile(one).has_value());
}

// ---- autoscalers ------------------------------------------------------------------------------

// 200 requests/s of 20 ms: four workers' work.
Scenario scaled(ScalingSignal signal, double target) {
  Component app = service("app", 4, 2, 200, steps(use(20 * kMillisecond)));
  Autoscaler scaler;
  scaler.signal = signal;
  scaler.target = target;
  scaler.min = 2;
  scaler.max = 12;
  scaler.every = 15 * kSecond;
  scaler.startup = 20 * kSecond;
  scaler.cooldown = kMinute;
  app.autoscaler = scaler;
  return scenario({app}, {traffic("t", "app", 200)});
}

double ready(const Ran& ran, std::size_t at) {
  return ran.at(SeriesId::instances_ready, {"app"}, at, at + 1);
}

TEST(Autoscaler, HoldsItsTargetAndFollowsTheLoad) {
  Scenario one = scaled(ScalingSignal::worker_utilization, 0.5);
  ParameterChange more;
  more.parameter = Parameter::traffic;
  more.factor = 2;
  more.lasts = 4 * kMinute;
  one.timeline = {event("more", 2 * kMinute, more)};
  const auto ran = run(one, 12 * kMinute);
  EXPECT_NEAR(ready(ran, 23), 4, 1);
  EXPECT_EQ(ready(ran, 26), ready(ran, 23));  // new ones are still starting
  EXPECT_NEAR(ready(ran, 60), 9, 1);
  EXPECT_NEAR(last(ran.recorder, SeriesId::instances_ready, {"app"}), 4, 1);
  EXPECT_NEAR(last(ran.recorder, SeriesId::instances_wanted, {"app"}), 4, 1);
}

TEST(Autoscaler, MeasuresRequestsASecondAndThoseWhoWait) {
  const auto rate = run(scaled(ScalingSignal::request_rate, 25), 5 * kMinute);
  EXPECT_NEAR(last(rate.recorder, SeriesId::instances_ready, {"app"}), 8, 1);
  Scenario slow = scaled(ScalingSignal::accept_queue, 5);
  slow.components[0].operations[0].steps = steps(use(60 * kMillisecond));
  const auto queue = run(slow, 5 * kMinute);
  EXPECT_GT(last(queue.recorder, SeriesId::instances_ready, {"app"}), 5);
}

TEST(Autoscaler, TakesWaitingWorkersForIdleWhenItLooksAtTheCpu) {
  Component back = service("back", 1, 64, 64, steps(use(15 * kMillisecond)));
  Scenario one = scaled(ScalingSignal::cpu_utilization, 0.5);
  one.components[0].operations[0].steps = steps(use(2 * kMillisecond), call("back", "do"));
  one.components.push_back(back);
  const auto ran = run(one, 5 * kMinute);
  EXPECT_EQ(last(ran.recorder, SeriesId::instances_ready, {"app"}), 2);
  EXPECT_GT(last(ran.recorder, SeriesId::accept_queue_length, {"app"}) +
                ran.at(SeriesId::http_requests_total, {"app", "503"}, 40, 60),
            0);
}

TEST(Autoscaler, LosesNoRequestWhenItRemovesInstances) {
  Scenario one = scaled(ScalingSignal::worker_utilization, 0.7);
  one.components[0].instances = {{"r", 12}};
  one.components[0].autoscaler->cooldown = 0;
  const auto ran = run(one, 4 * kMinute);
  EXPECT_LT(last(ran.recorder, SeriesId::instances_ready, {"app"}), 6);
  EXPECT_EQ(ran.at(SeriesId::client_requests_total, {"failed"}, 0, 48), 0);
}

TEST(Autoscaler, NeedsBoundsAndATarget) {
  for (const auto& breaks : std::vector<void (*)(Autoscaler&)>{
           [](Autoscaler& a) { a.min = 0; }, [](Autoscaler& a) { a.max = 1; },
           [](Autoscaler& a) { a.target = 0; }, [](Autoscaler& a) { a.every = kMillisecond; },
           [](Autoscaler& a) { a.max = 1000; }}) {
    Scenario one = scaled(ScalingSignal::worker_utilization, 0.5);
    breaks(*one.components[0].autoscaler);
    EXPECT_FALSE(engine::compile(one).has_value());
  }
}

// ---- what instances need ------------------------------------------------------------------------

// Six addresses for the whole network.
Scenario with_addresses() {
  Stock addresses;
  addresses.name = "addresses";
  addresses.capacity = 6;
  addresses.initial = 6;
  addresses.scope = StockScope::region;
  Component network = service("network", 1, 1, 0, {});
  network.stocks = {addresses};
  Component app = service("app", 4, 8, 32, steps(use(5 * kMillisecond)));
  app.needs = Need{"network", "addresses", 1};
  Scenario one = scenario({app, network}, {traffic("t", "app", 100)});
  one.actions = {action("more", Scale{"app", "r", 9}), action("fewer", Scale{"app", "r", 2})};
  return one;
}

TEST(Need, InstancesThatFindNoAddressDoNotStart) {
  const auto model = compiled(with_addresses());
  engine::World world(model, 1);
  const auto ready_now = [&] { return world.versions()[0].instances; };
  world.advance(10 * kSecond);
  EXPECT_EQ(ready_now(), 4);
  world.apply("more", 1);
  world.advance(kMinute);
  EXPECT_EQ(ready_now(), 6);
  world.apply("fewer", 2);
  world.advance(2 * kMinute);
  EXPECT_EQ(world.conservation_error(), "");
  EXPECT_GE(ready_now(), 2);
}

TEST(Need, AnInstanceThatDiesMayFindItsAddressTaken) {
  Scenario one = with_addresses();
  Stock memory;
  memory.name = "memory";
  memory.capacity = 100;
  memory.crashes = true;
  memory.back_after = 10 * kSecond;
  Component other = service("other", 2, 8, 32, steps(PutStep{"memory", 1}));
  other.stocks = {memory};
  other.needs = Need{"network", "addresses", 1};
  one.components.push_back(other);
  one.traffic.push_back(traffic("u", "other", 20));
  one.timeline = {event("more", 5 * kSecond, Scale{"app", "r", 9})};
  const auto ran = run(one);
  EXPECT_EQ(last(ran.recorder, SeriesId::instances_ready, {"other"}), 0);
  EXPECT_EQ(last(ran.recorder, SeriesId::instances_ready, {"app"}), 6);
}

TEST(Need, IsOfAStockThatInstancesHaveInCommon) {
  Scenario one = with_addresses();
  one.components[1].stocks[0].scope = StockScope::instance;
  EXPECT_FALSE(engine::compile(one).has_value());
}

}  // namespace
}  // namespace threeam
