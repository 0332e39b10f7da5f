#include "sim/scenario/recorded.h"

#include <cmath>

#include <fmt/format.h>

#include "sim/base/text.h"

namespace threeam::scenario {
namespace {

constexpr double kFarthest_s = 366 * 24 * 3600.0;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) {
    text.remove_suffix(1);
  }
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  return text;
}

bool is_no_value(std::string_view text) {
  return text.empty() || text == "NaN" || text == "nan";
}

}  // namespace

Result<std::vector<RecordedPoint>> parse_recording(std::string_view text, double page_at_s) {
  std::vector<RecordedPoint> points;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    const std::size_t comma = line.find(',');
    const auto seconds = parse_number(trimmed(line.substr(0, comma)));
    if (line.empty() || (number == 1 && !seconds)) {
      continue;
    }
    const std::string_view said =
        comma == std::string_view::npos ? std::string_view{} : trimmed(line.substr(comma + 1));
    if (comma != std::string_view::npos && seconds && is_no_value(said)) {
      continue;
    }
    const auto value = parse_number(said);
    if (comma == std::string_view::npos || !seconds || !value) {
      return fail(ErrorCode::invalid_input,
                  fmt::format("line {}: expected seconds,value, found `{}`", number, line));
    }
    const double since = *seconds - page_at_s;
    if (!(std::abs(since) <= kFarthest_s)) {
      return fail(ErrorCode::invalid_input,
                  fmt::format("line {}: more than a year from the page", number));
    }
    const auto time = static_cast<SimTime>(since * static_cast<double>(kSecond));
    if (!points.empty() && time <= points.back().time) {
      return fail(ErrorCode::invalid_input,
                  fmt::format("line {}: expected times in order", number));
    }
    points.push_back({time, *value});
  }
  if (points.empty()) {
    return fail(ErrorCode::invalid_input, "there is no point in it");
  }
  return points;
}

}  // namespace threeam::scenario
