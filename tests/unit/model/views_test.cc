#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/model/json.h"

namespace threeam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Component ledger_with_secrets() {
  Component ledger;
  ledger.name = "ledger";
  ledger.about = "Books captures.";
  ledger.instances = {{"north", 3}};
  ledger.pools.emplace_back().name = "db";
  ledger.pools.back().size = 12;

  CallStep insert;
  insert.component = "store";
  PoolStep in_pool{"db", {{insert}}};
  ReadStep read;
  read.unreadable.log = "SECRET-log";
  IfStep branch;
  branch.condition.flag = "SECRET-flag-of-a-branch";
  branch.then_steps = {{PublishStep{"settlements", "SECRET-format"}}};
  ledger.operations.push_back({"capture", "", {{in_pool}, {read}, {branch}}});

  CallStep new_callee;
  new_callee.component = "SECRET-callee";
  ledger.versions.push_back({"SECRET-version", "SECRET notes", {{"capture", "", {{new_callee}}}}});
  return ledger;
}

void add_what_everybody_may_know(Scenario& scenario) {
  scenario.title = "Captures failing";
  scenario.page_alert = "capture-errors";
  scenario.regions = {"north"};
  scenario.components = {ledger_with_secrets(), Component{}};
  scenario.components[1].name = "store";
  scenario.components[1].kind = ComponentKind::database;
  Traffic& traffic = scenario.traffic.emplace_back();
  traffic.route = "POST /captures";
  traffic.rate = {{"north", 9}};
  scenario.queues.emplace_back().name = "settlements";
  Dataset& dataset = scenario.datasets.emplace_back();
  dataset.name = "entries";
  dataset.formats = {{"major", "12.50"}, {"minor", "1250"}};
  scenario.flags.push_back({"integer_amounts", "Write integers.", true});
  scenario.alerts.emplace_back().id = "capture-errors";
  scenario.actions.push_back(
      {"flag-off", "Flag off", "Sets it.", 15 * kSecond, SetFlag{"integer_amounts", false}});
  scenario.mechanisms = {"release", "flag"};
  scenario.brief = "You are on call.";
}

// Everything that a candidate may not know carries the word SECRET.
Scenario scenario_with_secrets() {
  Scenario scenario;
  add_what_everybody_may_know(scenario);
  scenario.id = "SECRET-id";
  TimelineEvent& fault = scenario.timeline.emplace_back();
  fault.id = "SECRET-fault";
  fault.change = SetFlag{"SECRET", true};
  fault.hidden = true;
  scenario.timeline.emplace_back().id = "SECRET-until-the-changes-look";
  scenario.logs.push_back({"SECRET-log", "error", "SECRET text", 1.0});
  scenario.runbooks.push_back({"captures", "Captures failing", "SECRET until the runbook look"});
  scenario.people = {{"ruben", "on call", {{"what", "What changed?", kMinute, "SECRET answer"}}}};
  scenario.truth.summary = "SECRET summary";
  scenario.truth.chain = {"SECRET chain"};
  scenario.truth.accept = {{"ledger", "SECRET mechanism"}};
  scenario.truth.decoys = {"SECRET decoy"};
  scenario.truth.options = {{"best", {{"SECRET action", 0}}}};
  scenario.suspects = {{"SECRET", "SECRET"}};
  scenario.interviewer.hints = {{"SECRET hint", "SECRET"}};
  scenario.interviewer.followups = {{"f", "SECRET question", "SECRET"}};
  scenario.interviewer_notes = "SECRET notes";
  scenario.files = {{"scenario.yaml", "SECRET file"}};
  scenario.digest = "SECRET digest";
  return scenario;
}

TEST(CandidateView, HoldsNoWordOfTheTruth) {
  EXPECT_THAT(dump_json(candidate_view(scenario_with_secrets())), Not(HasSubstr("SECRET")));
}

TEST(CandidateView, HoldsWhatAnEngineerOnCallWouldKnow) {
  const Json view = candidate_view(scenario_with_secrets());
  EXPECT_EQ(view["title"], "Captures failing");
  EXPECT_EQ(view["brief"], "You are on call.");
  EXPECT_EQ(view["components"][0]["pools"][0], (Json{{"name", "db"}, {"size", 12}}));
  EXPECT_EQ(view["components"][1]["kind"], "database");
  EXPECT_EQ(view["calls"], Json::array({Json{{"from", "ledger"}, {"to", "store"}}}));
  EXPECT_EQ(view["publishes"], Json::array({Json{{"from", "ledger"}, {"queue", "settlements"}}}));
  EXPECT_EQ(view["routes"][0]["route"], "POST /captures");
  EXPECT_EQ(view["datasets"][0]["formats"][1]["name"], "minor");
  EXPECT_EQ(view["actions"][0], (Json{{"id", "flag-off"},
                                      {"label", "Flag off"},
                                      {"does", "Sets it."},
                                      {"takes_ns", 15 * kSecond},
                                      {"kind", "set_flag"}}));
  EXPECT_EQ(view["people"][0]["questions"][0]["ask"], "What changed?");
  EXPECT_EQ(view["runbooks"][0]["title"], "Captures failing");
  EXPECT_EQ(view["mechanisms"], Json::array({"release", "flag"}));
}

TEST(InterviewerView, HoldsTheRest) {
  const Json view = interviewer_view(scenario_with_secrets());
  EXPECT_EQ(view["id"], "SECRET-id");
  EXPECT_EQ(view["truth"]["summary"], "SECRET summary");
  EXPECT_EQ(view["truth"]["cause"]["accept"][0]["component"], "ledger");
  EXPECT_EQ(view["truth"]["options"][0]["actions"][0]["action"], "SECRET action");
  EXPECT_EQ(view["timeline"].size(), 2U);
  EXPECT_EQ(view["timeline"][0]["hidden"], true);
  EXPECT_EQ(view["script"]["hints"][0]["text"], "SECRET hint");
  EXPECT_EQ(view["script"]["followups"][0]["good"], "SECRET");
  EXPECT_EQ(view["notes"], "SECRET notes");
}

}  // namespace
}  // namespace threeam
