// What is decided and how it takes effect.
#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;

// Two regions; service "s" with versions 1, 2 and 3, of which 2 fails every request.
Scenario two_versions() {
  Component s = service("s", 3, 16, 16, steps(use(2 * kMillisecond)));
  s.instances = {{"r", 3}, {"q", 2}};
  s.versions = {{"2", "", {{"do", "", steps(FailStep{500, 1, ""})}}}, {"3", "", {}}};
  Scenario one = scenario({s}, {traffic("t", "s", 50)});
  one.regions = {"r", "q"};
  one.traffic[0].rate = {{"r", 50}, {"q", 30}};
  one.flags = {{"f", "", false}};
  one.alerts = {{"a", "A", "", "error_ratio", {}, "", 0.1, 0}};
  Deploy deploy;
  deploy.component = "s";
  deploy.to = "2";
  deploy.stages = {{"r", 1, 0}, {"r", 0, 30 * kSecond}, {"q", 0, kMinute}};
  one.timeline = {event("release", 10 * kSecond, deploy)};
  FixForward fix;
  fix.prepare = 20 * kSecond;
  fix.deploys = {{"s", "3", 5 * kSecond}};
  FixForward doomed = fix;
  doomed.fail_chance = 1;
  one.actions = {action("back", Rollback{"s", "1", 10 * kSecond}, 5 * kSecond),
                 action("fix", fix),
                 action("doomed", doomed),
                 action("stop", StopRollout{"release"}),
                 action("flag", SetFlag{"f", true}, 15 * kSecond),
                 action("more", Scale{"s", "r", 5}, 10 * kSecond),
                 action("fewer", Scale{"s", "r", 1}),
                 action("restart", Restart{"s", {"r"}, 5 * kSecond}),
                 action("drain", Drain{"r", "q"}, 20 * kSecond),
                 action("undrain", Drain{"r", "r"}),
                 action("shed", Shed{"t", 0.5}),
                 action("silence", Silence{"a"}, kSecond)};
  return one;
}

// The same with nothing happening by itself.
Scenario without_release() {
  Scenario one = two_versions();
  one.timeline.clear();
  std::erase_if(one.actions, [](const Action& action) { return action.id == "stop"; });
  return one;
}

int running(const engine::World& world, std::string_view version, std::string_view region) {
  for (const auto& count : world.versions()) {
    if (count.version == version && count.region == region) {
      return count.instances;
    }
  }
  return 0;
}

std::string why_not(const engine::World& world, std::string_view action) {
  const auto ok = world.check(action);
  return ok ? "" : ok.error().message;
}

engine::World at(const Scenario& scenario, SimTime time) {
  engine::World world(compiled(scenario), 1);
  world.advance(time);
  return world;
}

TEST(Deploy, GoesThroughItsStages) {
  engine::World world(compiled(two_versions()), 1);
  world.advance(25 * kSecond);
  EXPECT_EQ(running(world, "2", "r"), 1);
  EXPECT_EQ(running(world, "1", "r"), 2);
  world.advance(55 * kSecond);
  EXPECT_EQ(running(world, "2", "r"), 3);
  EXPECT_EQ(running(world, "1", "q"), 2);
  world.advance(90 * kSecond);
  EXPECT_EQ(running(world, "2", "q"), 2);
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(Deploy, LosesNoRequestOfAServiceWithSpareInstances) {
  Scenario one = two_versions();
  one.components[0].versions[0].operations.clear();
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(2 * kMinute, &recorder);
  EXPECT_EQ(sum(recorder, SeriesId::client_requests_total, {"failed"}), 0);
}

TEST(Rollback, ReplacesOneInstanceAfterAnotherInEveryRegion) {
  engine::World world = at(two_versions(), 2 * kMinute);
  ASSERT_EQ(why_not(world, "back"), "");
  world.apply("back", 7);
  EXPECT_EQ(why_not(world, "back"), "\"back\" is already under way");
  world.advance(2 * kMinute + 16 * kSecond);
  EXPECT_EQ(running(world, "1", "r"), 1);
  EXPECT_EQ(running(world, "2", "r"), 1);  // one is out of service
  EXPECT_EQ(running(world, "1", "q"), 1);
  const auto outcome = world.outcomes().front();
  EXPECT_EQ(outcome.command, 7U);
  EXPECT_EQ(outcome.state, engine::Outcome::State::running);
  EXPECT_NEAR(outcome.progress, 0.4, 1e-9);
  EXPECT_EQ(outcome.message, "2 of 5 done");
  world.advance(3 * kMinute);
  EXPECT_EQ(running(world, "1", "r"), 3);
  EXPECT_EQ(running(world, "1", "q"), 2);
  EXPECT_EQ(world.outcomes().front().state, engine::Outcome::State::done);
  EXPECT_EQ(world.outcomes().front().at, 2 * kMinute + 35 * kSecond);
  EXPECT_EQ(world.outcomes().front().message, "s runs 1 everywhere");
  EXPECT_EQ(why_not(world, "back"), "s runs no version but 1: there is nothing to roll back");
}

TEST(Rollback, StopsTheRolloutThatIsStillGoing) {
  engine::World world = at(two_versions(), 20 * kSecond);
  world.apply("back", 1);
  world.advance(3 * kMinute);
  EXPECT_EQ(running(world, "1", "r"), 3);
  EXPECT_EQ(running(world, "1", "q"), 2);
  EXPECT_EQ(why_not(world, "stop"), "the rollout release is not under way");
}

TEST(StopRollout, LeavesWhatHasBeenReplaced) {
  engine::World world = at(two_versions(), 20 * kSecond);
  ASSERT_EQ(why_not(world, "stop"), "");
  world.apply("stop", 1);
  world.advance(3 * kMinute);
  EXPECT_EQ(running(world, "2", "r"), 1);
  EXPECT_EQ(running(world, "1", "r"), 2);
  EXPECT_EQ(running(world, "1", "q"), 2);
}

TEST(StopRollout, CannotStopWhatHasNotBegunOrIsOver) {
  EXPECT_EQ(why_not(at(two_versions(), 5 * kSecond), "stop"),
            "the rollout release is not under way");
  EXPECT_EQ(why_not(at(two_versions(), 2 * kMinute), "stop"),
            "the rollout release is not under way");
}

TEST(FixForward, PreparesThenReplacesEveryInstance) {
  engine::World world = at(two_versions(), 2 * kMinute);
  world.apply("fix", 1);
  world.advance(2 * kMinute + 19 * kSecond);
  EXPECT_EQ(running(world, "2", "r"), 3);
  EXPECT_NEAR(world.outcomes().front().progress, 0.475, 1e-9);
  world.advance(3 * kMinute);
  EXPECT_EQ(running(world, "3", "r"), 3);
  EXPECT_EQ(running(world, "3", "q"), 2);
  EXPECT_EQ(world.outcomes().front().message, "s runs 3 everywhere");
  EXPECT_EQ(why_not(world, "fix"), "the fix already runs everywhere");
}

TEST(FixForward, ThatFailsReplacesNothing) {
  engine::World world = at(two_versions(), 2 * kMinute);
  world.apply("doomed", 1);
  world.advance(4 * kMinute);
  EXPECT_EQ(running(world, "2", "r"), 3);
  EXPECT_EQ(world.outcomes().front().state, engine::Outcome::State::failed);
  EXPECT_EQ(world.outcomes().front().message, "the canary failed; nothing was replaced");
}

TEST(SetFlag, TakesItsTime) {
  engine::World world = at(two_versions(), 0);
  world.apply("flag", 1);
  world.advance(14 * kSecond);
  EXPECT_FALSE(world.flag("f"));
  world.advance(15 * kSecond);
  EXPECT_TRUE(world.flag("f"));
  EXPECT_EQ(why_not(world, "flag"), "f is already on");
}

TEST(Scale, AddsAndRemovesInstances) {
  engine::World world = at(two_versions(), 0);
  world.apply("more", 1);
  world.advance(9 * kSecond);
  EXPECT_EQ(running(world, "1", "r"), 3);
  world.advance(11 * kSecond);
  EXPECT_EQ(running(world, "1", "r") + running(world, "2", "r"), 5);
  EXPECT_EQ(why_not(world, "more"), "s already has 5 instances there");
  world.apply("fewer", 2);
  world.advance(9 * kMinute);
  EXPECT_EQ(running(world, "2", "r"), 1);
  EXPECT_EQ(world.outcomes().back().state, engine::Outcome::State::done);
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(Restart, LosesTheWorkInHandAndComesBack) {
  Scenario one = without_release();
  one.components[0].operations[0].steps = steps(use(500 * kMillisecond, Distribution::constant));
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(30 * kSecond, &recorder);
  const double before = sum(recorder, SeriesId::http_requests_total, {"r", "503"});
  world.apply("restart", 1);
  world.advance(31 * kSecond, &recorder);
  EXPECT_EQ(running(world, "1", "r"), 2);
  world.advance(kMinute, &recorder);
  EXPECT_GT(sum(recorder, SeriesId::http_requests_total, {"r", "503"}), before + 10);
  EXPECT_EQ(running(world, "1", "r"), 3);
  EXPECT_EQ(world.outcomes().front().message, "3 instances of s were restarted");
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(Drain, MovesArrivalsGraduallyAndBack) {
  Scenario one = without_release();
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  const auto in_r = [&](std::size_t from, std::size_t to) {
    return sum(recorder, SeriesId::http_requests_total, {"r"}, from, to) /
           static_cast<double>(to - from) / 5;
  };
  world.advance(20 * kSecond, &recorder);
  world.apply("drain", 1);
  world.advance(kMinute, &recorder);
  EXPECT_NEAR(in_r(0, 4), 50, 8);
  EXPECT_NEAR(in_r(5, 7), 25, 9);  // 5 s to 15 s into a ramp of 20 s
  EXPECT_EQ(in_r(8, 12), 0);
  EXPECT_EQ(why_not(world, "drain"), "the traffic of r already goes to q");
  world.apply("undrain", 2);
  world.advance(2 * kMinute, &recorder);
  EXPECT_NEAR(in_r(13, 24), 50, 8);
}

TEST(Shed, RefusesAtTheDoor) {
  Scenario one = without_release();
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.apply("shed", 1);
  world.advance(kMinute, &recorder);
  const double all = sum(recorder, SeriesId::http_requests_total, {"s"});
  EXPECT_NEAR(sum(recorder, SeriesId::http_requests_total, {"s", "429"}) / all, 0.5, 0.03);
  EXPECT_EQ(why_not(world, "shed"), "50 % is already what is refused");
}

TEST(Silence, IsRemembered) {
  engine::World world = at(two_versions(), 0);
  world.apply("silence", 1);
  EXPECT_FALSE(world.silenced("a"));
  world.advance(2 * kSecond);
  EXPECT_TRUE(world.silenced("a"));
  EXPECT_EQ(why_not(world, "silence"), "a is already silenced");
}

TEST(Check, KnowsNoOtherActions) {
  const auto ok = at(two_versions(), 0).check("dance");
  ASSERT_FALSE(ok);
  EXPECT_EQ(ok.error().code, ErrorCode::not_found);
}

TEST(Check, RefusalLeavesTheStateAsItWas) {
  const engine::World world = at(two_versions(), 20 * kSecond);
  const std::uint64_t before = world.state_hash();
  for (const Action& one : world.model().scenario.actions) {
    static_cast<void>(world.check(one.id));
  }
  EXPECT_EQ(world.state_hash(), before);
}

// Work time, error ratio, workers and traffic of a selected part, over a window.
TEST(Parameters, ChangeWhatTheySelectWhileTheyLast) {
  Scenario one = without_release();
  one.components[0].operations[0].steps = steps(use(2 * kMillisecond, Distribution::constant));
  const auto change = [](Parameter parameter, double factor, std::string region) {
    ParameterChange made;
    made.parameter = parameter;
    made.factor = factor;
    made.where.region = std::move(region);
    made.lasts = 20 * kSecond;
    return made;
  };
  one.timeline = {event("slow", 20 * kSecond, change(Parameter::work_time, 4, "r")),
                  event("errors", 40 * kSecond, change(Parameter::error_ratio, 0.25, "q")),
                  event("surge", 60 * kSecond, change(Parameter::traffic, 3, "q"))};
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(2 * kMinute, &recorder);
  EXPECT_EQ(share_above(recorder, {"q"}, 2 * kMillisecond), 0);
  const auto per_second = [&](const std::vector<std::string>& with, std::size_t from) {
    return sum(recorder, SeriesId::http_requests_total, with, from, from + 4) / 20;
  };
  EXPECT_NEAR(mean_seconds(recorder, {"r"}), 0.003, 0.0002);  // 20 s of 120 s at 8 ms
  EXPECT_EQ(per_second({"q", "500"}, 4), 0);
  EXPECT_NEAR(per_second({"q", "500"}, 8) / per_second({"q"}, 8), 0.25, 0.05);
  EXPECT_EQ(per_second({"r", "500"}, 8), 0);
  EXPECT_NEAR(per_second({"q"}, 12), 90, 10);
  EXPECT_NEAR(per_second({"q"}, 16), 30, 6);
}

}  // namespace
}  // namespace threeam
