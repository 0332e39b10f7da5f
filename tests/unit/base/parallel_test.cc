#include "sim/base/parallel.h"

#include <atomic>
#include <vector>

#include <gtest/gtest.h>

namespace threeam {
namespace {

TEST(RunJobs, RunsEachOnceWithAnyNumberOfThreads) {
  for (const int threads : {0, 1, 2, 7, 50}) {
    std::vector<std::atomic<int>> runs(20);
    run_jobs(runs.size(), threads, [&](std::size_t i) { ++runs[i]; });
    for (const auto& count : runs) {
      EXPECT_EQ(count, 1) << threads << " threads";
    }
  }
}

TEST(RunJobs, NeedsNoJobs) {
  run_jobs(0, 4, [](std::size_t) { FAIL(); });
}

}  // namespace
}  // namespace threeam
