#include "sim/score/impact.h"

#include <algorithm>
#include <map>

namespace threeam::score {
namespace {

double median_of(std::vector<double> scores) {
  if (scores.empty()) {
    return 0;
  }
  std::sort(scores.begin(), scores.end());
  const std::size_t half = scores.size() / 2;
  return scores.size() % 2 == 1 ? scores[half] : (scores[half - 1] + scores[half]) / 2;
}

// a's rate is below b's; counts are exact where quotients are not.
bool lower_rate(const ImpactRow& a, const ImpactRow& b) {
  return a.above * b.people < b.above * a.people;
}

const ImpactRow* highest(const std::vector<ImpactRow>& rows) {
  const ImpactRow* best = nullptr;
  for (const ImpactRow& row : rows) {
    if (!row.small && (best == nullptr || lower_rate(*best, row))) {
      best = &row;
    }
  }
  return best;
}

}  // namespace

Impact impact(std::span<const ScoredPerson> people) {
  Impact found;
  std::vector<double> scores;
  for (const ScoredPerson& person : people) {
    if (person.category.empty()) {
      ++found.unknown;
    } else {
      scores.push_back(person.score);
    }
  }
  found.people = scores.size();
  found.median = median_of(std::move(scores));
  std::map<std::string, ImpactRow> rows;
  for (const ScoredPerson& person : people) {
    if (!person.category.empty()) {
      ImpactRow& row = rows[person.category];
      ++row.people;
      row.above += person.score > found.median;
    }
  }
  for (auto& [category, row] : rows) {
    row.category = category;
    row.scoring_rate = static_cast<double>(row.above) / static_cast<double>(row.people);
    row.small = row.people * 50 < found.people;
    found.rows.push_back(std::move(row));
  }
  const ImpactRow* best = highest(found.rows);
  if (best == nullptr || best->above == 0) {
    return found;
  }
  const ImpactRow reference = *best;
  for (ImpactRow& row : found.rows) {
    if (!row.small) {
      row.impact_ratio = row.scoring_rate / reference.scoring_rate;
      row.below_four_fifths = 5 * row.above * reference.people < 4 * reference.above * row.people;
    }
  }
  return found;
}

}  // namespace threeam::score
