#include "sim/cli/moment.h"

#include <gtest/gtest.h>

#include "sim/base/text.h"

namespace threeam::cli {
namespace {

TEST(Moment, ReadsDurationsFromThePage) {
  EXPECT_EQ(parse_moment("12m"), 12 * kMinute);
  EXPECT_EQ(parse_moment("+90s"), 90 * kSecond);
  EXPECT_EQ(parse_moment("-9m"), -9 * kMinute);
  EXPECT_EQ(parse_moment("1h30m"), 90 * kMinute);
}

TEST(Moment, ReadsClocksWithAndWithoutHours) {
  EXPECT_EQ(parse_moment("+06:12"), 6 * kMinute + 12 * kSecond);
  EXPECT_EQ(parse_moment("6:12"), 6 * kMinute + 12 * kSecond);
  EXPECT_EQ(parse_moment("-04:40"), -(4 * kMinute + 40 * kSecond));
  EXPECT_EQ(parse_moment("1:02:03"), kHour + 2 * kMinute + 3 * kSecond);
  EXPECT_EQ(parse_moment("75:00"), 75 * kMinute);
}

TEST(Moment, ReadsBackWhatFormatClockWrites) {
  for (const SimTime time : {SimTime{0}, 6 * kMinute + 12 * kSecond, -(4 * kMinute + 40 * kSecond),
                             kHour + 2 * kMinute + 3 * kSecond}) {
    EXPECT_EQ(parse_moment(format_clock(time)), time) << format_clock(time);
  }
}

TEST(Moment, RefusesEverythingElse) {
  for (const char* text : {"", "+", "12", "twelve", "--9m", "+-9m", "6:60", "1:60:00", ":12",
                           "6:", "6:1x", "6:+1", "1:2:3:4", "99999999999999999999:00", "6 :12"}) {
    const Result<SimTime> time = parse_moment(text);
    ASSERT_FALSE(time) << text;
    EXPECT_EQ(time.error().code, ErrorCode::invalid_input) << text;
  }
}

}  // namespace
}  // namespace threeam::cli
