// How long a round is kept: classes as data, and the day from which it is to be deleted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/base/result.h"

namespace threeam {

struct RetentionClass {
  std::string_view name;
  int months = 0;  // from the record at least; 0: never deleted
  std::string_view source;
};

// standard: 1 year (29 CFR 1602.14); california: 4 years (2 CCR 11013(c)); eu: 6 months at least
// (Regulation (EU) 2024/1689, Art. 26(6)); litigation_hold: never.
std::span<const RetentionClass> retention_classes();

inline constexpr std::string_view kStandardRetention = "standard";

struct Keeping {
  std::string retention = std::string(kStandardRetention);
  std::optional<std::int64_t> delete_after_ms;  // Unix time, a midnight UTC; nullopt: never
  bool operator==(const Keeping&) const = default;
};

// What a class asks of a round that began at `created_ms`; with `date` ("2031-04-30") until then.
// `invalid_input` names the field, "retention" or "delete_after": an unknown class, a date that is
// none, is sooner than the class allows, or is given for what is never deleted.
Result<Keeping> keeping_of(std::string_view retention, std::int64_t created_ms,
                           const std::optional<std::string>& date = std::nullopt);

// "2031-04-30" as that midnight UTC; and the UTC date of a time.
Result<std::int64_t> parse_date(std::string_view text);
std::string format_date(std::int64_t unix_ms);

}  // namespace threeam
