// Copies of a dataset: how far they are behind, who leads, what a failover loses.
#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;
using Role = engine::DatasetRows::Role;

constexpr double kRows = 10'000;

// 100 writes a second in "r", where the primary is; a replica in "q" that applies 200 a second.
Scenario replicated() {
  Component s = service("s", 2, 32, 32, steps(use(kMillisecond), WriteStep{"d", "old"}));
  s.instances = {{"r", 2}, {"q", 2}};
  Scenario one = scenario({s}, {traffic("t", "s", 100)});
  one.regions = {"r", "q"};
  Dataset d;
  d.name = "d";
  d.stored_in = "s";
  d.formats = {{"old", ""}};
  d.initial_format = "old";
  d.initial_rows = kRows;
  d.working_set = 1000;
  d.replication = {"r", {"q"}, 500 * kMillisecond, 200};
  one.datasets = {d};
  return one;
}

ParameterChange slow_replica(double factor) {
  ParameterChange change;
  change.parameter = Parameter::replication_rate;
  change.where.component = "s";
  change.where.region = "q";
  change.factor = factor;
  return change;
}

ParameterChange cut(Duration lasts = 0) {
  ParameterChange change;
  change.parameter = Parameter::loss;
  change.where.region = "q";
  change.factor = 1;
  change.lasts = lasts;
  return change;
}

engine::DatasetRows copy_in(const engine::World& world, std::string_view region) {
  for (const engine::DatasetRows& rows : world.datasets()) {
    if (rows.region == region) {
      return rows;
    }
  }
  return {};
}

engine::World at(const Scenario& scenario, SimTime time) {
  engine::World world(compiled(scenario), 1);
  world.advance(time);
  EXPECT_EQ(world.conservation_error(), "");
  return world;
}

TEST(Replica, IsBehindByItsDelayWhileItKeepsUp) {
  const engine::World world = at(replicated(), kMinute);
  EXPECT_NEAR(copy_in(world, "q").lag_s, 0.5, 0.2);
  EXPECT_EQ(copy_in(world, "r").lag_s, 0);
  EXPECT_EQ(copy_in(world, "r").role, Role::primary);
  EXPECT_EQ(copy_in(world, "q").role, Role::replica);
  EXPECT_NEAR(copy_in(world, "r").rows[0], kRows + 6000, 400);
  EXPECT_NEAR(copy_in(world, "r").rows[0] - copy_in(world, "q").rows[0], 50, 40);
}

// At half the rate of the writes, the lag grows by half a second a second.
TEST(Replica, FallsBehindWhenItAppliesLessThanIsWritten) {
  Scenario one = replicated();
  one.timeline = {event("slow", 0, slow_replica(0.25))};
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(2 * kMinute, &recorder);
  EXPECT_NEAR(copy_in(world, "q").lag_s, 60, 6);
  EXPECT_NEAR(last(recorder, SeriesId::dataset_replication_lag_seconds, {"q"}), 60, 6);
  EXPECT_EQ(last(recorder, SeriesId::dataset_replication_lag_seconds, {"r"}), 0);
}

TEST(Replica, CatchesUpAtItsOwnRateAndThenAgreesToTheRow) {
  Scenario one = replicated();
  ParameterChange stopped = slow_replica(0);
  stopped.lasts = kMinute;
  one.timeline = {event("stop", 0, stopped)};
  ParameterChange none;
  none.parameter = Parameter::traffic;
  none.factor = 0;
  one.timeline.push_back(event("quiet", 2 * kMinute, none));
  EXPECT_NEAR(copy_in(at(one, kMinute), "q").lag_s, 60, 1);
  // 6,000 rows behind, gaining 100 a second.
  EXPECT_NEAR(copy_in(at(one, 90 * kSecond), "q").rows[0], kRows + 6000, 400);
  const engine::World after = at(one, 3 * kMinute);
  EXPECT_EQ(copy_in(after, "q").lag_s, 0);
  EXPECT_EQ(copy_in(after, "q").rows, copy_in(after, "r").rows);
}

TEST(Replica, StaleRowsAreMetInProportionToWhatIsBehind) {
  Scenario one = replicated();
  ReadStep read;
  read.dataset = "d";
  read.accepts = {"old"};
  read.from_replica = true;
  read.stale.fail = 503;
  read.max_lag = 2 * kSecond;
  Component reader = service("reader", 2, 32, 32, steps(use(kMillisecond), read));
  reader.instances = {{"r", 0}, {"q", 2}};
  one.components.push_back(reader);
  one.traffic.push_back(traffic("read", "reader", 0));
  one.traffic[1].rate = {{"q", 200}};
  one.timeline = {event("stop", kMinute, slow_replica(0))};
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(kMinute, &recorder);
  EXPECT_EQ(sum(recorder, SeriesId::http_requests_total, {"reader", "503"}), 0);
  world.advance(65 * kSecond, &recorder);
  // It is 0.5 s behind when it stops. From 1.5 s later on, 100 more of the 1,000 rows of the
  // working set are older than two seconds every second: 0.1 * 3.5^2 / 2 of the 5 s of reads.
  const double failed = sum(recorder, SeriesId::http_requests_total, {"reader", "503"});
  EXPECT_NEAR(failed / (5 * 200), 0.1225, 0.03);
}

TEST(Failover, LosesWhatTheNewPrimaryHasNotApplied) {
  Scenario one = replicated();
  one.timeline = {event("stop", 0, slow_replica(0))};
  one.actions = {action("promote", Failover{"d", "q", true})};
  engine::World world = at(one, kMinute);
  EXPECT_EQ(world.harm().lost_rows, 0);
  world.apply("promote", 1);
  world.advance(2 * kMinute);
  EXPECT_NEAR(world.harm().lost_rows, 6000, 400);
  EXPECT_EQ(copy_in(world, "q").role, Role::primary);
  EXPECT_EQ(copy_in(world, "r").role, Role::replica);
  EXPECT_NEAR(copy_in(world, "q").rows[0], kRows + 6000, 400);  // those of the second minute
  EXPECT_EQ(world.outcomes().front().message, "d has its primary in q");
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(Failover, ThatMayLoseNothingRefusesWritesUntilTheReplicaHasAll) {
  Scenario one = replicated();
  ParameterChange stopped = slow_replica(0);
  stopped.lasts = kMinute;
  one.timeline = {event("stop", 0, stopped)};
  one.actions = {action("hand-over", Failover{"d", "q", false})};
  const auto model = compiled(one);
  engine::World world(model, 1);
  world.advance(kMinute);
  world.apply("hand-over", 1);
  engine::Recorder recorder(*model);
  world.advance(2 * kMinute, &recorder);
  // 6,000 rows at 200 a second.
  EXPECT_NEAR(sum(recorder, SeriesId::http_requests_total, {"503"}), 3000, 300);
  EXPECT_EQ(world.harm().lost_rows, 0);
  EXPECT_NEAR(static_cast<double>(world.outcomes().front().at), 90e9, 3e9);
}

TEST(SplitBrain, TheOldPrimaryWritesOnWhileItCannotBeTold) {
  Scenario one = replicated();
  one.timeline = {event("cut", 30 * kSecond, cut(kMinute))};
  one.actions = {action("promote", Failover{"d", "q", true}), action("mend", Reconcile{"d", 1000})};
  engine::World world = at(one, 35 * kSecond);
  world.apply("promote", 1);
  world.advance(65 * kSecond);
  EXPECT_EQ(copy_in(world, "r").role, Role::primary);
  EXPECT_EQ(copy_in(world, "q").role, Role::primary);
  // Written in 5 s before the failover, and 30 s after it, at the old primary only.
  EXPECT_NEAR(copy_in(world, "r").astray, 3000, 250);
  EXPECT_NEAR(world.harm().wrong_rows, 3000, 250);
  EXPECT_NEAR(world.harm().lost_rows, 550, 200);
  world.advance(2 * kMinute);
  EXPECT_EQ(copy_in(world, "r").role, Role::replica);
  EXPECT_NEAR(copy_in(world, "r").astray, 5500, 400);
  world.apply("mend", 2);
  world.advance(3 * kMinute);
  EXPECT_EQ(world.harm().wrong_rows, 0);
  EXPECT_NEAR(world.harm().lost_rows, 550, 200);
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(SplitBrain, WritesWithoutAnyPrimaryInReachAreRefused) {
  Scenario one = replicated();
  one.datasets[0].replication.primary = "q";
  one.datasets[0].replication.replicas = {"r"};
  one.timeline = {event("cut", 30 * kSecond, cut())};
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(kMinute, &recorder);
  EXPECT_NEAR(sum(recorder, SeriesId::http_requests_total, {"503"}), 3000, 300);
}

TEST(DeleteRows, AreLostAndTheLossIsReplicatedLikeAnyWrite) {
  Scenario one = replicated();
  one.timeline = {event("oops", 30 * kSecond, DeleteRows{"d", 0.5})};
  EXPECT_NEAR(at(one, 31 * kSecond).harm().lost_rows, (kRows + 3000) / 2, 300);
  const engine::World world = at(one, 31 * kSecond);
  EXPECT_NEAR(copy_in(world, "r").rows[0], (kRows + 3000) / 2, 300);
  EXPECT_GT(copy_in(world, "q").rows[0], copy_in(world, "r").rows[0] + 4000);
}

TEST(DeleteRows, ComeBackWithACopyThatHasNotAppliedTheDeletionYet) {
  Scenario one = replicated();
  one.timeline = {event("stop", 29 * kSecond, slow_replica(0)),
                  event("oops", 30 * kSecond, DeleteRows{"d", 0.9})};
  one.actions = {action("promote", Failover{"d", "q", true})};
  engine::World world = at(one, 32 * kSecond);
  EXPECT_GT(world.harm().lost_rows, 10'000);
  world.apply("promote", 1);
  world.advance(33 * kSecond);
  EXPECT_NEAR(world.harm().lost_rows, 350, 250);
}

TEST(DeleteRows, OfADatasetWithoutReplicasAreLostInEveryRegion) {
  Scenario one = replicated();
  one.datasets[0].replication = {};
  one.timeline = {event("oops", kSecond, DeleteRows{"d", 0.25})};
  EXPECT_NEAR(at(one, 2 * kSecond).harm().lost_rows, kRows / 4, 40);
}

TEST(Divergence, IsSilentAndMakesEffectsWrong) {
  Scenario one = replicated();
  ReadStep read;
  read.dataset = "d";
  read.accepts = {"old"};
  read.from_replica = true;
  Component reader =
      service("reader", 2, 32, 32, steps(use(kMillisecond), read, EffectStep{"pay"}));
  reader.instances = {{"r", 0}, {"q", 2}};
  one.components.push_back(reader);
  one.effects = {{"pay", "", {}}};
  one.traffic.push_back(traffic("read", "reader", 0));
  one.traffic[1].rate = {{"q", 100}};
  one.timeline = {event("differ", 30 * kSecond, Diverge{"d", "q", 0.1})};
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(90 * kSecond, &recorder);
  EXPECT_EQ(sum(recorder, SeriesId::client_requests_total, {"failed"}), 0);
  EXPECT_NEAR(world.harm().wrong_effects, 500, 120);
  EXPECT_NEAR(copy_in(world, "q").astray, 1300, 100);
  EXPECT_EQ(copy_in(world, "r").astray, 0);
}

TEST(Replication, WithoutAPrimaryOrInAnUnknownRegionIsRefused) {
  Scenario one = replicated();
  one.datasets[0].replication.replicas = {"r"};
  EXPECT_FALSE(engine::compile(one));
  one.datasets[0].replication = {"nowhere", {"q"}, 0, 10};
  EXPECT_FALSE(engine::compile(one));
  one = replicated();
  one.timeline = {event("f", 0, Failover{"d", "nowhere", true})};
  EXPECT_FALSE(engine::compile(one));
}

}  // namespace
}  // namespace threeam
