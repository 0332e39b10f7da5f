#include "sim/base/text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

namespace threeam {

namespace {

constexpr std::uint64_t kLongest = 1ULL << 62;  // about 146 years

struct Unit {
  std::string_view name;
  Duration length;
};
// Longer names first: "ms" must not be read as "m".
constexpr std::array<Unit, 6> kUnits = {{{"ns", 1},
                                         {"us", kMicrosecond},
                                         {"ms", kMillisecond},
                                         {"s", kSecond},
                                         {"m", kMinute},
                                         {"h", kHour}}};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// A decimal number as digits / scale, so that no duration is rounded through a double.
struct Decimal {
  std::uint64_t digits = 0;
  std::uint64_t scale = 1;
};

std::optional<Decimal> take_decimal(std::string_view& text) {
  Decimal number;
  bool point = false;
  bool any = false;
  while (!text.empty() && (is_digit(text[0]) || (text[0] == '.' && !point))) {
    if (text[0] == '.') {
      point = true;
    } else {
      if (number.digits > kLongest / 10 || number.scale > kLongest / 10) {
        return std::nullopt;
      }
      number.digits = number.digits * 10 + static_cast<std::uint64_t>(text[0] - '0');
      number.scale *= point ? 10 : 1;
      any = true;
    }
    text.remove_prefix(1);
  }
  if (!any) {
    return std::nullopt;
  }
  return number;
}

std::optional<Duration> take_unit(std::string_view& text) {
  for (const Unit& unit : kUnits) {
    if (text.substr(0, unit.name.size()) == unit.name) {
      text.remove_prefix(unit.name.size());
      return unit.length;
    }
  }
  return std::nullopt;
}

// Nanoseconds of one "number unit", or nothing when it is not a whole number of them.
std::optional<std::uint64_t> take_part(std::string_view& text) {
  auto number = take_decimal(text);
  const auto unit = number ? take_unit(text) : std::nullopt;
  if (!unit) {
    return std::nullopt;
  }
  auto length = static_cast<std::uint64_t>(*unit);
  while (number->scale > 1 && length % 10 == 0) {
    number->scale /= 10;
    length /= 10;
  }
  while (number->scale > 1 && number->digits % 10 == 0) {
    number->scale /= 10;
    number->digits /= 10;
  }
  if (number->digits % number->scale != 0) {
    // Left: a scale of tens against a length such as 6 (minutes); one division decides.
    if (number->digits > kLongest / length || number->digits * length % number->scale != 0) {
      return std::nullopt;
    }
    return number->digits * length / number->scale;
  }
  number->digits /= number->scale;
  if (number->digits > kLongest / length) {
    return std::nullopt;
  }
  return number->digits * length;
}

// "1.5" for 1500 of 1000.
std::string decimal(Duration amount, Duration unit) {
  std::string text = std::to_string(amount / unit);
  Duration rest = amount % unit;
  if (rest == 0) {
    return text;
  }
  text += '.';
  for (Duration place = unit / 10; rest > 0; place /= 10) {
    text += static_cast<char>('0' + rest / place);
    rest %= place;
  }
  return text;
}

}  // namespace

Result<Duration> parse_duration(std::string_view text) {
  const auto bad = [&] {
    return fail(ErrorCode::invalid_input,
                fmt::format("\"{}\" is not a duration; expected a number and one of ns, us, ms, s, "
                            "m, h, as in 250ms, 1.5s, -9m, 1h30m",
                            text.substr(0, 40)));
  };
  std::string_view rest = text;
  const bool negative = !rest.empty() && rest[0] == '-';
  if (negative) {
    rest.remove_prefix(1);
  }
  if (rest == "0") {
    return Duration{0};
  }
  if (rest.empty()) {
    return bad();
  }
  std::uint64_t total = 0;
  while (!rest.empty()) {
    const auto part = take_part(rest);
    if (!part || *part > kLongest - total) {
      return bad();
    }
    total += *part;
  }
  const auto length = static_cast<Duration>(total);
  return negative ? -length : length;
}

std::string format_duration(Duration duration) {
  if (duration == 0) {
    return "0s";
  }
  std::string text = duration < 0 ? "-" : "";
  Duration rest = duration < 0 ? -duration : duration;
  if (rest < kMicrosecond) {
    return text + decimal(rest, 1) + "ns";
  }
  if (rest < kMillisecond) {
    return text + decimal(rest, kMicrosecond) + "us";
  }
  if (rest < kSecond) {
    return text + decimal(rest, kMillisecond) + "ms";
  }
  if (rest >= kHour) {
    text += std::to_string(rest / kHour) + "h";
    rest %= kHour;
  }
  if (rest >= kMinute) {
    text += std::to_string(rest / kMinute) + "m";
    rest %= kMinute;
  }
  if (rest > 0) {
    text += decimal(rest, kSecond) + "s";
  }
  return text;
}

std::string format_clock(SimTime time) {
  SimTime seconds = time / kSecond;
  if (time % kSecond < 0) {
    seconds -= 1;
  }
  const char sign = seconds < 0 ? '-' : '+';
  seconds = seconds < 0 ? -seconds : seconds;
  if (seconds >= 3600) {
    return fmt::format("{}{}:{:02}:{:02}", sign, seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
  return fmt::format("{}{:02}:{:02}", sign, seconds / 60, seconds % 60);
}

std::string format_number(double value) {
  if (std::isnan(value)) {
    return "NaN";
  }
  if (std::isinf(value)) {
    return value > 0 ? "+Inf" : "-Inf";
  }
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end.ptr};
}

Result<double> parse_number(std::string_view text) {
  double value = 0;
  const char* begin = text.data();
  const char* end = begin + text.size();
  const auto parsed = std::from_chars(begin, end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end || !std::isfinite(value)) {
    return fail(ErrorCode::invalid_input,
                fmt::format("\"{}\" is not a number", text.substr(0, 40)));
  }
  return value;
}

}  // namespace threeam
