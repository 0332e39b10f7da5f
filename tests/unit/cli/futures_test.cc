#include "sim/cli/futures.h"

#include <gtest/gtest.h>

namespace threeam::cli {
namespace {

// Futures of both sides with these harms, the first `recovered` of them recovered.
Futures futures(const std::vector<double>& was, const std::vector<double>& course,
                std::size_t recovered_was, std::size_t recovered_course) {
  Futures both;
  for (std::size_t i = 0; i < was.size(); ++i) {
    both.as_it_was.push_back({i < recovered_was, {}, was[i]});
    both.course.push_back({i < recovered_course, {}, course[i]});
  }
  return both;
}

TEST(Futures, AreSettledWhenTheSideWithMoreHarmIsKnownAndSoIsRecovery) {
  EXPECT_TRUE(is_settled(futures({10, 11, 9, 10, 10}, {50, 52, 49, 51, 50}, 5, 0)));
  EXPECT_TRUE(is_settled(futures({50, 52, 49, 51, 50}, {10, 11, 9, 10, 10}, 0, 5)));
}

TEST(Futures, AreNotSettledWhileHarmMayGoEitherWay) {
  EXPECT_FALSE(is_settled(futures({10, 60, 20, 40, 30}, {50, 10, 49, 11, 45}, 5, 5)));
}

TEST(Futures, AreNotSettledWhileRecoveryIsAMatterOfLuck) {
  EXPECT_FALSE(is_settled(futures({10, 11, 9, 10, 10}, {50, 52, 49, 51, 50}, 5, 2)));
  EXPECT_FALSE(is_settled(futures({10, 11, 9, 10, 10}, {50, 52, 49, 51, 50}, 3, 0)));
}

TEST(Futures, AreSettledWhenBothDoAboutTheSameHarm) {
  EXPECT_TRUE(is_settled(futures({100, 120, 90, 100, 105}, {100.1, 120, 90, 100, 105}, 5, 5)));
}

}  // namespace
}  // namespace threeam::cli
