// The parts that need neither sockets nor rounds.
#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "tests/unit/server/house.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/server/cover.h"
#include "sim/server/data_folder.h"
#include "sim/server/http.h"
#include "sim/server/keys.h"
#include "sim/server/pacer.h"
#include "sim/server/views.h"
#include "sim/server/workers.h"

namespace threeam::server {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Keys, AreOf128BitsAndDiffer) {
  std::set<std::string> keys;
  for (int i = 0; i < 100; ++i) {
    const std::string key = make_key();
    EXPECT_EQ(key.size(), kKeyLength);
    EXPECT_EQ(key.find_first_not_of("abcdefghijklmnopqrstuvwxyz234567"), std::string::npos);
    keys.insert(key);
  }
  EXPECT_EQ(keys.size(), 100U);
}

TEST(Keys, AreTheSameOnlyWhenEqual) {
  EXPECT_TRUE(same_key("abc", "abc"));
  EXPECT_FALSE(same_key("abc", "abd"));
  EXPECT_FALSE(same_key("abc", "abcd"));
  EXPECT_FALSE(same_key("", "a"));
}

TEST(Request, SplitsTargetAndDecodesTheQuery) {
  Request request;
  read_target("/a/b%20c?x=1&y=%2Fz+w&x=2&flag&bad=%zz", request);
  EXPECT_EQ(request.path, "/a/b%20c");
  EXPECT_EQ(request.query, (std::map<std::string, std::string>{
                               {"x", "1"}, {"y", "/z w"}, {"flag", ""}, {"bad", "%zz"}}));
  Request none;
  read_target("/a", none);
  EXPECT_TRUE(none.query.empty());
}

TEST(Address, ReadsHostAndPort) {
  EXPECT_EQ(to_string(*parse_address("127.0.0.1:80")), "127.0.0.1:80");
  EXPECT_EQ(to_string(*parse_address("[::1]:0")), "[::1]:0");
  EXPECT_EQ(to_string(*parse_address("localhost:8080")), "127.0.0.1:8080");
  for (const char* bad : {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
                          "127.0.0.1:70000", "127.0.0.1:80x"}) {
    EXPECT_FALSE(parse_address(bad)) << bad;
  }
}

TEST(Cover, PutsLettersForTheSuspectsInTheOrderOfTheirWordsWithTheirBelief) {
  const auto suspect = [](const char* about, bool cause) {
    return Json{{"id", about}, {"about", about}, {"cause", cause}};
  };
  const Json card = {{"process", {{"score", 0.9}}},
                     {"belief",
                      {{"seeds", 4},
                       {"suspects", {suspect("zone", true), suspect("disk", false)}},
                       {"steps", {{{"entry", 3}, {"belief", {0.7, 0.2, 0.1}}}}}}},
                     {"decisions", Json::array()}};
  const Json covered = covered_card(card);
  const Json& suspects = covered["belief"]["suspects"];
  EXPECT_EQ(suspects[0]["about"], "A");
  EXPECT_EQ(suspects[1]["id"], "B");
  EXPECT_THAT(dump_json(covered["belief"]), Not(AnyOf(HasSubstr("zone"), HasSubstr("disk"))));
  EXPECT_EQ(covered["belief"]["steps"][0]["belief"], (Json{0.2, 0.7, 0.1}));
  EXPECT_FALSE(covered.contains("process"));
}

TEST(Cover, LeavesOfTheTruthWhatEverybodySaw) {
  const Scenario scenario = quiet_scenario();
  const Json view = interviewer_view(scenario);
  const std::string covered = dump_json(covered_truth(view));
  for (const std::string& secret :
       {scenario.truth.summary, scenario.interviewer_notes, scenario.suspects.front().about}) {
    if (!secret.empty()) {
      EXPECT_THAT(covered, Not(HasSubstr(secret)));
    }
  }
  EXPECT_THAT(covered, Not(HasSubstr("\"hidden\":true")));
  EXPECT_THAT(covered, Not(HasSubstr("\"good\":\"the")));
}

TEST(Cover, EndsAtTheLastActOrWithoutOneAtTheLastWord) {
  const auto entry = [](SimTime time, Actor actor, EntryKind kind) {
    Entry made;
    made.time = time;
    made.actor = actor;
    made.kind = kind;
    return made;
  };
  const Entry look = entry(10, Actor::candidate, EntryKind::look);
  const Entry act = entry(20, Actor::candidate, EntryKind::act);
  const Entry word = entry(30, Actor::candidate, EntryKind::say);
  const Entry end = entry(40, Actor::system, EntryKind::clock);
  EXPECT_EQ(shown_until({look, act, word, end}), 20);
  EXPECT_EQ(shown_until({look, word, end}), 30);
  EXPECT_EQ(shown_until({end}), 0);
}

TEST(Pacer, GoesOneSimulatedSecondASecondInWholeSeconds) {
  Pacer pacer;
  EXPECT_EQ(pacer.target(7 * kSecond, 99), 7 * kSecond);
  pacer.run(10 * kSecond, 1'000);
  EXPECT_EQ(pacer.target(10 * kSecond, 1'000 + kSecond - 1), 10 * kSecond);
  EXPECT_EQ(pacer.target(10 * kSecond, 1'000 + 3 * kSecond + 5), 13 * kSecond);
  EXPECT_EQ(pacer.lateness(1'000 + 3 * kSecond + 5), 5);
  pacer.stop();
  EXPECT_EQ(pacer.target(13 * kSecond, 1'000 + 60 * kSecond), 13 * kSecond);
  pacer.run(13 * kSecond, 1'000 + 60 * kSecond);
  EXPECT_EQ(pacer.target(13 * kSecond, 1'000 + 61 * kSecond), 14 * kSecond);
}

TEST(Pacer, NeverGoesBack) {
  Pacer pacer;
  pacer.run(10 * kSecond, 5 * kSecond);
  EXPECT_EQ(pacer.target(20 * kSecond, 6 * kSecond), 20 * kSecond);
  EXPECT_EQ(pacer.target(10 * kSecond, 0), 10 * kSecond);
}

TEST(Workers, RunWorkElsewhereAndHandTheResultBack) {
  std::atomic<int> posted = 0;
  std::atomic<int> sum = 0;
  {
    Workers workers(2, 1000, [&](Workers::Done done) {
      done();
      ++posted;
    });
    for (int i = 1; i <= 100; ++i) {
      EXPECT_TRUE(workers.submit(Workers::Urgency::patient,
                                 [&sum, i]() -> Workers::Done { return [&sum, i] { sum += i; }; }));
    }
    while (posted < 100) {
      std::this_thread::yield();
    }
  }
  EXPECT_EQ(sum, 5050);
}

TEST(Workers, RefuseWhenTooMuchWaits) {
  std::promise<void> release;
  std::promise<void> started;
  Workers workers(1, 1, [](Workers::Done) {});
  const auto nothing = [] {};
  ASSERT_TRUE(workers.submit(Workers::Urgency::patient, [&]() -> Workers::Done {
    started.set_value();
    release.get_future().wait();
    return nothing;
  }));
  started.get_future().wait();
  EXPECT_TRUE(
      workers.submit(Workers::Urgency::patient, [&]() -> Workers::Done { return nothing; }));
  EXPECT_FALSE(
      workers.submit(Workers::Urgency::patient, [&]() -> Workers::Done { return nothing; }));
  release.set_value();
}

TEST(Workers, DoUrgentWorkFirst) {
  std::promise<void> release;
  std::promise<void> started;
  std::promise<void> finished;
  std::string order;
  Workers workers(1, 10, [](Workers::Done done) { done(); });
  const auto nothing = [] {};
  workers.submit(Workers::Urgency::patient, [&]() -> Workers::Done {
    started.set_value();
    release.get_future().wait();
    return nothing;
  });
  started.get_future().wait();
  workers.submit(Workers::Urgency::patient, [&]() -> Workers::Done {
    order += "patient";
    return [&] { finished.set_value(); };
  });
  workers.submit(Workers::Urgency::urgent, [&]() -> Workers::Done {
    order += "urgent ";
    return nothing;
  });
  release.set_value();
  finished.get_future().wait();
  EXPECT_EQ(order, "urgent patient");
}

// ---- what a role sees of a journal --------------------------------------------------------------

Entry entry(std::uint64_t seq, Actor actor, EntryKind kind, Json payload, SimTime time = 0) {
  Entry made;
  made.seq = seq;
  made.time = time;
  made.actor = actor;
  made.kind = kind;
  made.payload = std::move(payload);
  return made;
}

class Views : public ::testing::Test {
 protected:
  Views() {
    scenario_.interviewer.hints = {{"first", "secret"}, {"second", "secret"}};
    numbers_.update(entries_);
  }

  Scenario scenario_;
  std::vector<Entry> entries_ = {
      entry(1, Actor::interviewer, EntryKind::clock, {{"to", "start"}}),
      entry(2, Actor::system, EntryKind::state, {{"hash", "0"}}),
      entry(3, Actor::interviewer, EntryKind::note, {{"text", "nervous"}}),
      entry(4, Actor::candidate, EntryKind::act, {{"action", "roll"}, {"why", "x"}}),
      entry(5, Actor::system, EntryKind::outcome,
            {{"action", "roll"}, {"of", 4}, {"state", "started"}, {"message", ""}}),
      entry(6, Actor::interviewer, EntryKind::hint, {{"index", 1}}),
      entry(7, Actor::interviewer, EntryKind::rating,
            {{"dimension", "debugging"}, {"points", 2}, {"text", "slow"}, {"locked", true}}),
  };
  CandidateNumbers numbers_;
};

TEST_F(Views, CandidateCountsOnlyWhatItSees) {
  const Json seen = entries_after(0, entries_, Role::candidate, numbers_, scenario_);
  ASSERT_EQ(seen.size(), 4U);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i]["seq"], i + 1);
  }
  EXPECT_EQ(seen[1]["kind"], "do");
  EXPECT_EQ(seen[2]["payload"]["of"], 2);
  EXPECT_EQ(seen[3]["payload"], (Json{{"text", "second"}}));
  EXPECT_EQ(last_number(entries_, Role::candidate, numbers_), 4U);
}

TEST_F(Views, OthersSeeTheJournal) {
  const Json seen = entries_after(2, entries_, Role::interviewer, numbers_, scenario_);
  ASSERT_EQ(seen.size(), 5U);
  EXPECT_EQ(seen[0]["seq"], 3);
  EXPECT_EQ(seen[3]["payload"], (Json{{"index", 1}}));
  EXPECT_EQ(seen[4]["payload"], (Json{{"dimension", "debugging"}, {"locked", true}}))
      << "ratings are blind";
}

TEST_F(Views, NothingComesAfterTheLastHoweverLarge) {
  for (const std::uint64_t after : {std::uint64_t{4}, std::uint64_t{5}, UINT64_MAX}) {
    EXPECT_TRUE(entries_after(after, entries_, Role::candidate, numbers_, scenario_).empty());
  }
}

TEST_F(Views, RolesAddTheirOwnKindsOnly) {
  EXPECT_TRUE(may_add(Role::candidate, EntryKind::act));
  EXPECT_FALSE(may_add(Role::candidate, EntryKind::clock));
  EXPECT_FALSE(may_add(Role::candidate, EntryKind::look));
  EXPECT_FALSE(may_add(Role::candidate, EntryKind::rating));
  EXPECT_FALSE(may_add(Role::interviewer, EntryKind::act));
  EXPECT_TRUE(may_add(Role::interviewer, EntryKind::hint));
  EXPECT_FALSE(may_add(Role::reviewer, EntryKind::hint));
  EXPECT_TRUE(may_add(Role::reviewer, EntryKind::rating));
  EXPECT_FALSE(may_add(Role::interviewer, EntryKind::state));
}

TEST_F(Views, ARangeThatEndedAtTheLookSlidesOn) {
  const Entry recent = entry(
      8, Actor::candidate, EntryKind::look,
      {{"what", "panel"}, {"digest", "d"}, {"query", {{"from_ns", 40}, {"to_ns", 100}}}}, 100);
  EXPECT_EQ(look_again(recent, 130),
            (Json{{"what", "panel"}, {"query", {{"from_ns", 70}, {"to_ns", 130}}}}));
  const Entry past = entry(9, Actor::candidate, EntryKind::look,
                           {{"what", "logs"}, {"from_ns", 40}, {"to_ns", 99}}, 100);
  EXPECT_EQ(look_again(past, 130), (Json{{"what", "logs"}, {"from_ns", 40}, {"to_ns", 99}}));
}

}  // namespace
}  // namespace threeam::server
