// One pass over a journal: what a candidate looked at, said and did, as typed facts.
//
// Facts hold who, when and what kind, never how long somebody typed and never wall time. Of what a
// candidate wrote, only presence counts: that a number was given, that a reason was stated.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/journal.h"
#include "sim/model/json.h"
#include "sim/model/scenario.h"
#include "sim/model/scorecard.h"

namespace threeam::score {

enum class LookKind {
  overview,
  panel,
  logs,
  trace,
  traces,
  changes,
  diff,
  topology,
  runbook,
  flags,
  data_check,
  ask,
  alerts,
  other,
};

// How far a look can carry the true cause. Needs a range that reaches into the incident, and, for
// logs and traces, that something was shown.
//   shows:  the blamed change's diff; rows by format of data at risk (check or panel); a split by
//           version of a component of the cause; warnings or errors in logs; a trace that went
//           through a component of the cause
//   points: the change feed with the blamed change in it; the topology; an answer; a failed or slow
//           request list; any other panel that is split or compared with the healthy past
enum class Worth { nothing, points, shows };

struct Look {
  std::uint64_t seq = 0;
  SimTime at = 0;  // when it could be read: an answer's is when it came
  LookKind kind = LookKind::other;
  std::string target;     // change, dataset, person, runbook, component
  std::string metric;     // panel
  std::string group;      // panel: the metric's group in model/metric.h
  bool quantile = false;  // panel: a percentile
  bool split = false;     // panel: broken down by a label, or filtered to one part
  bool compared = false;  // panel: the healthy past is in it
  bool versions = false;  // shows which versions run, or what sets one version apart
  // A metric of truth.restored_when is in it: what tells whether users are well again.
  bool recovery = false;
  Worth worth = Worth::nothing;
};

// So many causes can be stood by in the end; who stands by more has named everything, and nothing
// that was looked at supports any of it.
inline constexpr int kMostCauses = 4;

enum class Match { none, near, accept };

struct Hypothesis {
  std::uint64_t seq = 0;
  SimTime at = 0;
  std::string id, component, mechanism;
  double confidence = 0;
  bool refutable = false;  // says what would refute it
  bool open = true;        // false: this entry withdraws it
  bool last_word = true;   // no later entry speaks of the same id
  bool decoy = false;      // names what a decoy changed, and is not the cause
  Match match = Match::none;
  // Looks before it that carry the cause (worth above nothing), and how far they are enough, 0..1:
  // one that shows it, or two of different kinds that point at it, as far as it was to be believed.
  std::vector<std::uint64_t> support;
  double supported = 0;
};

struct EstimateSaid {
  std::uint64_t seq = 0;
  SimTime at = 0;
  std::optional<double> failing_ratio, failing_requests_per_second, rows_written;
  std::optional<SimTime> since;
  bool has_number() const {
    return failing_ratio || failing_requests_per_second || rows_written || since;
  }
};

// Something that was started. Acts that were refused leave no trace in the world and are dropped.
struct Act {
  std::uint64_t seq = 0;
  SimTime at = 0;
  std::string action, label, why;
  std::string kind;                          // as Decision::kind
  bool reason = false, expectation = false;  // stated
  bool reversible = false;                   // can be undone by an opposite act without loss
  bool failed = false;
  bool on_decoy = false;   // aims at what a decoy changed, and the best course does without it
  bool on_blamed = false;  // aims at the change that did it
  bool known = false;      // belongs to a course in truth.options
  std::optional<Duration> expected_in;  // stated: within what time it works
  std::optional<SimTime> done;
  std::string lever;   // what it sets: "flag/x", "version/y", ...; empty when it sets nothing
  double refused = 0;  // of a shedding act: the share
  bool changes_state() const { return kind != "silence"; }
};

struct Said {
  std::uint64_t seq = 0;
  SimTime at = 0;
};

// A mark of the interviewer: a follow-up or a push-back and how it was answered, or something that
// only a person in the room can see. The last mark of a question counts.
struct Marked {
  std::uint64_t seq = 0;
  std::string what;  // the question's id; drawing, assistant
  std::string answered;
};

// What the forks know; filled by score.cc (courses.h, decisions.h), by hand in tests.
struct Simulated {
  std::vector<Course> courses;      // of the whole round: candidate, nothing, ...
  std::vector<Decision> decisions;  // one for each act
  std::vector<Estimate> estimates;
  std::optional<SimTime> mitigated;            // harm fell below half of what nothing would do
  std::optional<SimTime> restored;             // held until the end
  bool well_at_resolve = false;                // users were, however shortly
  std::optional<SimTime> restored_at_resolve;  // had held at the moment of `resolved`, since then
  Belief belief;                               // without steps where no suspect's world was run
  bool needs_action = true;  // doing nothing is clearly worse than the best known course
};

struct Evidence {
  const Scenario* scenario = nullptr;
  SimTime end = 0;        // of what is scored
  bool finished = false;  // the round is over: what is missing now will stay missing
  std::vector<Look> looks;
  std::vector<Hypothesis> hypotheses;
  std::vector<EstimateSaid> estimates;
  std::vector<Act> acts;
  std::vector<Said> acknowledged, severities, predictions, updates, resolved, handovers, hints;
  std::vector<Marked> followups, pushbacks, observed;
  Simulated sim;

  // First act that changes the system; null when there is none.
  const Act* first_act() const;
  // First act that is hard to take back or settles the question: a rollback, a fix, a repair.
  const Act* first_commitment() const;
};

// What a look showed, again; nullopt when it cannot be shown. round::show in production.
using Shown = std::function<std::optional<Json>(const Json& look, SimTime at)>;

// Never fails: an entry whose payload is not as model/journal.h says gives no fact.
Evidence gather(const Scenario& scenario, const Journal& journal, const Shown& shown);

// From this belief on, a suspect is believed; below the second, not at all. Between, in proportion:
// a belief has the luck of its worlds in it, and no criterion may hang on the last percent.
inline constexpr double kBelieved = 0.5;
inline constexpr double kUnbelieved = 0.3;
double believed_share(double belief);
// Belief in the true suspect just before the entry, from what had been opened; nullopt where no
// suspect's world was run.
std::optional<double> believed_truth(const Evidence& evidence, std::uint64_t entry, SimTime at);
// Where there is a belief, a hypothesis is only supported as far as the truth was to be believed:
// what had been opened carries the cause, and it told it from its rivals. The support is what had
// moved belief towards it. The first screen alone supports nothing, however much it tells.
void support_by_belief(Evidence& evidence);

// From this share of the rows in use on, a version that cannot read them must not be put back.
inline constexpr double kUnreadable = 0.01;
// Was the act at this entry such a rollback, by the data ledger of that second?
bool meets_unreadable(const Evidence& evidence, std::uint64_t entry);

// When stages of the blamed rollout were still to come at the page, ascending.
std::vector<SimTime> stages_to_come(const Scenario& scenario);

// roll_back, fix_forward, contain, repair, scale, silence, other.
std::string_view decision_kind(const Change& change);

}  // namespace threeam::score
