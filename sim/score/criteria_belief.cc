// What was learnt from what was opened: breadth, convergence, and whether confidence kept to it.
#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/score/belief.h"
#include "sim/score/criteria.h"

namespace threeam::score {
namespace {

constexpr std::size_t kBroad = 3;  // kinds of looks before committing to anything
constexpr double kMissOf = 0.25;   // squared error of confidence that earns nothing: half off ...
constexpr double kBlur = 0.2;      // ... beyond this: belief is itself that far from being right

// S6. Breadth before depth, then convergence: three kinds of looks before the first rollback, fix
// or repair, and not all of them the first screen (0.3); the share of the uncertainty over the
// suspects that was gone at the end (0.7).
Verdict converged(const Evidence& evidence) {
  const std::vector<Belief::Step>& steps = evidence.sim.belief.steps;
  if (steps.size() < 2) {
    return not_observed("Nothing was opened that could tell causes apart.");
  }
  const Act* commitment = evidence.first_commitment();
  std::set<LookKind> kinds;
  for (const Look& look : evidence.looks) {
    if (commitment == nullptr || look.seq < commitment->seq) {
      kinds.insert(look.kind);
    }
  }
  const double at_first = entropy(steps.front().belief);
  const std::vector<double> before =
      commitment == nullptr ? steps.back().belief
                            : belief_before(evidence.sim.belief, commitment->seq, commitment->at);
  const double at_last = entropy(before);
  // No look can do away with "something else".
  const double least = entropy({1 - kLeastElse, kLeastElse});
  const double gone = std::clamp((at_first - at_last) / std::max(at_first - least, 1e-9), 0.0, 1.0);
  Verdict verdict;
  verdict.points =
      (kinds.size() >= kBroad ? 0.3 : 0.1 * static_cast<double>(kinds.size())) + 0.7 * gone;
  for (const Belief::Step& step : steps) {
    if (step.entry > 0 && step.gained > 0.1) {
      verdict.entries.push_back(step.entry);
    }
  }
  verdict.text = fmt::format(
      "{} kinds of looks before committing to anything; what was opened by then took away {:.0f} % "
      "of "
      "the uncertainty between the causes that fit the page.",
      kinds.size(), 100 * gone);
  return verdict;
}

// Where the suspect that a hypothesis names is in a belief; the true one for an accepted or
// neighbouring cause; nullopt when it is none of them.
std::optional<std::size_t> suspect_of(const Belief& belief, const Hypothesis& stated) {
  for (std::size_t h = 0; h < belief.suspects.size(); ++h) {
    const Belief::Of& suspect = belief.suspects[h];
    const bool same = !stated.mechanism.empty() && suspect.component == stated.component &&
                      suspect.mechanism == stated.mechanism;
    if (same || (suspect.cause && stated.match != Match::none)) {
      return h;
    }
  }
  return std::nullopt;
}

// C1. Confidence against belief: for each stated hypothesis that is a suspect, how sure the
// candidate said to be against how sure what had been opened lets one be (Brier, "Verification of
// forecasts expressed in terms of probability", Monthly Weather Review 1950), beyond kBlur.
Verdict calibrated(const Evidence& evidence) {
  const Belief& belief = evidence.sim.belief;
  Verdict verdict;
  double squares = 0;
  double furthest = -1;
  std::string worst;
  for (const Hypothesis& stated : evidence.hypotheses) {
    const std::vector<double> before = belief_before(belief, stated.seq, stated.at);
    const auto suspect = suspect_of(belief, stated);
    if (!suspect || before.empty() || !stated.open) {
      continue;
    }
    const double apart = stated.confidence - before[*suspect];
    const double off = std::max(0.0, (apart < 0 ? -apart : apart) - kBlur);
    squares += off * off;
    if (off > furthest) {
      furthest = off;
      worst = fmt::format("said {:.0f} % at {}, when what had been opened spoke for {:.0f} %",
                          100 * stated.confidence, format_clock(stated.at), 100 * before[*suspect]);
    }
    verdict.entries.push_back(stated.seq);
  }
  if (verdict.entries.empty()) {
    return not_observed("No stated hypothesis is one of the suspects.");
  }
  const double error = squares / static_cast<double>(verdict.entries.size());
  verdict.points = std::clamp(1 - error / kMissOf, 0.0, 1.0);
  verdict.text = fmt::format("Furthest off: {} (20 points either way are as good as none).", worst);
  return verdict;
}

// How far the causes stood by fit what was opened.
Read read_from_causes(const Evidence& evidence) {
  const Belief& belief = evidence.sim.belief;
  const std::vector<const Hypothesis*> finals = final_hypotheses(evidence);
  if (finals.empty()) {
    return {0.5, "Counts half: no cause was stood by in the end."};
  }
  if (finals.size() > static_cast<std::size_t>(kMostCauses)) {
    return {0.25, "Counts a quarter: everything was named in the end."};
  }
  double believed = 0;
  for (const Hypothesis* stated : finals) {
    if (const auto suspect = suspect_of(belief, *stated)) {
      const std::vector<double> then = belief_before(belief, stated->seq, stated->at);
      believed = std::max(
          {believed, then.empty() ? 0 : then[*suspect], belief.steps.back().belief[*suspect]});
    }
  }
  if (believed >= kBelieved) {
    return {};
  }
  if (believed <= kRefuted) {
    return {0.25, "Counts a quarter: what was opened speaks against the cause stood by."};
  }
  const double share = 0.25 + 0.75 * (believed - kRefuted) / (kBelieved - kRefuted);
  return {share, fmt::format("Counts {:.0f} %: what was opened leaves the cause stood by in doubt.",
                             100 * share)};
}

// The first commitment was such a rollback, the data had been looked at, and nothing else says that
// it had been read: neither was anything contained before, nor were rows put into numbers. Who did
// either has read it and judged wrongly, which is for S13, S15 and S22 to say.
bool put_back_unreadable(const Evidence& evidence) {
  const Act* first = evidence.first_commitment();
  if (first == nullptr) {
    return false;
  }
  const bool contained =
      std::any_of(evidence.acts.begin(), evidence.acts.end(),
                  [&](const Act& act) { return act.kind == "contain" && act.seq < first->seq; });
  const bool counted = std::any_of(
      evidence.estimates.begin(), evidence.estimates.end(),
      [&](const EstimateSaid& said) { return said.rows_written && said.seq < first->seq; });
  return !contained && !counted && meets_unreadable(evidence, first->seq) &&
         std::any_of(evidence.looks.begin(), evidence.looks.end(), [&](const Look& look) {
           const bool data = look.kind == LookKind::data_check || look.group == "data";
           return data && look.worth == Worth::shows && look.seq < first->seq;
         });
}

// By the last word on it, with a look at what users meet before it that showed otherwise.
bool resolved_unwell(const Evidence& evidence) {
  if (evidence.resolved.empty() || evidence.sim.restored_at_resolve ||
      evidence.sim.well_at_resolve) {
    return false;
  }
  return std::any_of(evidence.looks.begin(), evidence.looks.end(), [&](const Look& look) {
    return look.recovery && look.seq < evidence.resolved.back().seq;
  });
}

constexpr Criterion kBelief[] = {
    {"S6", "converged", kDebugging, 1, "Allspaw 2015, b and c", converged, true},
    {"C1", "calibrated_confidence", kFundamentals, 1, "Brier 1950", calibrated},
};

}  // namespace

Read read_from(const Evidence& evidence) {
  if (evidence.sim.belief.steps.empty()) {
    return {};
  }
  Read read = read_from_causes(evidence);
  if (read.share > 0.5) {
    if (put_back_unreadable(evidence)) {
      read = {0.5, "Counts half: a version was put back that could not read what had been opened."};
    } else if (resolved_unwell(evidence)) {
      read = {0.5, "Counts half: it was declared resolved while what was open showed it was not."};
    }
  }
  return read;
}

std::span<const Criterion> belief_criteria() {
  return kBelief;
}

}  // namespace threeam::score
