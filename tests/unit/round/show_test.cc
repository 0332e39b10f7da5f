// What looks show: the shapes of server/API.md, and nothing that is not to be known yet.
#include "sim/round/show.h"

#include <algorithm>

#include "small_scenario.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/hash.h"

namespace threeam::round {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Json must_show(const Round& round, const Json& look) {
  auto shown = show(round, look);
  EXPECT_TRUE(shown) << to_string(shown.error());
  return shown ? *shown : Json::object();
}

Json panel(SimTime from, SimTime to, Duration offset = 0) {
  return Json{{"what", "panel"},
              {"query", Json{{"metric", "request_rate"},
                             {"where", Json{{"component", "shop"}}},
                             {"by", Json::array({"region"})},
                             {"from_ns", from},
                             {"to_ns", to},
                             {"step_ns", 15 * kSecond},
                             {"offset_ns", offset}}}};
}

Json requests(const char* what, SimTime from, SimTime to) {
  Json look{{"what", what}, {"from_ns", from}, {"to_ns", to}};
  look[std::string(what) == "logs" ? "search" : "which"] = std::string(what) == "logs" ? "" : "any";
  return look;
}

class Show : public ::testing::Test {
 protected:
  void SetUp() override {
    round_ = started_round();
    ASSERT_TRUE(round_->advance(90 * kSecond, 0));
  }
  void act(const std::string& action) {
    const auto added = round_->add(Actor::candidate, EntryKind::act,
                                   Json{{"action", action}, {"why", "so"}, {"expect", ""}}, 0);
    ASSERT_TRUE(added) << to_string(added.error());
  }
  std::unique_ptr<Round> round_;
};

TEST_F(Show, OverviewHasTheFirstScreen) {
  const Json shown = must_show(*round_, Json{{"what", "overview"}});
  ASSERT_EQ(shown["panels"].size(), 4U);
  EXPECT_EQ(shown["panels"][0]["query"]["metric"], "request_rate");
  EXPECT_EQ(shown["panels"][0]["query"]["where"]["route"], "POST /orders");
  EXPECT_EQ(shown["panels"][1]["query"]["metric"], "error_ratio");
  EXPECT_EQ(shown["panels"][2]["query"]["metric"], "latency_p99");
  EXPECT_EQ(shown["panels"][3]["query"]["where"]["queue"], "mails");
  EXPECT_EQ(shown["panels"][0]["result"]["series"].size(), 2U);
}

TEST_F(Show, PanelIsCutToNow) {
  const Json shown = must_show(*round_, panel(-kMinute, kHour));
  EXPECT_EQ(shown["query"]["to_ns"], round_->now());
  EXPECT_LE(shown["result"]["times_ns"].back().get<SimTime>(), round_->now());
  EXPECT_FALSE(shown.contains("compared"));
  EXPECT_EQ(show(*round_, panel(2 * kHour, 3 * kHour)).error().where, "query.from_ns");
}

TEST_F(Show, PanelIsComparedWithThePast) {
  const Json shown = must_show(*round_, panel(0, kMinute, 2 * kMinute));
  const Json past = must_show(*round_, panel(-2 * kMinute, -kMinute));
  EXPECT_EQ(shown["compared"]["series"][0]["values"], past["result"]["series"][0]["values"]);
}

TEST_F(Show, LogsAreNewestFirstWithinTheirRange) {
  const Json shown = must_show(*round_, requests("logs", 0, kHour));
  const Json& lines = shown["lines"];
  ASSERT_EQ(lines.size(), 200U);
  EXPECT_GT(shown["total"].get<int>(), 200);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    EXPECT_LE(lines[i]["time_ns"].get<SimTime>(), lines[i - 1]["time_ns"].get<SimTime>());
  }
  EXPECT_LE(lines[0]["time_ns"].get<SimTime>(), round_->now());
  EXPECT_TRUE(lines[0]["request"].is_string());
  EXPECT_THAT(lines[0]["instance"].get<std::string>(),
              HasSubstr(lines[0]["component"].get<std::string>() + "-"));
}

TEST_F(Show, LogsAreFilteredAndCountedByLevel) {
  act("rollback-shop");
  ASSERT_TRUE(round_->advance(3 * kMinute, 0));
  Json look = requests("logs", -kMinute, kHour);
  look["search"] = "CANNOT READ";
  look["region"] = "north";
  look["level"] = "error";
  const Json shown = must_show(*round_, look);
  ASSERT_FALSE(shown["lines"].empty()) << "the old version meets the new form";
  for (const Json& line : shown["lines"]) {
    EXPECT_THAT(line["text"].get<std::string>(), HasSubstr("cannot read amount"));
    EXPECT_EQ(line["region"], "north");
  }
  EXPECT_EQ(shown["levels"]["error"], shown["total"]);
  look["level"] = "loud";
  EXPECT_EQ(show(*round_, look).error().where, "level");
}

TEST_F(Show, TracesListWhatCanBeOpened) {
  Json look = requests("traces", 0, kHour);
  look["which"] = "slow";
  const Json traces = must_show(*round_, look)["traces"];
  ASSERT_FALSE(traces.empty());
  EXPECT_LE(traces.size(), 50U);
  for (std::size_t i = 1; i < traces.size(); ++i) {
    EXPECT_LE(traces[i]["duration_ns"], traces[i - 1]["duration_ns"]);
  }
  const Json trace = must_show(*round_, Json{{"what", "trace"}, {"request", traces[0]["request"]}});
  EXPECT_TRUE(trace["spans"][0]["parent"].is_null());
  EXPECT_EQ(
      trace["spans"][0]["end_ns"].get<SimTime>() - trace["spans"][0]["start_ns"].get<SimTime>(),
      traces[0]["duration_ns"].get<SimTime>());
}

TEST_F(Show, TraceOfAnUnknownRequestIsNotFound) {
  EXPECT_EQ(show(*round_, Json{{"what", "trace"}, {"request", "12"}}).error().code,
            ErrorCode::not_found);
  for (const char* request : {"", "x", "-1", "99999999999999999999999"}) {
    EXPECT_EQ(show(*round_, Json{{"what", "trace"}, {"request", request}}).error().code,
              ErrorCode::invalid_input)
        << request;
  }
}

TEST_F(Show, ChangesHoldWhatHasBegunAndNoFault) {
  const Json changes = must_show(*round_, Json{{"what", "changes"}})["changes"];
  ASSERT_EQ(changes.size(), 2U) << dump_json(changes);
  EXPECT_EQ(changes[0]["id"], "shop-1.1");
  EXPECT_EQ(changes[0]["title"], "shop 1.1");
  EXPECT_EQ(changes[0]["kind"], "deploy");
  EXPECT_EQ(changes[0]["has_diff"], true);
  ASSERT_EQ(changes[0]["stages"].size(), 1U) << "the next region is still to come";
  EXPECT_EQ(changes[0]["stages"][0]["region"], "north");
  EXPECT_EQ(changes[1]["id"], "mailer-3.1");
  EXPECT_THAT(dump_json(changes), Not(HasSubstr("hidden")));
  EXPECT_THAT(dump_json(changes), Not(HasSubstr("banner")));
}

TEST_F(Show, ChangesHoldTheCandidatesActs) {
  act("stop-rollout");
  ASSERT_TRUE(round_->advance(6 * kMinute, 0));
  const Json changes = must_show(*round_, Json{{"what", "changes"}})["changes"];
  ASSERT_EQ(changes.size(), 4U);
  EXPECT_EQ(changes[0]["title"], "banner: on");
  EXPECT_EQ(changes[1]["id"], "act-1");
  EXPECT_EQ(changes[1]["author"], "you");
  EXPECT_EQ(changes[1]["note"], "so");
  EXPECT_EQ(changes[2]["stages"].size(), 1U) << "the rollout was stopped";
}

TEST_F(Show, DiffIsOfAnnouncedChangesOnly) {
  const Json shown = must_show(*round_, Json{{"what", "diff"}, {"change", "shop-1.1"}});
  EXPECT_EQ(shown["diff"], "- old\n+ new");
  const Error unknown = show(*round_, Json{{"what", "diff"}, {"change", "nobody"}}).error();
  const Error hidden = show(*round_, Json{{"what", "diff"}, {"change", "hidden-fault"}}).error();
  const Error later = show(*round_, Json{{"what", "diff"}, {"change", "banner-on"}}).error();
  EXPECT_EQ(unknown.code, ErrorCode::not_found);
  EXPECT_EQ(to_string(hidden), to_string(unknown)) << "existence is not given away";
  EXPECT_EQ(to_string(later), to_string(unknown));
}

TEST_F(Show, TopologyCountsVersionsAndCalls) {
  const Json shown = must_show(*round_, Json{{"what", "topology"}});
  const Json& shop = shown["components"][0];
  EXPECT_EQ(shop["name"], "shop");
  EXPECT_EQ(shop["regions"][0]["versions"], (Json{{"1.1", 2}}));
  EXPECT_EQ(shop["regions"][1]["versions"], (Json{{"1.0", 2}}));
  EXPECT_EQ(shown["calls"][0]["from"], "shop");
  EXPECT_EQ(shown["calls"][0]["to"], "store");
  EXPECT_GT(shown["calls"][0]["calls_per_second"].get<double>(), 10);
}

TEST_F(Show, FlagsFollowTheWorld) {
  const Json look{{"what", "flags"}};
  EXPECT_EQ(must_show(*round_, look)["flags"][0]["on"], false);
  ASSERT_TRUE(round_->advance(3 * kMinute, 0));
  EXPECT_EQ(must_show(*round_, look)["flags"][0]["on"], true);
  EXPECT_EQ(show(*round_, look, kMinute)->at("flags")[0]["on"], false);
}

TEST_F(Show, DataCheckCountsRowsByFormat) {
  const Json look{{"what", "data_check"}, {"dataset", "orders"}};
  const Json north = must_show(*round_, look)["regions"][0];
  EXPECT_EQ(north["region"], "north");
  EXPECT_EQ(north["frozen"], false);
  EXPECT_EQ(north["formats"][0]["format"], "old");
  EXPECT_TRUE(north["formats"][0]["written_since_ns"].is_null());
  const Json& fresh = north["formats"][1];
  EXPECT_GT(fresh["rows"].get<double>(), 500);
  EXPECT_GT(fresh["per_second"].get<double>(), 5);
  EXPECT_GE(fresh["written_since_ns"].get<SimTime>(), -kMinute);
  EXPECT_LE(fresh["written_since_ns"].get<SimTime>(), -50 * kSecond);
  const Json south = must_show(*round_, look)["regions"][1];
  EXPECT_EQ(south["formats"][1]["rows"], 0.0);
  EXPECT_TRUE(south["formats"][1]["written_since_ns"].is_null());
}

TEST_F(Show, AnswersComeAfterTheirDelayFromTheFirstTimeAsked) {
  const Json look{{"what", "ask"}, {"person", "ana"}, {"answer", "changed"}};
  const auto asked = round_->look(look, 0);
  ASSERT_TRUE(asked);
  EXPECT_TRUE(asked->shown["answer"].is_null());
  EXPECT_EQ(asked->shown["ready_ns"], 90 * kSecond + kMinute);
  ASSERT_TRUE(round_->advance(2 * kMinute, 0));
  EXPECT_TRUE(must_show(*round_, look)["answer"].is_null());
  ASSERT_TRUE(round_->advance(150 * kSecond, 0));
  EXPECT_EQ(must_show(*round_, look)["answer"], "The form of amounts.");
}

TEST_F(Show, RunbookHasItsText) {
  const Json shown = must_show(*round_, Json{{"what", "runbook"}, {"runbook", "orders"}});
  EXPECT_EQ(shown["title"], "Orders failing");
  EXPECT_EQ(shown["text"], "Look at the *rows*.");
}

TEST_F(Show, AlertsComeWithTheirWords) {
  act("rollback-shop");
  ASSERT_TRUE(round_->advance(4 * kMinute, 0));
  const Json alerts = must_show(*round_, Json{{"what", "alerts"}})["alerts"];
  ASSERT_FALSE(alerts.empty()) << "1.0 meets rows of 1.1";
  EXPECT_EQ(alerts[0]["title"], "OrderErrors");
  EXPECT_EQ(alerts[0]["series"], "north");
  EXPECT_EQ(alerts[0]["firing"], true);
  EXPECT_EQ(alerts[0]["silenced"], false);
}

// A started round of the small scenario, but for what `change` makes of it.
template <class Change>
std::unique_ptr<Round> changed_round(Change change) {
  Scenario scenario = *small_scenario();
  change(scenario);
  auto round =
      Round::create(std::make_shared<const Scenario>(std::move(scenario)), small_header(), {});
  EXPECT_TRUE(round) << to_string(round.error());
  EXPECT_TRUE((*round)->add(Actor::interviewer, EntryKind::clock, Json{{"to", "start"}}, 0));
  return *std::move(round);
}

TEST(ShowLate, LogLinesAreFoundOnceTheyHaveArrived) {
  Telemetry late;
  late.component = "shop";
  late.effect = Telemetry::Effect::lag;
  late.lag = 30 * kSecond;
  const auto round = changed_round([&](Scenario& scenario) {
    scenario.timeline.push_back({"late", 0, late, true});
  });
  Json look = requests("logs", kSecond, 10 * kSecond);
  look["component"] = "shop";
  ASSERT_TRUE(round->advance(20 * kSecond, 0));
  EXPECT_EQ(must_show(*round, look)["total"], 0);
  ASSERT_TRUE(round->advance(kMinute, 0));
  EXPECT_GT(must_show(*round, look)["total"].get<int>(), 100);
  EXPECT_EQ(show(*round, look, 20 * kSecond)->at("total"), 0) << "a look back is a look then";
}

TEST(ShowCopies, DataCheckSaysWhoLeadsAndWhatDiffers) {
  const auto round = changed_round([](Scenario& scenario) {
    scenario.datasets[0].replication = {"north", {"south"}, 0, 1000};
    scenario.timeline.push_back({"skipped", 0, Diverge{"orders", "south", 0.1}, true});
  });
  ASSERT_TRUE(round->advance(kMinute, 0));
  const Json regions =
      must_show(*round, Json{{"what", "data_check"}, {"dataset", "orders"}})["regions"];
  EXPECT_EQ(regions[0]["role"], "primary");
  EXPECT_EQ(regions[0]["differs"], 0);
  EXPECT_EQ(regions[1]["role"], "replica");
  EXPECT_GT(regions[1]["differs"].get<double>(), 9'000);
  EXPECT_LT(regions[1]["lag_s"].get<double>(), 1);
}

TEST(ShowFailed, ARollbackThatFailedHasNotEndedTheRollout) {
  const auto round = changed_round([](Scenario& scenario) { scenario.actions[0].fail_chance = 1; });
  ASSERT_TRUE(round->advance(kMinute, 0));
  ASSERT_TRUE(round->add(Actor::candidate, EntryKind::act,
                         Json{{"action", "rollback-shop"}, {"why", "so"}, {"expect", ""}}, 0));
  ASSERT_TRUE(round->advance(6 * kMinute, 0));
  const Json changes = must_show(*round, Json{{"what", "changes"}})["changes"];
  const auto rollout = std::find_if(changes.begin(), changes.end(),
                                    [](const Json& one) { return one["id"] == "shop-1.1"; });
  ASSERT_NE(rollout, changes.end());
  EXPECT_EQ((*rollout)["stages"].size(), 2U);
}

// The reviewer sees the bytes that the candidate saw, whatever came at the same moment or later.
TEST_F(Show, EveryLookIsShownAgainAsItWasThen) {
  const Json looks[] = {Json{{"what", "overview"}},
                        panel(-kMinute, kHour, kMinute),
                        requests("logs", -kMinute, kHour),
                        requests("traces", -kMinute, kHour),
                        Json{{"what", "changes"}},
                        Json{{"what", "topology"}},
                        Json{{"what", "flags"}},
                        Json{{"what", "data_check"}, {"dataset", "orders"}},
                        Json{{"what", "ask"}, {"person", "ana"}, {"answer", "changed"}},
                        Json{{"what", "alerts"}}};
  const auto look_at_all = [&] {
    for (const Json& look : looks) {
      ASSERT_TRUE(round_->look(look, 0));
    }
  };
  ASSERT_TRUE(round_->advance(93 * kSecond + 7, 0));
  look_at_all();
  act("stop-rollout");
  look_at_all();
  act("rollback-shop");
  ASSERT_TRUE(round_->advance(6 * kMinute, 0));
  look_at_all();
  ASSERT_TRUE(round_->advance(8 * kMinute, 0));
  std::size_t checked = 0;
  for (const Entry& entry : round_->journal().entries) {
    if (entry.kind == EntryKind::look) {
      const auto shown = show_entry(*round_, entry.seq);
      ASSERT_TRUE(shown);
      EXPECT_EQ(sha256_hex(dump_json(*shown)), entry.payload["digest"]) << entry.payload["what"];
      ++checked;
    }
  }
  EXPECT_EQ(checked, 3 * std::size(looks));
  EXPECT_EQ(show_entry(*round_, 1).error().code, ErrorCode::not_found);
}

TEST_F(Show, ALookOfTheJournalIsShownAsItWasAtItsTime) {
  const Json look{{"what", "changes"}};
  const auto seen = round_->look(look, 0);
  ASSERT_TRUE(seen);
  act("freeze");
  ASSERT_TRUE(round_->advance(3 * kMinute, 0));
  EXPECT_EQ(show(*round_, look, seen->entry.time).value(), seen->shown);
}

}  // namespace
}  // namespace threeam::round
