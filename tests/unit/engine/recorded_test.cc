// Real series, replayed beside the simulated ones.
#include <cmath>

#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;

// A point every 10 s from 0 s to 60 s, worth its seconds; none at 30 s and 40 s.
Scenario recorded() {
  Scenario one =
      scenario({service("s", 2, 16, 16, steps(use(kMillisecond)))}, {traffic("t", "s", 10)});
  RecordedSeries series;
  series.name = "edge_hits";
  series.lines.resize(1);
  for (const int second : {0, 10, 20, 50, 60, 70}) {
    series.lines[0].points.push_back({second * kSecond, static_cast<double>(second)});
  }
  one.recorded = {series};
  one.flags = {{"f", "", false}};
  one.actions = {action("flag", SetFlag{"f", true}, 5 * kSecond)};
  return one;
}

std::vector<double> replayed(const Scenario& scenario, bool act = false) {
  const auto model = compiled(scenario);
  engine::World world(model, 1);
  engine::Recorder recorder(*model);
  if (act) {
    world.apply("flag", 1);
  }
  world.advance(80 * kSecond, &recorder);
  std::vector<double> values;
  for (std::size_t i = 0; i < recorder.samples(); ++i) {
    values.push_back(recorder.recorded_value(0, 0, i));
  }
  return values;  // at 5 s, 10 s, ...
}

TEST(Recorded, IsStraightBetweenNeighboursAndAGapWhereTheyAreTooFarApart) {
  const std::vector<double> values = replayed(recorded());
  ASSERT_EQ(values.size(), 16U);
  EXPECT_DOUBLE_EQ(values[0], 5);
  EXPECT_DOUBLE_EQ(values[1], 10);
  EXPECT_DOUBLE_EQ(values[3], 20);
  for (std::size_t i = 4; i < 9; ++i) {
    EXPECT_TRUE(std::isnan(values[i])) << i;
  }
  EXPECT_DOUBLE_EQ(values[9], 50);
  EXPECT_DOUBLE_EQ(values[10], 55);
  EXPECT_DOUBLE_EQ(values[13], 70);
  EXPECT_TRUE(std::isnan(values[14]));
}

TEST(Recorded, IsBentByAnActionFromItsFirstEffectOn) {
  Scenario one = recorded();
  one.recorded[0].actions = {{"flag", 3, 20 * kSecond}};
  const std::vector<double> values = replayed(one, true);
  EXPECT_DOUBLE_EQ(values[0], 5);         // takes 5 s
  EXPECT_DOUBLE_EQ(values[1], 10 * 1.5);  // a quarter of the way to 3
  EXPECT_DOUBLE_EQ(values[9], 50 * 3);
  EXPECT_DOUBLE_EQ(replayed(one)[9], 50);
}

TEST(Recorded, DoesNotTouchTheWorld) {
  engine::World with(compiled(recorded()), 1);
  Scenario none = recorded();
  none.recorded.clear();
  engine::World without(compiled(none), 1);
  with.advance(kMinute);
  without.advance(kMinute);
  EXPECT_EQ(with.state_hash(), without.state_hash());
}

TEST(Recorded, WithoutPointsOrWithAnUnknownActionIsRefused) {
  Scenario one = recorded();
  one.recorded[0].actions = {{"nothing", 2, 0}};
  EXPECT_FALSE(engine::compile(one));
  one = recorded();
  one.recorded[0].lines[0].points.clear();
  one.recorded[0].lines[0].problem = "line 2: expected seconds,value";
  const auto model = engine::compile(one);
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().message, "line 2: expected seconds,value");
}

}  // namespace
}  // namespace threeam
