#include "sim/model/scenario.h"

#include <gtest/gtest.h>

namespace threeam {
namespace {

TEST(Scenario, FindsWhatItNamesAndNothingElse) {
  Scenario scenario;
  scenario.components.emplace_back().name = "gateway";
  scenario.components.emplace_back().name = "ledger";
  scenario.datasets.emplace_back().name = "entries";
  scenario.traffic.emplace_back().route = "POST /captures";
  scenario.actions.emplace_back().id = "rollback-ledger";
  scenario.timeline.emplace_back().id = "ledger-4.2.0";
  scenario.truth.options.emplace_back().id = "best";

  EXPECT_EQ(find_component(scenario, "ledger"), &scenario.components[1]);
  EXPECT_EQ(find_component(scenario, "ledge"), nullptr);
  EXPECT_EQ(find_dataset(scenario, "entries"), &scenario.datasets[0]);
  EXPECT_EQ(find_dataset(scenario, ""), nullptr);
  EXPECT_EQ(find_traffic(scenario, "POST /captures"), &scenario.traffic[0]);
  EXPECT_EQ(find_traffic(scenario, "post /captures"), nullptr);
  EXPECT_EQ(find_action(scenario, "rollback-ledger"), &scenario.actions[0]);
  EXPECT_EQ(find_action(scenario, "rollback"), nullptr);
  EXPECT_EQ(find_event(scenario, "ledger-4.2.0"), &scenario.timeline[0]);
  EXPECT_EQ(find_event(scenario, "ledger"), nullptr);
  EXPECT_EQ(find_option(scenario, "best"), &scenario.truth.options[0]);
  EXPECT_EQ(find_option(scenario, "worst"), nullptr);
}

TEST(Scenario, NamesAChangeByItsKeyInTheFile) {
  EXPECT_EQ(change_kind(Rollback{}), "rollback");
  EXPECT_EQ(change_kind(SetFlag{}), "set_flag");
  EXPECT_EQ(change_kind(ParameterChange{}), "change");
}

}  // namespace
}  // namespace threeam
