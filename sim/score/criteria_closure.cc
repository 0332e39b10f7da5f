// Telling others, verifying and handing over.
#include <algorithm>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/score/criteria.h"

namespace threeam::score {
namespace {

std::vector<std::uint64_t> seqs_of(const std::vector<Said>& said) {
  std::vector<std::uint64_t> seqs;
  seqs.reserve(said.size());
  for (const Said& one : said) {
    seqs.push_back(one.seq);
  }
  return seqs;
}

// S25. Of the stretches of kUpdateEvery from the page until `resolved` (or the end), the share in
// which stakeholders heard something; a last stretch under a third does not count.
Verdict updates(const Evidence& evidence) {
  const SimTime until = evidence.resolved.empty() ? evidence.end : evidence.resolved.front().at;
  int due = 0;
  int heard = 0;
  for (SimTime from = 0; from < until; from += kUpdateEvery) {
    if (due > 0 && until - from < kUpdateEvery / 3) {
      break;
    }
    ++due;
    heard += std::any_of(evidence.updates.begin(), evidence.updates.end(), [&](const Said& said) {
      return said.at >= from && said.at < from + kUpdateEvery;
    });
  }
  if (due == 0) {
    return not_observed("The round had not gone on for long enough.");
  }
  return {.points = static_cast<double>(heard) / due,
          .text = fmt::format("Stakeholders heard something in {} of {} quarters of an hour.",
                              heard, due),
          .entries = seqs_of(evidence.updates)};
}

// S26. A colleague was asked: 1. Nobody was, and the cause was found without: not observed.
Verdict asked_owner(const Evidence& evidence) {
  Verdict verdict;
  for (const Look& look : evidence.looks) {
    if (look.kind == LookKind::ask) {
      verdict.entries.push_back(look.seq);
    }
  }
  if (!verdict.entries.empty()) {
    verdict.points = 1;
    verdict.text = "Asked a colleague a precise question.";
    return verdict;
  }
  const bool found = std::any_of(evidence.hypotheses.begin(), evidence.hypotheses.end(),
                                 [](const Hypothesis& stated) {
                                   return stated.match == Match::accept && stated.supported > 0 &&
                                          stated.open && stated.confidence >= kHeldConfidence;
                                 });
  if (evidence.scenario->people.empty()) {
    return not_observed("There was nobody to ask.");
  }
  if (found) {
    return not_observed("Nobody was asked; the cause was found without.");
  }
  verdict.text = "Nobody who knows the parts was asked.";
  return verdict;
}

// S27. Between the last act and `resolved`, what users meet was looked at, and they were well for
// the time that truth.restored_when asks for: 1; they were but it was not looked at, 0.5; well, but
// not yet for so long, half of that; looked at but not well, 0.25; neither, 0.
Verdict verified(const Evidence& evidence) {
  if (evidence.resolved.empty()) {
    return not_observed("The incident was not declared resolved.");
  }
  const Said& resolved = evidence.resolved.back();
  Verdict verdict;
  verdict.entries.push_back(resolved.seq);
  std::uint64_t last_act = 0;
  for (const Act& act : evidence.acts) {
    if (act.changes_state() && act.seq < resolved.seq) {
      last_act = act.seq;
    }
  }
  bool looked = false;
  for (const Look& look : evidence.looks) {
    if (look.recovery && look.seq > last_act && look.seq < resolved.seq) {
      looked = true;
      verdict.entries.push_back(look.seq);
    }
  }
  const bool held = evidence.sim.restored_at_resolve.has_value();
  const bool well = held || evidence.sim.well_at_resolve;
  verdict.points = held ? (looked ? 1 : 0.5) : well ? (looked ? 0.5 : 0.25) : (looked ? 0.25 : 0);
  verdict.text = fmt::format("Declared resolved at {}, {} what users meet; they were {}.",
                             format_clock(resolved.at),
                             looked ? "having looked once more at" : "without another look at",
                             held   ? "well"
                             : well ? "well, but too short a time to tell"
                                    : "not well");
  return verdict;
}

// S28. A hand-over with what is left to do.
Verdict handed_over(const Evidence& evidence) {
  if (!evidence.handovers.empty()) {
    return {.points = 1,
            .text = "Handed over what is left to do.",
            .entries = seqs_of(evidence.handovers)};
  }
  if (!evidence.finished) {
    return not_observed("The round was not over.");
  }
  return {.points = 0, .text = "Nothing was handed over.", .entries = {}};
}

constexpr Criterion kClosure[] = {
    {"S25", "updates", kOperationalJudgment, 1, "PagerDuty incident response", updates},
    {"S26", "asked_owner", kOperationalJudgment, 1, "Polomodov; Google SRE ch. 28", asked_owner,
     true},
    {"S27", "verified", kOperationalJudgment, 1, "Google SRE ch. 12", verified},
    {"S28", "handed_over", kTradeoffs, 1, "PagerDuty postmortems", handed_over},
};

}  // namespace

std::span<const Criterion> closure_criteria() {
  return kClosure;
}

}  // namespace threeam::score
