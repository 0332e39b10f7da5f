// A scorecard as lines that a person can read and diff.
#pragma once

#include <string>

#include "sim/model/scorecard.h"

namespace threeam::golden {

std::string as_text(const Scorecard& card);

}  // namespace threeam::golden
