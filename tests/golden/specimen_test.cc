// Every mechanism of failure, tests/specimens/*.yaml: its signature holds, and what it shows is
// what it showed. A new specimen is a file; THREEAM_GOLDEN_UPDATE=1 writes its report and its
// picture.
#include "sim/scenario/specimen.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/specimen/observe.h"
#include "sim/specimen/picture.h"
#include "sim/specimen/report.h"

namespace threeam::specimen {
namespace {

namespace fs = std::filesystem;

const fs::path kSource = THREEAM_SOURCE_DIR;
const fs::path kGoldens = kSource / "tests/golden/specimens";

std::vector<std::string> stems(const fs::path& folder, std::string_view extension) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) {
      found.push_back(entry.path().stem().string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> specimens() {
  return stems(kSource / "tests/specimens", ".yaml");
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void expect_same(const std::string& found, const fs::path& golden) {
  if (std::getenv("THREEAM_GOLDEN_UPDATE") != nullptr) {
    std::ofstream(golden) << found;
  }
  EXPECT_EQ(read_file(golden), found)
      << golden << " is another; on purpose: run the test with THREEAM_GOLDEN_UPDATE=1";
}

class Mechanism : public ::testing::TestWithParam<std::string> {};

TEST_P(Mechanism, ShowsItsSignature) {
  const std::string file = "tests/specimens/" + GetParam() + ".yaml";
  const auto specimen = scenario::load_specimen_or_error((kSource / file).string());
  ASSERT_TRUE(specimen) << specimen.error().message;
  const auto observation = observe(*specimen, static_cast<std::uint64_t>(specimen->seed));
  ASSERT_TRUE(observation) << file << ": " << to_string(observation.error());
  for (const Verdict& verdict : observation->verdicts) {
    EXPECT_TRUE(verdict.holds) << GetParam() << ": " << describe(verdict) << "\n  threeam specimen "
                               << file << " shows it";
  }
  expect_same(report(*specimen, *observation), kGoldens / (GetParam() + ".txt"));
  expect_same(picture(*specimen, *observation), kGoldens / (GetParam() + ".svg"));
}

TEST_P(Mechanism, ShowsItWithAnyLuck) {
  const std::string file = "tests/specimens/" + GetParam() + ".yaml";
  const auto specimen = scenario::load_specimen_or_error((kSource / file).string());
  ASSERT_TRUE(specimen) << specimen.error().message;
  for (const std::uint64_t seed : {101U, 102U, 103U}) {
    const auto observation = observe(*specimen, seed);
    ASSERT_TRUE(observation) << file << ": " << to_string(observation.error());
    for (const Verdict& verdict : observation->verdicts) {
      EXPECT_TRUE(verdict.holds) << GetParam() << ": " << describe(verdict)
                                 << "\n  threeam specimen " << file << " --seed " << seed
                                 << " shows it";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, Mechanism, ::testing::ValuesIn(specimens()),
                         [](const auto& instance) {
                           std::string name = instance.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Mechanisms, HaveANumberOnce) {
  std::set<int> numbers;
  for (const std::string& slug : specimens()) {
    const auto specimen =
        scenario::load_specimen_or_error((kSource / "tests/specimens" / (slug + ".yaml")).string());
    ASSERT_TRUE(specimen) << specimen.error().message;
    EXPECT_TRUE(numbers.insert(specimen->number).second) << slug << " has another's number";
  }
}

TEST(Mechanisms, LeaveNothingBehindWhenTheyGo) {
  EXPECT_THAT(specimens(), testing::IsSupersetOf(stems(kGoldens, ".txt")));
  EXPECT_THAT(specimens(), testing::IsSupersetOf(stems(kGoldens, ".svg")));
}

}  // namespace
}  // namespace threeam::specimen
