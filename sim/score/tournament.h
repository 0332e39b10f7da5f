// The tournament: can the score of this scenario be gamed? Bots that understand nothing play it
// beside reference paths; who wins what, and whether the scenario is fair, as lines to be checked.
//
// Outcome is taken over many lucks: it needs only a candidate's acts, run on the world at the page.
// Process is the scorecard's, on the first lucks, at every level of the scenario. Nothing here has
// scoring of its own. Pure: the same scenario, paths and seeds give the same bytes.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/model/json.h"
#include "sim/model/scenario.h"
#include "sim/model/scorecard.h"
#include "sim/model/script.h"
#include "sim/score/fairness.h"

namespace threeam::score {

// A bot loses when its process is below this ...
inline constexpr double kLosingProcess = 0.5;
// ... and this far below the lowest of the references, at every level. The one that has the form of
// a good round (Bot::reflex) has only the second to fear, and only where its outcome is below what
// the references reach: where its reflex is right, no number tells it from one of them.
inline constexpr double kLosingMargin = 0.15;
// References tie when their outcomes and processes, means over the seeds, are within these.
inline constexpr double kTieOutcome = 0.1;
inline constexpr double kTieProcess = 0.1;

// A good path, from plays/ with `reference: true`.
struct ReferencePath {
  std::string id;
  Script script;
};

struct LevelScore {
  std::string level;
  double process = 0;  // mean over its seeds
};

struct Standing {
  std::string id, about;
  bool reference = false;
  bool reflex = false;             // Bot::reflex
  std::vector<double> outcomes;    // by seed
  int recovered = 0;               // of the seeds
  std::vector<double> processes;   // at Tournament::level, by seed; of a bot that plays at
                                   // random, of kRandomPlays plays under each
  std::vector<LevelScore> levels;  // in the scenario's order
  std::vector<Finding> findings;   // of the first seed
  std::string verdict;             // loses, wins, ties, reference
};

struct Spread {
  double deviation = 0, low = 0, high = 0;
};

struct Difficulty {
  std::string level;
  double references = 0, bots = 0;  // mean process
};

// What a course of truth.options comes to, as a mean over the seeds.
struct OptionHarm {
  std::string id;
  double units = 0;
};

struct Tournament {
  std::string scenario, title, digest, engine_version;
  std::string level;  // senior, or the scenario's first
  int seeds = 0, process_seeds = 0;
  bool needs_action = true;  // under every seed, some course is clearly better than nothing
  std::vector<OptionHarm> options;
  std::vector<Standing> standings;  // references, then bots
  std::vector<Check> checks;
  Spread outcome, process;  // over all standings' means
  std::vector<Difficulty> difficulty;
  bool holds() const;
};

inline constexpr int kProveWorlds = 2;  // of each suspect
inline constexpr int kRandomPlays = 3;  // of a bot that plays at random

struct TournamentEffort {
  int seeds = 5;          // of the outcome, at least 1: seeds 1, 2, ...
  int process_seeds = 1;  // of the process, at most `seeds`
  int threads = 0;        // 0: one for each core
  std::function<void(double)> progress;
  // Told each round that will be scored, by any thread, one at a time.
  std::function<void(const Journal&)> played;
};

// Errors: a script that a round refuses, with the name of whose it is.
Result<Tournament> hold_tournament(const std::shared_ptr<const Scenario>& scenario,
                                   const std::vector<ReferencePath>& references,
                                   const TournamentEffort& effort);

// The arithmetic from standings to verdicts, checks, spread and difficulty: `checks` that are there
// stay in front. tournament_verdicts.cc
void judge(Tournament& tournament);

double mean_of(const std::vector<double>& values);

Json to_json(const Tournament& tournament);

}  // namespace threeam::score
