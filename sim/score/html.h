// Words and numbers for the report.
#pragma once

#include <string>
#include <string_view>

namespace threeam::score {

// For text and attribute values: & < > " '.
std::string escape_html(std::string_view text);

// "1,234,567", rounded; for amounts people read.
std::string format_count(double amount);

// "data_state_checked" -> "Data state checked".
std::string sentence_case(std::string_view name);

// At most `limit` bytes, cut between characters, with an ellipsis.
std::string shorten(std::string_view text, std::size_t limit);

}  // namespace threeam::score
