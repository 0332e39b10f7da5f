#include "sim/cli/moment.h"

#include <array>
#include <charconv>
#include <cstddef>

#include <fmt/format.h>

#include "sim/base/text.h"

namespace threeam::cli {

namespace {

constexpr std::int64_t kHoursMax = 1000;

Result<SimTime> malformed(std::string_view text) {
  return fail(ErrorCode::invalid_input,
              fmt::format("\"{}\" is no moment; write 12m, -9m, +06:12 or 1:02:03", text));
}

// "6:12" or "1:02:03", without a sign.
Result<SimTime> parse_clock(std::string_view text, std::string_view whole) {
  std::array<std::int64_t, 3> parts{};
  std::size_t count = 0;
  while (count < parts.size()) {
    const std::size_t colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), parts[count]);
    const bool digits_only = !part.empty() && part.front() >= '0' && part.front() <= '9';
    if (error != std::errc{} || end != part.data() + part.size() || !digits_only) {
      return malformed(whole);
    }
    ++count;
    if (colon == std::string_view::npos) {
      text = {};
      break;
    }
    text.remove_prefix(colon + 1);
  }
  if (count < 2 || !text.empty()) {
    return malformed(whole);
  }
  const std::int64_t hours = count == 3 ? parts[0] : 0;
  const std::int64_t minutes = parts[count - 2];
  const std::int64_t seconds = parts[count - 1];
  const bool in_range =
      hours < kHoursMax && seconds < 60 && (count == 2 || minutes < 60) && minutes < kHoursMax * 60;
  if (!in_range) {
    return malformed(whole);
  }
  return hours * kHour + minutes * kMinute + seconds * kSecond;
}

}  // namespace

Result<SimTime> parse_moment(std::string_view text) {
  std::string_view rest = text;
  std::int64_t sign = 1;
  if (rest.starts_with('+') || rest.starts_with('-')) {
    sign = rest.front() == '-' ? -1 : 1;
    rest.remove_prefix(1);
  }
  const bool signed_twice = rest.starts_with('+') || rest.starts_with('-');
  if (rest.empty() || signed_twice) {
    return malformed(text);
  }
  const Result<SimTime> length =
      rest.find(':') != std::string_view::npos ? parse_clock(rest, text) : parse_duration(rest);
  if (!length) {
    return malformed(text);
  }
  return sign * *length;
}

}  // namespace threeam::cli
