#include "sim/score/tournament.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "sim/base/parallel.h"
#include "sim/round/round.h"
#include "sim/score/bots.h"
#include "sim/score/courses.h"
#include "sim/score/memo.h"
#include "sim/score/outcome.h"
#include "sim/score/score.h"
#include "sim/score/weights.h"

namespace threeam::score {
namespace {

// Who plays: a name, and a script for each seed.
struct Contestant {
  std::string id, about;
  bool reference = false;
  std::vector<Script> scripts;  // by seed
  bool varies = false;          // they are not all the same
  bool reflex = false;
};

// A round that is scored.
struct Played {
  std::size_t who = 0;  // contestant
  std::size_t luck = 0;
  std::size_t play = 0;  // script
  std::unique_ptr<round::Round> round;
};

// In every round the interviewer asks "and then what breaks?". A bot listens to nobody and has no
// answer.
void ask_follow_ups(Script& script, const Scenario& scenario) {
  const SimTime last = script.lines.empty() ? 0 : script.lines.back().at;
  const SimTime at = std::min(last + kMinute, scenario.length - kMinute);
  for (const threeam::Question& question : scenario.interviewer.followups) {
    script.lines.push_back({std::max(last, at), Actor::interviewer, EntryKind::followup,
                            Json{{"id", question.id}, {"answered", "faded"}}});
  }
}

std::vector<Contestant> contestants(const Scenario& scenario,
                                    const std::vector<ReferencePath>& references, int seeds) {
  std::vector<Contestant> all;
  const auto count = static_cast<std::size_t>(seeds);
  for (const ReferencePath& path : references) {
    all.push_back(
        {path.id, path.script.who, true, std::vector<Script>(count, path.script), false, false});
  }
  const CandidateView view = view_of(scenario);
  for (const Bot& bot : bots()) {
    Contestant one{std::string(bot.id), std::string(bot.about), false, {}, bot.random, bot.reflex};
    for (int seed = 1; seed <= seeds; ++seed) {
      one.scripts.push_back(play_of(bot, view, static_cast<std::uint64_t>(seed)));
      ask_follow_ups(one.scripts.back(), scenario);
    }
    all.push_back(std::move(one));
  }
  return all;
}

JournalHeader header(std::string round, std::uint64_t seed, std::string level) {
  JournalHeader one;
  one.round = std::move(round);
  one.seed = seed;
  one.level = std::move(level);
  return one;
}

// What a script does to the world, as delays from the last moment before the page.
std::vector<PlannedAction> acts_of(const Script& script) {
  std::vector<PlannedAction> acts;
  for (const ScriptLine& line : script.lines) {
    if (line.kind == EntryKind::act && (script.until == 0 || line.at <= script.until)) {
      acts.push_back({string_or(line.payload, "action", ""), line.at + 1});
    }
  }
  return acts;
}

std::string key_of(const std::vector<PlannedAction>& acts) {
  std::string key;
  for (const PlannedAction& act : acts) {
    key += fmt::format("{}@{};", act.action, act.after);
  }
  return key;
}

// One luck: its round at the page, its options and the courses of all who play.
struct Luck {
  std::unique_ptr<round::Round> round;
  std::vector<Course> options;
  std::map<std::string, Course> courses;  // by what is done
};

class Holding {
 public:
  Holding(std::shared_ptr<const Scenario> scenario, const std::vector<ReferencePath>& references,
          const TournamentEffort& effort)
      : scenario_(std::move(scenario)),
        effort_(effort),
        seeds_(std::max(1, effort.seeds)),
        process_seeds_(std::clamp(effort.process_seeds, 1, seeds_)),
        contestants_(contestants(*scenario_, references, seeds_)),
        lucks_(static_cast<std::size_t>(seeds_)) {
    memo_.many_rounds = true;
    const auto& levels = scenario_->levels;
    level_ = levels.empty() || std::find(levels.begin(), levels.end(), "senior") != levels.end()
                 ? "senior"
                 : levels.front();
    const auto lucks = static_cast<std::size_t>(process_seeds_);
    for (std::size_t who = 0; who < contestants_.size(); ++who) {
      const std::size_t plays =
          contestants_[who].varies ? static_cast<std::size_t>(std::min(seeds_, kRandomPlays)) : 1;
      for (std::size_t luck = 0; luck < lucks; ++luck) {
        for (std::size_t play = 0; play < plays; ++play) {
          rounds_.push_back({who, luck, plays == 1 ? luck : play, nullptr});
        }
      }
    }
    cards_.resize(contestants_.size());
  }

  Result<Tournament> hold() {
    create_rounds();
    run_courses();
    play_and_score();
    try_suspects();
    if (error_) {
      return tl::unexpected(*error_);
    }
    return result();
  }

 private:
  // Shares of the whole time, as measured on the bundled scenarios.
  static constexpr double kRounds = 0.05;
  static constexpr double kCourses = 0.2;
  static constexpr double kPlays = 0.25;

  void failed(const Error& error, const std::string& who) {
    const std::lock_guard lock(mutex_);
    if (!error_) {
      error_ = {error.code, fmt::format("{}: {}", who, error.message), error.where};
    }
  }

  // Runs jobs and tells how far all of it is.
  void run(std::size_t count, double from, double to, const std::function<void(std::size_t)>& job) {
    std::size_t done = 0;
    run_jobs(count, effort_.threads, [&](std::size_t i) {
      job(i);
      const std::lock_guard lock(mutex_);
      ++done;
      if (effort_.progress) {
        effort_.progress(from +
                         (to - from) * static_cast<double>(done) / static_cast<double>(count));
      }
    });
  }

  void create_rounds() {
    run(lucks_.size(), 0, kRounds, [&](std::size_t i) {
      auto made = round::Round::create(scenario_, header("prove", i + 1, level_), {});
      if (made) {
        lucks_[i].round = std::move(*made);
      } else {
        failed(made.error(), scenario_->id);
      }
    });
  }

  void run_courses() {
    if (error_) {
      return;
    }
    std::vector<std::function<void()>> jobs;
    const std::vector<CourseOfAction>& options = scenario_->truth.options;
    for (std::size_t i = 0; i < lucks_.size(); ++i) {
      Luck& luck = lucks_[i];
      luck.options.resize(options.size());
      for (std::size_t option = 0; option < options.size(); ++option) {
        jobs.emplace_back([this, &luck, &options, option] {
          luck.options[option] = option_course(memo_, *luck.round, options[option]);
        });
      }
      for (const Contestant& one : contestants_) {
        const std::vector<PlannedAction> acts = acts_of(one.scripts[i]);
        const auto [place, fresh] = luck.courses.try_emplace(key_of(acts));
        if (fresh) {
          jobs.emplace_back([this, &luck, acts, course = &place->second] {
            *course =
                run_curve(*scenario_, luck.round->at(-1), acts, horizon(*luck.round), "candidate");
          });
        }
      }
    }
    run(jobs.size(), kRounds, kCourses, [&](std::size_t i) { jobs[i](); });
  }

  void play_and_score() {
    if (error_) {
      return;
    }
    run(rounds_.size(), kCourses, kPlays, [&](std::size_t i) { play(rounds_[i]); });
    // One after another, on all cores: what they have in common is run once.
    for (std::size_t i = 0; i < rounds_.size() && !error_; ++i) {
      score_round(i);
    }
  }

  // On the first luck.
  void try_suspects() {
    if (error_) {
      return;
    }
    auto checks =
        check_suspects(scenario_, header("prove", 1, level_), kWorlds, memo_, effort_.threads);
    if (checks) {
      suspects_ = std::move(*checks);
    } else {
      failed(checks.error(), "suspects");
    }
  }

  void play(Played& one) {
    const Contestant& who = contestants_[one.who];
    auto played = round::play(
        scenario_,
        header(fmt::format("{}-{}-{}", who.id, one.luck + 1, one.play + 1), one.luck + 1, level_),
        who.scripts[one.play]);
    if (!played) {
      failed(played.error(), who.id);
      return;
    }
    one.round = std::move(*played);
    const std::lock_guard lock(mutex_);
    if (effort_.played) {
      effort_.played(one.round->journal());
    }
  }

  void score_round(std::size_t index) {
    Played& one = rounds_[index];
    const auto done = static_cast<double>(index);
    const auto all = static_cast<double>(rounds_.size());
    Effort effort;
    effort.threads = effort_.threads;
    effort.worlds = kProveWorlds;
    effort.memo = &memo_;
    effort.progress = [&](double share) {
      if (effort_.progress) {
        effort_.progress(kPlays + (1 - kPlays) * (done + share) / all);
      }
    };
    Result<Scorecard> card = score(*one.round, effort);
    if (!card) {
      failed(card.error(), contestants_[one.who].id);
      return;
    }
    cards_[one.who].push_back(std::move(*card));
    if (one.luck == 0 && contestants_[one.who].id == "do_nothing") {
      reachable_ = check_reachable(*one.round);
    }
    one.round.reset();
  }

  double outcome_of(const Luck& luck, const Course& candidate) const {
    std::vector<Course> courses = luck.options;
    courses.push_back(candidate);
    return outcome_score(courses);
  }

  Standing standing(std::size_t index) const {
    const Contestant& one = contestants_[index];
    Standing row;
    row.id = one.id;
    row.about = one.about;
    row.reference = one.reference;
    row.reflex = one.reflex;
    for (std::size_t i = 0; i < lucks_.size(); ++i) {
      const Course& course = lucks_[i].courses.at(key_of(acts_of(one.scripts[i])));
      row.outcomes.push_back(outcome_of(lucks_[i], course));
      row.recovered += course.recovered;
    }
    for (const Scorecard& card : cards_[index]) {
      row.processes.push_back(card.process_score);
    }
    for (const std::string& level : scenario_->levels) {
      std::vector<double> processes;
      for (const Scorecard& card : cards_[index]) {
        processes.push_back(process_score(dimension_scores(card.findings, level)));
      }
      row.levels.push_back({level, mean_of(processes)});
    }
    row.findings = cards_[index].front().findings;
    return row;
  }

  std::vector<OptionHarm> options() const {
    std::vector<OptionHarm> all;
    for (std::size_t i = 0; i < scenario_->truth.options.size(); ++i) {
      std::vector<double> units;
      for (const Luck& luck : lucks_) {
        units.push_back(luck.options[i].harm_units);
      }
      all.push_back({scenario_->truth.options[i].id, mean_of(units)});
    }
    return all;
  }

  // Over the seeds: a check that fails under one of them does not hold.
  std::vector<Check> healthy(bool fault) const {
    std::vector<Check> all;
    for (std::size_t i = 0; i < lucks_.size(); ++i) {
      std::vector<Check> checks = check_healthy_window(*lucks_[i].round, fault);
      for (std::size_t k = 0; k < checks.size(); ++k) {
        if (i == 0) {
          all.push_back(checks[k]);
        } else if (all[k].holds && !checks[k].holds) {
          all[k] = std::move(checks[k]);
        }
      }
    }
    return all;
  }

  Tournament result() {
    Tournament tournament;
    tournament.scenario = scenario_->id;
    tournament.title = scenario_->title;
    tournament.digest = scenario_->digest;
    tournament.engine_version = cards_.front().front().engine_version;
    tournament.level = level_;
    tournament.seeds = seeds_;
    tournament.process_seeds = process_seeds_;
    tournament.needs_action = std::all_of(
        lucks_.begin(), lucks_.end(), [](const Luck& luck) { return needs_action(luck.options); });
    tournament.options = options();
    for (std::size_t i = 0; i < contestants_.size(); ++i) {
      tournament.standings.push_back(standing(i));
    }
    tournament.checks = healthy(tournament.needs_action);
    tournament.checks.insert(tournament.checks.end(), reachable_.begin(), reachable_.end());
    tournament.checks.insert(tournament.checks.end(), suspects_.begin(), suspects_.end());
    judge(tournament);
    return tournament;
  }

  std::shared_ptr<const Scenario> scenario_;
  const TournamentEffort& effort_;
  int seeds_, process_seeds_;
  std::string level_;
  std::vector<Contestant> contestants_;
  std::vector<Luck> lucks_;
  std::vector<Played> rounds_;                 // of one contestant after another
  std::vector<std::vector<Scorecard>> cards_;  // by contestant
  Memo memo_;
  std::vector<Check> reachable_, suspects_;
  std::optional<Error> error_;
  std::mutex mutex_;
};

}  // namespace

Result<Tournament> hold_tournament(const std::shared_ptr<const Scenario>& scenario,
                                   const std::vector<ReferencePath>& references,
                                   const TournamentEffort& effort) {
  return Holding(scenario, references, effort).hold();
}

}  // namespace threeam::score
