// "If taken now", over the API: what each option would come to, under how many lucks.
#include "tests/unit/server/house.h"
#include <gtest/gtest.h>

namespace threeam::server {
namespace {

class OptionsTest : public ::testing::Test {
 protected:
  OptionsTest() { house_.add(links_.interviewer, "clock", {{"to", "start"}}); }
  void skip(SimTime until) {
    house_.add(links_.interviewer, "clock", {{"to", "skip"}, {"until_ns", until}});
  }
  // Asked twice: the first ask starts it, and in this house it is done by then.
  Json options() {
    const std::string path = "/api/round/" + links_.interviewer + "/options";
    house_.get(path);
    return house_.get(path).json;
  }

  std::unique_ptr<store::Store> store_ = store::make_memory();
  House house_{*store_};
  House::Links links_ = house_.create_round();
};

TEST_F(OptionsTest, AreComputedFromNow) {
  const Json options = this->options();
  EXPECT_EQ(options["at_ns"], 0);
  EXPECT_FALSE(options["computing"].get<bool>());
  EXPECT_TRUE(options["progress"].is_null());
  ASSERT_GE(options["options"].size(), 3U);
  EXPECT_EQ(options["options"][0]["id"], "nothing");
}

TEST_F(OptionsTest, ArePlayedOutUnderSeveralLucksFromWhatWasDone) {
  skip(60 * kSecond);
  const Json act = {{"action", "rollback-shop"}, {"why", "x"}, {"expect", "y"}};
  ASSERT_EQ(house_.add(links_.candidate, "do", act).status, 200);
  skip(120 * kSecond);
  const Json options = this->options();
  EXPECT_EQ(options["at_ns"], 120 * kSecond);
  EXPECT_EQ(options["lucks"], kLucks);
  for (const Json& option : options["options"]) {
    const Json& recovers = option["recovers"];
    EXPECT_EQ(recovers["mean"], 1.0) << option["id"] << ": it was rolled back under every luck";
    EXPECT_NEAR(recovers["low"].get<double>(), 0.57, 0.01) << "Wilson, 5 of 5";
    EXPECT_LE(option["harm_over_lucks"]["low"], option["harm_over_lucks"]["mean"]);
  }
}

TEST_F(OptionsTest, AnActMakesTheLastAnswerOutOfDateAndItsWorldsAreGoneOnWith) {
  skip(60 * kSecond);
  EXPECT_EQ(options()["at_ns"], 60 * kSecond);
  const Json before = options();
  const Json act = {{"action", "rollback-shop"}, {"why", "x"}, {"expect", "y"}};
  ASSERT_EQ(house_.add(links_.candidate, "do", act).status, 200);
  const Json after = options();
  EXPECT_EQ(after["at_ns"], 60 * kSecond);
  EXPECT_EQ(after["lucks"], kLucks);
  EXPECT_LT(after["options"][0]["harm_over_lucks"]["mean"],
            before["options"][0]["harm_over_lucks"]["mean"])
      << "nothing more, after the rollback";
}

TEST(OptionRows, ComeOneByOneUnderTheFirstLuck) {
  const Scenario scenario = quiet_scenario();
  ASSERT_GE(scenario.truth.options.size(), 2U);
  LuckEnds ends(scenario.truth.options.size());
  EXPECT_TRUE(options_json(scenario, {ends}).empty());
  ends[1] = OptionEnd{{}, 12, std::nullopt};
  const Json rows = options_json(scenario, {ends});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0]["id"], scenario.truth.options[1].id);
  EXPECT_EQ(rows[0]["harm_units"], 12);
}

TEST(OtherLuck, IsTheSameInOneStepOrMany) {
  const Scenario scenario = quiet_scenario();
  const std::vector<ActDone> acts = {{5, 60 * kSecond, "rollback-shop"}};
  OtherLuck once = other_luck(scenario, 7, 1);
  follow(once, acts, 3 * kMinute);
  OtherLuck often = other_luck(scenario, 7, 1);
  follow(often, {}, 30 * kSecond);
  follow(often, acts, 90 * kSecond);
  follow(often, acts, 3 * kMinute);
  EXPECT_EQ(once.world.state_hash(), often.world.state_hash());
  OtherLuck other = other_luck(scenario, 7, 2);
  follow(other, acts, 3 * kMinute);
  EXPECT_NE(once.world.state_hash(), other.world.state_hash());
}

}  // namespace
}  // namespace threeam::server
