// Labels of a query or a rule against what its metric has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/rules.h"

namespace threeam::scenario {

// Reports `label` for labels that the metric's series do not have, and for values that nothing in
// the scenario is called. `path` leads to the mapping that holds `where` and `by`.
void check_labels(std::string_view metric, const Labels& where, const std::vector<std::string>& by,
                  std::string_view path, const Subject& subject, Report& report);

}  // namespace threeam::scenario
