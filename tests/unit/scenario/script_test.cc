#include "sim/scenario/script.h"

#include "tests/unit/scenario/text_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/model/json.h"
#include "sim/scenario/load.h"

namespace threeam::scenario {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kHead = "scenario: base\nwho: Somebody.\nexpects: Something.\nstory:\n";

const Scenario& base() {
  static const Scenario scenario = load(folder_of(test_text("base.yaml"))).scenario;
  return scenario;
}

Result<Script> play(const std::string& lines) {
  return load_script(std::string(kHead) + lines, "play.yaml", base());
}

std::string payload(const std::string& line) {
  const auto script = play(line);
  return script ? dump_json(script->lines.at(0).payload) : script.error().message;
}

std::string findings(const std::string& lines) {
  const auto script = play(lines);
  return script ? "" : script.error().message;
}

TEST(Script, BundledPlaysHold) {
  int plays = 0;
  for (const auto& folder : bundled_scenarios()) {
    const auto scenario = load_or_error(folder.string());
    ASSERT_TRUE(scenario);
    for (const auto& file : std::filesystem::directory_iterator(folder / "plays")) {
      if (file.path().extension() != ".yaml") {
        continue;  // ORDER.md
      }
      const auto script = load_script(read_text(file.path()), file.path().string(), *scenario);
      EXPECT_TRUE(script) << (script ? "" : script.error().message);
      ++plays;
    }
  }
  EXPECT_GE(plays, 8);
}

TEST(Script, LinesBecomeThePayloadsOfTheJournal) {
  EXPECT_EQ(payload("  - {at: 20s, say: acknowledge}"), R"({"what":"acknowledge"})");
  EXPECT_EQ(payload("  - {at: 20s, say: severity, level: 2}"), R"({"level":2,"what":"severity"})");
  EXPECT_EQ(payload("  - {at: 20s, say: update, text: Soon.}"),
            R"({"text":"Soon.","what":"update"})");
  EXPECT_EQ(payload("  - {at: 20s, look: ask, person: mara, answer: what}"),
            R"({"answer":"what","person":"mara","what":"ask"})");
  EXPECT_EQ(payload("  - {at: 20s, do: back, why: Well, expect: Better}"),
            R"({"action":"back","expect":"Better","why":"Well"})");
  EXPECT_EQ(payload("  - {at: 20s, say: hypothesis, id: h1, mechanism: release, confidence: 0.5, "
                    "text: That.}"),
            R"({"confidence":0.5,"id":"h1","mechanism":"release","refuted_by":"","text":"That.",)"
            R"("what":"hypothesis"})");
  EXPECT_EQ(payload("  - {at: 20s, interviewer: hint, index: 3}"), R"({"index":3})");
  EXPECT_EQ(payload("  - {at: 20s, interviewer: followup, id: next, answered: crisp}"),
            R"({"answered":"crisp","id":"next"})");
  EXPECT_EQ(payload("  - {at: 20s, interviewer: observed, what: assistant, value: pasted}"),
            R"({"value":"pasted","what":"assistant"})");
}

TEST(Script, ActorsAndKindsFollowFromTheLine) {
  const auto script = play(
      "  - {at: 1s, look: changes}\n  - {at: 2s, say: acknowledge}\n  - {at: 3s, do: back}\n"
      "  - {at: 4s, interviewer: pushback, id: sure, answered: holds}\n");
  ASSERT_TRUE(script);
  EXPECT_EQ(script->lines[0].kind, EntryKind::look);
  EXPECT_EQ(script->lines[1].kind, EntryKind::say);
  EXPECT_EQ(script->lines[2].kind, EntryKind::act);
  EXPECT_EQ(script->lines[2].actor, Actor::candidate);
  EXPECT_EQ(script->lines[3].kind, EntryKind::pushback);
  EXPECT_EQ(script->lines[3].actor, Actor::interviewer);
  EXPECT_EQ(script->until, 0);
}

TEST(Script, LooksCountBackFromTheirOwnMoment) {
  const auto script = play(
      "  - {at: 10m, look: panel, metric: error_ratio, by: [region], from: -5m}\n"
      "  - {at: 10m, look: panel, metric: error_ratio, from: page-30m, to: page+2m, step: 30s}\n"
      "  - {at: 10m, look: logs, from: now-1m}\n"
      "  - {at: 10m, look: traces}\n");
  ASSERT_TRUE(script) << script.error().message;
  const auto query = [&](std::size_t line) {
    return query_from_json(script->lines[line].payload["query"]).value();
  };
  EXPECT_EQ(query(0).from, 5 * kMinute);
  EXPECT_EQ(query(0).to, 10 * kMinute);
  EXPECT_EQ(query(1).from, -30 * kMinute);
  EXPECT_EQ(query(1).to, 2 * kMinute);
  EXPECT_EQ(query(1).step, 30 * kSecond);
  EXPECT_EQ(script->lines[2].payload["from_ns"], 9 * kMinute);
  EXPECT_EQ(script->lines[2].payload["search"], "");
  EXPECT_EQ(script->lines[3].payload["from_ns"], -5 * kMinute);
  EXPECT_EQ(script->lines[3].payload["which"], "any");
}

TEST(Script, AnEstimateCountsFromThePage) {
  EXPECT_EQ(payload("  - {at: 5m, say: estimate, failing_ratio: 0.4, since: -4m, text: Many.}"),
            R"({"failing_ratio":0.4,"since_ns":-240000000000,"text":"Many.","what":"estimate"})");
}

TEST(Script, NamesWhatIsWrongWithItsPlace) {
  EXPECT_EQ(findings("  - {at: 1m, do: backk}"),
            "play.yaml:5:18: dangling-name: `backk` is not an action (did you mean `back`?)");
  EXPECT_EQ(findings("  - {at: 2m, say: acknowledge}\n  - {at: 1m, say: acknowledge}"),
            "play.yaml:6:10: impossible-time: earlier than the line before; lines are in time "
            "order");
  EXPECT_EQ(findings("  - {at: 26m, say: acknowledge}"),
            "play.yaml:5:10: out-of-range: `at`: expected at least 0s and at most 25m, found 26m");
  EXPECT_EQ(findings("  - {at: 1m, say: acknowledged}"),
            "play.yaml:5:19: unknown-word: `say` cannot be `acknowledged` (did you mean "
            "`acknowledge`?)");
  EXPECT_EQ(findings("  - {at: 1m, say: severity, level: 2, text: Bad}"),
            "play.yaml:5:39: unknown-key: `say: severity` has no `text`; expected `at`, `say` or "
            "`level`");
  EXPECT_EQ(findings("  - {at: 1m, say: severity, level: 2, look: flags}"),
            "play.yaml:5:39: too-many-keys: `say: severity` has `say` already; expected only one "
            "of `look`, `say`, `do` or `interviewer`");
  EXPECT_EQ(findings("  - {at: 1m, look: panel, metric: error_ratio, where: {queue: parcels}}"),
            "play.yaml:5:56: label: `error_ratio` has no label `queue`; expected `component`, "
            "`route`, `region`, `version` or `code`");
  EXPECT_EQ(findings("  - {at: 1m, look: logs, from: 5m}"),
            "play.yaml:5:32: unit: `from`: expected a moment such as -5m (before now), now or "
            "page-30m, found `5m`");
  EXPECT_EQ(findings("  - {at: 1m, interviewer: hint, index: 4}"),
            "play.yaml:5:40: out-of-range: `index`: expected 0 to 3, the scenario's hints");
}

TEST(Script, CannotLookAtWhatIsHidden) {
  EXPECT_THAT(findings("  - {at: 1m, look: diff, change: busier}"),
              HasSubstr("dangling-name: `busier` is not a change of the timeline"));
}

TEST(Script, IsForItsScenarioOnly) {
  const auto script =
      load_script("scenario: other\nwho: A.\nexpects: B.\nstory: []\n", "play.yaml", base());
  ASSERT_FALSE(script);
  EXPECT_EQ(script.error().message,
            "play.yaml:1:11: dangling-name: `scenario`: expected `base`, found `other`");
}

TEST(Script, IsAReferenceOnlyWhereItSaysSo) {
  const auto read = [](const std::string& more) {
    return load_script("scenario: base\nwho: A.\nexpects: B.\n" + more + "story: []\n", "play.yaml",
                       base());
  };
  const auto plain = read("");
  const auto good = read("reference: true\n");
  ASSERT_TRUE(plain && good);
  EXPECT_FALSE(plain->reference);
  EXPECT_TRUE(good->reference);
  EXPECT_FALSE(read("reference: 1\n"));
}

TEST(Script, ReportsAllFindingsAtOnce) {
  const std::string all = findings("  - {at: 1, do: backk}\n  - {at: 2m, look: nowhere}\n");
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 2);
}

}  // namespace
}  // namespace threeam::scenario
