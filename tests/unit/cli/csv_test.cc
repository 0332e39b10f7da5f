#include "sim/cli/csv.h"

#include <gtest/gtest.h>

namespace threeam::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(Csv, ReadsQuotesCommasAndBothLineEnds) {
  EXPECT_EQ(parse_csv("round,category\r\na,\"B, or \"\"C\"\"\"\n\nb,\n").value(),
            (Rows{{"round", "category"}, {"a", "B, or \"C\""}, {"b", ""}}));
}

TEST(Csv, WritesWhatItReads) {
  const std::vector<std::string> fields = {"", "a,b", "say \"no\"", "two\nlines", "plain"};
  EXPECT_EQ(parse_csv(csv_line(fields)).value(), Rows{fields});
}

TEST(Csv, NamesTheLineOfAQuoteThatDoesNotEnd) {
  const auto read = parse_csv("a,b\nc,\"d");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().where, "2:1");
}

}  // namespace
}  // namespace threeam::cli
