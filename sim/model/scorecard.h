// The scorecard: what score/ makes of a journal. Process and outcome are apart; every point cites
// entries. It never says hire.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/json.h"

namespace threeam {

// One criterion. `points` of `of`; not observed when `observed` is false (never counted as zero).
struct Finding {
  std::string criterion;  // "S15"
  std::string name;       // "data_state_checked"
  std::string dimension;  // fundamentals, system_design, debugging, operational_judgment, tradeoffs
  std::string text;       // one sentence, for a hiring panel
  double points = 0;
  double of = 1;
  double weight = 1;  // within its dimension
  bool observed = true;
  std::vector<std::uint64_t> entries;  // journal seqs
};

// A moment that matters, from the page; nullopt: never.
struct Milestone {
  std::string name;  // acknowledge, hypothesis, mitigate, restore, resolved
  std::optional<SimTime> at;
  std::vector<std::uint64_t> entries;
};

struct HarmRow {
  std::string kind;  // failed_requests, wrong_rows, ...
  std::string unit;  // requests, rows, payouts, messages
  double amount = 0;
  double weight = 0;
  std::string money;  // "38,200 EUR" where the scenario gives a value, or empty
};

// One course of action with the harm it leads to by the end of the round.
struct Course {
  std::string id;  // candidate, nothing, roll_back, fix_forward, best
  std::string text;
  std::vector<HarmRow> harm;
  double harm_units = 0;
  std::optional<SimTime> restored;
  bool recovered = false;
  std::vector<SimTime> times;       // of the curve, every 30 s
  std::vector<double> harm_curve;   // cumulated harm units at those times
  std::vector<double> error_curve;  // user-facing failed share in the 30 s before
};

// A mean over paired forks with its interval; harm units, or a share.
struct Interval {
  double mean = 0, low = 0, high = 0;
};

// What an option was worth at a decision: under the belief of that moment, from forks of every
// suspect's world, and in truth, from forks of the true one. Seeds other than the round's.
struct OptionValue {
  std::string id;      // this, nothing, roll_back, ...
  Interval expected;   // harm units, sum over suspects of belief times their mean
  Interval truth;      // harm units, in the true world
  Interval recovered;  // share of forks of the true world that did, 0..1
};

// A question that has to be answered before a version is put back, answered by the data at that
// second.
struct SafetyAnswer {
  std::string question;  // migration_run, new_shape, old_reads_it, not_undone, back_in_time
  std::string text;      // a sentence with its numbers
  bool unsafe = false;
  bool looked = false;  // the candidate had opened what shows it
};

// A state-changing act, judged on what had been opened before it.
struct Decision {
  std::uint64_t entry = 0;
  std::uint64_t plan = 0;  // entry of the first act of the plan that it belongs to
  SimTime at = 0;
  std::string action, label, why;
  std::string kind;               // roll_back, fix_forward, contain, repair, scale, silence, other
  bool data_checked = false;      // a data check of the data at risk came before
  bool change_opened = false;     // the change it blames was opened before
  double unreadable_share = 0;    // that the target version would meet, at that second (rollbacks)
  std::vector<Course> from_here;  // nothing, this, roll_back, fix_forward, best: from this moment
  std::vector<OptionValue> values;   // of the same options; empty where there is no table
  std::vector<SafetyAnswer> safety;  // of a rollback
  std::string verdict;  // class: right, contained, reasoned, unchecked, no_use, unsafe; or empty
};

// What was looked at, as belief over rival causes. Every step names the entry that caused it.
struct Belief {
  struct Of {
    std::string id, about, component, mechanism;
    bool cause = false;  // the true one
  };
  struct Step {
    std::uint64_t entry = 0;  // 0: before anything was looked at
    SimTime at = 0;
    std::vector<double> belief;  // of each suspect, in their order; sums to 1
    double gained = 0;           // nats: by how much uncertainty (entropy) fell; below 0, it rose
    double apart = 0;            // nats: between the two suspects that it moved apart most,
    std::string toward, away;    // which are these
  };
  std::vector<Of> suspects;  // the last is something_else
  std::vector<Step> steps;   // in time order; empty where nothing is known of suspects
  int seeds = 0;             // simulated of each suspect
};

struct Estimate {
  std::uint64_t entry = 0;
  std::string quantity;  // failing_ratio, since, rows_written
  double said = 0, truth = 0;
  double factor = 0;  // max(said/truth, truth/said); 0 when it cannot be said
};

// Change failure as DORA defines it: changes to production that made service worse. Of the plans
// that were compared from their moment (Decision::from_here), in truth.
struct ChangeFailure {
  int changes = 0, failed = 0;
  std::vector<std::uint64_t> entries;  // those that failed: the first act of each
};

struct Scorecard {
  std::string round, scenario, scenario_digest, engine_version, level;
  std::uint64_t seed = 0;
  std::vector<Milestone> milestones;
  ChangeFailure change_failure;
  std::vector<Finding> findings;
  std::vector<Decision> decisions;
  std::vector<Estimate> estimates;
  std::vector<Course> courses;  // of the whole round
  Belief belief;
  double process_score = 0;  // 0..1
  double outcome_score = 0;  // 0..1: 1 as good as best known, 0 as bad as doing nothing or worse
  struct DimensionScore {
    std::string dimension;
    double weight = 0;
    bool observed = false;
    double score = 0;
  };
  std::vector<DimensionScore> dimensions;
};

// {round, ..., milestones[], change_failure{changes,
// failed, entries[]}, belief{seeds, suspects[], steps[]}, findings[{criterion, name,
// dimension, text, points, of, weight, observed, entries[]}], decisions[], estimates[], courses[],
// process{score, dimensions[]}, outcome{score, harm{<kind>{amount, unit, weight, money}}}}.
Json to_json(const Scorecard& card);

}  // namespace threeam
