// Journal and forks in, scorecard out. Pure: same journal, same bytes.
#pragma once

#include <functional>
#include <string>

#include "sim/base/result.h"
#include "sim/model/scorecard.h"
#include "sim/round/round.h"

namespace threeam::score {

// Scores a finished or running round up to its last entry. Runs forks: seconds of CPU. `progress`
// is called with 0..1.
Result<Scorecard> score(const round::Round& round,
                        const std::function<void(double)>& progress = {});

// One self-contained page, no scripts from elsewhere, readable when printed.
std::string to_html(const Scorecard& card, const round::Round& round);

}  // namespace threeam::score
