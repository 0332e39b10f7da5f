// Ratings over the API: blind, final, debriefed together, compared over rounds.
#include "tests/unit/server/house.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/model/rating.h"

namespace threeam::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class RatingsTest : public ::testing::Test {
 protected:
  RatingsTest() {
    links_ = house_.create_round();
    EXPECT_EQ(house_.add(links_.interviewer, "clock", {{"to", "start"}}).status, 200);
  }

  // All five dimensions with the same points; named unless `rater` is empty.
  void rate(const std::string& key, int points, bool locked, const std::string& rater = "") {
    for (const std::string_view dimension : kRatedDimensions) {
      Json payload{{"dimension", dimension},
                   {"points", points},
                   {"text", "seen-by-" + rater},
                   {"locked", locked}};
      if (!rater.empty()) {
        payload["rater"] = rater;
      }
      EXPECT_EQ(house_.add(key, "rating", payload).status, 200);
    }
  }
  House::Reply ratings(const std::string& key, const std::string& rest = "/ratings") {
    return house_.get("/api/round/" + key + rest);
  }
  Json agreement() { return house_.as_operator("GET", "/api/agreement?scenario=skeleton").json; }
  void finish() {
    EXPECT_EQ(house_.add(links_.interviewer, "clock", {{"to", "finish"}}).status, 200);
  }

  std::unique_ptr<store::Store> store_ = store::make_memory();
  House house_{*store_};
  House::Links links_;
};

TEST_F(RatingsTest, AreOnesOwnUntilAllOfThemAreLocked) {
  rate(links_.interviewer, 2, true, "AB");
  rate(links_.reviewer, 4, false, "CD");
  const Json before = ratings(links_.reviewer, "/ratings?rater=CD").json;
  EXPECT_EQ(before["own"]["debugging"]["points"], 4);
  EXPECT_EQ(before["locked"], false);
  EXPECT_EQ(before["raters"][0]["rater"], "AB");
  EXPECT_TRUE(before["raters"][0]["ratings"].is_null());
  EXPECT_TRUE(before["dimensions"].is_null());
  EXPECT_TRUE(before["third_rater"].is_null());

  rate(links_.reviewer, 4, true, "CD");
  const Json after = ratings(links_.reviewer, "/ratings?rater=CD").json;
  EXPECT_EQ(after["raters"][0]["ratings"]["debugging"]["points"], 2);
  EXPECT_EQ(after["dimensions"][2]["mean"], 3.0);
  EXPECT_EQ(after["dimensions"][2]["low"], 2);
  EXPECT_EQ(after["dimensions"][2]["high"], 4);
  EXPECT_EQ(after["third_rater"], true);
}

TEST_F(RatingsTest, OfWhoHasNotLockedAreSeenByNobodyElse) {
  rate(links_.interviewer, 2, true, "AB");
  rate(links_.reviewer, 4, false, "CD");
  const Json seen = ratings(links_.interviewer, "/ratings?rater=AB").json;
  EXPECT_EQ(seen["locked"], true);
  EXPECT_TRUE(seen["raters"][1]["ratings"].is_null());
}

TEST_F(RatingsTest, CannotBeReadFromTheJournalOrItsStream) {
  rate(links_.interviewer, 2, true, "AB");
  for (const std::string rest : {"", "/journal"}) {
    const auto reply = ratings(links_.reviewer, rest);
    EXPECT_THAT(reply.response.body, Not(HasSubstr("\"points\""))) << rest;
    EXPECT_THAT(reply.response.body, Not(HasSubstr("seen-by-AB"))) << rest;
  }
  EXPECT_EQ(ratings(links_.reviewer, "/journal").status, 409);
  house_.open(1, links_.reviewer, 0);
  EXPECT_THAT(dump_json(house_.pushed[1].back()), Not(HasSubstr("seen-by-AB")));
  rate(links_.reviewer, 3, true);
  EXPECT_THAT(ratings(links_.reviewer, "/journal").response.body, HasSubstr("seen-by-AB"));
}

TEST_F(RatingsTest, ThatAreLockedCannotBeChanged) {
  const Json locked{{"dimension", "debugging"}, {"points", 3}, {"locked", true}};
  EXPECT_EQ(house_.add(links_.reviewer, "rating", locked).status, 200);
  Json changed = locked;
  changed["points"] = 5;
  EXPECT_EQ(house_.add(links_.reviewer, "rating", changed).status, 409);
  changed["rater"] = "EF";
  EXPECT_EQ(house_.add(links_.reviewer, "rating", changed).status, 200) << "somebody else's";
  EXPECT_EQ(ratings(links_.reviewer).json["own"]["debugging"]["points"], 3);
}

TEST_F(RatingsTest, WithoutPointsSayNotObservedAndAreLocked) {
  EXPECT_EQ(house_.add(links_.reviewer, "rating", {{"dimension", "debugging"}}).status, 400);
  EXPECT_EQ(
      house_.add(links_.reviewer, "rating", {{"dimension", "debugging"}, {"locked", true}}).status,
      200);
  EXPECT_TRUE(ratings(links_.reviewer).json["own"]["debugging"]["points"].is_null());
  EXPECT_EQ(house_.add(links_.reviewer, "rating", {{"dimension", "charm"}, {"points", 3}}).status,
            400);
}

TEST_F(RatingsTest, AreDebriefedOnceAllWhoBeganHaveLocked) {
  rate(links_.reviewer, 4, true, "CD");
  EXPECT_THAT(ratings(links_.reviewer, "/debrief?rater=CD").response.body,
              HasSubstr("waits for the ratings of interviewer"));
  rate(links_.interviewer, 3, true, "AB");
  rate(links_.reviewer, 1, false, "EF");
  EXPECT_THAT(ratings(links_.reviewer, "/debrief?rater=CD").response.body,
              HasSubstr("waits for the ratings of EF"));
  EXPECT_EQ(ratings(links_.reviewer, "/debrief?rater=EF").status, 409);
  rate(links_.reviewer, 2, true, "EF");
  const auto open = ratings(links_.reviewer, "/debrief?rater=CD");
  ASSERT_EQ(open.status, 200);
  EXPECT_EQ(open.json["raters"].size(), 3U);
  EXPECT_EQ(open.json["dimensions"][0]["mean"], 3.0);
  EXPECT_EQ(ratings(links_.reviewer, "/debrief?rater=GH").status, 409) << "has not rated";
}

TEST_F(RatingsTest, UncoverWhatCameOfTheRoundForWhoLockedThem) {
  const auto skip = [&](SimTime until) {
    house_.add(links_.interviewer, "clock", {{"to", "skip"}, {"until_ns", until}});
  };
  skip(60 * kSecond);
  house_.add(links_.candidate, "do", {{"action", "rollback-shop"}, {"why", "x"}, {"expect", "y"}});
  skip(5 * kMinute);
  finish();
  rate(links_.reviewer, 4, true, "AB");
  const auto score = [&](const std::string& rest) { return ratings(links_.reviewer, rest); };

  const Json covered = score("/score?rater=CD").json;
  EXPECT_EQ(covered["covered"], true);
  EXPECT_EQ(covered.size(), 3U) << dump_json(covered);
  ASSERT_FALSE(covered["decisions"].empty());
  EXPECT_THAT(dump_json(covered["decisions"]), Not(HasSubstr("truth")));
  EXPECT_THAT(dump_json(covered["belief"]["suspects"]), Not(HasSubstr("\"cause\":true")));
  for (const char* rest :
       {"/score.html", "/pack", "/options", "/world", "/world?at_ns=61000000000"}) {
    EXPECT_EQ(score(rest).status, 409) << rest;
  }
  const Json query = {{"metric", "error_ratio"},
                      {"from_ns", 0},
                      {"to_ns", 60 * kSecond},
                      {"step_ns", 15 * kSecond}};
  Json later = query;
  later["to_ns"] = 75 * kSecond;
  const std::string asks = "/api/round/" + links_.reviewer + "/query";
  EXPECT_EQ(house_.post(asks, query).status, 200) << "up to the last act";
  EXPECT_EQ(house_.post(asks, later).status, 409);
  EXPECT_EQ(house_.post(asks + "?rater=AB", later).status, 200);
  EXPECT_EQ(score("/world?at_ns=60000000000").status, 200);
  EXPECT_EQ(score("/world?rater=AB").status, 200);

  EXPECT_TRUE(score("/score?rater=AB").json["process"].contains("score"));
  EXPECT_THAT(score("/score.html?rater=AB").response.body, HasSubstr("<html"));
  EXPECT_EQ(ratings(links_.interviewer, "/score").json["covered"], true)
      << "who was in the room is as blind";
  rate(links_.interviewer, 3, true);
  EXPECT_TRUE(ratings(links_.interviewer, "/score").json.contains("outcome"));
}

TEST_F(RatingsTest, AreNotForCandidates) {
  EXPECT_EQ(ratings(links_.candidate).status, 403);
  EXPECT_EQ(ratings(links_.candidate, "/debrief").status, 403);
}

TEST_F(RatingsTest, OfFinishedRoundsAreComparedForTheOperator) {
  rate(links_.interviewer, 1, true, "AB");
  EXPECT_EQ(agreement()["rounds"], 0) << "the round goes on";
  finish();
  EXPECT_EQ(agreement()["rounds"], 1);
  EXPECT_TRUE(agreement()["third_rater"].empty());
  rate(links_.reviewer, 4, true, "CD");
  const Json found = agreement();
  EXPECT_EQ(found["dimensions"].size(), 5U);
  EXPECT_TRUE(found["dimensions"][0]["icc"].is_null()) << "one round is too few";
  ASSERT_EQ(found["third_rater"].size(), 1U);
  EXPECT_THAT(string_or(found["third_rater"][0], "reviewer", ""), HasSubstr("/v/"));
  EXPECT_EQ(found["drift"][0]["rater"], "AB");
  EXPECT_EQ(found["drift"][0]["difference"], -3.0);
  EXPECT_EQ(found["without_hints"], (Json{{"rounds", 1}, {"mean", 2.5}}));
  EXPECT_EQ(house_.get("/api/agreement?scenario=skeleton").status, 403);
  EXPECT_EQ(house_.as_operator("GET", "/api/agreement").status, 400);
}

TEST_F(RatingsTest, OfManyRoundsAreReadAFewAtATime) {
  finish();
  for (int i = 0; i < 20; ++i) {
    const auto links = house_.create_round();
    EXPECT_EQ(house_.add(links.interviewer, "clock", {{"to", "finish"}}).status, 200);
  }
  const auto first = house_.as_operator("GET", "/api/agreement?scenario=skeleton");
  EXPECT_EQ(first.status, 202);
  EXPECT_GT(first.json["progress"], 0.5);
  EXPECT_EQ(house_.as_operator("GET", "/api/agreement?scenario=skeleton").status, 200);
}

}  // namespace
}  // namespace threeam::server
