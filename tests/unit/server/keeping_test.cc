// How long rounds are kept, what candidates are told of it, and that what is due is gone.
#include "tests/unit/server/house.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/model/rating.h"

namespace threeam::server {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Duration kDay = 24 * kHour;

class KeepingTest : public ::testing::Test {
 protected:
  House::Reply create(const Json& more) {
    Json body = {{"scenario", "skeleton"}, {"level", "mid"}, {"seed", 7}};
    body.update(more);
    return house_.as_operator("POST", "/api/rounds", dump_json(body));
  }
  void purge(bool watched = false) {
    house_.rooms.purge_when_due([watched](const std::string&) { return watched; });
  }
  std::size_t listed() { return house_.as_operator("GET", "/api/rounds").json["rounds"].size(); }
  static std::string opening(const House::Links& links) { return "/api/round/" + links.candidate; }

  std::unique_ptr<store::Store> store_ = store::make_memory();
  House house_{*store_};
};

TEST_F(KeepingTest, ARoundIsKeptAsItsClassAsksOrLonger) {
  EXPECT_EQ(create(Json::object()).status, 201);
  EXPECT_EQ(create({{"retention", "eu"}, {"delete_after", "2031-04-30"}}).status, 201);
  const Json rows = house_.as_operator("GET", "/api/rounds").json["rounds"];
  for (const Json& row : rows) {
    const bool eu = row["retention"] == "eu";
    EXPECT_EQ(format_date(row["delete_after_ms"].get<std::int64_t>()),
              eu ? "2031-04-30" : "2024-11-15");
  }
}

TEST_F(KeepingTest, RefusesTermsThatCannotBe) {
  EXPECT_EQ(create({{"retention", "for ever"}}).json["error"]["where"], "retention");
  EXPECT_EQ(create({{"delete_after", "2023-12-01"}}).json["error"]["where"], "delete_after");
  EXPECT_EQ(create({{"delete_after", 7}}).status, 400);
  EXPECT_EQ(create({{"time_multiplier", 0.5}}).json["error"]["where"], "time_multiplier");
  EXPECT_EQ(listed(), 0U);
}

TEST_F(KeepingTest, AnAccommodationIsRecordedInTheHeader) {
  const auto reply = create({{"time_multiplier", 1.5}});
  const std::string id = string_or(reply.json, "id", "");
  EXPECT_DOUBLE_EQ(store_->journal(id)->header.time_multiplier, 1.5);
}

TEST_F(KeepingTest, ACandidateIsToldBeforeTheStartAndAcceptingIsAnEntry) {
  const auto links = house_.create_round();
  const Json notice = house_.get(opening(links)).json["notice"];
  EXPECT_EQ(notice["accepted"], false);
  EXPECT_GE(notice["lines"].size(), 3U);
  const Json read = {{"what", "notice"}, {"version", notice["version"]}};
  ASSERT_EQ(house_.add(links.candidate, "say", read).status, 200);
  EXPECT_EQ(house_.get(opening(links)).json["notice"]["accepted"], true);
  const auto journal = store_->journal(links.id);
  ASSERT_EQ(journal->entries.size(), 1U);
  EXPECT_EQ(journal->entries.front().payload, read);
}

TEST_F(KeepingTest, ACandidatesNameIsForTheOperatorAndToldToTheCandidate) {
  const auto reply = create({{"candidate_name", "Ada L."}});
  ASSERT_EQ(reply.status, 201);
  EXPECT_EQ(house_.as_operator("GET", "/api/rounds").json["rounds"][0]["candidate_name"], "Ada L.");
  for (const char* role : {"interviewer", "reviewer"}) {
    const std::string link = string_or(reply.json, role, "");
    const std::string key = link.substr(link.rfind('/') + 1);
    EXPECT_THAT(house_.get("/api/round/" + key).response.body, Not(HasSubstr("Ada"))) << role;
    EXPECT_THAT(house_.get("/api/round/" + key + "/journal").response.body, Not(HasSubstr("Ada")))
        << role;
  }
  const std::string link = string_or(reply.json, "candidate", "");
  const Json notice = house_.get("/api/round/" + link.substr(link.rfind('/') + 1)).json["notice"];
  EXPECT_THAT(dump_json(notice["lines"]), HasSubstr("Your name is noted"));
  EXPECT_EQ(create({{"candidate_name", std::string(201, 'x')}}).status, 400);
}

TEST_F(KeepingTest, NothingElseIsSaidBeforeTheStartAndNobodyHasToAccept) {
  const auto links = house_.create_round();
  EXPECT_EQ(house_.add(links.candidate, "say", {{"what", "update"}, {"text", "x"}}).status, 409);
  EXPECT_EQ(house_.add(links.candidate, "do", {{"what", "notice"}, {"version", "1"}}).status, 409);
  EXPECT_EQ(house_.add(links.interviewer, "clock", {{"to", "start"}}).status, 200);
}

TEST_F(KeepingTest, WhatIsDueIsGoneFromTheListTheLinksAndTheStore) {
  const auto links = house_.create_round();
  purge();
  EXPECT_EQ(listed(), 1U);
  house_.now_ns += 367 * kDay;
  purge();
  EXPECT_EQ(listed(), 0U);
  EXPECT_EQ(house_.get(opening(links)).status, 404);
  EXPECT_EQ(store_->journal(links.id).error().code, ErrorCode::not_found);
  ASSERT_EQ(store_->tombstones()->size(), 1U);
  EXPECT_EQ(store_->tombstones()->front().round, links.id);
}

TEST_F(KeepingTest, ARoundInUseWaitsForTheNextDay) {
  house_.create_round();
  house_.now_ns += 367 * kDay;
  purge(true);
  EXPECT_EQ(listed(), 1U);
  purge();
  EXPECT_EQ(listed(), 1U) << "once a day";
  house_.now_ns += kDay;
  purge();
  EXPECT_EQ(listed(), 0U);
}

TEST_F(KeepingTest, NothingIsWipedWhileARoundRuns) {
  house_.create_round();
  const auto running = house_.create_round();
  house_.now_ns += 367 * kDay;
  ASSERT_EQ(house_.add(running.interviewer, "clock", {{"to", "start"}}).status, 200);
  purge();
  EXPECT_EQ(listed(), 2U);
  ASSERT_EQ(house_.add(running.interviewer, "clock", {{"to", "finish"}}).status, 200);
  purge();
  EXPECT_EQ(listed(), 0U);
}

TEST_F(KeepingTest, ARestartDoesNotBringBackWhatIsDue) {
  const auto links = house_.create_round();
  House again(*store_);
  again.now_ns += 367 * kDay;
  ASSERT_TRUE(again.rooms.restore());
  EXPECT_EQ(again.get(opening(links)).status, 404);
  EXPECT_TRUE(store_->rounds()->empty());
}

TEST_F(KeepingTest, ALitigationHoldIsNeverDue) {
  EXPECT_EQ(create({{"retention", "litigation_hold"}}).status, 201);
  house_.now_ns += 36'500 * kDay;
  purge();
  EXPECT_EQ(listed(), 1U);
}

TEST_F(KeepingTest, ThePackComesWithTheScoreToWhoHasLockedTheirRating) {
  const auto links = house_.create_round();
  const auto pack_of = [&](const std::string& key) {
    return house_.get("/api/round/" + key + "/pack");
  };
  EXPECT_EQ(pack_of(links.reviewer).status, 409);
  house_.add(links.interviewer, "clock", {{"to", "start"}});
  house_.add(links.interviewer, "clock", {{"to", "finish"}});
  EXPECT_EQ(pack_of(links.candidate).status, 403);
  EXPECT_EQ(pack_of(links.reviewer).status, 409) << "it holds the score: rate first";
  for (const std::string_view dimension : kRatedDimensions) {
    house_.add(links.reviewer, "rating", {{"dimension", dimension}, {"locked", true}});
  }
  House::Reply reply = pack_of(links.reviewer);
  ASSERT_EQ(reply.status, 200) << reply.response.body;
  EXPECT_EQ(reply.json["retention"]["class"], "standard");
  EXPECT_EQ(reply.json["scorecard"]["round"], links.id);
  EXPECT_EQ(reply.json["journal"]["header"]["round"], links.id);
}

}  // namespace
}  // namespace threeam::server
