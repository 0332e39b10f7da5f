#include "sim/base/text.h"

#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

#include "sim/base/random.h"

namespace threeam {
namespace {

TEST(Duration, ReadsEveryUnitAndSums) {
  EXPECT_EQ(parse_duration("7ns").value(), 7);
  EXPECT_EQ(parse_duration("1.5us").value(), 1'500);
  EXPECT_EQ(parse_duration("250ms").value(), 250 * kMillisecond);
  EXPECT_EQ(parse_duration("1.5s").value(), 1'500 * kMillisecond);
  EXPECT_EQ(parse_duration("0.1m").value(), 6 * kSecond);
  EXPECT_EQ(parse_duration("-9m").value(), -9 * kMinute);
  EXPECT_EQ(parse_duration("1h30m").value(), 90 * kMinute);
  EXPECT_EQ(parse_duration("0").value(), 0);
  EXPECT_EQ(parse_duration("0s").value(), 0);
}

TEST(Duration, RefusesWhatHasNoUnitOrIsNotExact) {
  for (const char* text : {"", "-", "5", "5 s", "s", "1.s5", "1..5s", "5x", "1h-3m", "0.5ns",
                           "1.0000000001s", "99999999999h", "1e3s", "+5s", "."}) {
    EXPECT_FALSE(parse_duration(text).has_value()) << text;
  }
}

TEST(Duration, FormatsSoThatItReadsBack) {
  EXPECT_EQ(format_duration(0), "0s");
  EXPECT_EQ(format_duration(90 * kSecond), "1m30s");
  EXPECT_EQ(format_duration(1'500'000), "1.5ms");
  EXPECT_EQ(format_duration(-2 * kHour), "-2h");
  EXPECT_EQ(format_duration(kHour + 20 * kMillisecond), "1h0.02s");
  for (std::uint64_t i = 0; i < 5000; ++i) {
    const auto words = philox(9, 9, i);
    const auto duration =
        static_cast<Duration>(((std::uint64_t{words[0]} << 32) | words[1]) >> (2 + words[2] % 61));
    EXPECT_EQ(parse_duration(format_duration(duration)).value(), duration);
  }
}

TEST(Clock, CountsFromThePageAndRoundsDown) {
  EXPECT_EQ(format_clock(0), "+00:00");
  EXPECT_EQ(format_clock(372 * kSecond + 999 * kMillisecond), "+06:12");
  EXPECT_EQ(format_clock(-280 * kSecond), "-04:40");
  EXPECT_EQ(format_clock(-1), "-00:01");
  EXPECT_EQ(format_clock(3723 * kSecond), "+1:02:03");
}

TEST(Number, FormatsTheShortestThatReadsBack) {
  EXPECT_EQ(format_number(0.1), "0.1");
  EXPECT_EQ(format_number(3), "3");
  EXPECT_EQ(format_number(1e-7), "1e-07");
  EXPECT_EQ(format_number(std::numeric_limits<double>::quiet_NaN()), "NaN");
  EXPECT_EQ(format_number(std::numeric_limits<double>::infinity()), "+Inf");
  EXPECT_EQ(format_number(-std::numeric_limits<double>::infinity()), "-Inf");
}

TEST(Number, ReadsTheWholeTextOrNothing) {
  EXPECT_EQ(parse_number("-2.5e3").value(), -2500.0);
  for (const char* text : {"", "1x", " 1", "0x10", "inf", "nan", "1,5", "1e999"}) {
    EXPECT_FALSE(parse_number(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace threeam
