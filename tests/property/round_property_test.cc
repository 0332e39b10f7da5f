// What must hold for every round, tried on rounds with a random course.
#include <algorithm>
#include <string>
#include <vector>

#include "tests/unit/round/small_scenario.h"
#include <gtest/gtest.h>

#include "sim/base/random.h"

namespace threeam::round {
namespace {

constexpr SimTime kUntil = 5 * kMinute;

// A sequence of numbers that is the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : seed_(seed) {}
  std::uint32_t below(std::uint32_t limit) { return philox(seed_, 0, next_++)[0] % limit; }

 private:
  std::uint64_t seed_;
  std::uint64_t next_ = 0;
};

struct Move {
  SimTime at = 0;
  std::string action;
};

// Any action at any time; what cannot start is refused.
std::vector<Move> random_moves(std::uint64_t seed) {
  Dice dice(seed);
  const std::vector<Action>& actions = small_scenario()->actions;
  std::vector<Move> moves;
  SimTime at = 0;
  while (true) {
    at += static_cast<SimTime>(dice.below(40'000)) * kMillisecond + dice.below(1'000);
    if (at >= kUntil) {
      return moves;
    }
    moves.push_back({at, actions[dice.below(static_cast<std::uint32_t>(actions.size()))].id});
  }
}

// Plays the moves, advancing in the steps that `step` gives.
template <class Step>
std::unique_ptr<Round> play_moves(const std::vector<Move>& moves, Step step) {
  auto round = started_round();
  const auto go_to = [&](SimTime time) {
    while (round->now() < time) {
      const SimTime next = std::min(round->now() + step(), time);
      EXPECT_TRUE(round->advance(next, next / kMillisecond));
    }
  };
  for (const Move& move : moves) {
    go_to(move.at);
    const auto entry = round->add(Actor::candidate, EntryKind::act,
                                  Json{{"action", move.action}, {"why", ""}, {"expect", ""}},
                                  move.at / kMillisecond);
    EXPECT_TRUE(entry || entry.error().code == ErrorCode::rejected);
  }
  go_to(kUntil);
  return round;
}

std::unique_ptr<Round> play_at_once(const std::vector<Move>& moves) {
  return play_moves(moves, [] { return kHour; });
}

// All but the wall time, which chunks may change.
std::string what_happened(const Journal& journal) {
  std::string text;
  for (const Entry& entry : journal.entries) {
    text += std::to_string(entry.time) + ' ' + std::string(to_string(entry.kind)) + ' ' +
            dump_json(entry.payload) + '\n';
  }
  return text;
}

class EveryRound : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  const std::vector<Move> moves_ = random_moves(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Random, EveryRound, ::testing::Range<std::uint64_t>(1, 7));

TEST_P(EveryRound, IsTheSameInOneStepOrInMany) {
  Dice dice(GetParam() + 1000);
  const auto whole = play_at_once(moves_);
  const auto parts = play_moves(moves_, [&] {
    return static_cast<Duration>(dice.below(9'000)) * kMillisecond + 1 + dice.below(1'000'000);
  });
  EXPECT_EQ(what_happened(parts->journal()), what_happened(whole->journal()));
  EXPECT_EQ(parts->world().state_hash(), whole->world().state_hash());
  EXPECT_EQ(parts->recorder().hash(), whole->recorder().hash());
}

TEST_P(EveryRound, IsTheSameWhenItsJournalIsReplayed) {
  const auto live = play_at_once(moves_);
  const auto again = Round::replay(small_scenario(), live->journal(), {});
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(write_jsonl((*again)->journal()), write_jsonl(live->journal()));
  EXPECT_EQ((*again)->world().state_hash(), live->world().state_hash());
  EXPECT_EQ((*again)->recorder().hash(), live->recorder().hash());
}

TEST_P(EveryRound, IsNotChangedByThoseWhoWatch) {
  const auto alone = play_at_once(moves_);
  Dice dice(GetParam() + 2000);
  auto watched = started_round();
  const Json looks[] = {Json{{"what", "overview"}}, Json{{"what", "changes"}},
                        Json{{"what", "topology"}},
                        Json{{"what", "data_check"}, {"dataset", "orders"}}};
  const auto watch = [&](SimTime until) {
    while (watched->now() < until) {
      const SimTime next = std::min(
          watched->now() + 1 + static_cast<SimTime>(dice.below(30'000)) * kMillisecond, until);
      ASSERT_TRUE(watched->advance(next, 0));
      ASSERT_TRUE(watched->look(looks[dice.below(std::size(looks))], 0));
      static_cast<void>(watched->at(static_cast<SimTime>(dice.below(240)) * -kSecond));
      const auto exemplars = watched->recorder().exemplars();
      ASSERT_TRUE(watched->trace(
          exemplars[dice.below(static_cast<std::uint32_t>(exemplars.size()))].request));
    }
  };
  for (const Move& move : moves_) {
    watch(move.at);
    static_cast<void>(watched->add(Actor::candidate, EntryKind::act,
                                   Json{{"action", move.action}, {"why", ""}, {"expect", ""}}, 0));
  }
  watch(kUntil);
  EXPECT_EQ(watched->recorder().hash(), alone->recorder().hash());
  const engine::Harm harm = watched->world().harm();
  EXPECT_EQ(harm.failed_requests, alone->world().harm().failed_requests);
  EXPECT_EQ(harm.user_requests, alone->world().harm().user_requests);
  EXPECT_EQ(harm.wrong_rows, alone->world().harm().wrong_rows);
}

TEST_P(EveryRound, IsTheForkThatDoesTheSame) {
  const auto live = play_at_once(moves_);
  Dice dice(GetParam() + 3000);
  const SimTime from = static_cast<SimTime>(dice.below(300)) * kSecond;
  std::vector<PlannedAction> same;
  for (const Entry& entry : live->journal().entries) {
    if (entry.kind == EntryKind::act && entry.time >= from) {
      same.push_back({entry.payload["action"].get<std::string>(), entry.time - from});
    }
  }
  const auto fork = live->fork(from, same, kUntil);
  ASSERT_TRUE(fork);
  EXPECT_EQ(fork->harm().failed_requests, live->world().harm().failed_requests);
  EXPECT_EQ(fork->harm().user_requests, live->world().harm().user_requests);
  EXPECT_EQ(fork->harm().wrong_rows, live->world().harm().wrong_rows);
  EXPECT_EQ(fork->events(), live->world().events());
}

TEST_P(EveryRound, KeepsItsKeyframesTrue) {
  const auto live = play_at_once(moves_);
  Dice dice(GetParam() + 4000);
  for (int i = 0; i < 5; ++i) {
    const SimTime time = static_cast<SimTime>(dice.below(300'000)) * kMillisecond;
    const auto stopped = Round::replay(small_scenario(), live->journal(), {}, time);
    ASSERT_TRUE(stopped) << to_string(stopped.error());
    EXPECT_EQ(live->at(time).state_hash(), (*stopped)->world().state_hash()) << time;
  }
}

}  // namespace
}  // namespace threeam::round
