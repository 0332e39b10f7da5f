#include "sim/server/computations.h"

#include <algorithm>
#include <utility>

#include "sim/score/score.h"

namespace threeam::server {
namespace {

constexpr Duration kOptionsFreshFor = 30 * kSecond;
constexpr Duration kOptionsRefinedFor = 2 * kMinute;  // then it is better to begin anew
constexpr Duration kAheadEvery = 2 * kMinute;         // of simulated time
constexpr int kRoundsRead = 16;  // at once, on the loop's thread: milliseconds each

// What a worker brings back of a score.
struct Scored {
  Json card;
  std::string html;
  std::optional<Error> error;
};

Scored score_round(const round::Round& round, const score::Effort& effort) {
  auto card = score::score(round, effort);
  if (!card) {
    return {{}, {}, card.error()};
  }
  return {to_json(*card), score::to_html(*card, round), std::nullopt};
}

// What people say of a round afterwards is no part of its card.
std::size_t entries_that_count(const round::Round& round) {
  const std::vector<Entry>& all = round.journal().entries;
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const Entry& entry) {
    return entry.kind != EntryKind::rating && entry.kind != EntryKind::note;
  }));
}

}  // namespace

// One answer in the making, luck by luck.
struct Computations::Answering {
  std::string round;
  SharedScenario scenario;
  SimTime at = 0;
  std::uint64_t seed = 0;
  engine::World own;
  std::vector<ActDone> acts;
  std::vector<LuckEnds> lucks;  // the last one may have gaps
  std::shared_ptr<std::atomic<double>> progress;

  void told() {
    progress->fetch_add(1.0 / static_cast<double>(kLucks * scenario->truth.options.size()));
  }
};

void Computations::refresh_options(Room& room) {
  OptionsTable& table = room.options;
  const SimTime now = room.round->now();
  const std::size_t commands = room.round->world().outcomes().size();
  const bool fresh = table.at && table.commands == commands && now - *table.at < kOptionsFreshFor;
  if (fresh || table.computing) {
    return;
  }
  table.progress = std::make_shared<std::atomic<double>>(0);
  table.computing = true;
  const auto made = std::make_shared<Answering>(Answering{room.row.round,
                                                          room.scenario,
                                                          now,
                                                          room.row.seed,
                                                          room.round->world(),
                                                          acts_done(*room.round),
                                                          {},
                                                          table.progress});
  if (!own_luck(made)) {
    table.computing = false;
  }
}

// The round's own luck, each option by itself: somebody looks at the page and waits for the first.
bool Computations::own_luck(const std::shared_ptr<Answering>& made) {
  const std::size_t count = made->scenario->truth.options.size();
  made->lucks.emplace_back(count);
  for (std::size_t i = 0; i < count; ++i) {
    const bool taken =
        workers_.submit(Workers::Urgency::patient, [this, made, i]() -> Workers::Done {
          OptionEnd end = option_end(*made->scenario, made->own, made->scenario->truth.options[i]);
          made->told();
          return [this, made, i, end = std::move(end)] {
            made->lucks.front()[i] = end;
            if (Room* found = rooms_.live(made->round); found != nullptr) {
              take_option(*found, made);
            }
          };
        });
    if (!taken) {
      return false;
    }
  }
  return count > 0;
}

// An answer for the time being, until all of the first luck is there.
void Computations::take_option(Room& room, const std::shared_ptr<Answering>& made) {
  const LuckEnds& ends = made->lucks.front();
  if (std::all_of(ends.begin(), ends.end(), [](const auto& end) { return end.has_value(); })) {
    take_luck(room, made);
  } else if (outdated(room.options, *made)) {
    publish(room, *made);
    changed_(room);
  }
}

// An answer of fewer lucks does not take the place of one of more, unless that is of before an act.
bool Computations::outdated(const OptionsTable& table, const Answering& made) {
  return !table.at || table.commands != made.acts.size() || *table.at == made.at;
}

void Computations::publish(Room& room, const Answering& made) {
  OptionsTable& table = room.options;
  table.at = made.at;
  table.commands = made.acts.size();
  table.lucks = made.lucks.size();
  table.options = options_json(*room.scenario, made.lucks);
}

bool Computations::next_luck(Room& room, const std::shared_ptr<Answering>& made) {
  const std::size_t number = made->lucks.size();
  std::shared_ptr<OtherLuck> other = room.options.others[number - 1];
  return workers_.submit(
      Workers::Urgency::patient, [this, made, number, other]() mutable -> Workers::Done {
        if (!other) {
          other = std::make_shared<OtherLuck>(other_luck(*made->scenario, made->seed, number));
        }
        follow(*other, made->acts, made->at);
        LuckEnds ends;
        for (const CourseOfAction& option : made->scenario->truth.options) {
          ends.emplace_back(option_end(*made->scenario, other->world, option));
          made->told();
        }
        return [this, made, number, other, ends = std::move(ends)] {
          made->lucks.push_back(ends);
          if (Room* found = rooms_.live(made->round); found != nullptr) {
            found->options.others[number - 1] = other;
            take_luck(*found, made);
          }
        };
      });
}

void Computations::take_luck(Room& room, const std::shared_ptr<Answering>& made) {
  const bool acted = room.round->world().outcomes().size() != made->acts.size();
  const bool old = room.round->now() - made->at >= kOptionsRefinedFor;
  const bool goes_on = made->lucks.size() < kLucks && !acted && !old && next_luck(room, made);
  if (!goes_on || outdated(room.options, *made)) {
    publish(room, *made);
  }
  if (!goes_on) {
    room.options.computing = false;
  }
  changed_(room);
}

void Computations::refresh_score(Room& room) {
  ScoreTable& table = room.score;
  const std::size_t entries = entries_that_count(*room.round);
  if (table.entries == entries || table.computing) {
    return;
  }
  table.progress = std::make_shared<std::atomic<double>>(0);
  table.computing = true;
  table.wanted = table.running_ahead;
  if (table.wanted) {
    return;
  }
  const bool taken =
      workers_.submit(Workers::Urgency::patient,
                      [this, id = room.row.round, round = std::shared_ptr(room.round->copy()),
                       memo = table.memo, progress = table.progress, entries]() -> Workers::Done {
                        score::Effort effort;
                        effort.progress = [&](double share) { progress->store(share); };
                        effort.memo = memo.get();
                        auto scored = std::make_shared<Scored>(score_round(*round, effort));
                        return [this, id, scored, entries] {
                          if (Room* found = rooms_.live(id); found != nullptr) {
                            ScoreTable& theirs = found->score;
                            theirs.entries = entries;
                            theirs.card = std::move(scored->card);
                            theirs.html = std::move(scored->html);
                            theirs.error = std::move(scored->error);
                            theirs.computing = false;
                            if (found->round->clock() == round::ClockState::finished) {
                              theirs.memo.reset();
                            }
                          }
                        };
                      });
  table.computing = table.computing && taken;
}

void Computations::score_ahead(Room& room) {
  ScoreTable& table = room.score;
  if (room.round->clock() == round::ClockState::finished) {
    refresh_score(room);
    return;
  }
  const SimTime now = room.round->now();
  if (ahead_ || table.computing || table.running_ahead || now - table.ahead_at < kAheadEvery) {
    return;
  }
  if (table.memo == nullptr) {
    table.memo = std::make_shared<score::Memo>();
  }
  table.ahead_at = now;
  table.running_ahead =
      workers_.submit(Workers::Urgency::patient,
                      [this, id = room.row.round, round = std::shared_ptr(room.round->copy()),
                       memo = table.memo]() -> Workers::Done {
                        score::Effort effort;
                        effort.threads = 1;
                        effort.memo = memo.get();
                        static_cast<void>(score::score(*round, effort));
                        return [this, id] {
                          ahead_ = false;
                          if (Room* found = rooms_.live(id); found != nullptr) {
                            found->score.running_ahead = false;
                            if (std::exchange(found->score.wanted, false)) {
                              found->score.computing = false;
                              refresh_score(*found);
                            }
                          }
                        };
                      });
  ahead_ = table.running_ahead;
}

void Computations::agreement(const std::string& scenario,
                             std::function<void(Result<Agreed>)> answer) {
  std::vector<score::RatedRound> rounds;
  std::size_t missing = 0;
  int read = 0;
  for (const store::RoundRow& row : rooms_.rows()) {
    if (row.scenario != scenario || row.state != store::RoundState::finished) {
      continue;
    }
    if (!rated_.contains(row.round)) {
      if (read++ >= kRoundsRead) {
        ++missing;
        continue;
      }
      const auto ratings = rooms_.entries_of(row.round, EntryKind::rating);
      const auto hints = rooms_.entries_of(row.round, EntryKind::hint);
      if (!ratings || !hints) {
        return answer(tl::unexpected(ratings ? hints.error() : ratings.error()));
      }
      rated_[row.round] = {row.round, row.created_ms, hints->size(), raters_of(*ratings)};
    }
    rounds.push_back(rated_[row.round]);
  }
  if (missing > 0) {
    const auto known = static_cast<double>(rounds.size());
    return answer(Agreed{known / (known + static_cast<double>(missing)), {}});
  }
  const bool taken = workers_.submit(
      Workers::Urgency::urgent, [rounds = std::move(rounds), answer]() -> Workers::Done {
        auto found = std::make_shared<score::Agreement>(score::agreement(rounds));
        return [found, answer] { answer(Agreed{1, std::move(*found)}); };
      });
  if (!taken) {
    answer(fail(ErrorCode::storage, "the server is busy; try again"));
  }
}

}  // namespace threeam::server
