// Simulated time. Integer nanoseconds, so that no two machines round differently.
#pragma once

#include <cstdint>

namespace threeam {

// Nanoseconds since the page: negative in the past before it, 0 when the alert fires.
using SimTime = std::int64_t;
// A length of simulated time in nanoseconds.
using Duration = std::int64_t;

inline constexpr Duration kMicrosecond = 1'000;
inline constexpr Duration kMillisecond = 1'000'000;
inline constexpr Duration kSecond = 1'000'000'000;
inline constexpr Duration kMinute = 60 * kSecond;
inline constexpr Duration kHour = 60 * kMinute;

// Metrics are sampled on this grid, aligned to the page.
inline constexpr Duration kSampleInterval = 5 * kSecond;
// The state hash enters the journal on this grid, aligned to the page.
inline constexpr Duration kHashInterval = kMinute;

}  // namespace threeam
