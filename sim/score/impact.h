// Adverse impact of scores, by category: arithmetic only. Who belongs to which category comes from
// elsewhere and is never kept.
//
// A category's scoring rate is the share of its people who scored above the median of the sample
// (6 RCNY 5-300, "scoring rate"); its impact ratio is that rate over the highest of any category.
// Below four fifths is what 29 CFR 1607.4(D) takes as evidence of adverse impact. The sample is
// everybody whose category is known; the others are counted (6 RCNY 5-301). A category of less than
// 2 % of the sample may be left out there: it has a rate, but no ratio, and is not the highest.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace threeam::score {

struct ScoredPerson {
  std::string category;  // empty: unknown
  double score = 0;
};

struct ImpactRow {
  std::string category;
  std::size_t people = 0;
  std::size_t above = 0;  // the median
  double scoring_rate = 0;
  bool small = false;                  // below 2 % of the sample
  std::optional<double> impact_ratio;  // none for a small one, or where nobody scored above
  bool below_four_fifths = false;
};

struct Impact {
  std::size_t people = 0;       // the sample
  std::size_t unknown = 0;      // not in it
  double median = 0;            // of the sample; 0 when it is empty
  std::vector<ImpactRow> rows;  // by category's name
};

Impact impact(std::span<const ScoredPerson> people);

}  // namespace threeam::score
