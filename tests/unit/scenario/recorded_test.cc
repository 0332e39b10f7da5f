#include "sim/scenario/recorded.h"

#include "tests/unit/scenario/text_file.h"
#include <gtest/gtest.h>

#include "sim/scenario/load.h"

namespace threeam::scenario {
namespace {

TEST(Recording, IsReadFromThePageOn) {
  const auto points =
      parse_recording("time,value\n1000,0.5\n1010.5, 2e3\r\n1020,NaN\n1030,\n", 1005);
  ASSERT_TRUE(points) << to_string(points.error());
  ASSERT_EQ(points->size(), 2U);
  EXPECT_EQ((*points)[0].time, -5 * kSecond);
  EXPECT_EQ((*points)[1].time, 5500 * kMillisecond);
  EXPECT_EQ((*points)[1].value, 2000);
}

TEST(Recording, ThatIsNoneNamesTheLine) {
  for (const auto& [text, message] :
       {std::pair{"", "there is no point in it"},
        std::pair{"1,2\nx,3\n", "line 2: expected seconds,value, found `x,3`"},
        std::pair{"1,2\n2\n", "line 2: expected seconds,value, found `2`"},
        std::pair{"1,2\n1,3\n", "line 2: expected times in order"},
        std::pair{"1,2\n1e300,3\n", "line 2: more than a year from the page"}}) {
    const auto points = parse_recording(text, 0);
    ASSERT_FALSE(points) << text;
    EXPECT_EQ(points.error().message, message);
  }
}

TEST(Recording, IsPartOfTheScenarioAndOfItsDigest) {
  const std::string yaml = test_text("base.yaml") + R"(
recorded:
  edge_hits:
    title: Cache hits
    unit: ratio
    lines: [{file: edge.csv, labels: {pop: fra}}]
    actions: [{action: back, factor: 2, over: 30s}]
)";
  auto files = folder_of(yaml);
  files["edge.csv"] = "-10,1\n0,2\n";
  const Loaded loaded = load(files);
  ASSERT_TRUE(loaded.ok()) << to_string(loaded.diagnostics.front());
  ASSERT_EQ(loaded.scenario.recorded.size(), 1U);
  EXPECT_EQ(loaded.scenario.recorded[0].lines[0].points.size(), 2U);
  EXPECT_EQ(loaded.scenario.recorded[0].lines[0].labels.at("pop"), "fra");
  EXPECT_EQ(loaded.scenario.recorded[0].actions[0].over, 30 * kSecond);
  const std::string digest = loaded.scenario.digest;
  files["edge.csv"] = "-10,1\n0,3\n";
  EXPECT_NE(load(files).scenario.digest, digest);
  files["edge.csv"] = "nothing\n";
  EXPECT_NE(to_string(load(files).diagnostics.front()).find("recording: "), std::string::npos);
}

}  // namespace
}  // namespace threeam::scenario
