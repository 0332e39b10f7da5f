// Rounds from journals, other times, other courses.
#include <algorithm>
#include <functional>

#include "small_scenario.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/hash.h"
#include "sim/round/show.h"

namespace threeam::round {
namespace {

using ::testing::HasSubstr;

Json act(const std::string& action) {
  return Json{{"action", action}, {"why", ""}, {"expect", ""}};
}

// Looks, acts, a pause, a skip.
std::unique_ptr<Round> played_round() {
  auto round = started_round();
  const auto must = [](const auto& result) { EXPECT_TRUE(result) << to_string(result.error()); };
  must(round->advance(20 * kSecond, 20));
  must(round->look(Json{{"what", "changes"}}, 21));
  must(round->add(Actor::candidate, EntryKind::act, act("freeze"), 22));
  must(round->advance(75 * kSecond, 75));
  must(round->add(Actor::candidate, EntryKind::act, act("rollback-shop"), 76));
  must(round->add(Actor::interviewer, EntryKind::clock, Json{{"to", "pause"}}, 77));
  must(round->add(Actor::interviewer, EntryKind::clock, Json{{"to", "resume"}}, 90));
  must(round->add(Actor::interviewer, EntryKind::clock,
                  Json{{"to", "skip"}, {"until_ns", 3 * kMinute + kSecond}}, 91));
  must(round->add(Actor::candidate, EntryKind::act, act("repair"), 92));
  must(round->advance(4 * kMinute, 99));
  return round;
}

Journal rechained(Journal journal) {
  std::string prev = header_hash(journal.header);
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    Entry& entry = journal.entries[i];
    entry.seq = i + 1;
    entry.prev = prev;
    entry.hash = entry_hash(entry);
    prev = entry.hash;
  }
  return journal;
}

TEST(Replay, ComesToTheSameStateAndTheSameJournal) {
  const auto live = played_round();
  const auto again = Round::replay(small_scenario(), live->journal(), {});
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ((*again)->now(), live->now());
  EXPECT_EQ((*again)->clock(), live->clock());
  EXPECT_EQ((*again)->world().state_hash(), live->world().state_hash());
  EXPECT_EQ((*again)->recorder().hash(), live->recorder().hash());
  EXPECT_EQ(write_jsonl((*again)->journal()), write_jsonl(live->journal()));
}

TEST(Replay, GoesOnWhereTheLiveRoundStood) {
  const auto live = played_round();
  ASSERT_TRUE(live->advance(5 * kMinute + kSecond, 200));
  Journal cut = live->journal();
  std::erase_if(cut.entries, [](const Entry& entry) { return entry.time > 4 * kMinute; });
  std::vector<Entry> written;
  const auto sink = [&](std::span<const Entry> entries) -> Result<void> {
    written.insert(written.end(), entries.begin(), entries.end());
    return {};
  };
  // The clock was saved, the minute's entry was not.
  const auto again = Round::replay(small_scenario(), cut, sink, 5 * kMinute + kSecond);
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ((*again)->now(), live->now());
  EXPECT_EQ((*again)->world().state_hash(), live->world().state_hash());
  EXPECT_EQ((*again)->journal().entries.size(), live->journal().entries.size());
  EXPECT_EQ(written.size(), live->journal().entries.size() - cut.entries.size());
  ASSERT_TRUE((*again)->advance(6 * kMinute, 201));
  EXPECT_TRUE(read_jsonl(write_jsonl((*again)->journal())));
}

TEST(Replay, MakesTheOutcomesThatTheKilledRoundCouldNotWrite) {
  const auto live = played_round();
  Journal cut = live->journal();
  while (cut.entries.back().kind != EntryKind::act) {
    cut.entries.pop_back();
  }
  const auto again = Round::replay(small_scenario(), cut, {});
  ASSERT_TRUE(again) << to_string(again.error());
  ASSERT_EQ((*again)->journal().entries.size(), cut.entries.size() + 1);
  EXPECT_EQ((*again)->journal().entries.back().payload["state"], "started");
}

TEST(Replay, StopsWhereItIsTold) {
  const auto live = played_round();
  const auto again = Round::replay(small_scenario(), live->journal(), {}, 30 * kSecond);
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ((*again)->now(), 30 * kSecond);
  EXPECT_EQ((*again)->world().state_hash(), live->at(30 * kSecond).state_hash());
}

TEST(Replay, NamesTheFirstDivergentMinute) {
  Journal journal = played_round()->journal();
  for (Entry& entry : journal.entries) {
    if (entry.kind == EntryKind::state && entry.time >= 2 * kMinute) {
      entry.payload["hash"] = "0000000000000000";
    }
  }
  const auto again = Round::replay(small_scenario(), rechained(journal), {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::diverged);
  EXPECT_THAT(again.error().message, HasSubstr("simulated minute 2"));
  EXPECT_THAT(again.error().message, HasSubstr("0000000000000000"));
}

TEST(Replay, FindsAnActThatWasLeftOut) {
  Journal journal = played_round()->journal();
  std::erase_if(journal.entries, [](const Entry& entry) {
    return entry.kind == EntryKind::act && entry.payload["action"] == "freeze";
  });
  const auto again = Round::replay(small_scenario(), rechained(journal), {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::diverged);
}

TEST(Replay, FindsAnOutcomeThatDidNotHappen) {
  Journal journal = played_round()->journal();
  for (Entry& entry : journal.entries) {
    if (entry.kind == EntryKind::outcome && entry.payload["state"] == "done") {
      entry.payload["state"] = "failed";
    }
  }
  const auto again = Round::replay(small_scenario(), rechained(journal), {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::diverged);
}

TEST(Replay, RefusesAnotherEngineByName) {
  Journal journal = played_round()->journal();
  journal.header.engine_version = "0.9";
  const auto again = Round::replay(small_scenario(), rechained(journal), {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::incompatible);
  EXPECT_THAT(again.error().message, HasSubstr("0.9"));
}

TEST(Replay, RefusesAnotherScenarioByName) {
  Journal journal = played_round()->journal();
  journal.header.scenario_digest = sha256_hex("other");
  const auto again = Round::replay(small_scenario(), rechained(journal), {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::incompatible);
  EXPECT_EQ(again.error().where, "scenario_digest");
}

TEST(Replay, RefusesEntriesThatNoRoundCouldHaveTaken) {
  const Journal good = played_round()->journal();
  const auto broken = [&](const std::function<void(Journal&)>& breaks) {
    Journal journal = good;
    breaks(journal);
    const auto again = Round::replay(small_scenario(), rechained(journal), {});
    EXPECT_FALSE(again);
    return again ? Error{} : again.error();
  };
  const auto not_started = broken([](Journal& j) { j.entries.erase(j.entries.begin()); });
  EXPECT_EQ(not_started.code, ErrorCode::invalid_input);
  const auto unknown = broken([](Journal& j) {
    for (Entry& entry : j.entries) {
      if (entry.kind == EntryKind::act) {
        entry.payload["action"] = "explode";
      }
    }
  });
  EXPECT_EQ(unknown.code, ErrorCode::invalid_input);
  EXPECT_THAT(unknown.message, HasSubstr("explode"));
  const auto beyond = broken([](Journal& j) { j.entries.back().time = kHour; });
  EXPECT_NE(beyond.message, "");
  const auto usurped = broken([](Journal& j) {
    for (Entry& entry : j.entries) {
      if (entry.kind == EntryKind::clock) {
        entry.actor = Actor::candidate;
      }
    }
  });
  EXPECT_EQ(usurped.code, ErrorCode::invalid_input);
}

// ---- other times ------------------------------------------------------------------------------

TEST(Keyframes, GiveBackAnyMomentOfAnotherRoundThatStoppedThere) {
  const auto live = played_round();
  for (const SimTime time :
       {-3 * kMinute - 7 * kSecond, -kSecond, SimTime{0}, 25 * kSecond, 4 * kMinute}) {
    auto other = small_round();
    if (time > 0) {
      const auto stopped = Round::replay(small_scenario(), live->journal(), {}, time);
      ASSERT_TRUE(stopped);
      EXPECT_EQ(live->at(time).state_hash(), (*stopped)->world().state_hash()) << time;
    } else {
      EXPECT_EQ(live->at(time).state_hash(), other->at(time).state_hash()) << time;
    }
    EXPECT_EQ(live->at(time).now(), time);
  }
  EXPECT_EQ(live->at(live->now()).state_hash(), live->world().state_hash());
}

TEST(Keyframes, TellAWorldBeforeAnActFromTheOneAfter) {
  auto round = started_round();
  ASSERT_TRUE(round->advance(kMinute, 0));
  const auto before = round->world().state_hash();
  const auto entry = round->add(Actor::candidate, EntryKind::act, act("freeze"), 0);
  ASSERT_TRUE(entry);
  const auto after = round->world().state_hash();
  ASSERT_NE(before, after);
  ASSERT_TRUE(round->advance(2 * kMinute, 0));
  EXPECT_EQ(round->before(entry->seq).state_hash(), before);
  EXPECT_EQ(round->at(kMinute).state_hash(), after);
}

TEST(Visit, SeesTheWorldsThatAtGives) {
  const auto round = started_round();
  ASSERT_TRUE(round->advance(kMinute, 0));
  ASSERT_TRUE(round->add(Actor::candidate, EntryKind::act, act("rollback-shop"), 0));
  ASSERT_TRUE(round->advance(3 * kMinute, 0));
  const std::vector<SimTime> times = {-kMinute,    30 * kSecond, kMinute,
                                      2 * kMinute, 2 * kMinute,  3 * kMinute};
  std::vector<std::uint64_t> seen;
  round->visit(times, [&](const engine::World& world) { seen.push_back(world.state_hash()); });
  ASSERT_EQ(seen.size(), times.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    EXPECT_EQ(seen[i], round->at(times[i]).state_hash()) << times[i];
  }
}

// ---- forks ------------------------------------------------------------------------------------

TEST(Fork, LeavesOutWhatWasDoneFromItsTimeOn) {
  auto idle = started_round();
  ASSERT_TRUE(idle->advance(4 * kMinute, 0));
  const auto live = played_round();
  const auto nothing = live->fork(20 * kSecond, {}, 4 * kMinute);
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->state_hash(), idle->world().state_hash());
}

TEST(Fork, FillsARecorderFromItsTimeOn) {
  const auto live = played_round();
  engine::Recorder recorder(live->world().model());
  ASSERT_TRUE(live->fork(kMinute, {}, 2 * kMinute, std::nullopt, &recorder));
  EXPECT_EQ(recorder.first_sample(), kMinute + kSampleInterval);
  EXPECT_EQ(recorder.samples(), 12U);
}

TEST(Fork, WithAnotherSeedHasAnotherLuck) {
  const auto live = played_round();
  const auto other = live->fork(kMinute, {}, 2 * kMinute, 99);
  ASSERT_TRUE(other);
  EXPECT_NE(other->state_hash(), live->fork(kMinute, {}, 2 * kMinute)->state_hash());
  EXPECT_EQ(other->state_hash(), live->fork(kMinute, {}, 2 * kMinute, 99)->state_hash());
}

TEST(Fork, RefusesWhatHasNotBeenAndWhatDoesNotExist) {
  const auto live = played_round();
  EXPECT_EQ(live->fork(kHour, {}, 2 * kHour).error().where, "time");
  EXPECT_EQ(live->fork(0, {{"explode", 0}}, kMinute).error().where, "course");
}

TEST(RunCourse, SkipsActsThatCannotStart) {
  const auto round = started_round();
  const std::vector<PlannedAction> twice = {{"freeze", 0}, {"freeze", kSecond}};
  const std::vector<PlannedAction> once = {{"freeze", 0}};
  EXPECT_EQ(run_course(round->world(), twice, kMinute).state_hash(),
            run_course(round->world(), once, kMinute).state_hash());
}

// ---- traces -----------------------------------------------------------------------------------

TEST(Trace, IsWhatHappenedToARequestThatWasSeen) {
  const auto live = played_round();
  const auto exemplars = live->recorder().exemplars();
  ASSERT_FALSE(exemplars.empty());
  const engine::Exemplar& exemplar = exemplars[exemplars.size() / 2];
  const auto spans = live->trace(exemplar.request);
  ASSERT_TRUE(spans) << to_string(spans.error());
  ASSERT_GE(spans->size(), 2U);
  EXPECT_EQ(spans->front().parent, 0U);
  EXPECT_EQ(spans->front().start, exemplar.start);
  EXPECT_EQ(spans->front().end - spans->front().start, exemplar.duration);
  for (const engine::Span& span : *spans) {
    EXPECT_LT(span.parent, span.id) << "parents come first";
  }
}

// A message may wait longer than the next keyframe is away.
TEST(Trace, IsFoundFromALogLineOfAConsumerThatCameMuchLater) {
  auto round = started_round();
  ASSERT_TRUE(round->advance(5 * kSecond, 0));
  ASSERT_TRUE(round->add(Actor::candidate, EntryKind::act, act("pause-mails"), 0));
  ASSERT_TRUE(round->advance(2 * kMinute, 0));
  ASSERT_TRUE(round->add(Actor::candidate, EntryKind::act, act("resume-mails"), 0));
  ASSERT_TRUE(round->advance(2 * kMinute + 20 * kSecond, 0));
  const auto lines = round->recorder().log_lines();
  const auto line = std::find_if(lines.begin(), lines.end(), [&](const engine::LogLine& one) {
    return one.time > 2 * kMinute && round->scenario().logs[one.log].id == "sent";
  });
  ASSERT_NE(line, lines.end());
  const auto spans = round->trace(line->request);
  ASSERT_TRUE(spans) << to_string(spans.error());
  EXPECT_EQ(spans->front().component, "client");
  EXPECT_LT(spans->front().start, kMinute) << "oldest messages come first";
  EXPECT_EQ(spans->back().component, "mailer");
  EXPECT_GT(spans->back().start, 2 * kMinute);
}

TEST(Trace, OfARequestThatNobodySawIsNotFound) {
  const auto live = played_round();
  EXPECT_EQ(live->trace(1).error().code, ErrorCode::not_found);
  const engine::Exemplar& last = live->recorder().exemplars().back();
  EXPECT_EQ(live->trace(last.request, -3 * kMinute).error().code, ErrorCode::not_found);
}

// ---- plays ------------------------------------------------------------------------------------

TEST(Play, FollowsTheStoryAndFinishes) {
  Script script;
  script.lines = {{10 * kSecond, Actor::candidate, EntryKind::say, Json{{"what", "acknowledge"}}},
                  {20 * kSecond, Actor::candidate, EntryKind::look, Json{{"what", "changes"}}},
                  {30 * kSecond, Actor::candidate, EntryKind::act, act("freeze")},
                  {40 * kSecond, Actor::candidate, EntryKind::act, act("freeze")},
                  {50 * kSecond, Actor::interviewer, EntryKind::note, Json{{"text", "calm"}}}};
  script.until = kMinute;
  const auto round = play(small_scenario(), small_header(), script);
  ASSERT_TRUE(round) << to_string(round.error());
  EXPECT_EQ((*round)->clock(), ClockState::finished);
  EXPECT_EQ((*round)->now(), kMinute);
  std::size_t acts = 0;
  for (const Entry& entry : (*round)->journal().entries) {
    acts += entry.kind == EntryKind::act ? 1 : 0;
  }
  EXPECT_EQ(acts, 1U) << "the second one cannot start: orders are frozen already";
  ASSERT_TRUE(Round::replay(small_scenario(), (*round)->journal(), {}));
}

TEST(Play, NamesTheLineThatIsWrong) {
  Script script;
  script.lines = {{10 * kSecond, Actor::candidate, EntryKind::say, Json{{"what", "sing"}}}};
  const auto round = play(small_scenario(), small_header(), script);
  ASSERT_FALSE(round);
  EXPECT_EQ(round.error().code, ErrorCode::invalid_input);
  EXPECT_THAT(round.error().where, HasSubstr("+00:10"));
}

}  // namespace
}  // namespace threeam::round
