// Deciding and acting: contain, roll back or fix forward, one thing at a time.
#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/score/choice.h"
#include "sim/score/criteria.h"

namespace threeam::score {
namespace {

std::vector<std::uint64_t> seqs_of_acts(const Evidence& evidence) {
  std::vector<std::uint64_t> seqs;
  for (const Act& act : evidence.acts) {
    if (act.changes_state()) {
      seqs.push_back(act.seq);
    }
  }
  return seqs;
}

// It had been declared resolved by then: whatever came after, came to a closed incident.
bool after_resolved(const Evidence& evidence, SimTime at) {
  return !evidence.resolved.empty() && at > evidence.resolved.front().at;
}

std::string lateness(const Evidence& evidence, SimTime at, SimTime due) {
  std::string text;
  if (at > due) {
    text += fmt::format(", {} later than {}", format_duration((at - due) / kSecond * kSecond),
                        format_clock(due));
  }
  if (after_resolved(evidence, at)) {
    text += fmt::format(", after it had been declared resolved at {}",
                        format_clock(evidence.resolved.front().at));
  }
  return text;
}

// S12. Harm fell below half of what doing nothing would have: within kMitigateWithin 1; later, or
// after it had been declared resolved, 0.5; tried to contain without effect 0.25. Not before an
// act; by whatever cause was believed.
Verdict mitigated(const Evidence& evidence) {
  if (!evidence.sim.needs_action) {
    return not_observed("Doing nothing was about as good as anything.");
  }
  Verdict verdict;
  verdict.entries = seqs_of_acts(evidence);
  if (evidence.sim.mitigated) {
    const SimTime at = *evidence.sim.mitigated;
    std::erase_if(verdict.entries, [&](std::uint64_t seq) {
      return std::any_of(evidence.acts.begin(), evidence.acts.end(),
                         [&](const Act& act) { return act.seq == seq && act.at > at; });
    });
    verdict.points = at <= kMitigateWithin && !after_resolved(evidence, at) ? 1 : 0.5;
    verdict.text =
        fmt::format("Harm fell below half of what doing nothing would have cost at {}{}.",
                    format_clock(at), lateness(evidence, at, kMitigateWithin));
    return verdict;
  }
  const bool tried = std::any_of(evidence.acts.begin(), evidence.acts.end(), [](const Act& act) {
    return act.kind == "contain" && !act.on_decoy;
  });
  verdict.points = tried ? 0.25 : 0;
  verdict.text = verdict.entries.empty() ? "Nothing was done against the harm."
                                         : "No act brought the harm below half of doing nothing.";
  return verdict;
}

bool opened_before(const Evidence& evidence, const Act& act, LookKind kind,
                   std::vector<std::uint64_t>& entries) {
  for (const Look& look : evidence.looks) {
    if (look.kind == kind && look.seq < act.seq && look.worth != Worth::nothing) {
      entries.push_back(look.seq);
      return true;
    }
  }
  return false;
}

// S13. Each act can be undone, or what it would meet was looked at before: the data at risk, else
// the change itself (1); only a reason was given (0.5). A rollback to a version that cannot read
// what is there is neither. The mean.
Verdict reversible_or_checked(const Evidence& evidence) {
  const std::vector<std::uint64_t> seqs = seqs_of_acts(evidence);
  if (seqs.empty()) {
    return not_observed("Nothing was changed.");
  }
  Verdict verdict;
  int safe = 0;
  int reasoned = 0;
  const bool at_risk = !evidence.scenario->truth.data_at_risk.empty();
  for (const Act& act : evidence.acts) {
    if (!act.changes_state()) {
      continue;
    }
    verdict.entries.push_back(act.seq);
    if (meets_unreadable(evidence, act.seq)) {
      continue;
    }
    const bool checked =
        act.reversible || opened_before(evidence, act, LookKind::data_check, verdict.entries) ||
        (!at_risk && opened_before(evidence, act, LookKind::diff, verdict.entries));
    safe += checked;
    reasoned += !checked && act.reason;
    verdict.points += checked ? 1 : act.reason ? 0.5 : 0;
  }
  verdict.points /= static_cast<double>(seqs.size());
  verdict.text = verdict.points >= 1
                     ? "Acts could be undone, or what they would meet had been checked."
                     : fmt::format(
                           "Of {} acts, {} could be undone or what they would meet had "
                           "been checked; {} had only a reason (half), {} not even that.",
                           seqs.size(), safe, reasoned,
                           seqs.size() - static_cast<std::size_t>(safe + reasoned));
  return verdict;
}

// S15. Rows at risk looked at before the first rollback, fix or repair: 1; only after: 0.25; never:
// 0. Where only containing was done, a look at any time is 1. Who looked and put back a version
// that cannot read it has not understood: 0.25.
Verdict data_state_checked(const Evidence& evidence) {
  if (evidence.scenario->truth.data_at_risk.empty()) {
    return not_observed("No data was at risk.");
  }
  const Act* first = evidence.first_commitment();
  if (evidence.first_act() == nullptr) {
    return not_observed("Nothing was decided.");
  }
  Verdict verdict;
  bool before = false;
  for (const Look& look : evidence.looks) {
    const bool data = look.kind == LookKind::data_check || look.group == "data";
    if (data && look.worth == Worth::shows) {
      before |= first == nullptr || look.seq < first->seq;
      verdict.entries.push_back(look.seq);
    }
  }
  const bool against = first != nullptr && meets_unreadable(evidence, first->seq);
  verdict.points = before && !against ? 1 : verdict.entries.empty() ? 0 : 0.25;
  verdict.text =
      before && against
          ? "Looked at what had been written, and put back a version that cannot read it."
      : before ? "Looked at what had been written before deciding what to do about it."
      : verdict.entries.empty() ? "Decided without ever looking at what had been written."
                                : "Looked at what had been written only after deciding.";
  verdict.entries.push_back(first != nullptr ? first->seq : evidence.first_act()->seq);
  return verdict;
}

// S17. Where something spreads (a rollout still to come, rows that get worse), a containing act at
// the latest kContainWithin after the first rollback, fix or repair, within kMitigateWithin where
// there is none, and before it is declared resolved: 1; later 0.5; never 0.
Verdict contained(const Evidence& evidence) {
  const Scenario& scenario = *evidence.scenario;
  if (scenario.truth.data_at_risk.empty() && stages_to_come(scenario).empty()) {
    return not_observed("Nothing was spreading.");
  }
  const Act* commitment = evidence.first_commitment();
  for (const Act& act : evidence.acts) {
    if (act.kind != "contain" || act.on_decoy) {
      continue;
    }
    const SimTime due = commitment == nullptr ? kMitigateWithin : commitment->at + kContainWithin;
    const bool in_time = act.at <= due && !after_resolved(evidence, act.at);
    return {.points = in_time ? 1.0 : 0.5,
            .text = fmt::format(
                "Contained at {}{}.", format_clock(act.at),
                in_time ? ", before settling the question" : lateness(evidence, act.at, due)),
            .entries = {act.seq}};
  }
  return {.points = 0,
          .text = "Nothing was done to keep it from spreading.",
          .entries = seqs_of_acts(evidence)};
}

// S21. A rollout with stages to come was stopped, or rolled back, before the next: 1; before the
// last: 0.5; later or never: 0.
Verdict rollout_stopped(const Evidence& evidence) {
  const std::vector<SimTime> stages = stages_to_come(*evidence.scenario);
  if (stages.empty()) {
    return not_observed("No rollout was running.");
  }
  for (const Act& act : evidence.acts) {
    const bool stops = act.on_blamed && (act.kind == "contain" || act.kind == "roll_back");
    if (!stops) {
      continue;
    }
    const double points = act.at < stages.front() ? 1 : act.at < stages.back() ? 0.5 : 0;
    return {.points = points,
            .text = fmt::format("The rollout was stopped at {}; its next stage was due at {}.",
                                format_clock(act.at), format_clock(stages.front())),
            .entries = {act.seq}};
  }
  return {.points = 0,
          .text = "The rollout went on to the next stage.",
          .entries = seqs_of_acts(evidence)};
}

// Nothing was done where nothing had to be: 1 when the cause was named on evidence and the others
// were told, 0.5 when they were not, as far as the evidence went. Who only kept still has not
// decided.
Verdict left_alone(const Evidence& evidence) {
  for (const Hypothesis& stated : evidence.hypotheses) {
    if (stated.match != Match::accept || stated.supported <= 0 || !stated.open ||
        !stated.last_word || stated.confidence < kHeldConfidence) {
      continue;
    }
    Verdict verdict;
    verdict.entries.push_back(stated.seq);
    for (const auto* said : {&evidence.updates, &evidence.resolved}) {
      for (const Said& one : *said) {
        verdict.entries.push_back(one.seq);
      }
    }
    const bool told = verdict.entries.size() > 1;
    verdict.points = stated.supported * (told ? 1 : 0.5);
    verdict.text = fmt::format("Left it alone, knowing why{}: nothing would have been better.",
                               told ? ", and said so" : "");
    return verdict;
  }
  return not_observed("No decision changed the system.");
}

// S22. The mean over the decisions that the simulation could judge (choice.h, judge_choice); half
// of it when one of them was unsafe: what came after does not make up for it.
Verdict choice(const Evidence& evidence) {
  Verdict verdict;
  int judged = 0;
  bool unsafe = false;
  std::string listed;
  for (const Decision& decision : evidence.sim.decisions) {
    const std::optional<Choice> choice = judge_choice(evidence, decision);
    if (!choice) {
      continue;
    }
    ++judged;
    unsafe |= choice->verdict == "unsafe";
    verdict.points += choice->points;
    verdict.entries.push_back(decision.entry);
    listed +=
        fmt::format(" At {}: {} ({:g}).", format_clock(decision.at), choice->text, choice->points);
  }
  if (judged == 0) {
    if (evidence.first_act() != nullptr) {
      return not_observed("No decision could be judged.");
    }
    if (evidence.sim.needs_action) {
      return {.points = 0, .text = "Nothing was decided while harm went on.", .entries = {}};
    }
    return left_alone(evidence);
  }
  verdict.points /= unsafe ? 2 * judged : judged;
  verdict.text = listed.substr(1);
  if (unsafe && judged > 1) {
    verdict.text += " Counts half: one of them was unsafe.";
  }
  return verdict;
}

struct Lever {
  int moves = 0;
  double refused = 0;
  bool rose = false;
  void move(double to) {
    const bool further = to > refused ? rose : !rose;
    moves += moves > 0 && to != refused && further ? 0 : 1;
    rose = to > refused;
    refused = to;
  }
};

// S23. Between two acts there is a look, or they are one plan: both containing, or both of a known
// course. The share of such steps; a lever moved three times, or a component restarted twice, costs
// half; a restart before any look is a blind step. Opening or refusing by degrees is one move.
Verdict one_at_a_time(const Evidence& evidence) {
  Verdict verdict;
  std::map<std::string, Lever> levers;
  int steps = 0;
  int blind = 0;
  const Act* last = nullptr;
  for (const Act& act : evidence.acts) {
    if (!act.changes_state()) {
      continue;
    }
    verdict.entries.push_back(act.seq);
    levers[act.lever].move(act.refused);
    const bool restart = act.lever.starts_with("restart/");
    const std::uint64_t since = last == nullptr ? 0 : last->seq;
    const bool looked =
        std::any_of(evidence.looks.begin(), evidence.looks.end(), [&](const Look& look) {
          const bool counts = !restart || look.kind == LookKind::panel ||
                              look.kind == LookKind::logs || look.kind == LookKind::trace;
          return counts && look.seq > since && look.seq < act.seq;
        });
    const bool plan = last != nullptr && ((act.kind == "contain" && last->kind == "contain") ||
                                          (act.known && last->known));
    if (last != nullptr || restart) {
      ++steps;
      blind += !looked && !plan;
    }
    last = &act;
  }
  if (steps == 0) {
    return not_observed("Fewer than two things were changed.");
  }
  const bool flapping = std::any_of(levers.begin(), levers.end(), [](const auto& lever) {
    const int most = lever.first.starts_with("restart/") ? 1 : 2;
    return !lever.first.empty() && lever.second.moves > most;
  });
  verdict.points = 1 - static_cast<double>(blind) / steps - (flapping ? 0.5 : 0);
  const std::string how =
      blind == 0 ? "Every further change came after a look at what the one before had done, or "
                   "went with it"
                 : fmt::format(
                       "{} of {} further changes came without a look at what the one "
                       "before had done",
                       blind, steps);
  verdict.text = how + (flapping ? "; one thing was moved to and fro." : ".");
  return verdict;
}

// S24. An alert silenced before anything was done against the harm: 0; after: 1.
Verdict no_silencing(const Evidence& evidence) {
  if (evidence.acts.empty()) {
    return not_observed("Nothing was done.");
  }
  const Act* first = evidence.first_act();
  Verdict verdict;
  verdict.points = 1;
  verdict.text = "No alert was silenced in place of a mitigation.";
  for (const Act& act : evidence.acts) {
    verdict.entries.push_back(act.seq);
    if (act.kind == "silence" && (first == nullptr || act.seq < first->seq)) {
      return {.points = 0,
              .text = "An alert was silenced before anything was done against the harm.",
              .entries = {act.seq}};
    }
  }
  return verdict;
}

// W1. A reason (0.5) and what is expected of it (0.5) stated with each act; the mean. What they say
// is not judged.
Verdict reasons_stated(const Evidence& evidence) {
  const std::vector<std::uint64_t> seqs = seqs_of_acts(evidence);
  if (seqs.empty()) {
    return not_observed("Nothing was changed.");
  }
  Verdict verdict;
  verdict.entries = seqs;
  int reasons = 0;
  int expectations = 0;
  for (const Act& act : evidence.acts) {
    if (act.changes_state()) {
      reasons += act.reason;
      expectations += act.expectation;
      verdict.points += 0.5 * act.reason + 0.5 * act.expectation;
    }
  }
  verdict.points /= static_cast<double>(seqs.size());
  verdict.text = verdict.points >= 1
                     ? "Every change came with a reason and what was expected of it."
                     : fmt::format(
                           "Of {} changes, {} came with a reason and {} with what was "
                           "expected of it.",
                           seqs.size(), reasons, expectations);
  return verdict;
}

constexpr Criterion kAction[] = {
    {"S12", "mitigated", kOperationalJudgment, 1, "Mace 2020; Google SRE ch. 12", mitigated},
    {"S13", "reversible_or_checked", kTradeoffs, 1, "AWS Builders' Library, one-way doors",
     reversible_or_checked},
    {"S15", "data_state_checked", kOperationalJudgment, 2, "d4b.dev 2026; expand and contract",
     data_state_checked},
    {"S17", "contained", kOperationalJudgment, 1, "Mace 2020", contained},
    {"S21", "rollout_stopped", kOperationalJudgment, 1, "Google SRE ch. 8", rollout_stopped},
    {"S22", "choice", kTradeoffs, 2, "rollback decision table, README.md", choice},
    {"S23", "one_at_a_time", kOperationalJudgment, 1, "Google SRE ch. 12; PagerDuty",
     one_at_a_time},
    {"S24", "no_silencing", kOperationalJudgment, 1, "PagerDuty", no_silencing},
    {"W1", "reasons_stated", kTradeoffs, 1, "KORE1 2026, tradeoff reasoning", reasons_stated},
};

}  // namespace

std::span<const Criterion> action_criteria() {
  return kAction;
}

}  // namespace threeam::score
