// What was learnt from what was opened: breadth, convergence, and whether confidence kept to it.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sim/score/belief.h"
#include "sim/score/criteria.h"

namespace threeam::score {
namespace {

constexpr std::size_t kBroad = 3;  // kinds of looks before committing to anything
constexpr double kMissOf = 0.25;   // squared error of confidence that earns nothing: half off

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

// C1. Confidence against belief: for each stated hypothesis that is a suspect, how sure the
// candidate said to be against how sure what had been opened allows (Brier, "Verification of
// forecasts expressed in terms of probability", Monthly Weather Review 1950).
Verdict calibrated(const Evidence& evidence) {
  const Belief& belief = evidence.sim.belief;
  Verdict verdict;
  double squares = 0;
  double furthest = 0;
  for (const Hypothesis& stated : evidence.hypotheses) {
    const std::vector<double> before = belief_before(belief, stated.seq, stated.at);
    double believed = 0;
    bool known = false;
    for (std::size_t h = 0; h < before.size(); ++h) {
      const Belief::Of& suspect = belief.suspects[h];
      const bool same =
          suspect.component == stated.component && suspect.mechanism == stated.mechanism;
      if (same || (suspect.cause && stated.match == Match::accept)) {
        believed = before[h];
        known = true;
        break;
      }
    }
    if (!known || !stated.open) {
      continue;
    }
    const double off = stated.confidence - believed;
    squares += off * off;
    furthest = std::max(furthest, off < 0 ? -off : off);
    verdict.entries.push_back(stated.seq);
  }
  if (verdict.entries.empty()) {
    return not_observed("No stated hypothesis is one of the suspects.");
  }
  const double error = squares / static_cast<double>(verdict.entries.size());
  verdict.points = std::clamp(1 - error / kMissOf, 0.0, 1.0);
  verdict.text =
      fmt::format("Stated confidence was at most {:.0f} points off what had been opened allowed.",
                  100 * furthest);
  return verdict;
}

constexpr Criterion kBelief[] = {
    {"S6", "converged", kDebugging, 1, "Allspaw 2015, b and c", converged},
    {"C1", "calibrated_confidence", kFundamentals, 1, "Brier 1950", calibrated},
};

}  // namespace

std::span<const Criterion> belief_criteria() {
  return kBelief;
}

}  // namespace threeam::score
