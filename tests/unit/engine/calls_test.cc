// Calls: cancellation, budgets, breakers, hedges, fan-out, repeats, and the links they travel.
#include <algorithm>

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

  double requests(const std::vector<std::string>& with) const {
    return sum(recorder, SeriesId::http_requests_total, with);
  }
};

Ran run(const Scenario& scenario, Duration length = kMinute) {
  const auto model = compiled(scenario);
  Ran ran{engine::World(model, 1), engine::Recorder(*model)};
  for (SimTime now = kSecond; now <= length; now += kSecond) {
    ran.world.advance(now, &ran.recorder);
    EXPECT_EQ(ran.world.conservation_error(), "");
  }
  return ran;
}

UseStep exactly(Duration length) {
  return use(length, Distribution::constant);
}

// `front` calls `back`, which takes `work`.
Scenario pair(const CallStep& step, const Steps& back, double rate = 50, int back_workers = 64) {
  return scenario(
      {service("front", 1, 500, 64, steps(step)), service("back", 1, back_workers, 64, back)},
      {traffic("t", "front", rate)});
}

// The spans of the last kept request that ended so.
std::vector<engine::Span> trace(const Scenario& scenario, int status) {
  const auto model = compiled(scenario);
  engine::World world(model, 1);
  engine::World again = world;
  engine::Recorder recorder(*model);
  world.advance(20 * kSecond, &recorder);
  const auto all = recorder.exemplars();
  const auto found = std::find_if(all.rbegin(), all.rend(),
                                  [&](const auto& exemplar) { return exemplar.status == status; });
  if (found == all.rend()) {
    ADD_FAILURE() << "no request ended with " << status;
    return {};
  }
  engine::Tracer tracer(found->request);
  again.advance(20 * kSecond, nullptr, &tracer);
  return tracer.spans();
}

bool noted(const std::vector<engine::Span>& spans, std::string_view text) {
  for (const engine::Span& span : spans) {
    for (const std::string& note : span.notes) {
      if (note.find(text) != std::string::npos) {
        return true;
      }
    }
  }
  return false;
}

TEST(Cancel, EndsTheCalleeAndFreesItsWorker) {
  CallStep step = call("back", "do", 100 * kMillisecond);
  const Steps slow = steps(exactly(10 * kSecond));
  EXPECT_GT(last(run(pair(step, slow)).recorder, SeriesId::workers_busy, {"back"}), 60);
  step.on_timeout = OnTimeout::cancel;
  const Ran ran = run(pair(step, slow));
  EXPECT_LT(last(ran.recorder, SeriesId::workers_busy, {"back"}), 20);
  EXPECT_EQ(ran.requests({"back", "499"}), ran.requests({"front", "504"}));
  EXPECT_GT(ran.requests({"back", "499"}), 2900);
  EXPECT_TRUE(noted(trace(pair(step, slow), 504), "cancelled"));
}

TEST(Cancel, ReachesWhatWaitsInLineAndWhatTheCalleeAskedFor) {
  CallStep outer = call("middle", "do", 100 * kMillisecond);
  CallStep inner = call("back", "do", 10 * kSecond);
  outer.on_timeout = inner.on_timeout = OnTimeout::cancel;
  const Ran ran = run(scenario(
      {service("front", 1, 500, 64, steps(outer)), service("middle", 1, 500, 64, steps(inner)),
       service("back", 1, 2, 64, steps(exactly(kSecond)))},
      {traffic("t", "front", 50)}));
  EXPECT_EQ(ran.requests({"middle", "499"}), ran.requests({"front", "504"}));
  EXPECT_EQ(ran.requests({"back", "499"}), ran.requests({"front", "504"}));
  EXPECT_EQ(ran.requests({"back", "200"}), 0);
}

TEST(RetryBudget, BoundsRetriesToItsShareOfFirstAttempts) {
  CallStep step = call("back", "do", 0, 3, kMillisecond);
  const Steps broken = steps(FailStep{503, 1, ""});
  const Ran unbounded = run(pair(step, broken));
  EXPECT_NEAR(unbounded.requests({"back"}) / unbounded.requests({"front"}), 4, 0.01);
  step.retries.budget = 0.1;
  const Ran ran = run(pair(step, broken));
  EXPECT_NEAR(ran.requests({"back"}), 1.1 * ran.requests({"front"}) + 10, 2);
  EXPECT_TRUE(noted(trace(pair(step, broken), 503), "retry budget spent"));
}

CallStep guarded() {
  CallStep step = call("back", "do", 50 * kMillisecond, 2, kMillisecond);
  step.breaker.failure_ratio = 0.5;
  step.breaker.open_for = 10 * kSecond;
  return step;
}

TEST(CircuitBreaker, StopsCallingWhatFailsAndTriesAgainNowAndThen) {
  const Scenario one = pair(guarded(), steps(FailStep{500, 1, ""}));
  const Ran ran = run(one);
  // 20 calls open it; then three on trial each 10 s, of which the first to fail opens it again.
  EXPECT_LT(ran.requests({"back"}), 20 + 3 * 6);
  EXPECT_GE(ran.requests({"back"}), 20 + 5);
  EXPECT_EQ(ran.requests({"front", "503"}), ran.requests({"front"}) - ran.requests({"back"}));
  EXPECT_TRUE(noted(trace(one, 503), "circuit breaker open"));
}

TEST(CircuitBreaker, ClosesWhenTheCalleeIsWellAgain) {
  Scenario one = pair(guarded(), steps(exactly(kMillisecond)));
  ParameterChange fault;
  fault.where.component = "back";
  fault.parameter = Parameter::error_ratio;
  fault.factor = 1;
  fault.lasts = 15 * kSecond;
  one.timeline = {event("fault", 5 * kSecond, fault)};
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder before(*model);
  engine::Recorder after(*model);
  world.advance(kMinute / 2, &before);
  world.advance(kMinute, &after);
  EXPECT_GT(sum(before, SeriesId::http_requests_total, {"front", "503"}), 400);
  EXPECT_EQ(sum(after, SeriesId::http_requests_total, {"front", "503"}), 0);
  EXPECT_GT(sum(after, SeriesId::http_requests_total, {"front", "200"}), 1300);
}

TEST(Hedge, AsksASecondTimeAndTakesTheFirstAnswer) {
  CallStep step = call("back", "do", kSecond);
  IfStep rarely;
  rarely.condition.chance = 0.05;
  rarely.then_steps = steps(exactly(400 * kMillisecond));
  const Steps work = steps(exactly(5 * kMillisecond), rarely);
  const Ran plain = run(pair(step, work), 3 * kMinute);
  step.hedge_after = 20 * kMillisecond;
  const Ran hedged = run(pair(step, work), 3 * kMinute);
  EXPECT_NEAR(share_above(plain.recorder, {"front"}, 224 * kMillisecond), 0.05, 0.01);
  EXPECT_LT(share_above(hedged.recorder, {"front"}, 224 * kMillisecond), 0.006);
  EXPECT_NEAR(hedged.requests({"back"}) / hedged.requests({"front"}), 1.05, 0.01);
}

TEST(Hedge, EndsWithTheTimeoutWhenNobodyAnswers) {
  CallStep step = call("back", "do", 100 * kMillisecond);
  step.hedge_after = 30 * kMillisecond;
  step.on_timeout = OnTimeout::cancel;
  const Ran ran = run(pair(step, steps(exactly(kSecond))));
  EXPECT_EQ(ran.requests({"front", "504"}), ran.requests({"front"}));
  EXPECT_NEAR(mean_seconds(ran.recorder, {"front"}), 0.1, 1e-6);
  EXPECT_EQ(ran.requests({"back", "499"}), 2 * ran.requests({"front", "504"}));
}

TEST(FanOut, WaitsForTheSlowestOfItsCalls) {
  CallStep step = call("back", "do");
  step.fan_out = 10;
  const Ran ran = run(pair(step, steps(use(10 * kMillisecond)), 20, 500));
  EXPECT_EQ(ran.requests({"back"}), 10 * ran.requests({"front"}));
  // The largest of ten exponential times: 10 ms * (1 + 1/2 + ... + 1/10).
  EXPECT_NEAR(mean_seconds(ran.recorder, {"front"}), 0.0293, 0.001);
}

TEST(FanOut, FailsWithTheWorstStatusAndTriesOnlyTheFailedAgain) {
  CallStep step = call("back", "do", 0, 1, kMillisecond);
  step.fan_out = 4;
  const Ran ran = run(pair(step, steps(FailStep{503, 0.5, ""}), 50), 2 * kMinute);
  // Half of the four are tried again, so six calls; each ends badly with 1/4.
  EXPECT_NEAR(ran.requests({"back"}) / ran.requests({"front"}), 6, 0.1);
  const double good = 0.75 * 0.75 * 0.75 * 0.75;
  EXPECT_NEAR(ran.requests({"front", "200"}) / ran.requests({"front"}), good, 0.02);
}

TEST(Repeat, RunsItsStepsManyTimesForAShareOfRequests) {
  RepeatStep repeat;
  repeat.times = 40;
  repeat.chance = 0.1;
  repeat.steps = steps(call("back", "do"));
  Scenario one = pair(call("back", "do"), steps(use(kMillisecond)));
  one.components[0].operations[0].steps = steps(repeat);
  const Ran ran = run(one, 2 * kMinute);
  EXPECT_NEAR(ran.requests({"back"}) / ran.requests({"front"}), 0.9 + 0.1 * 40, 0.4);
  // The calls of one request have luck of their own: 40 times 1 ms, not 40 equal ones.
  EXPECT_LT(share_above(ran.recorder, {"front"}, 80 * kMillisecond), 0.0005);
  EXPECT_GT(share_above(ran.recorder, {"front"}, 20 * kMillisecond), 0.08);
}

// `front` in r asks `back` in q, 10 ms there and 30 ms back.
Scenario far() {
  CallStep step = call("back", "do", kSecond);
  step.region = "q";
  Scenario one = pair(step, {});
  one.regions = {"r", "q"};
  one.components[1].instances = {{"q", 1}};
  one.links = {{"r", "q", 10 * kMillisecond, 0, true}, {"q", "r", 30 * kMillisecond, 0, true}};
  return one;
}

TEST(Region, CallPaysItsLinkEachWay) {
  const Ran ran = run(far());
  EXPECT_EQ(ran.requests({"back", "q"}), ran.requests({"front", "r"}));
  EXPECT_NEAR(mean_seconds(ran.recorder, {"front"}), 0.040, 1e-9);
}

TEST(Region, WithoutAnInstanceThereIsRefused) {
  Scenario one = far();
  one.components[1].instances = {{"r", 1}};
  const auto model = engine::compile(one);
  ASSERT_FALSE(model);
  EXPECT_NE(to_string(model.error()).find("back has no instance in q"), std::string::npos);
}

// Requests that reach `back`, and how `front` answers, while that much of the way is cut.
Ran cut(const Selector& where, double share = 1) {
  Scenario one = far();
  ParameterChange change;
  change.parameter = Parameter::partition;
  change.where = where;
  change.factor = share;
  one.timeline = {event("cut", 0, change)};
  return run(one);
}

TEST(Partition, OfTheWayThereKeepsRequestsFromArriving) {
  Selector where;
  where.from = "r";
  where.to = "q";
  const Ran ran = cut(where);
  EXPECT_EQ(ran.requests({"back"}), 0);
  EXPECT_EQ(ran.requests({"front", "504"}), ran.requests({"front"}));
}

TEST(Partition, OfTheWayBackLosesTheAnswersOfWorkThatIsDone) {
  Selector where;
  where.from = "q";
  const Ran ran = cut(where);
  EXPECT_GT(ran.requests({"back", "200"}), 2800);
  EXPECT_EQ(ran.requests({"front", "504"}), ran.requests({"front"}));
}

TEST(Partition, BetweenComponentsReachesOnlyTheirCalls) {
  Selector where;
  where.component = "front";
  where.to_component = "back";
  const Ran ran = cut(where, 0.25);
  EXPECT_NEAR(ran.requests({"front", "504"}) / ran.requests({"front"}), 0.25, 0.03);
  where.to_component = "front";
  const Ran other = cut(where);
  EXPECT_EQ(other.requests({"front", "504"}), 0);
}

TEST(Jitter, OfClientsDecidesWhetherThoseWhoFailedTogetherComeBackTogether) {
  const auto busiest_share = [](Jitter jitter) {
    Scenario one = scenario({service("s", 1, 500, 500, steps(exactly(kMillisecond)))},
                            {traffic("t", "s", 200, {kSecond, 2, 40 * kSecond, jitter})});
    ParameterChange fault;
    fault.where.component = "s";
    fault.parameter = Parameter::error_ratio;
    fault.factor = 1;
    fault.lasts = 5 * kSecond;
    one.timeline = {event("fault", 30 * kSecond, fault)};
    const Ran ran = run(one, 80 * kSecond);
    double most = 0;
    for (std::size_t i = 0; i < ran.recorder.samples(); ++i) {
      most = std::max(most, sum(ran.recorder, SeriesId::http_requests_total, {"s"}, i, i + 1));
    }
    return most / (200.0 * static_cast<double>(kSampleInterval) / 1e9);
  };
  EXPECT_GT(busiest_share(Jitter::none), 1.8);
  EXPECT_LT(busiest_share(Jitter::full), 1.3);
}

TEST(Compile, RefusesCallsThatCannotBeMeant) {
  const auto refused = [](const auto& change) {
    CallStep step = call("back", "do", 100 * kMillisecond);
    change(step);
    return !engine::compile(pair(step, {}));
  };
  EXPECT_FALSE(refused([](CallStep&) {}));
  EXPECT_TRUE(refused([](CallStep& c) { c.hedge_after = 100 * kMillisecond; }));
  EXPECT_TRUE(refused([](CallStep& c) {
    c.hedge_after = kMillisecond;
    c.fan_out = 2;
  }));
  EXPECT_TRUE(refused([](CallStep& c) { c.fan_out = 101; }));
  EXPECT_TRUE(refused([](CallStep& c) { c.region = "nowhere"; }));
  EXPECT_TRUE(refused([](CallStep& c) { c.retries.budget = -1; }));
}

TEST(Compile, RefusesARepeatWithinARepeatAndASelectorOfLinksForOtherParameters) {
  RepeatStep inner;
  inner.steps = steps(use(kMillisecond));
  RepeatStep outer;
  outer.steps = steps(inner);
  Scenario one = pair(call("back", "do"), steps(outer));
  EXPECT_FALSE(engine::compile(one));
  one.components[1].operations[0].steps = steps(inner);
  EXPECT_TRUE(engine::compile(one));
  ParameterChange change;
  change.where.to_component = "back";
  one.timeline = {event("slow", 0, change)};
  EXPECT_FALSE(engine::compile(one));
  change.parameter = Parameter::latency;
  one.timeline = {event("slow", 0, change)};
  EXPECT_TRUE(engine::compile(one));
}

}  // namespace
}  // namespace threeam
