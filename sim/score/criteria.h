// The criteria: one table of small pure functions over the evidence. A criterion is a row in one of
// the lists below and its function beside it; nothing else knows it.
//
// Numbers S1..S28 and their sources are those of sim/score/README.md. W1 (reasons), M1
// (magnitudes), F1 (second follow-up), F2 (push-back), D1 (drawing) and A1 (an assistant's answer)
// come from the interview method the house follows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scorecard.h"
#include "sim/score/evidence.h"

namespace threeam::score {

inline constexpr std::string_view kFundamentals = "fundamentals";
inline constexpr std::string_view kSystemDesign = "system_design";
inline constexpr std::string_view kDebugging = "debugging";
inline constexpr std::string_view kOperationalJudgment = "operational_judgment";
inline constexpr std::string_view kTradeoffs = "tradeoffs";

// What a criterion found: points in 0..1, a sentence, and the entries it rests on. A criterion that
// had nothing to look at is not observed, which is not zero.
struct Verdict {
  bool observed = true;
  double points = 0;
  std::string text;
  std::vector<std::uint64_t> entries;
};

struct Criterion {
  std::string_view id;
  std::string_view name;
  std::string_view dimension;
  double weight;            // within its dimension; 1 unless README.md says why
  std::string_view source;  // who asks for it
  Verdict (*evaluate)(const Evidence& evidence);
  // Pays for what was opened: only as far as it was read (read_from).
  bool for_opening = false;
};

// criteria_triage.cc, criteria_belief.cc, criteria_diagnosis.cc, criteria_action.cc,
// criteria_closure.cc, criteria_observed.cc, criteria_safety.cc
std::span<const Criterion> triage_criteria();
std::span<const Criterion> belief_criteria();
std::span<const Criterion> diagnosis_criteria();
std::span<const Criterion> action_criteria();
std::span<const Criterion> safety_criteria();
std::span<const Criterion> closure_criteria();
std::span<const Criterion> observed_criteria();

// What was opened was read as far as what was concluded from it fits it: nobody can see a person
// read, but whoever stands by what the screens speak against, or acts against it, has not.
//   1     a cause was stood by that was to be believed (kBelieved), from what had been opened by
//         then or in the end
//   0.5   none was stood by; or a version was put back that could not read what a data check had
//         shown, with nothing contained or counted before, or it was declared resolved while what
//         had been opened showed users failing
//   0.25  what was opened speaks against it (kRefuted), or everything was named
// and in proportion for a cause between refuted and believed.
// 1 where no suspect's world was run.
struct Read {
  double share = 1;
  std::string text;  // one sentence; empty when the share is 1
};
inline constexpr double kRefuted = 0.1;
Read read_from(const Evidence& evidence);

// The causes stood by in the end: the last word on each id, held, and about as sure as the surest.
std::vector<const Hypothesis*> final_hypotheses(const Evidence& evidence);

// All of them, in order of the lists.
std::vector<Criterion> criteria();

// One finding for each criterion, entries sorted and each once.
std::vector<Finding> evaluate(const Evidence& evidence);

// ---- for the criteria's own files -------------------------------------------------------------

Verdict not_observed(std::string text);

// Targets, in simulated time from the page. They are wide: a fast reader gains nothing over a
// careful one within them.
inline constexpr Duration kAcknowledgeWithin = 5 * kMinute;  // PagerDuty's default escalation
inline constexpr Duration kLookWithin = 10 * kMinute;        // first scoping, changes, severity
inline constexpr Duration kMitigateWithin = 12 * kMinute;    // first mitigation
inline constexpr Duration kUpdateEvery = 15 * kMinute;       // stakeholders hear something
inline constexpr Duration kContainWithin = 2 * kMinute;      // containing beside a commitment
inline constexpr double kHeldConfidence = 0.5;               // from here a hypothesis is held

// When scoping has to be done: before the first act, at the latest kLookWithin.
SimTime before_acting(const Evidence& evidence);

}  // namespace threeam::score
