#include "sim/score/weights.h"

#include <algorithm>
#include <array>

#include "sim/score/criteria.h"

namespace threeam::score {
namespace {

// mid and senior: KORE1 2026, "What a backend engineer loop should actually measure" (mid,
// senior+). junior and staff are ours, from its "what the loop should weight": juniors for
// foundations and one real bug, staff for architecture across teams and decisions they would defend
// or reverse.
constexpr LevelWeights kLevels[] = {
    {"junior", {0.40, 0.10, 0.35, 0.10, 0.05}},
    {"mid", {0.30, 0.25, 0.25, 0.10, 0.10}},
    {"senior", {0.15, 0.35, 0.20, 0.20, 0.10}},
    {"staff", {0.10, 0.35, 0.15, 0.25, 0.15}},
};

constexpr std::array<std::string_view, 5> kDimensions = {kFundamentals, kSystemDesign, kDebugging,
                                                         kOperationalJudgment, kTradeoffs};

const LevelWeights& weights_of(std::string_view level) {
  for (const LevelWeights& row : kLevels) {
    if (row.level == level) {
      return row;
    }
  }
  return kLevels[1];
}

double weight_of(std::string_view criterion) {
  for (const Criterion& row : criteria()) {
    if (row.id == criterion) {
      return row.weight;
    }
  }
  return 1;
}

}  // namespace

std::span<const LevelWeights> level_weights() {
  return kLevels;
}

std::span<const std::string_view> dimensions() {
  return kDimensions;
}

std::vector<Scorecard::DimensionScore> dimension_scores(const std::vector<Finding>& findings,
                                                        std::string_view level) {
  const LevelWeights& weights = weights_of(level);
  std::vector<Scorecard::DimensionScore> scores;
  for (std::size_t i = 0; i < kDimensions.size(); ++i) {
    double points = 0;
    double of = 0;
    for (const Finding& finding : findings) {
      if (finding.observed && finding.dimension == kDimensions[i]) {
        const double weight = weight_of(finding.criterion);
        points += weight * finding.points / finding.of;
        of += weight;
      }
    }
    scores.push_back(
        {std::string(kDimensions[i]), weights.weights[i], of > 0, of > 0 ? points / of : 0});
  }
  return scores;
}

double process_score(const std::vector<Scorecard::DimensionScore>& dimensions) {
  double points = 0;
  double of = 0;
  for (const Scorecard::DimensionScore& dimension : dimensions) {
    if (dimension.observed) {
      points += dimension.weight * dimension.score;
      of += dimension.weight;
    }
  }
  return of > 0 ? points / of : 0;
}

}  // namespace threeam::score
