#include "sim/model/retention.h"

#include <gtest/gtest.h>

#include "sim/model/notice.h"

namespace threeam {
namespace {

constexpr std::int64_t kNoon = 1'709'208'000'000;  // 2024-02-29 12:00 UTC

std::string until(std::string_view retention, std::int64_t created_ms) {
  return format_date(keeping_of(retention, created_ms)->delete_after_ms.value());
}

TEST(Retention, KeepsEachClassForItsTimeToTheNextMidnight) {
  EXPECT_EQ(format_date(kNoon), "2024-02-29");
  EXPECT_EQ(until("standard", kNoon), "2025-03-02");  // the 29th is not there; never too short
  EXPECT_EQ(until("california", kNoon), "2028-03-01");
  EXPECT_EQ(until("eu", kNoon), "2024-08-30");
  EXPECT_EQ(until("standard", parse_date("2026-11-24").value()), "2027-11-24");
}

TEST(Retention, ALitigationHoldHasNoDay) {
  EXPECT_FALSE(keeping_of("litigation_hold", kNoon)->delete_after_ms.has_value());
  EXPECT_EQ(keeping_of("litigation_hold", kNoon, "2030-01-01").error().where, "delete_after");
}

TEST(Retention, MayBeToldALaterDayButNoSooner) {
  EXPECT_EQ(format_date(*keeping_of("eu", kNoon, "2026-01-31")->delete_after_ms), "2026-01-31");
  const auto sooner = keeping_of("eu", kNoon, "2024-03-31");
  ASSERT_FALSE(sooner);
  EXPECT_EQ(sooner.error().where, "delete_after");
  EXPECT_NE(sooner.error().message.find("2024-08-30"), std::string::npos);
}

TEST(Retention, RefusesAnUnknownClassAndWhatIsNoDate) {
  EXPECT_EQ(keeping_of("for ever", kNoon).error().where, "retention");
  for (const char* text : {"", "2026-13-01", "2026-02-30", "26-01-01", "2026-1-1", "2026/01/01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Notice, SaysUntilWhenItIsKept) {
  const auto lines = notice_lines(*keeping_of("california", kNoon));
  EXPECT_NE(lines.back().find("2028-03-01"), std::string::npos);
}

}  // namespace
}  // namespace threeam
