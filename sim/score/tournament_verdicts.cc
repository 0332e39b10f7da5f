#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "sim/score/tournament.h"

namespace threeam::score {
namespace {

std::vector<const Standing*> references_of(const Tournament& tournament) {
  std::vector<const Standing*> references;
  for (const Standing& standing : tournament.standings) {
    if (standing.reference) {
      references.push_back(&standing);
    }
  }
  return references;
}

double process_at(const Standing& standing, const std::string& level) {
  for (const LevelScore& one : standing.levels) {
    if (one.level == level) {
      return one.process;
    }
  }
  return 0;
}

// The level at which the bot comes closest to winning: by how much it stays below what it has to.
struct Closest {
  std::string level;
  double process = 0, lowest = 1, room = 1;
};

Closest closest(const Standing& bot, const std::vector<const Standing*>& references) {
  Closest worst;
  for (const LevelScore& one : bot.levels) {
    double lowest = 1;
    for (const Standing* reference : references) {
      lowest = std::min(lowest, process_at(*reference, one.level));
    }
    const double below = lowest - kLosingMargin - one.process;
    const double room = bot.reflex ? below : std::min(kLosingProcess - one.process, below);
    if (worst.level.empty() || room < worst.room) {
      worst = {one.level, one.process, lowest, room};
    }
  }
  return worst;
}

// A reflex that ends as well as the references: it was right here.
bool ends_as_well(const Standing& bot, const std::vector<const Standing*>& references) {
  double lowest = 1;
  for (const Standing* reference : references) {
    lowest = std::min(lowest, mean_of(reference->outcomes));
  }
  return mean_of(bot.outcomes) >= lowest - kTieOutcome;
}

bool ties(const Standing& a, const Standing& b, const std::string& level) {
  return std::abs(mean_of(a.outcomes) - mean_of(b.outcomes)) <= kTieOutcome &&
         std::abs(process_at(a, level) - process_at(b, level)) <= kTieProcess;
}

// Where a bot's points come from, for an author who has to take them away.
std::string what_it_got(const Standing& bot) {
  constexpr double kNearlyAll = 0.8;
  std::vector<std::string> full;
  for (const Finding& finding : bot.findings) {
    if (finding.observed && finding.points >= kNearlyAll * finding.of) {
      full.push_back(fmt::format("{} {}", finding.criterion, finding.name));
    }
  }
  return full.empty() ? std::string("it got nothing in full, in its first play")
                      : fmt::format("in its first play it got {}", fmt::join(full, ", "));
}

void judge_bots(Tournament& tournament) {
  const std::vector<const Standing*> references = references_of(tournament);
  for (Standing& bot : tournament.standings) {
    if (bot.reference) {
      continue;
    }
    if (references.empty()) {
      bot.verdict = "alone";
      tournament.checks.push_back(
          {"bot_loses", bot.id, false, "there is no reference path to lose against"});
      continue;
    }
    const Closest at = closest(bot, references);
    const bool right = bot.reflex && ends_as_well(bot, references);
    const bool loses = at.room >= 0 && (bot.reflex || at.process < kLosingProcess);
    bot.verdict = loses ? "loses" : right ? "right" : "wins";
    std::string text = fmt::format("process {:.2f} at {}; references from {:.2f}; outcome {:.2f}",
                                   at.process, at.level, at.lowest, mean_of(bot.outcomes));
    if (right) {
      text += "; its reflex is right here";
    } else if (!loses) {
      text += "; " + what_it_got(bot);
    }
    tournament.checks.push_back({"bot_loses", bot.id, loses || right, std::move(text)});
  }
}

// The two references that are nearest to each other.
void judge_references(Tournament& tournament) {
  const std::vector<const Standing*> references = references_of(tournament);
  Check check{"references_tie", "", false, ""};
  double nearest = 0;
  for (std::size_t i = 0; i < references.size(); ++i) {
    for (std::size_t j = i + 1; j < references.size(); ++j) {
      const Standing& a = *references[i];
      const Standing& b = *references[j];
      const double outcome = std::abs(mean_of(a.outcomes) - mean_of(b.outcomes));
      const double process =
          std::abs(process_at(a, tournament.level) - process_at(b, tournament.level));
      const double apart = std::max(outcome / kTieOutcome, process / kTieProcess);
      if (check.subject.empty() || apart < nearest) {
        nearest = apart;
        check.holds = ties(a, b, tournament.level);
        check.subject = fmt::format("{}, {}", a.id, b.id);
        check.text =
            fmt::format("outcome {:.2f} apart (at most {:.2f}), process {:.2f} (at most {:.2f})",
                        outcome, kTieOutcome, process, kTieProcess);
      }
    }
  }
  if (check.subject.empty()) {
    check.text = fmt::format("{} of two plays that say `reference: true`", references.size());
  }
  tournament.checks.push_back(std::move(check));
  for (Standing& standing : tournament.standings) {
    if (standing.reference) {
      const bool tied = std::any_of(references.begin(), references.end(), [&](const Standing* one) {
        return one != &standing && ties(*one, standing, tournament.level);
      });
      standing.verdict = tied ? "ties" : "alone";
    }
  }
}

// Where nothing is wrong, keeping still is as good an end as any: who shows nothing still loses.
void judge_silence(Tournament& tournament) {
  if (tournament.needs_action) {
    return;
  }
  const auto silent =
      std::find_if(tournament.standings.begin(), tournament.standings.end(),
                   [](const Standing& one) { return one.id == "do_nothing" && !one.reference; });
  if (silent == tournament.standings.end()) {
    return;
  }
  double lowest = 1;
  for (const Standing* reference : references_of(tournament)) {
    lowest = std::min(lowest, process_at(*reference, tournament.level));
  }
  const double process = process_at(*silent, tournament.level);
  tournament.checks.push_back(
      {"silence_loses", silent->id, process + kLosingMargin <= lowest,
       fmt::format("nothing was wrong: process {:.2f} in silence, at least {:.2f} for showing it",
                   process, lowest)});
}

Spread spread_of(const std::vector<double>& values) {
  if (values.empty()) {
    return {};
  }
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double mean = mean_of(values);
  double squares = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  const double freedom = values.size() > 1 ? static_cast<double>(values.size() - 1) : 1;
  return {std::sqrt(squares / freedom), *low, *high};
}

Difficulty difficulty_at(const Tournament& tournament, const std::string& level) {
  std::vector<double> references;
  std::vector<double> bots;
  for (const Standing& standing : tournament.standings) {
    (standing.reference ? references : bots).push_back(process_at(standing, level));
  }
  return {level, mean_of(references), mean_of(bots)};
}

Json spread_json(const Spread& spread) {
  return {{"deviation", spread.deviation}, {"low", spread.low}, {"high", spread.high}};
}

Json standing_json(const Standing& standing) {
  Json levels = Json::object();
  for (const LevelScore& one : standing.levels) {
    levels[one.level] = one.process;
  }
  Json findings = Json::array();
  for (const Finding& finding : standing.findings) {
    if (finding.observed) {
      findings.push_back({{"criterion", finding.criterion},
                          {"points", finding.points},
                          {"weight", finding.weight},
                          {"text", finding.text}});
    }
  }
  return {{"id", standing.id},
          {"about", standing.about},
          {"reference", standing.reference},
          {"verdict", standing.verdict},
          {"outcome", mean_of(standing.outcomes)},
          {"outcomes", standing.outcomes},
          {"recovered", standing.recovered},
          {"process", mean_of(standing.processes)},
          {"processes", standing.processes},
          {"levels", std::move(levels)},
          {"findings", std::move(findings)}};
}

}  // namespace

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

bool Tournament::holds() const {
  return std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.holds; });
}

void judge(Tournament& tournament) {
  judge_bots(tournament);
  judge_silence(tournament);
  judge_references(tournament);
  std::vector<double> outcomes;
  std::vector<double> processes;
  for (const Standing& standing : tournament.standings) {
    outcomes.push_back(mean_of(standing.outcomes));
    processes.push_back(process_at(standing, tournament.level));
  }
  tournament.outcome = spread_of(outcomes);
  tournament.process = spread_of(processes);
  tournament.difficulty.clear();
  if (!tournament.standings.empty()) {
    for (const LevelScore& one : tournament.standings.front().levels) {
      tournament.difficulty.push_back(difficulty_at(tournament, one.level));
    }
  }
}

Json to_json(const Tournament& tournament) {
  Json options = Json::array();
  for (const OptionHarm& one : tournament.options) {
    options.push_back({{"id", one.id}, {"harm_units", one.units}});
  }
  Json standings = Json::array();
  for (const Standing& standing : tournament.standings) {
    standings.push_back(standing_json(standing));
  }
  Json checks = Json::array();
  for (const Check& check : tournament.checks) {
    checks.push_back({{"check", check.id},
                      {"subject", check.subject},
                      {"holds", check.holds},
                      {"text", check.text}});
  }
  Json difficulty = Json::array();
  for (const Difficulty& one : tournament.difficulty) {
    difficulty.push_back(
        {{"level", one.level}, {"references", one.references}, {"bots", one.bots}});
  }
  return {{"scenario", tournament.scenario},
          {"title", tournament.title},
          {"scenario_digest", tournament.digest},
          {"engine_version", tournament.engine_version},
          {"level", tournament.level},
          {"seeds", tournament.seeds},
          {"process_seeds", tournament.process_seeds},
          {"needs_action", tournament.needs_action},
          {"holds", tournament.holds()},
          {"options", std::move(options)},
          {"standings", std::move(standings)},
          {"checks", std::move(checks)},
          {"outcome", spread_json(tournament.outcome)},
          {"process", spread_json(tournament.process)},
          {"difficulty", std::move(difficulty)}};
}

}  // namespace threeam::score
