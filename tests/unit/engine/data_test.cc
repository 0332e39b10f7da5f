// Rows by format, messages, and those who cannot read them.
#include <cmath>

#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;

ReadStep read(std::vector<std::string> accepts, double chance = 1) {
  ReadStep step;
  step.dataset = "d";
  step.accepts = std::move(accepts);
  step.unreadable = {500, "", chance};
  return step;
}

// "s" 1 writes old rows and publishes, 2 writes new rows; both read old only. "c" consumes.
Scenario rows_and_messages() {
  Component s = service(
      "s", 2, 32, 32,
      steps(use(kMillisecond), read({"old"}), WriteStep{"d", "old"}, PublishStep{"m", "old"}));
  s.versions = {
      {"2",
       "",
       {{"do", "", steps(use(kMillisecond), WriteStep{"d", "new"}, PublishStep{"m", "new"})}}}};
  AcceptMessageStep accept;
  accept.accepts = {"old"};
  accept.unreadable = {500, "", 1};
  Component c = service("c", 1, 4, 0, steps(use(5 * kMillisecond), accept, EffectStep{"pay"}));
  Scenario one = scenario({s, c}, {traffic("t", "s", 100)});
  Dataset d;
  d.name = "d";
  d.stored_in = "s";
  d.formats = {{"old", ""}, {"new", ""}};
  d.initial_rows = 10'000;
  d.initial_format = "old";
  d.working_set = 10'000;
  one.datasets = {d};
  one.effects = {{"pay", "", {}}};
  MessageQueue m;
  m.name = "m";
  m.component = "c";
  m.operation = "do";
  m.redelivery = 10 * kSecond;
  m.attempts = 3;
  m.late_after = kMinute;
  one.queues = {m};
  Deploy deploy;
  deploy.component = "s";
  deploy.to = "2";
  deploy.stages = {{"r", 0, 0}};
  one.timeline = {event("release", kMinute, deploy)};
  one.actions = {action("back", Rollback{"s", "1", kSecond}),
                 action("freeze", FreezeWrites{"d", {}}),
                 action("unfreeze", UnfreezeWrites{"d"}),
                 action("repair", RepairData{"d", "new", "old", 200}),
                 action("pause", PauseConsumers{"m"}),
                 action("resume", ResumeConsumers{"m"}),
                 action("purge", PurgeQueue{"m"})};
  return one;
}

TEST(Data, WritesMoveTheShareOfTheirFormat) {
  engine::World world(compiled(rows_and_messages()), 1);
  world.advance(3 * kMinute);
  const auto rows = world.datasets().front();
  EXPECT_NEAR(rows.rows[1], 12'000, 400);
  EXPECT_EQ(rows.written[1], rows.rows[1]);
  // 1 - (1 - 1/w)^n
  EXPECT_NEAR(rows.share[1], 1 - std::exp(-rows.rows[1] / 10'000), 1e-3);
  EXPECT_NEAR(rows.share[0] + rows.share[1], 1, 1e-9);
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(Data, OldVersionMeetsNewRowsWithTheirShare) {
  const auto model = compiled(rows_and_messages());
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(3 * kMinute, &recorder);
  EXPECT_EQ(sum(recorder, SeriesId::http_requests_total, {"s", "500"}), 0);
  const double meets = world.unreadable_share("d", "s", "1");
  EXPECT_NEAR(meets, world.datasets().front().share[1], 1e-12);
  EXPECT_EQ(world.unreadable_share("d", "s", ""), 0);  // 2 reads nothing
  world.apply("back", 1);
  world.advance(4 * kMinute, &recorder);
  const std::size_t from = recorder.samples() - 9;
  const double failing = sum(recorder, SeriesId::http_requests_total, {"s", "500"}, from) /
                         sum(recorder, SeriesId::http_requests_total, {"s"}, from);
  const double meets_now = world.unreadable_share("d", "s", "1");
  EXPECT_LT(meets_now, meets);  // its own writes dilute the new rows
  EXPECT_NEAR(failing, (meets + meets_now) / 2, 0.02);
  EXPECT_GT(world.harm().wrong_rows, 11'000);
}

TEST(Data, ChanceBelowOneMisreadsTheRest) {
  Scenario one = rows_and_messages();
  one.components[0].versions.clear();
  one.timeline.clear();
  one.actions.clear();
  one.components[0].operations[0].steps =
      steps(WriteStep{"d", "new"}, read({"old"}, 0.6), EffectStep{"pay"});
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(5 * kMinute, &recorder);
  const double failed = sum(recorder, SeriesId::http_requests_total, {"s", "500"});
  EXPECT_GT(failed, 10'000);
  EXPECT_NEAR(world.harm().wrong_effects / failed, 0.4 / 0.6, 0.03);
}

TEST(Data, AReaderThatNamesNoFormatAcceptsAll) {
  Scenario one = rows_and_messages();
  one.components[0].versions.clear();
  one.timeline.clear();
  one.actions.clear();
  one.components[0].operations[0].steps = steps(WriteStep{"d", "new"}, read({}));
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(2 * kMinute, &recorder);
  EXPECT_GT(sum(recorder, SeriesId::http_requests_total, {"s", "200"}), 10'000);
  EXPECT_EQ(sum(recorder, SeriesId::http_requests_total, {"s", "500"}), 0);
  EXPECT_EQ(world.unreadable_share("d", "s", "1"), 0);
}

TEST(Data, FrozenWritesAreRefused) {
  const auto model = compiled(rows_and_messages());
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(30 * kSecond, &recorder);
  world.apply("freeze", 1);
  world.advance(31 * kSecond, &recorder);
  const double before = world.datasets().front().rows[0];
  EXPECT_TRUE(world.datasets().front().frozen);
  world.advance(kMinute - 1, &recorder);
  EXPECT_EQ(world.datasets().front().rows[0], before);
  EXPECT_GT(sum(recorder, SeriesId::http_requests_total, {"s", "503"}), 2300);
  EXPECT_EQ(world.check("freeze").error().message, "writes to d are already frozen there");
  world.apply("unfreeze", 2);
  world.advance(kMinute + 10 * kSecond, &recorder);
  EXPECT_FALSE(world.datasets().front().frozen);
}

TEST(Data, RepairRewritesRowsAtItsRateUntilNoneIsLeft) {
  engine::World world(compiled(rows_and_messages()), 1);
  EXPECT_EQ(world.check("repair").error().message, "no row of d is in format new");
  world.advance(2 * kMinute);
  world.apply("back", 1);
  world.advance(2 * kMinute + 10 * kSecond);
  const auto before = world.datasets().front();
  world.apply("repair", 2);
  world.advance(2 * kMinute + 15 * kSecond - 1);
  const auto during = world.datasets().front();
  EXPECT_NEAR(before.rows[1] - during.rows[1], 1000, 1e-6);  // five seconds' work
  EXPECT_NEAR(during.share[1] / before.share[1], during.rows[1] / before.rows[1], 0.08);
  world.advance(4 * kMinute);
  EXPECT_EQ(world.datasets().front().rows[1], 0);
  EXPECT_EQ(world.outcomes().back().state, engine::Outcome::State::done);
  EXPECT_EQ(world.harm().wrong_rows, 0);
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(Messages, AreConsumedOnce) {
  Scenario one = rows_and_messages();
  one.timeline.clear();
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(2 * kMinute, &recorder);
  const double published = sum(recorder, SeriesId::messages_published_total);
  EXPECT_GT(published, 11'000);
  EXPECT_NEAR(sum(recorder, SeriesId::messages_consumed_total), published, 5);
  EXPECT_EQ(sum(recorder, SeriesId::messages_failed_total), 0);
  EXPECT_LT(last(recorder, SeriesId::message_queue_depth), 6);
}

TEST(Messages, UnreadableOnesAreDeliveredAgainUntilTheyAreDead) {
  const auto model = compiled(rows_and_messages());
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(3 * kMinute, &recorder);
  const double failed = sum(recorder, SeriesId::messages_failed_total);
  const double dead = sum(recorder, SeriesId::messages_dead_total);
  EXPECT_GT(dead, 8'000);
  EXPECT_EQ(dead, world.harm().dead_messages);
  // Each waits two redeliveries of 10 s: 100/s for 20 s are in the queue.
  EXPECT_NEAR(last(recorder, SeriesId::message_queue_depth), 2'000, 200);
  EXPECT_NEAR(last(recorder, SeriesId::message_queue_oldest_age_seconds), 20, 1);
  EXPECT_NEAR((failed - 3 * dead) / 3'000, 1, 0.15);  // one failure or two so far
  EXPECT_EQ(world.conservation_error(), "");
}

TEST(Messages, AConsumerThatNamesNoFormatAcceptsAll) {
  Scenario one = rows_and_messages();
  AcceptMessageStep any;
  any.unreadable = {500, "", 1};
  one.components[1].operations[0].steps = steps(any, EffectStep{"pay"});
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(3 * kMinute, &recorder);  // the release publishes another format
  EXPECT_GT(sum(recorder, SeriesId::messages_consumed_total), 17'000);
  EXPECT_EQ(sum(recorder, SeriesId::messages_failed_total), 0);
}

TEST(Messages, WaitWhilePausedAndCountAsLate) {
  Scenario one = rows_and_messages();
  one.timeline.clear();
  const auto model = compiled(one);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  world.advance(10 * kSecond, &recorder);
  world.apply("pause", 1);
  world.advance(100 * kSecond, &recorder);
  EXPECT_NEAR(last(recorder, SeriesId::message_queue_depth), 9'000, 300);
  EXPECT_EQ(world.check("pause").error().message, "the consumers of m are already paused");
  world.apply("resume", 2);
  world.advance(2 * kMinute, &recorder);
  EXPECT_LT(last(recorder, SeriesId::message_queue_depth), 9'000);
  EXPECT_GT(world.harm().late_messages, 2'000);
}

TEST(Messages, PurgedOnesAreDead) {
  engine::World world(compiled(rows_and_messages()), 1);
  EXPECT_EQ(world.check("purge").error().message, "m is empty");
  world.apply("pause", 1);
  world.advance(20 * kSecond);
  world.apply("purge", 2);
  world.advance(21 * kSecond);
  EXPECT_NEAR(world.harm().dead_messages, 2'000, 200);
  EXPECT_EQ(world.conservation_error(), "");
}

}  // namespace
}  // namespace threeam
