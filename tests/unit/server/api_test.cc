// The routes over a memory store, without sockets.
#include "tests/unit/server/house.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/model/rating.h"

namespace threeam::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ApiTest : public ::testing::Test {
 protected:
  static std::string round(const std::string& key, const std::string& rest = "") {
    return "/api/round/" + key + rest;
  }
  void start(const House::Links& links) {
    ASSERT_EQ(house_.add(links.interviewer, "clock", {{"to", "start"}}).status, 200);
  }
  Json code(const House::Reply& reply) { return reply.json["error"]["code"]; }

  std::unique_ptr<store::Store> store_ = store::make_memory();
  House house_{*store_};
};

TEST_F(ApiTest, OnlyTheOperatorListsAndCreates) {
  for (const char* target : {"/api/scenarios", "/api/rounds"}) {
    EXPECT_EQ(house_.get(target).status, 403);
    EXPECT_EQ(house_.ask("GET", target, "", {{"authorization", "Bearer no"}}).status, 403);
    EXPECT_EQ(house_.as_operator("GET", target).status, 200);
  }
  EXPECT_EQ(house_.post("/api/rounds", {{"scenario", "skeleton"}, {"level", "mid"}}).status, 403);
  EXPECT_EQ(house_.post("/api/rounds/import", {}).status, 403);
  EXPECT_EQ(house_.as_operator("GET", "/api/scenarios").json["scenarios"][0]["id"], "skeleton");
}

TEST_F(ApiTest, ARoundIsCreatedWithFourLinks) {
  const auto reply = house_.as_operator("POST", "/api/rounds",
                                        R"({"scenario":"skeleton","level":"mid","seed":7})");
  ASSERT_EQ(reply.status, 201) << reply.response.body;
  EXPECT_THAT(string_or(reply.json, "candidate", ""),
              ::testing::MatchesRegex("http://there:8080/c/[a-z2-7]{26}"));
  EXPECT_THAT(string_or(reply.json, "metrics", ""),
              ::testing::MatchesRegex("http://there:8080/m/[a-z2-7]{26}/metrics"));
  const Json rows = house_.as_operator("GET", "/api/rounds").json["rounds"];
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0]["state"], "waiting");
  EXPECT_EQ(rows[0]["reviewer"], reply.json["reviewer"]);
}

TEST_F(ApiTest, AHostThatIsNoneIsNotEchoed) {
  const auto reply =
      house_.ask("POST", "/api/rounds", R"({"scenario":"skeleton","level":"mid"})",
                 {{"authorization", std::string("Bearer ") + kOperatorKey}, {"host", "evil\"<b>"}});
  EXPECT_THAT(string_or(reply.json, "candidate", ""), HasSubstr("http://fallback:1/c/"));
}

TEST_F(ApiTest, RefusesARoundThatCannotBe) {
  const auto refuse = [&](const std::string& body) {
    const auto reply = house_.as_operator("POST", "/api/rounds", body);
    EXPECT_EQ(reply.status, 400) << body;
    return string_or(reply.json["error"], "where", "?");
  };
  EXPECT_EQ(refuse(R"({"scenario":"none","level":"mid"})"), "scenario");
  EXPECT_EQ(refuse(R"({"scenario":"skeleton","level":"staff"})"), "level");
  EXPECT_EQ(refuse(R"({"scenario":"skeleton","level":"mid","seed":-1})"), "seed");
  EXPECT_EQ(refuse(R"({"level":"mid"})"), "scenario");
  refuse("[]");
}

TEST_F(ApiTest, MalformedJsonIsAnsweredWithItsPlace) {
  const auto links = house_.create_round();
  const auto reply = house_.ask("POST", round(links.candidate, "/entries"), "{\"kind\": say}");
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.response.body, HasSubstr("column"));
}

TEST_F(ApiTest, WhatIsNotThereIsTheSame404) {
  const auto links = house_.create_round();
  const std::string unknown(26, 'a');
  const auto first = house_.get("/nothing");
  EXPECT_EQ(first.status, 404);
  for (const std::string& target :
       {round(unknown), round("x"), round(links.metrics), round(links.id),
        "/m/" + unknown + "/metrics", "/m/" + links.candidate + "/metrics",
        std::string("/api/nothing"), std::string("/assets/../secret")}) {
    const auto reply = house_.get(target);
    EXPECT_EQ(reply.status, 404) << target;
    EXPECT_EQ(reply.response.body, first.response.body) << target;
  }
}

TEST_F(ApiTest, EveryLinkThatOpensNothingIsTheSamePage) {
  const auto links = house_.create_round();
  const auto first = house_.get("/c/" + std::string(26, 'a'));
  EXPECT_EQ(first.status, 404);
  EXPECT_THAT(first.response.body, HasSubstr("<h1>This link opens nothing</h1>"));
  for (const std::string& target :
       {"/c/" + links.interviewer, "/i/" + links.candidate, "/v/" + links.candidate,
        "/i/" + links.id, std::string("/c/")}) {
    const auto reply = house_.get(target);
    EXPECT_EQ(reply.status, 404) << target;
    EXPECT_EQ(reply.response.body, first.response.body) << target;
  }
}

TEST_F(ApiTest, OtherSitesMayNotCall) {
  const auto links = house_.create_round();
  const std::string body = R"({"kind":"clock","payload":{"to":"start"}})";
  const std::string target = round(links.interviewer, "/entries");
  EXPECT_EQ(house_.ask("POST", target, body, {{"origin", "http://evil"}}).status, 403);
  EXPECT_EQ(house_.ask("POST", target, body, {{"origin", "http://there:8080"}}).status, 200);
  Request upgrade;
  read_target(round(links.candidate, "/live"), upgrade);
  upgrade.headers = {{"host", "there:8080"}, {"origin", "https://there:8080"}};
  house_.api.on_upgrade(upgrade, [](std::optional<Response> refusal) {
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->status, 403);
  });
}

TEST_F(ApiTest, NoBodyBreaksIt) {
  const auto links = house_.create_round();
  start(links);
  const std::vector<std::string> bodies = {
      "",
      "null",
      "[]",
      "{}",
      "1e999",
      "{\"a\":",
      std::string(100'000, '['),
      "\xff\xfe",
      R"({"kind":"say"})",
      R"({"kind":"say","payload":null})",
      R"({"kind":7,"payload":{}})",
      R"({"kind":"say","payload":{"what":"estimate","since_ns":1e300}})",
      R"({"kind":"clock","payload":{"to":"skip","until_ns":9223372036854775807}})",
      R"({"kind":"clock","payload":{"to":"skip","until_ns":-1}})",
      R"({"kind":"hint","payload":{"index":-1}})",
      R"({"what":"panel"})",
      R"({"what":"panel","query":[]})",
      R"({"what":"panel","query":{"metric":"request_rate","from_ns":-9223372036854775808,)"
      R"("to_ns":9223372036854775807,"step_ns":1}})",
      R"({"what":"logs","search":"","from_ns":9223372036854775807,"to_ns":-9223372036854775808})",
      R"({"what":"trace","request":"99999999999999999999999"})",
      R"({"what":"trace","request":-1})",
      R"({"metric":"latency_p99","where":{"region":7},"by":"x","from_ns":0,"to_ns":0})"};
  for (const std::string& key : {links.candidate, links.interviewer, links.reviewer}) {
    for (const char* rest : {"/entries", "/look", "/query"}) {
      for (const std::string& body : bodies) {
        const auto reply = house_.ask("POST", round(key, rest), body);
        EXPECT_LT(reply.status, 500) << rest << " " << body.substr(0, 80);
      }
    }
  }
  for (const std::string& body : bodies) {
    EXPECT_EQ(house_.as_operator("POST", "/api/rounds", body).status, 400);
    EXPECT_EQ(house_.as_operator("POST", "/api/rounds/import", body).status, 400);
  }
}

TEST_F(ApiTest, OnlyGetAndPost) {
  EXPECT_EQ(house_.ask("DELETE", "/api/rounds").status, 405);
}

TEST_F(ApiTest, BeforeTheStartACandidateReadsTheBriefAndNothingElse) {
  const auto links = house_.create_round();
  const Json opening = house_.get(round(links.candidate)).json;
  EXPECT_EQ(opening["state"], "waiting");
  EXPECT_FALSE(opening["scenario"]["brief"].get<std::string>().empty());
  EXPECT_THAT(dump_json(opening), Not(HasSubstr("OrderErrors")));
  EXPECT_EQ(code(house_.look(links.candidate, {{"what", "overview"}})), "rejected");
  EXPECT_EQ(code(house_.add(links.candidate, "say", {{"what", "acknowledge"}})), "rejected");
  start(links);
  EXPECT_THAT(house_.get(round(links.candidate)).response.body, HasSubstr("OrderErrors"));
}

TEST_F(ApiTest, ACandidateMayNotAskForTheTruth) {
  const auto links = house_.create_round();
  start(links);
  for (const char* rest : {"/world", "/options", "/journal", "/score", "/score.html", "/shown/1"}) {
    EXPECT_EQ(house_.get(round(links.candidate, rest)).status, 403) << rest;
  }
  EXPECT_EQ(house_.post(round(links.candidate, "/query"), {}).status, 403);
  EXPECT_EQ(house_.add(links.candidate, "clock", {{"to", "finish"}}).status, 403);
  EXPECT_EQ(house_.add(links.candidate, "hint", {{"index", 0}}).status, 403);
  EXPECT_FALSE(house_.get(round(links.candidate)).json.contains("truth"));
  EXPECT_TRUE(house_.get(round(links.interviewer)).json.contains("truth"));
}

TEST_F(ApiTest, InterviewersAndReviewersMayNotActForTheCandidate) {
  const auto links = house_.create_round();
  start(links);
  const Json act{{"action", "rollback-shop"}, {"why", "x"}};
  EXPECT_EQ(house_.add(links.interviewer, "do", act).status, 403);
  EXPECT_EQ(house_.add(links.reviewer, "say", {{"what", "acknowledge"}}).status, 403);
  EXPECT_EQ(house_.look(links.interviewer, {{"what", "overview"}}).status, 403);
  EXPECT_EQ(house_.add(links.candidate, "do", act).status, 200);
}

TEST_F(ApiTest, ACandidatesEntriesAreNumberedWithoutGaps) {
  const auto links = house_.create_round();
  start(links);
  house_.add(links.interviewer, "note", {{"text", "calm"}});
  EXPECT_EQ(house_.add(links.candidate, "say", {{"what", "acknowledge"}}).json["entry"]["seq"], 2);
  house_.add(links.interviewer, "note", {{"text", "calm"}});
  EXPECT_EQ(house_.look(links.candidate, {{"what", "flags"}}).json["entry"]["seq"], 3);
  const Json opening = house_.get(round(links.candidate)).json;
  EXPECT_EQ(opening["last"], 3);
  EXPECT_THAT(dump_json(opening), Not(HasSubstr("calm")));
}

TEST_F(ApiTest, ALookIsAskedAgainByItsNumberAtThePresentTime) {
  const auto links = house_.create_round();
  start(links);
  const Json query{{"metric", "request_rate"},
                   {"where", Json::object()},
                   {"by", Json::array()},
                   {"from_ns", -60'000'000'000},
                   {"to_ns", 0},
                   {"step_ns", 15'000'000'000}};
  const Json seen = house_.look(links.candidate, {{"what", "panel"}, {"query", query}}).json;
  house_.pass(30 * kSecond);
  const auto again = house_.get(round(links.candidate, "/look/2"));
  ASSERT_EQ(again.status, 200) << again.response.body;
  EXPECT_EQ(again.json["shown"]["result"]["times_ns"].back(), 30 * kSecond);
  // What the reviewer is shown is what the candidate saw, to the byte.
  const Json entries = house_.get(round(links.reviewer)).json["entries"];
  for (const Json& entry : entries) {
    if (entry["kind"] == "look") {
      const auto then = house_.get(round(links.reviewer, "/shown/" + dump_json(entry["seq"])));
      EXPECT_EQ(dump_json(then.json["shown"]), dump_json(seen["shown"]));
    }
  }
  for (const char* wrong : {"/look/1", "/look/99", "/look/0", "/look/x"}) {
    EXPECT_EQ(house_.get(round(links.candidate, wrong)).status, 404) << wrong;
  }
}

TEST_F(ApiTest, AnAnswerIsShownAsItHadComeByThenAsFarAsTheWorldMayBeSeen) {
  const auto links = house_.create_round();
  start(links);
  const Json look{{"what", "ask"}, {"person", "mara"}, {"answer", "what-changed"}};
  ASSERT_EQ(house_.look(links.candidate, look).status, 200);
  house_.pass(90 * kSecond);
  const Json entries = house_.get(round(links.interviewer)).json["entries"];
  std::string shown;
  for (const Json& entry : entries) {
    if (entry["kind"] == "look") {
      shown = "/shown/" + dump_json(entry["seq"]);
    }
  }
  const auto at = [&](const std::string& key, SimTime time) {
    return house_.get(round(key, shown + "?at_ns=" + std::to_string(time)));
  };
  EXPECT_TRUE(at(links.interviewer, 30 * kSecond).json["shown"]["answer"].is_null());
  EXPECT_TRUE(at(links.interviewer, 75 * kSecond).json["shown"]["answer"].is_string());
  EXPECT_EQ(at(links.interviewer, 9 * kMinute).status, 400) << "it has not been";
  EXPECT_EQ(at(links.reviewer, 75 * kSecond).status, 409) << "after the candidate's last word";
}

TEST_F(ApiTest, TheInterviewerReadsALookAtThePresentByTheJournalsNumber) {
  const auto links = house_.create_round();
  start(links);
  house_.look(links.candidate, {{"what", "flags"}});
  for (const Json& entry : house_.get(round(links.interviewer)).json["entries"]) {
    const std::string path = "/look/" + dump_json(entry["seq"]);
    const bool is_look = entry["kind"] == "look";
    EXPECT_EQ(house_.get(round(links.interviewer, path)).status, is_look ? 200 : 404) << path;
    EXPECT_EQ(house_.get(round(links.reviewer, path)).status, 403) << path;
  }
}

TEST_F(ApiTest, TheInterviewerGetsTheReviewersLinkOnceTheRoundIsFinished) {
  const auto links = house_.create_round();
  start(links);
  EXPECT_FALSE(house_.get(round(links.interviewer)).json.contains("reviewer"));
  house_.add(links.interviewer, "clock", {{"to", "finish"}});
  EXPECT_EQ(house_.get(round(links.interviewer)).json["reviewer"], "/v/" + links.reviewer);
  EXPECT_FALSE(house_.get(round(links.candidate)).json.contains("reviewer"));
}

TEST_F(ApiTest, FramesCarryEachEntryOnceAndResumeWithoutLossOrDoubling) {
  const auto links = house_.create_round();
  house_.open(1, links.candidate, 0);
  start(links);
  house_.add(links.candidate, "say", {{"what", "acknowledge"}});
  house_.pass(kSecond);
  std::vector<std::uint64_t> seqs;
  for (const Json& frame : house_.pushed[1]) {
    for (const Json& entry : frame["entries"]) {
      seqs.push_back(entry["seq"].get<std::uint64_t>());
    }
  }
  EXPECT_EQ(seqs, (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(house_.pushed[1].back()["time_ns"], kSecond);
  house_.api.on_close(1);
  house_.add(links.candidate, "say", {{"what", "severity"}, {"level", 2}});
  house_.add(links.candidate, "say", {{"what", "update"}, {"text", "looking"}});
  house_.open(2, links.candidate, 2);
  ASSERT_EQ(house_.pushed[2].size(), 1U);
  ASSERT_EQ(house_.pushed[2][0]["entries"].size(), 2U);
  EXPECT_EQ(house_.pushed[2][0]["entries"][0]["seq"], 3);
  EXPECT_EQ(house_.pushed[2][0]["last"], 4);
  EXPECT_EQ(house_.pushed[1].size(), 4U) << "a closed connection gets nothing";
}

TEST_F(ApiTest, OnlyTheInterviewersFrameHoldsTheTruth) {
  const auto links = house_.create_round();
  house_.open(1, links.candidate, 0);
  house_.open(2, links.interviewer, 0);
  EXPECT_FALSE(house_.pushed[1][0].contains("truth"));
  EXPECT_TRUE(house_.pushed[2][0]["truth"].contains("harm_units"));
}

TEST_F(ApiTest, ARunningRoundGoesASecondASecondAndAPausedOneStands) {
  const auto links = house_.create_round();
  const auto now = [&] { return house_.get(round(links.candidate)).json["now_ns"]; };
  house_.pass(5 * kSecond);
  EXPECT_EQ(now(), 0);
  start(links);
  house_.pass(2500 * kMillisecond);
  EXPECT_EQ(now(), 2 * kSecond);
  house_.add(links.interviewer, "clock", {{"to", "pause"}});
  house_.pass(60 * kSecond);
  EXPECT_EQ(now(), 2 * kSecond);
  house_.add(links.interviewer, "clock", {{"to", "skip"}, {"until_ns", 90 * kSecond}});
  EXPECT_EQ(now(), 90 * kSecond);
  house_.add(links.interviewer, "clock", {{"to", "resume"}});
  house_.pass(kSecond);
  EXPECT_EQ(now(), 91 * kSecond);
}

TEST_F(ApiTest, TheWorldIsShownAsItWas) {
  const auto links = house_.create_round();
  start(links);
  house_.add(links.interviewer, "clock", {{"to", "skip"}, {"until_ns", 60 * kSecond}});
  const auto world = house_.get(round(links.reviewer, "/world?at_ns=-30000000000"));
  ASSERT_EQ(world.status, 200) << world.response.body;
  EXPECT_EQ(world.json["time_ns"], -30 * kSecond);
  EXPECT_TRUE(world.json["flags"]["shop.gift_wrap"].get<bool>());
  EXPECT_EQ(house_.get(round(links.interviewer, "/world")).json["time_ns"], 60 * kSecond);
  EXPECT_EQ(house_.get(round(links.reviewer, "/world?at_ns=61000000000")).status, 400);
  EXPECT_EQ(house_.get(round(links.reviewer, "/world?at_ns=soon")).status, 400);
}

TEST_F(ApiTest, AnExportedRoundIsImportedOnAnotherServerAndScored) {
  const auto links = house_.create_round();
  start(links);
  house_.add(links.candidate, "say", {{"what", "acknowledge"}});
  house_.add(links.interviewer, "clock", {{"to", "skip"}, {"until_ns", 120 * kSecond}});
  house_.add(links.interviewer, "clock", {{"to", "finish"}});
  const std::string journal = house_.get(round(links.reviewer, "/journal")).response.body;
  EXPECT_EQ(house_.as_operator("POST", "/api/rounds/import", journal).status, 409);

  auto elsewhere = store::make_memory();
  House other(*elsewhere);
  const auto imported = other.as_operator("POST", "/api/rounds/import", journal);
  ASSERT_EQ(imported.status, 201) << imported.response.body;
  const std::string reviewer = string_or(imported.json, "reviewer", "");
  const std::string key = reviewer.substr(reviewer.rfind('/') + 1);
  EXPECT_EQ(other.get(round(key)).json["state"], "finished");
  EXPECT_EQ(other.get(round(key, "/journal")).response.body, journal);
  for (const std::string_view dimension : kRatedDimensions) {
    other.add(key, "rating", {{"dimension", dimension}, {"locked", true}});
  }
  const auto score = other.get(round(key, "/score"));
  EXPECT_EQ(score.status, 200) << score.response.body;
  EXPECT_TRUE(score.json["process"].contains("score"));
  EXPECT_THAT(other.get(round(key, "/score.html")).response.body, HasSubstr("<html"));

  EXPECT_EQ(other.as_operator("POST", "/api/rounds/import", journal.substr(0, 900)).status, 400);
}

TEST_F(ApiTest, AJournalWithoutItsEndIsImportedOnlyWhenAskedFor) {
  const auto links = house_.create_round();
  start(links);
  house_.add(links.interviewer, "clock", {{"to", "skip"}, {"until_ns", 60 * kSecond}});
  const std::string journal = house_.get(round(links.reviewer, "/journal")).response.body;
  auto elsewhere = store::make_memory();
  House other(*elsewhere);
  const auto refused = other.as_operator("POST", "/api/rounds/import", journal);
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.response.body, HasSubstr("not whole"));
  EXPECT_EQ(other.as_operator("POST", "/api/rounds/import?partial=1", journal).status, 201);
}

TEST_F(ApiTest, MetricsOfARoundAreAScrape) {
  const auto links = house_.create_round();
  const auto scrape = house_.get("/m/" + links.metrics + "/metrics");
  EXPECT_EQ(scrape.response.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(scrape.response.body, HasSubstr("# TYPE http_request_duration_seconds histogram"));
  EXPECT_THAT(house_.get("/metrics").response.body, HasSubstr("threeam_http_requests_total"));
}

}  // namespace
}  // namespace threeam::server
