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
