// The bundled plays, scored: the cards are files to read, and the order of the scores is what an
// experienced engineer would say. THREEAM_GOLDEN_UPDATE=1 writes the files anew.
#include "sim/score/score.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/golden/score_text.h"
#include <gtest/gtest.h>

#include "sim/round/round.h"
#include "sim/scenario/load.h"
#include "sim/scenario/script.h"

namespace threeam::golden {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::string kRoot = THREEAM_SOURCE_DIR;

std::unique_ptr<round::Round> play(const std::string& scenario_id, const std::string& name) {
  const std::string folder = kRoot + "/scenarios/" + scenario_id;
  Result<Scenario> loaded = scenario::load_or_error(folder);
  if (!loaded) {
    ADD_FAILURE() << to_string(loaded.error());
    return nullptr;
  }
  auto scenario = std::make_shared<const Scenario>(std::move(*loaded));
  const std::string file = folder + "/plays/" + name + ".yaml";
  Result<Script> script = scenario::load_script(read_file(file), file, *scenario);
  if (!script) {
    ADD_FAILURE() << to_string(script.error());
    return nullptr;
  }
  JournalHeader header;
  header.round = "golden";
  header.seed = 1;
  header.level = "mid";
  auto round = round::play(scenario, header, std::move(*script));
  if (!round) {
    ADD_FAILURE() << to_string(round.error());
    return nullptr;
  }
  return std::move(*round);
}

Scorecard score_play(const std::string& scenario, const std::string& name) {
  const auto round = play(scenario, name);
  Result<Scorecard> card = round == nullptr ? Scorecard{} : score::score(*round);
  if (!card) {
    ADD_FAILURE() << to_string(card.error());
    return {};
  }
  const std::string text = as_text(*card);
  const std::string file = kRoot + "/tests/golden/score_" + scenario + "_" + name + ".txt";
  if (std::getenv("THREEAM_GOLDEN_UPDATE") != nullptr) {
    std::ofstream(file, std::ios::binary) << text;
  }
  EXPECT_EQ(text, read_file(file)) << file;
  return std::move(*card);
}

struct Cards {
  Scorecard good, hasty, idle;
};

Cards score_plays(const std::string& scenario) {
  return {score_play(scenario, "good"), score_play(scenario, "hasty"),
          score_play(scenario, "idle")};
}

double harm_of(const Decision& decision, std::string_view course) {
  for (const Course& from_here : decision.from_here) {
    if (from_here.id == course) {
      return from_here.harm_units;
    }
  }
  ADD_FAILURE() << course << " is not in the table";
  return 0;
}

void expect_order_of_process(const Cards& cards) {
  EXPECT_GT(cards.good.process_score, 0.75);
  EXPECT_GT(cards.good.process_score, cards.hasty.process_score + 0.3);
  EXPECT_GT(cards.hasty.process_score, cards.idle.process_score);
  EXPECT_LT(cards.idle.process_score, 0.1);
}

TEST(BrokenDownloadLinks, RollingBackAtOnceEndsWellButLookingFirstIsBetterDone) {
  const Cards cards = score_plays("broken-download-links");
  expect_order_of_process(cards);
  EXPECT_GT(cards.hasty.outcome_score, 0.9);
  EXPECT_GT(cards.good.outcome_score, 0.8);
  EXPECT_LT(cards.idle.outcome_score, 0.05);
}

TEST(LedgerMinorUnits, ContainingAndRepairingBeatsRollingBackAtOnce) {
  const Cards cards = score_plays("ledger-minor-units");
  expect_order_of_process(cards);
  EXPECT_GT(cards.good.outcome_score, 0.9);
  EXPECT_LT(cards.hasty.outcome_score, cards.good.outcome_score);
  const Decision& rolled_back = cards.hasty.decisions.front();
  EXPECT_GT(rolled_back.unreadable_share, 0.05);
  EXPECT_GT(harm_of(rolled_back, "this"), harm_of(rolled_back, "best"));
  EXPECT_LT(cards.idle.outcome_score, 0.05);
}

// Of a finding of this card.
double points_of(const Scorecard& card, std::string_view criterion) {
  for (const Finding& finding : card.findings) {
    if (finding.criterion == criterion) {
      return finding.points;
    }
  }
  ADD_FAILURE() << criterion << " is not on the card";
  return 0;
}

const Decision* decision_of(const Scorecard& card, std::string_view action) {
  for (const Decision& decision : card.decisions) {
    if (decision.action == action) {
      return &decision;
    }
  }
  ADD_FAILURE() << action << " was not done";
  return nullptr;
}

// Two plays that differ in when one line comes.
TEST(LedgerMinorUnits, TheSameRollbackIsJudgedByTheRowsOfItsMinute) {
  const auto scored = [](const char* name) {
    const auto round = play("ledger-minor-units", name);
    return round == nullptr ? Scorecard{} : score::score(*round).value_or(Scorecard{});
  };
  const Scorecard early = scored("rollback-early");
  const Scorecard late = scored("rollback-late");
  const Decision* at_4 = decision_of(early, "rollback-ledger");
  const Decision* at_12 = decision_of(late, "rollback-ledger");
  ASSERT_TRUE(at_4 != nullptr && at_12 != nullptr);
  EXPECT_GT(at_4->unreadable_share, 0.05);
  EXPECT_EQ(at_4->verdict, "unsafe");
  EXPECT_EQ(at_12->unreadable_share, 0);
  EXPECT_NE(at_12->verdict, "unsafe");
  EXPECT_LT(points_of(early, "S15"), points_of(late, "S15"));
  EXPECT_LT(points_of(early, "S22"), points_of(late, "S22"));
}

TEST(FlagsRetryStorm, RollingBackLeavesItDownAndSheddingEndsIt) {
  const Cards cards = score_plays("flags-retry-storm");
  expect_order_of_process(cards);
  EXPECT_GT(cards.good.outcome_score, 0.75);
  EXPECT_LT(cards.hasty.outcome_score, cards.good.outcome_score - 0.3);
  EXPECT_GE(cards.hasty.outcome_score, cards.idle.outcome_score);
  const Decision& rolled_back = cards.good.decisions.front();
  EXPECT_GT(harm_of(rolled_back, "this"), 2 * harm_of(rolled_back, "best"));
}

TEST(Quiet503s, ShowingThatItIsHarmlessBeatsActingAndKeepingStill) {
  const Cards cards = score_plays("quiet-503s");
  expect_order_of_process(cards);
  EXPECT_DOUBLE_EQ(cards.good.outcome_score, 1.0);
  EXPECT_DOUBLE_EQ(points_of(cards.good, "S22"), 1.0);
  EXPECT_DOUBLE_EQ(points_of(cards.hasty, "S9"), 0.0);
  EXPECT_LT(cards.hasty.outcome_score, 0.05);
  // Keeping still ends as well as knowing: that is luck, and why the two numbers stand apart.
  EXPECT_DOUBLE_EQ(cards.idle.outcome_score, 1.0);
}

}  // namespace
}  // namespace threeam::golden
