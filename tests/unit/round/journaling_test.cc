// What a live round writes down, and what it refuses.
#include "small_scenario.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/hash.h"

namespace threeam::round {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> kinds(const Round& round) {
  std::vector<std::string> names;
  for (const Entry& entry : round.journal().entries) {
    names.emplace_back(to_string(entry.kind));
  }
  return names;
}

Result<Entry> act(Round& round, const std::string& action) {
  return round.add(Actor::candidate, EntryKind::act,
                   Json{{"action", action}, {"why", "because"}, {"expect", "calm"}}, 5);
}

Json logs_look(const std::string& search, SimTime from, SimTime to) {
  return Json{{"what", "logs"}, {"search", search}, {"from_ns", from}, {"to_ns", to}};
}

TEST(Journaling, WritesAStateAtTheStartAndEveryMinute) {
  auto round = started_round();
  ASSERT_TRUE(round->advance(2 * kMinute + kSecond, 9));
  ASSERT_EQ(kinds(*round), (std::vector<std::string>{"clock", "state", "state", "state"}));
  EXPECT_EQ(round->journal().entries[2].time, kMinute);
  EXPECT_EQ(round->journal().entries[3].time, 2 * kMinute);
  EXPECT_EQ(round->journal().entries[2].payload["hash"], hex64(round->at(kMinute).state_hash()));
}

TEST(Journaling, IsAChainThatCanBeReadBack) {
  auto round = started_round();
  ASSERT_TRUE(act(*round, "freeze"));
  ASSERT_TRUE(round->advance(90 * kSecond, 9));
  const auto read = read_jsonl(write_jsonl(round->journal()));
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->entries.size(), round->journal().entries.size());
}

TEST(Journaling, PutsAStateBeforeAnActAndItsOutcomesAfter) {
  auto round = started_round();
  ASSERT_TRUE(round->advance(7 * kSecond, 1));
  const auto entry = act(*round, "freeze");
  ASSERT_TRUE(entry) << to_string(entry.error());
  ASSERT_TRUE(round->advance(30 * kSecond, 2));
  ASSERT_EQ(kinds(*round),
            (std::vector<std::string>{"clock", "state", "state", "do", "outcome", "outcome"}));
  const auto& entries = round->journal().entries;
  EXPECT_EQ(entries[3].seq, entry->seq);
  EXPECT_EQ(entries[4].payload["state"], "started");
  EXPECT_EQ(entries[4].payload["of"], entry->seq);
  EXPECT_EQ(entries[5].payload["state"], "done");
  EXPECT_EQ(entries[5].payload["action"], "freeze");
  EXPECT_EQ(entries[5].time, 17 * kSecond) << "at the moment when it happened";
  EXPECT_EQ(entries[5].actor, Actor::system);
}

TEST(Journaling, TellsOfAFixThatFailed) {
  auto round = started_round();
  ASSERT_TRUE(act(*round, "rollback-shop"));
  const auto tried = act(*round, "fix");
  ASSERT_TRUE(tried) << to_string(tried.error());
  ASSERT_TRUE(round->advance(kMinute, 2));
  bool failed = false;
  for (const Entry& entry : round->journal().entries) {
    failed = failed || (entry.kind == EntryKind::outcome && entry.payload["of"] == tried->seq &&
                        entry.payload["state"] == "failed" && entry.time == 30 * kSecond);
  }
  EXPECT_TRUE(failed);
}

TEST(Journaling, RefusesAnActThatCannotStartAndWritesNothing) {
  auto round = started_round();
  ASSERT_TRUE(act(*round, "freeze"));
  const std::size_t before = round->journal().entries.size();
  const auto hash = round->world().state_hash();
  const auto again = act(*round, "freeze");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::rejected);
  EXPECT_EQ(round->journal().entries.size(), before);
  EXPECT_EQ(round->world().state_hash(), hash);
}

TEST(Journaling, RefusesWhatHasNotTheRightForm) {
  auto round = started_round();
  const std::tuple<Actor, EntryKind, Json, const char*> cases[] = {
      {Actor::candidate, EntryKind::act, Json{{"action", "nothing"}, {"why", ""}}, "action"},
      {Actor::candidate, EntryKind::act, Json{{"action", "freeze"}}, "why"},
      {Actor::candidate, EntryKind::say, Json{{"what", "sing"}}, "what"},
      {Actor::candidate, EntryKind::say, Json{{"what", "severity"}, {"level", 5}}, "level"},
      {Actor::candidate, EntryKind::say, Json{{"what", "estimate"}}, ""},
      {Actor::candidate, EntryKind::say,
       Json{{"what", "hypothesis"},
            {"id", "h"},
            {"mechanism", "magic"},
            {"text", ""},
            {"confidence", 1}},
       "mechanism"},
      {Actor::candidate, EntryKind::say,
       Json{{"what", "hypothesis"},
            {"id", "h"},
            {"mechanism", "data"},
            {"component", "nobody"},
            {"text", ""},
            {"confidence", 1}},
       "component"},
      {Actor::candidate, EntryKind::say, Json{{"what", "update"}, {"txt", "x"}}, "text"},
      {Actor::interviewer, EntryKind::hint, Json{{"index", 2}}, "index"},
      {Actor::interviewer, EntryKind::followup, Json{{"id", "x"}, {"answered", "crisp"}}, "id"},
      {Actor::interviewer, EntryKind::pushback, Json{{"id", "why"}, {"answered", "crisp"}},
       "answered"},
      {Actor::interviewer, EntryKind::observed, Json{{"what", "mood"}, {"value", "drew"}}, "what"},
      {Actor::interviewer, EntryKind::observed, Json{{"what", "assistant"}, {"value", "drew"}},
       "value"},
      {Actor::interviewer, EntryKind::rating, Json{{"dimension", "debugging"}, {"points", 6}},
       "points"},
      {Actor::reviewer, EntryKind::rating, Json{{"dimension", "charm"}, {"points", 3}},
       "dimension"},
      {Actor::interviewer, EntryKind::clock, Json{{"to", "skip"}}, "until_ns"},
      {Actor::interviewer, EntryKind::note, Json{{"text", "x"}, {"more", "y"}}, "more"}};
  for (const auto& [actor, kind, payload, field] : cases) {
    const auto added = round->add(actor, kind, payload, 0);
    ASSERT_FALSE(added) << dump_json(payload);
    EXPECT_EQ(added.error().code, ErrorCode::invalid_input) << dump_json(payload);
    EXPECT_EQ(added.error().where, field) << dump_json(payload);
  }
  EXPECT_EQ(round->journal().entries.size(), 2U);
}

TEST(Journaling, GivesEachRoleItsKinds) {
  auto round = started_round();
  const Json text{{"text", "x"}};
  EXPECT_EQ(round->add(Actor::candidate, EntryKind::note, text, 0).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(round->add(Actor::candidate, EntryKind::clock, Json{{"to", "pause"}}, 0).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(round->add(Actor::interviewer, EntryKind::say, text, 0).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(round->add(Actor::reviewer, EntryKind::hint, Json{{"index", 0}}, 0).error().code,
            ErrorCode::forbidden);
  EXPECT_EQ(round->add(Actor::system, EntryKind::state, Json{{"hash", "x"}}, 0).error().code,
            ErrorCode::forbidden);
  EXPECT_TRUE(round->add(Actor::interviewer, EntryKind::note, text, 0));
  EXPECT_TRUE(round->add(Actor::reviewer, EntryKind::mark, text, 0));
}

TEST(Clock, WaitsRunsPausesAndFinishes) {
  auto round = small_round();
  const auto order = [&](const char* to) {
    return round->add(Actor::interviewer, EntryKind::clock, Json{{"to", to}}, 0).has_value();
  };
  EXPECT_EQ(round->clock(), ClockState::waiting);
  EXPECT_EQ(round->now(), 0);
  EXPECT_FALSE(round->advance(kSecond, 0));
  EXPECT_FALSE(order("pause"));
  EXPECT_FALSE(act(*round, "freeze"));
  EXPECT_FALSE(round->look(Json{{"what", "changes"}}, 0)) << "nothing is seen before the start";
  EXPECT_TRUE(order("start"));
  EXPECT_FALSE(order("start"));
  EXPECT_TRUE(round->advance(kSecond, 0));
  EXPECT_TRUE(order("pause"));
  EXPECT_FALSE(round->advance(2 * kSecond, 0));
  EXPECT_EQ(round->now(), kSecond);
  EXPECT_TRUE(act(*round, "freeze")) << "the candidate may act while the clock stands";
  EXPECT_TRUE(order("resume"));
  EXPECT_TRUE(round->advance(2 * kSecond, 0));
  EXPECT_TRUE(order("finish"));
  EXPECT_EQ(round->clock(), ClockState::finished);
  EXPECT_FALSE(order("resume"));
}

TEST(Clock, TakesOnlyNotesAndRatingsOnceFinished) {
  auto round = started_round();
  ASSERT_TRUE(round->add(Actor::interviewer, EntryKind::clock, Json{{"to", "finish"}}, 0));
  const Json text{{"text", "x"}};
  EXPECT_TRUE(round->add(Actor::interviewer, EntryKind::note, text, 0));
  EXPECT_TRUE(round->add(Actor::reviewer, EntryKind::rating,
                         Json{{"dimension", "debugging"}, {"points", 4}}, 0));
  EXPECT_TRUE(round->add(Actor::interviewer, EntryKind::followup,
                         Json{{"id", "next"}, {"answered", "partial"}}, 0));
  EXPECT_TRUE(round->add(Actor::interviewer, EntryKind::observed,
                         Json{{"what", "drawing"}, {"value", "named"}}, 0));
  EXPECT_EQ(round->add(Actor::interviewer, EntryKind::hint, Json{{"index", 0}}, 0).error().code,
            ErrorCode::rejected);
  EXPECT_EQ(
      round->add(Actor::candidate, EntryKind::say, Json{{"what", "acknowledge"}}, 0).error().code,
      ErrorCode::rejected);
  EXPECT_FALSE(round->look(Json{{"what", "flags"}}, 0));
}

TEST(Clock, SkipsAtOnceAndFinishesByItselfAtTheEnd) {
  auto round = started_round();
  ASSERT_TRUE(round->add(Actor::interviewer, EntryKind::clock,
                         Json{{"to", "skip"}, {"until_ns", 90 * kSecond}}, 0));
  EXPECT_EQ(round->now(), 90 * kSecond);
  ASSERT_TRUE(round->advance(kHour, 0));
  EXPECT_EQ(round->now(), round->scenario().length);
  EXPECT_EQ(round->clock(), ClockState::finished);
  const Entry& last = round->journal().entries.back();
  EXPECT_EQ(last.actor, Actor::system);
  EXPECT_EQ(last.payload, (Json{{"to", "finish"}}));
}

TEST(Looks, AreJournaledWithTheDigestOfWhatWasShown) {
  auto round = started_round();
  const auto shown = round->look(Json{{"what", "flags"}}, 3);
  ASSERT_TRUE(shown) << to_string(shown.error());
  EXPECT_EQ(shown->entry.kind, EntryKind::look);
  EXPECT_EQ(shown->entry.payload["digest"], sha256_hex(dump_json(shown->shown)));
  EXPECT_EQ(round->journal().entries.back().hash, shown->entry.hash);
}

TEST(Looks, ThatAreRefusedAreNotJournaled) {
  auto round = started_round();
  const std::size_t before = round->journal().entries.size();
  EXPECT_EQ(round->look(Json{{"what", "crystal_ball"}}, 0).error().where, "what");
  EXPECT_EQ(round->look(Json{{"what", "data_check"}, {"dataset", "x"}}, 0).error().where,
            "dataset");
  EXPECT_EQ(round->look(Json("flags"), 0).error().code, ErrorCode::invalid_input);
  EXPECT_TRUE(round->look(logs_look("", 0, 0), 0));
  EXPECT_EQ(round->journal().entries.size(), before + 1);
}

// ---- the sink -------------------------------------------------------------------------------

struct FlakyDisk {
  bool full = false;
  std::vector<Entry> written;
  Sink sink() {
    return [this](std::span<const Entry> entries) -> Result<void> {
      if (full) {
        return fail(ErrorCode::storage, "disk full");
      }
      written.insert(written.end(), entries.begin(), entries.end());
      return {};
    };
  }
};

TEST(Sink, GetsEveryEntryInOrderBeforeTheJournalHasIt) {
  FlakyDisk disk;
  auto round = started_round(disk.sink());
  ASSERT_TRUE(act(*round, "freeze"));
  ASSERT_TRUE(round->advance(2 * kMinute, 0));
  ASSERT_TRUE(round->look(Json{{"what", "flags"}}, 0));
  ASSERT_EQ(disk.written.size(), round->journal().entries.size());
  for (std::size_t i = 0; i < disk.written.size(); ++i) {
    EXPECT_EQ(disk.written[i].hash, round->journal().entries[i].hash);
  }
}

TEST(Sink, ThatFailsRefusesTheEntryAndLeavesTheRoundAsItWas) {
  FlakyDisk disk;
  auto round = started_round(disk.sink());
  disk.full = true;
  const auto hash = round->world().state_hash();
  const std::size_t before = round->journal().entries.size();
  EXPECT_EQ(act(*round, "freeze").error().code, ErrorCode::storage);
  EXPECT_EQ(round->look(Json{{"what", "flags"}}, 0).error().code, ErrorCode::storage);
  EXPECT_FALSE(round->add(Actor::interviewer, EntryKind::clock, Json{{"to", "pause"}}, 0));
  EXPECT_EQ(round->world().state_hash(), hash);
  EXPECT_EQ(round->journal().entries.size(), before);
  EXPECT_EQ(round->clock(), ClockState::running);
  disk.full = false;
  EXPECT_TRUE(act(*round, "freeze"));
}

TEST(Sink, ThatFailedDuringAnAdvanceGetsTheEntriesLater) {
  FlakyDisk disk;
  auto round = started_round(disk.sink());
  disk.full = true;
  EXPECT_EQ(round->advance(kMinute, 0).error().code, ErrorCode::storage);
  EXPECT_FALSE(act(*round, "freeze")) << "nothing overtakes what is not durable yet";
  disk.full = false;
  ASSERT_TRUE(act(*round, "freeze"));
  ASSERT_EQ(disk.written.size(), round->journal().entries.size());
  EXPECT_TRUE(read_jsonl(write_jsonl(round->journal())));
  EXPECT_THAT(kinds(*round),
              ::testing::ElementsAre("clock", "state", "state", "state", "do", "outcome"));
}

}  // namespace
}  // namespace threeam::round
