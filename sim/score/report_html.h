// The scorecard as one page: for a hiring panel, on screen or on paper.
#pragma once

#include <string>

#include "sim/model/journal.h"
#include "sim/model/scenario.h"
#include "sim/model/scorecard.h"

namespace threeam::score {

// Self-contained HTML: inline style and SVG, no script, nothing loaded. All text from the journal
// and the scenario is escaped. Every cited entry is listed at the end and linked.
std::string report_html(const Scorecard& card, const Scenario& scenario, const Journal& journal);

}  // namespace threeam::score
