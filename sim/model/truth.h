// The truth of a scenario and the interviewer's script: they never leave the interviewer's and the
// reviewer's side.
#pragma once

#include <string>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/change.h"
#include "sim/model/shown.h"

namespace threeam {

// Where a cause is, in words that a candidate picks from lists that give nothing away.
struct Cause {
  std::string component;  // empty for `nothing_wrong` or traffic as a whole
  std::string mechanism;  // one of Scenario::mechanisms
};

// An action as part of a course of action; `after` counts from the decision.
struct PlannedAction {
  std::string action;
  Duration after = 0;
};

struct CourseOfAction {
  std::string id;  // nothing, roll_back, fix_forward, best, ...
  std::vector<PlannedAction> actions;
};

struct RestoredWhen {
  std::string metric;
  Labels where;
  double below = 0;
  Duration hold = 0;  // YAML: for
};

// Harm units for one of each; units compare courses, kinds are what people read.
struct HarmWeights {
  double failed_request = 1;
  double late_request = 0.1;
  double wrong_row = 0;
  double lost_row = 0;
  double wrong_effect = 0;
  double late_message = 0;
  double dead_message = 0;
};

struct EstimateTruth {
  std::string metric;  // whose value now is the failing share
  Labels where;
  SimTime since = 0;
  std::string dataset, format;  // whose rows were written; may be empty
};

struct Truth {
  std::string summary;
  std::vector<std::string> chain;
  std::vector<Cause> accept, near;
  SimTime began = 0;
  std::vector<std::string> decoys;        // timeline ids
  std::string blamed_change;              // timeline id of the change that did it; may be empty
  std::vector<std::string> data_at_risk;  // datasets to check before a rollback
  EstimateTruth estimate;
  std::vector<CourseOfAction> options;
  HarmWeights harm;
  std::vector<RestoredWhen> restored_when;
};

// What a text that somebody wrote says about a suspect, once it has been read: how many times as
// likely it is under this suspect as under one it says nothing about.
enum class Word { rules_out, against, speaks_for, shows };  // 1/20, 1/4, 4, 20

struct Statement {
  enum class Of { diff, runbook, answer } of = Of::diff;
  std::string name;    // a change, a runbook, or the answer of a person
  std::string person;  // who answers
  Word says = Word::speaks_for;
};

// A cause that fits the page, as a world beside the true one: the scenario's, in which some changes
// did nothing, and something else happened. The true cause is the suspect without either.
struct Suspect {
  std::string id;
  std::string about;
  Cause cause;
  // Changes that are announced as they are and do nothing: a deployed version works like the one it
  // replaces, a flag or a fault never comes.
  std::vector<std::string> harmless;
  std::vector<TimelineEvent> timeline;  // what happens instead; nobody is told
  std::vector<Statement> statements;

  bool is_true() const { return harmless.empty() && timeline.empty(); }
};

struct Hint {
  std::string text, gives_away;
};

struct Question {
  std::string id, ask, good;
};

struct InterviewerScript {
  std::vector<Hint> hints;          // a ladder: in order
  std::vector<Question> followups;  // "and then what breaks?"
  std::vector<Question> pushback;
};

}  // namespace threeam
