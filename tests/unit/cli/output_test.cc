#include "sim/cli/output.h"

#include <gtest/gtest.h>

namespace threeam::cli {
namespace {

TEST(Output, GroupsThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
  EXPECT_EQ(grouped(-123), "-123");
  EXPECT_EQ(grouped(1234.5, 1), "1,234.5");
}

TEST(Output, ErrorsKeepTheirPlaceAndDecideTheStatus) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(complain({ErrorCode::diverged, "minute 3 differs", "a.jsonl:17"}, "a.jsonl"),
            kDoesNotHold);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "a.jsonl:17: diverged: minute 3 differs\n");
  testing::internal::CaptureStderr();
  EXPECT_EQ(complain({ErrorCode::storage, "no such file", ""}, "a.jsonl"), kUnreadable);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "a.jsonl: storage: no such file\n");
}

}  // namespace
}  // namespace threeam::cli
