// What a candidate is told before the start: what is recorded, how it is scored, how long it is
// kept. A page shows it; accepting it is an entry of the journal (say {what: notice, version}).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/model/retention.h"

namespace threeam {

// Raised with every change of the words.
inline constexpr std::string_view kNoticeVersion = "1";

std::vector<std::string> notice_lines(const Keeping& keeping);

}  // namespace threeam
