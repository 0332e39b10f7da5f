#include "sim/scenario/specimen.h"

#include "tests/unit/scenario/text_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace threeam::scenario {
namespace {

constexpr std::string_view kSlow = R"(specimen: slow
number: 7
mechanism: Slow work
looks_like: Latency rises.
seen_at: nobody, never
windows:
  before: {from: -60s, to: 0s}
  during: {from: 0s, to: 60s}
regions: [north]
components:
  shop:
    about: Takes orders.
    version: "1.0"
    instances: {north: 1}
    operations:
      order: {steps: [{use: 5ms}]}
traffic:
  order:
    entry: shop.order
    rate: {north: 10/s}
    client: {timeout: 1s}
timeline:
  - {at: 0s, id: slower, change: {parameter: work_time, factor: 3}}
actions:
  restart: {label: Restart, does: Restarts., restart: {component: shop, regions: [north]}}
acts:
  - {at: 30s, do: restart}
signature:
  latency:
    metric: latency_p50
    where: {component: shop}
    shows: [during > 2 * before, most requests.during < 20]
  requests: {metric: request_rate}
)";

std::string changed(const std::string& before, const std::string& after) {
  std::string yaml(kSlow);
  const auto at = yaml.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return yaml.replace(at, before.size(), after);
}

// What is found, a line each, without the file.
std::string findings(const std::string& yaml) {
  std::string found;
  for (const Diagnostic& d : load_specimen(yaml, "slow.yaml").diagnostics) {
    found += to_string(d).substr(std::string_view("slow.yaml:").size()) + "\n";
  }
  return found;
}

TEST(SpecimenFile, NeedsNothingOfARound) {
  const LoadedSpecimen loaded = load_specimen(kSlow, "tests/slow.yaml");
  ASSERT_TRUE(loaded.diagnostics.empty()) << to_string(loaded.diagnostics.front());
  const Specimen& specimen = loaded.specimen;
  EXPECT_EQ(specimen.world.past, 2 * kMinute);
  EXPECT_EQ(specimen.world.length, 5 * kMinute);
  ASSERT_EQ(specimen.signature.size(), 2U);
  ASSERT_EQ(specimen.signature[0].claims.size(), 2U);
  const Claim& claim = specimen.signature[0].claims[1];
  EXPECT_EQ(claim.left.take, Take::most);
  EXPECT_EQ(claim.left.series, "requests");
  EXPECT_EQ(claim.left.window, "during");
  EXPECT_EQ(claim.right.factor, 20);
  EXPECT_EQ(specimen.signature[0].claims[0].right.series, "latency");
}

TEST(SpecimenFile, SaysWhereItIsWrong) {
  EXPECT_EQ(findings(changed("specimen: slow", "specimen: fast")),
            "1:11: id: `specimen`: expected `slow`, the file's name, found `fast`\n");
  EXPECT_EQ(findings(changed("number: 7\n", "")),
            "1:1: missing-key: a specimen needs `number`: its number in the table of mechanisms\n");
  EXPECT_EQ(findings(changed("seen_at", "seen_in")),
            "1:1: missing-key: a specimen needs `seen_at`: a public incident: who and when\n"
            "5:1: unknown-key: a specimen has no `seen_in` (did you mean `seen_at`?)\n");
  EXPECT_EQ(findings(changed("do: restart", "do: restrat")),
            "27:19: dangling-name: `restrat` is not an action (did you mean `restart`?)\n");
  EXPECT_EQ(findings(changed("entry: shop.order", "entry: shop.oder")),
            "16:7: unused (warning): an operation `order` is never used\n"
            "19:12: dangling-name: `oder` is not an operation of `shop` (did you mean `order`?)\n");
  EXPECT_EQ(findings(changed("{at: 30s, do", "{at: 6m, do")),
            "27:10: impossible-time: 6m is after the run's end at 5m\n");
  EXPECT_EQ(findings(changed("{component: shop}\n    shows", "{pool: db}\n    shows")),
            "31:13: label: `latency_p50` has no label `pool`; expected `component`, `route`, "
            "`region` or `version`\n");
  EXPECT_EQ(findings(changed("metric: latency_p50", "harm: late_requests")),
            "31:5: label: harm has no labels\n");
}

TEST(SpecimenFile, HasWindowsInsideItsRunInWholeSamples) {
  EXPECT_EQ(
      findings(changed("from: -60s", "from: -3m")),
      "7:3: window: `before` goes from -3m to 0s; expected a stretch of -2m to 5m, the run\n");
  EXPECT_EQ(findings(changed("to: 60s", "to: 0s")),
            "8:3: window: `during` goes from 0s to 0s; expected a stretch of -2m to 5m, the run\n");
  EXPECT_EQ(findings(changed("to: 60s", "to: 61s")),
            "8:3: window: `during` goes from 0s to 1m1s; expected multiples of 5s, the samples\n");
}

TEST(SpecimenFile, HasClaimsThatCanBeMeasured) {
  const auto claim = [](const std::string& text) {
    return findings(changed("during > 2 * before", text));
  };
  EXPECT_EQ(claim("during < dring"),
            "32:13: claim: `during < dring`: `dring` is not a window (did you mean `during`?)\n");
  EXPECT_EQ(claim("during < request.before"),
            "32:13: claim: `during < request.before`: `request` is not a series (did you mean "
            "`requests`?)\n");
  EXPECT_EQ(claim("during"),
            "32:13: claim: `during`: expected A < B, A > B, A ~ B (within a tenth) or WINDOW is "
            "missing\n");
  EXPECT_EQ(claim("0.3 < during"),
            "32:13: claim: `0.3 < during`: the left side is a number; expected a window\n");
  EXPECT_EQ(claim("during > twice before"),
            "32:13: claim: `during > twice before`: `twice before` is no term; expected 0.05, "
            "WINDOW, 2 * WINDOW, most WINDOW or SERIES.WINDOW\n");
  EXPECT_EQ(claim("during is missing"), "");
  EXPECT_EQ(findings(changed("    shows: [during > 2 * before, most requests.during < 20]\n", "")),
            "28:1: claim: nothing is claimed; expected at least one series that `shows`\n");
}

TEST(SpecimenFile, ThatIsNotThereIsSaidByName) {
  const auto specimen = load_specimen_or_error("/nowhere/slow.yaml");
  ASSERT_FALSE(specimen);
  EXPECT_EQ(specimen.error().code, ErrorCode::storage);
  EXPECT_EQ(specimen.error().where, "/nowhere/slow.yaml");
}

TEST(Specimens, AreDescribedByTheirGuide) {
  const std::string guide = read_text(source_path("tests/specimens/README.md"));
  for (const std::string_view word :
       {"specimen", "number", "mechanism", "looks_like", "seen_at", "past", "length", "clock",
        "seed", "acts", "windows", "signature", "failed_requests", "late_requests", "wrong_rows",
        "wrong_effects", "late_messages", "dead_messages"}) {
    EXPECT_NE(guide.find("`" + std::string(word) + "`"), std::string::npos) << word;
  }
}

}  // namespace
}  // namespace threeam::scenario
