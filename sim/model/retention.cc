#include "sim/model/retention.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace threeam {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

constexpr RetentionClass kClasses[] = {
    {kStandardRetention, 12, "29 CFR 1602.14"},
    {"california", 48, "2 CCR 11013(c)"},
    {"eu", 6, "Regulation (EU) 2024/1689, Art. 26(6)"},
    {"litigation_hold", 0, "never, until it is lifted"},
};

std::chrono::sys_days day_of(std::int64_t unix_ms) {
  return std::chrono::sys_days(std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(unix_ms))));
}

std::int64_t midnight(std::chrono::sys_days day) {
  return day.time_since_epoch().count() * kDayMs;
}

// The first midnight that is so many months after the time. A day that its month does not have is
// the next month's: rather a day longer than one too short.
std::int64_t months_after(std::int64_t unix_ms, int months) {
  const std::chrono::year_month_day then{day_of(unix_ms)};
  const std::chrono::sys_days day{then + std::chrono::months(months)};
  return midnight(day) + (unix_ms % kDayMs == 0 ? 0 : kDayMs);
}

}  // namespace

std::span<const RetentionClass> retention_classes() {
  return kClasses;
}

Result<Keeping> keeping_of(std::string_view retention, std::int64_t created_ms,
                           const std::optional<std::string>& date) {
  const auto* found =
      std::find_if(std::begin(kClasses), std::end(kClasses),
                   [&](const RetentionClass& known) { return known.name == retention; });
  if (found == std::end(kClasses)) {
    return fail(ErrorCode::invalid_input, "expected standard, california, eu or litigation_hold",
                "retention");
  }
  Keeping keeping;
  keeping.retention = std::string(retention);
  if (found->months == 0) {
    return date ? fail(ErrorCode::invalid_input, "a round on litigation hold has no such date",
                       "delete_after")
                : Result<Keeping>(keeping);
  }
  keeping.delete_after_ms = months_after(created_ms, found->months);
  if (date) {
    const Result<std::int64_t> told = parse_date(*date);
    if (!told) {
      return tl::unexpected(told.error());
    }
    if (*told < *keeping.delete_after_ms) {
      return fail(ErrorCode::invalid_input,
                  fmt::format("{} asks for {} at least ({})", retention,
                              format_date(*keeping.delete_after_ms), found->source),
                  "delete_after");
    }
    keeping.delete_after_ms = *told;
  }
  return keeping;
}

Result<std::int64_t> parse_date(std::string_view text) {
  const auto digits = [&](std::size_t from, std::size_t count) {
    int number = 0;
    for (const char c : text.substr(from, count)) {
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  };
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const int year = shaped ? digits(0, 4) : -1;
  const int month = shaped ? digits(5, 2) : -1;
  const int day = shaped ? digits(8, 2) : -1;
  if (year >= 1970 && month > 0 && day > 0) {
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (date.ok()) {
      return midnight(std::chrono::sys_days(date));
    }
  }
  return fail(ErrorCode::invalid_input, "expected a date as in 2031-04-30", "delete_after");
}

std::string format_date(std::int64_t unix_ms) {
  const std::chrono::year_month_day date{day_of(unix_ms)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace threeam
