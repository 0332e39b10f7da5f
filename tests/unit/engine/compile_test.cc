#include "tests/support/builders.h"
#include "tests/unit/engine/watch.h"
#include <gtest/gtest.h>

namespace threeam {
namespace {

using namespace threeam::testing;
using ::testing::Test;

std::string refusal(const Scenario& scenario) {
  const auto model = engine::compile(scenario);
  return model ? "" : to_string(model.error());
}

Scenario fine() {
  return scenario({service("a", 1, 4, 8, steps(use(kMillisecond), call("b", "do"))),
                   service("b", 1, 4, 8, steps(use(kMillisecond)))},
                  {traffic("t", "a", 100)});
}

TEST(Compile, TakesASmallWorld) {
  EXPECT_EQ(refusal(fine()), "");
}

TEST(Compile, RefusesCallsInACircleAndNamesIt) {
  Scenario one = fine();
  one.components[1].operations[0].steps = steps(call("a", "do"));
  EXPECT_EQ(refusal(one), "components: calls go in a circle: a.do -> b.do -> a.do");
}

TEST(Compile, RefusesACircleThatOnlyALaterVersionCloses) {
  Scenario one = fine();
  one.components[1].versions = {{"2", "", {{"do", "", steps(call("a", "do"))}}}};
  EXPECT_NE(refusal(one).find("circle"), std::string::npos);
}

TEST(Compile, RefusesACallIntoARegionWithoutInstances) {
  Scenario one = fine();
  one.components[1].instances = {};
  EXPECT_EQ(refusal(one), "components: b has no instance in r, and a.do needs one there");
}

TEST(Compile, RefusesNamesThatDoNotResolve) {
  Scenario one = fine();
  one.components[0].operations[0].steps = steps(call("c", "do"));
  EXPECT_EQ(refusal(one), "components.a.1 do: there is no c.do to call");
  one = fine();
  one.actions = {action("x", Rollback{"b", "9", kSecond})};
  EXPECT_EQ(refusal(one), "actions.x: there is no b 9");
  one = fine();
  one.timeline = {event("e", 0, SetFlag{"nope", true})};
  EXPECT_EQ(refusal(one), "timeline.e: there is no flag nope");
}

TEST(Compile, RefusesMoreThanItCanCarry) {
  Scenario one = fine();
  one.traffic[0].rate = {{"r", 30'000}};
  EXPECT_EQ(refusal(one), "traffic: 30000 requests/s at peak; at most 20000");
  one = fine();
  one.traffic[0].rate = {{"r", 9'000}};
  ParameterChange surge;
  surge.parameter = Parameter::traffic;
  surge.factor = 3;
  one.timeline = {event("surge", 0, surge)};
  EXPECT_EQ(refusal(one), "traffic: 27000 requests/s at peak; at most 20000");
  one = fine();
  for (int i = 0; i < 70; ++i) {
    one.components.push_back(service("c" + std::to_string(i), 1, 1, 1, steps(use(kMillisecond))));
  }
  EXPECT_EQ(refusal(one), "components: 72 components; at most 64");
  one = fine();
  one.components[0].workers = 0;
  EXPECT_EQ(refusal(one), "components.a.workers: workers must be between 1 and 4096");
}

TEST(Compile, KeepsTheCallersOrderOfVersions) {
  Scenario one = fine();
  one.components[0].versions = {{"3", "", {}}, {"2", "", {}}};
  EXPECT_EQ(compiled(one)->version_names(0), (std::vector<std::string>{"1", "3", "2"}));
}

}  // namespace
}  // namespace threeam
