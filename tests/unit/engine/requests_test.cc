// What happens to requests: timeouts, retries, pools, balancers, clients, traces.
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
};

Ran run(const Scenario& scenario, Duration length = kMinute, std::uint64_t seed = 1) {
  const auto model = compiled(scenario);
  Ran ran{engine::World(model, seed), engine::Recorder(*model)};
  ran.world.advance(length, &ran.recorder);
  EXPECT_EQ(ran.world.conservation_error(), "");
  return ran;
}

TEST(Requests, AnswerThatComesTooLateIs504AndTheCalleeGoesOn) {
  const auto ran = run(
      scenario({service("front", 1, 64, 64, steps(call("back", "do", 20 * kMillisecond))),
                service("back", 1, 64, 64, steps(use(30 * kMillisecond, Distribution::constant)))},
               {traffic("t", "front", 50)}));
  EXPECT_GT(sum(ran.recorder, SeriesId::http_requests_total, {"front", "504"}), 2800);
  EXPECT_EQ(sum(ran.recorder, SeriesId::http_requests_total, {"front", "200"}), 0);
  EXPECT_GT(sum(ran.recorder, SeriesId::http_requests_total, {"back", "200"}), 2800);
  EXPECT_EQ(share_above(ran.recorder, {"front"}, 20 * kMillisecond), 0);
}

TEST(Requests, CallIsCountedAsItsCallerSawItEnd) {
  Scenario one = scenario(
      {service("front", 1, 64, 64, steps(call("slow", "do", 20 * kMillisecond, 1, kMillisecond))),
       service("slow", 1, 64, 64, steps(use(30 * kMillisecond, Distribution::constant))),
       service("other", 1, 64, 64, steps(call("slow", "do")))},
      {traffic("t", "front", 50), traffic("u", "other", 20)});
  const auto ran = run(one);
  const auto calls = [&](const char* from, const char* outcome) {
    return sum(ran.recorder, SeriesId::calls_total, {from, "slow", "r", outcome});
  };
  const double clients = sum(ran.recorder, SeriesId::http_requests_total, {"front"});
  EXPECT_EQ(calls("front", "ok"), 0) << "good answers that came too late";
  EXPECT_NEAR(calls("front", "failed") / clients, 2, 0.01) << "each attempt by itself";
  EXPECT_EQ(calls("other", "failed"), 0) << "what another caller met is not its own";
  EXPECT_EQ(calls("other", "ok"), sum(ran.recorder, SeriesId::http_requests_total, {"other"}));
}

TEST(Requests, RetriesReachTheCalleeAsMoreRequests) {
  Scenario one =
      scenario({service("front", 1, 200, 64, steps(call("back", "do", 0, 2, kMillisecond))),
                service("back", 1, 64, 64, {})},
               {traffic("t", "front", 50)});
  one.components[1].operations[0].steps = steps(FailStep{503, 1, ""});
  const auto ran = run(one);
  const double front = sum(ran.recorder, SeriesId::http_requests_total, {"front"});
  const double back = sum(ran.recorder, SeriesId::http_requests_total, {"back"});
  EXPECT_NEAR(back / front, 3, 0.001);
}

TEST(Requests, StatusThatIsNotOnTheListIsNotTriedAgain) {
  Scenario one =
      scenario({service("front", 1, 200, 64, steps(call("back", "do", 0, 2, kMillisecond))),
                service("back", 1, 64, 64, steps(FailStep{500, 1, ""}))},
               {traffic("t", "front", 50)});
  const auto ran = run(one);
  EXPECT_EQ(sum(ran.recorder, SeriesId::http_requests_total, {"front", "500"}),
            sum(ran.recorder, SeriesId::http_requests_total, {"back", "500"}));
}

TEST(Requests, WorkerIsHeldWhileTheCalleeWorks) {
  // Two workers wait 100 ms each: 20 requests/s at most, whatever else is free.
  const auto ran = run(
      scenario({service("front", 1, 2, 0, steps(call("back", "do"))),
                service("back", 1, 64, 64, steps(use(100 * kMillisecond, Distribution::constant)))},
               {traffic("t", "front", 200)}));
  const double good = sum(ran.recorder, SeriesId::http_requests_total, {"front", "200"});
  EXPECT_LT(good, 20 * 60 + 3);
  EXPECT_GT(good, 0.9 * 20 * 60);
}

TEST(Requests, PoolBoundsHowManyRunItsSteps) {
  Component front = service("front", 1, 64, 64, {});
  front.pools = {{"db", 2, 4, 50 * kMillisecond}};
  PoolStep pool;
  pool.pool = "db";
  pool.steps = steps(call("back", "do"));
  front.operations[0].steps = steps(pool);
  const auto ran = run(scenario(
      {front, service("back", 1, 64, 64, steps(use(20 * kMillisecond, Distribution::constant)))},
      {traffic("t", "front", 150)}));
  const std::size_t busy = series_with(ran.recorder, SeriesId::workers_busy, {"back", "r"}).front();
  for (std::size_t i = 0; i < ran.recorder.samples(); ++i) {
    EXPECT_LE(ran.recorder.value(busy, i), 2);
  }
  EXPECT_EQ(last(ran.recorder, SeriesId::pool_size, {"front", "db"}), 2);
  EXPECT_GT(sum(ran.recorder, SeriesId::http_requests_total, {"front", "503"}), 1000);
  // The longest wait is four places of 20 ms behind two tokens, then its own 20 ms.
  EXPECT_EQ(share_above(ran.recorder, {"front"}, 80 * kMillisecond), 0);
}

TEST(Requests, PoolsTimeoutIs503) {
  Component front = service("front", 1, 64, 64, {});
  front.pools = {{"db", 1, 60, 50 * kMillisecond}};
  PoolStep pool;
  pool.pool = "db";
  pool.steps = steps(use(200 * kMillisecond, Distribution::constant));
  front.operations[0].steps = steps(pool);
  const auto ran = run(scenario({front}, {traffic("t", "front", 50)}));
  EXPECT_GT(sum(ran.recorder, SeriesId::http_requests_total, {"front", "503"}), 2000);
  EXPECT_NEAR(sum(ran.recorder, SeriesId::http_requests_total, {"front", "200"}), 300, 15);
}

TEST(Requests, LinksLatencyIsPaidBothWays) {
  Scenario one = scenario(
      {service("front", 1, 64, 64, steps(call("back", "do"))), service("back", 1, 64, 64, {})},
      {traffic("t", "front", 50)});
  one.links = {{"r", "r", 4 * kMillisecond, 0}};
  const auto ran = run(one);
  EXPECT_NEAR(mean_seconds(ran.recorder, {"front"}), 0.008, 1e-9);
}

TEST(Requests, LinksLatencyIsPaidOnceWhenWorkComesBeforeTheCall) {
  Scenario one =
      scenario({service("front", 1, 64, 64,
                        steps(use(2 * kMillisecond, Distribution::constant), call("back", "do"))),
                service("back", 1, 64, 64, {})},
               {traffic("t", "front", 50)});
  one.links = {{"r", "r", 4 * kMillisecond, 0}};
  const auto ran = run(one);
  EXPECT_NEAR(mean_seconds(ran.recorder, {"front"}), 0.010, 1e-9);
}

TEST(Requests, LossIsFeltAsATimeout) {
  Scenario one =
      scenario({service("front", 1, 64, 64, steps(call("back", "do", 100 * kMillisecond))),
                service("back", 1, 64, 64, {})},
               {traffic("t", "front", 100)});
  one.links = {{"r", "r", 0, 0.1}};
  const auto ran = run(one, 5 * kMinute);
  const double all = sum(ran.recorder, SeriesId::http_requests_total, {"front"});
  EXPECT_NEAR(sum(ran.recorder, SeriesId::http_requests_total, {"front", "504"}) / all, 0.1, 0.01);
}

TEST(Clients, GiveUpAfterTheirTimeoutAndTryAgain) {
  ClientPolicy client;
  client.timeout = 50 * kMillisecond;
  client.attempts = 3;
  client.backoff = 10 * kMillisecond;
  const auto ran =
      run(scenario({service("s", 1, 64, 64, steps(use(80 * kMillisecond, Distribution::constant)))},
                   {traffic("t", "s", 20, client)}));
  const double ended = sum(ran.recorder, SeriesId::client_requests_total, {"failed", "timeout"});
  EXPECT_GT(ended, 1100);
  EXPECT_EQ(ended, sum(ran.recorder, SeriesId::client_requests_total));
  EXPECT_NEAR(sum(ran.recorder, SeriesId::http_requests_total, {"s", "200"}) / ended, 3, 0.02);
  EXPECT_EQ(ran.world.harm().failed_requests, ended);
}

TEST(Clients, FailWhenARedirectLeadsNowhereAlthoughTheServersStatusIsGood) {
  Scenario one = scenario({service("edge", 1, 64, 64, steps(use(kMillisecond), call("s", "do"))),
                           service("s", 1, 64, 64, {})},
                          {traffic("t", "edge", 50, {kSecond, 2, 10 * kMillisecond})});
  ReplyStep reply;
  reply.status = 302;
  reply.location = "https://nowhere.example/x";
  reply.resolves = false;
  one.components[1].operations[0].steps = steps(reply);
  const auto ran = run(one);
  const double failed = sum(ran.recorder, SeriesId::client_requests_total, {"failed", "dns"});
  EXPECT_GT(failed, 2800);
  EXPECT_EQ(failed, sum(ran.recorder, SeriesId::client_requests_total));
  EXPECT_NEAR(sum(ran.recorder, SeriesId::http_requests_total, {"edge", "302"}) / failed, 2, 0.01);
  EXPECT_EQ(sum(ran.recorder, SeriesId::http_requests_total, {"edge", "200"}), 0);
}

TEST(Clients, CountAsLateWhenGoodButSlow) {
  Scenario one =
      scenario({service("s", 1, 64, 64, steps(use(30 * kMillisecond, Distribution::constant)))},
               {traffic("t", "s", 20)});
  one.traffic[0].slo_latency = 20 * kMillisecond;
  const auto ran = run(one);
  EXPECT_EQ(ran.world.harm().late_requests, ran.world.harm().user_requests);
  EXPECT_EQ(ran.world.harm().failed_requests, 0);
  one.traffic[0].user_facing = false;
  EXPECT_EQ(run(one).world.harm().late_requests, 0);
}

// The trigger ends, the storm does not: clients' and callers' retries keep the service full of work
// that nobody waits for. Only refusing at the door ends it.
TEST(Storm, StaysAfterItsTriggerAndEndsWhenShed) {
  ClientPolicy client{500 * kMillisecond, 4, 50 * kMillisecond};
  Scenario one = scenario({service("s", 1, 8, 1500, steps(use(15 * kMillisecond)))},
                          {traffic("t", "s", 400, client)});
  ParameterChange slow;
  slow.where.component = "s";
  slow.parameter = Parameter::work_time;
  slow.factor = 2.5;
  slow.lasts = 40 * kSecond;
  one.timeline = {event("slow", kMinute, slow)};
  one.actions = {action("shed", Shed{"t", 0.8}), action("open", Shed{"t", 0})};
  const auto model = compiled(one);
  engine::World world(model, 3);
  engine::Recorder recorder(*model);
  const auto good_since = [&](SimTime from, SimTime to) {
    return sum(recorder, SeriesId::client_requests_total, {"ok"},
               static_cast<std::size_t>(from / kSampleInterval),
               static_cast<std::size_t>(to / kSampleInterval)) /
           (static_cast<double>(to - from) / 1e9);
  };
  world.advance(4 * kMinute, &recorder);
  EXPECT_NEAR(good_since(0, kMinute), 400, 15);
  EXPECT_LT(good_since(3 * kMinute, 4 * kMinute), 40);
  world.apply("shed", 1);
  world.advance(5 * kMinute, &recorder);
  world.apply("open", 2);
  world.advance(6 * kMinute, &recorder);
  EXPECT_NEAR(good_since(5 * kMinute + 20 * kSecond, 6 * kMinute), 400, 15);
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(Trace, TellsEverySpanOfARequest) {
  Component front = service("front", 2, 64, 64, {});
  front.pools = {{"db", 4, 4, kSecond}};
  PoolStep pool;
  pool.pool = "db";
  pool.steps = steps(call("back", "do", 10 * kMillisecond, 1, kMillisecond));
  front.operations[0].steps = steps(use(kMillisecond), pool);
  const Scenario one = scenario(
      {front, service("back", 1, 64, 64, steps(use(30 * kMillisecond, Distribution::constant)))},
      {traffic("t", "front", 50, {kSecond, 1, 0})});
  const auto model = compiled(one);
  engine::World world(model, 1);
  const engine::World before = world;
  engine::Recorder recorder(*model);
  world.advance(10 * kSecond, &recorder);
  ASSERT_FALSE(recorder.exemplars().empty());
  const engine::Exemplar chosen = recorder.exemplars().front();
  EXPECT_EQ(chosen.status, 504);

  engine::World again = before;
  engine::Tracer tracer(chosen.request);
  while (!tracer.complete() && again.now() < 10 * kSecond) {
    again.advance(again.now() + kSecond, nullptr, &tracer);
  }
  ASSERT_TRUE(tracer.complete());
  ASSERT_EQ(tracer.spans().size(), 4U);
  const auto& spans = tracer.spans();
  EXPECT_EQ(spans[0].component, "client");
  EXPECT_EQ(spans[0].start, chosen.start);
  EXPECT_EQ(spans[0].end - spans[0].start, chosen.duration);
  EXPECT_EQ(spans[1].component, "front");
  EXPECT_EQ(spans[1].parent, spans[0].id);
  EXPECT_EQ(spans[1].status, 504);
  for (const std::size_t attempt : {0U, 1U}) {
    const engine::Span& span = spans[2 + attempt];
    EXPECT_EQ(span.component, "back");
    EXPECT_EQ(span.parent, spans[1].id);
    EXPECT_EQ(span.attempt, static_cast<int>(attempt));
    EXPECT_TRUE(span.zombie);
    EXPECT_EQ(span.end - span.start, 30 * kMillisecond);
  }
}

}  // namespace
}  // namespace threeam
