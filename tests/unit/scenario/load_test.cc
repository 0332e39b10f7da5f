#include "sim/scenario/load.h"

#include <algorithm>

#include "tests/unit/scenario/text_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/units.h"

namespace threeam::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

std::string findings(const Loaded& loaded) {
  std::string all;
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    all += to_string(diagnostic) + "\n";
  }
  return all;
}

Scenario base() {
  Loaded loaded = load(folder_of(test_text("base.yaml")));
  EXPECT_EQ(findings(loaded), "");
  return loaded.scenario;
}

TEST(Load, BundledScenariosHaveNoFindings) {
  const auto folders = bundled_scenarios();
  ASSERT_GE(folders.size(), 3U);
  for (const auto& folder : folders) {
    EXPECT_EQ(findings(load_folder(folder.string())), "") << folder;
  }
}

TEST(Load, ReadsTheWholeOfAComponent) {
  const Scenario scenario = base();
  const Component* shop = find_component(scenario, "shop");
  ASSERT_NE(shop, nullptr);
  EXPECT_EQ(shop->version, "1.0");
  EXPECT_EQ(shop->balancer, Balancer::round_robin);
  EXPECT_THAT(shop->instances, UnorderedElementsAre(Pair("north", 2), Pair("south", 1)));
  ASSERT_EQ(shop->pools.size(), 1U);
  EXPECT_EQ(shop->pools[0].name, "db");
  EXPECT_EQ(shop->pools[0].timeout, kSecond);
  ASSERT_EQ(shop->operations.size(), 1U);
  EXPECT_EQ(shop->operations[0].route, "POST /orders");
  EXPECT_EQ(find_component(scenario, "store")->operations[0].route, "insert");
  ASSERT_EQ(shop->versions.size(), 1U);
  const Step& last = shop->versions[0].operations[0].steps[0];
  const auto& reply = std::get<ReplyStep>(last.step);
  EXPECT_EQ(reply.status, 302);
  EXPECT_EQ(reply.location, "https://nowhere.example");
  EXPECT_FALSE(reply.resolves);
}

TEST(Load, ReadsEveryKindOfStep) {
  const Scenario scenario = base();
  const Steps& steps = find_component(scenario, "shop")->operations[0].steps;
  ASSERT_EQ(steps.size(), 6U);
  EXPECT_EQ(std::get<UseStep>(steps[0].step).work.mean, 8 * kMillisecond);
  const auto& pool = std::get<PoolStep>(steps[1].step);
  const auto& call = std::get<CallStep>(pool.steps.at(0).step);
  EXPECT_EQ(call.component + "." + call.operation, "store.insert");
  EXPECT_EQ(call.retries.attempts, 1);
  EXPECT_THAT(call.retries.on, ElementsAre(503));
  const auto& choice = std::get<IfStep>(steps[2].step);
  EXPECT_EQ(choice.condition.flag, "gift_wrap");
  EXPECT_FALSE(choice.condition.negate);
  EXPECT_EQ(choice.then_steps.size(), 1U);
  EXPECT_THAT(std::get<ReadStep>(steps[3].step).accepts, ElementsAre("paper"));
  EXPECT_EQ(std::get<ReadStep>(steps[3].step).unreadable.log, "unreadable");
  EXPECT_EQ(std::get<WriteStep>(steps[4].step).format, "paper");
  EXPECT_EQ(std::get<PublishStep>(steps[5].step).queue, "parcels");
}

TEST(Load, AShortUseIsLognormalWithHalfItsMeanAsDeviation) {
  const Scenario scenario = base();
  const Steps& steps = find_component(scenario, "store")->operations[0].steps;
  const WorkTime& work = std::get<UseStep>(steps.at(0).step).work;
  EXPECT_EQ(work.mean, 5 * kMillisecond);
  EXPECT_EQ(work.distribution, Distribution::lognormal);
  EXPECT_DOUBLE_EQ(work.cv, 0.5);
}

TEST(Load, ReadsOtherFormsOfSteps) {
  std::string yaml = test_text("base.yaml");
  const std::string old = "insert: {steps: [{use: 5ms}]}";
  yaml.replace(
      yaml.find(old), old.size(),
      "insert: {steps: [{use: {mean: 5ms, distribution: exponential}}, "
      "{unless: {chance: 0.25}, then: [{fail: 503, chance: 0.5}], else: [{reply: 404}]}]}");
  const Loaded loaded = load(folder_of(yaml));
  ASSERT_EQ(findings(loaded), "");
  const Steps& steps = find_component(loaded.scenario, "store")->operations[0].steps;
  EXPECT_EQ(std::get<UseStep>(steps[0].step).work.distribution, Distribution::exponential);
  const auto& choice = std::get<IfStep>(steps[1].step);
  EXPECT_TRUE(choice.condition.negate);
  EXPECT_DOUBLE_EQ(choice.condition.chance, 0.25);
  EXPECT_EQ(std::get<FailStep>(choice.then_steps[0].step).status, 503);
  EXPECT_EQ(std::get<ReplyStep>(choice.else_steps[0].step).status, 404);
}

TEST(Load, ReadsTrafficPageAndTruth) {
  const Scenario scenario = base();
  EXPECT_EQ(scenario.page_clock_s, 2 * 3600 + 10 * 60);
  EXPECT_THAT(scenario.traffic[0].rate,
              UnorderedElementsAre(Pair("north", 60.0), Pair("south", 20.0)));
  EXPECT_EQ(scenario.traffic[0].slo_latency, 300 * kMillisecond);
  EXPECT_EQ(scenario.truth.began, -4 * kMinute);
  EXPECT_EQ(scenario.truth.accept[0].mechanism, "release");
  EXPECT_EQ(find_option(scenario, "best")->actions[0].after, 30 * kSecond);
  EXPECT_EQ(scenario.truth.estimate.format, "card");
  EXPECT_EQ(scenario.interviewer.pushback[0].ask, "Are you sure?");
  ASSERT_EQ(scenario.suspects.size(), 2U);
  EXPECT_TRUE(scenario.suspects[0].is_true());
  EXPECT_EQ(scenario.suspects[0].statements[0].person, "mara");
  EXPECT_EQ(scenario.suspects[0].statements[0].says, Word::speaks_for);
  EXPECT_EQ(scenario.suspects[1].cause.mechanism, "traffic");
  EXPECT_EQ(scenario.suspects[1].harmless[0], "wrap");
  EXPECT_TRUE(scenario.suspects[1].timeline[0].hidden);
  EXPECT_EQ(scenario.runbooks[0].text, "Orders.\n");
  EXPECT_EQ(scenario.brief, "You are on call.\n");
}

TEST(Load, FaultsAreHiddenAndDeploysAreNotUnlessTheFileSaysSo) {
  std::string yaml = test_text("base.yaml");
  EXPECT_TRUE(find_event(base(), "busier")->hidden);
  EXPECT_FALSE(find_event(base(), "shop-1.1")->hidden);
  yaml.insert(
      yaml.find("  - at: -4m\n"),
      "  - at: -5m\n    id: slow\n    hidden: false\n    change: {where: {component: store}, "
      "parameter: work_time, factor: 2, over: 1m, lasts: 10m}\n");
  const Loaded loaded = load(folder_of(yaml));
  ASSERT_EQ(findings(loaded), "");
  const TimelineEvent* slow = find_event(loaded.scenario, "slow");
  EXPECT_FALSE(slow->hidden);
  const auto& change = std::get<ParameterChange>(slow->change);
  EXPECT_EQ(change.where.component, "store");
  EXPECT_EQ(change.parameter, Parameter::work_time);
  EXPECT_EQ(change.lasts, 10 * kMinute);
}

TEST(Load, TheDigestCoversEveryFileThatIsUsedAndNoOther) {
  auto files = folder_of(test_text("base.yaml"));
  const Scenario first = load(files).scenario;
  EXPECT_EQ(first.files, files);
  files["notes.md"] = "mine";
  const Loaded second = load(files);
  EXPECT_EQ(second.scenario.digest, first.digest);
  EXPECT_EQ(findings(second),
            "notes.md: unused-file (warning): `notes.md` is not named by scenario.yaml\n");
  files["runbook.md"] += "changed";
  EXPECT_NE(load(files).scenario.digest, first.digest);
}

TEST(Load, AJournalsFilesAreEnoughToLoadItAgain) {
  const Scenario first = base();
  const auto again = load_or_error(first.files);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->digest, first.digest);
}

TEST(Load, NamesFilesThatAreNotThereOrNotText) {
  EXPECT_EQ(findings(load({})),
            "scenario.yaml: missing-file: every scenario has a `scenario.yaml`\n");
  auto files = folder_of(test_text("base.yaml"));
  files.erase("brief.md");
  files["runbook.md"] = "Orders.\n\xFF\n";
  EXPECT_EQ(findings(load(files, "some/folder")),
            "some/folder/brief.md: missing-file: every scenario has a `brief.md`\n"
            "some/folder/runbook.md:2:1: not-utf8: byte 0xff is not UTF-8; save the file as "
            "UTF-8\n");
}

TEST(Load, AFolderThatIsNotThereIsAFinding) {
  const Loaded loaded = load_folder("/nowhere/at/all");
  EXPECT_FALSE(loaded.ok());
  EXPECT_THAT(findings(loaded), HasSubstr("/nowhere/at/all: missing-file: cannot be read"));
  const auto result = load_or_error(std::string("/nowhere/at/all"));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::invalid_input);
}

TEST(Load, AnErrorHoldsAllFindingsAndNoWarning) {
  auto files = folder_of(test_text("base.yaml") + "more: 1\nless: 2\n");
  files["notes.md"] = "mine";
  const auto result = load_or_error(files);
  ASSERT_FALSE(result);
  const std::string& message = result.error().message;
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 1);
  EXPECT_THAT(message, HasSubstr("no `more`"));
  EXPECT_THAT(message, HasSubstr("no `less`"));
}

TEST(Load, FlightsOfFindingsEnd) {
  std::string yaml = test_text("base.yaml");
  for (int i = 0; i < 5000; ++i) {
    yaml += "key" + std::to_string(i) + ": 1\n";
  }
  EXPECT_EQ(load(folder_of(yaml)).diagnostics.size(), 1000U);
}

}  // namespace
}  // namespace threeam::scenario
