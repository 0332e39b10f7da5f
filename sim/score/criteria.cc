#include "sim/score/criteria.h"

#include <algorithm>

namespace threeam::score {

std::vector<Criterion> criteria() {
  std::vector<Criterion> all;
  for (const auto list :
       {triage_criteria(), belief_criteria(), diagnosis_criteria(), action_criteria(),
        safety_criteria(), closure_criteria(), observed_criteria()}) {
    all.insert(all.end(), list.begin(), list.end());
  }
  return all;
}

std::vector<Finding> evaluate(const Evidence& evidence) {
  std::vector<Finding> findings;
  const Read read = read_from(evidence);
  for (const Criterion& criterion : criteria()) {
    Verdict verdict = criterion.evaluate(evidence);
    if (criterion.for_opening && verdict.observed && verdict.points > 0 && read.share < 1) {
      verdict.points *= read.share;
      verdict.text += " " + read.text;
    }
    std::sort(verdict.entries.begin(), verdict.entries.end());
    verdict.entries.erase(std::unique(verdict.entries.begin(), verdict.entries.end()),
                          verdict.entries.end());
    Finding finding;
    finding.criterion = std::string(criterion.id);
    finding.name = std::string(criterion.name);
    finding.dimension = std::string(criterion.dimension);
    finding.text = std::move(verdict.text);
    finding.observed = verdict.observed;
    finding.points = verdict.observed ? std::clamp(verdict.points, 0.0, 1.0) : 0;
    finding.of = 1;
    finding.weight = criterion.weight;
    finding.entries = std::move(verdict.entries);
    findings.push_back(std::move(finding));
  }
  return findings;
}

Verdict not_observed(std::string text) {
  return {.observed = false, .points = 0, .text = std::move(text), .entries = {}};
}

SimTime before_acting(const Evidence& evidence) {
  const Act* first = evidence.first_act();
  return first == nullptr ? kLookWithin : std::min<SimTime>(first->at, kLookWithin);
}

}  // namespace threeam::score
