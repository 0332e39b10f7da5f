#include "sim/score/rubric.h"

#include "tests/unit/score/fixture.h"
#include <gtest/gtest.h>

#include "sim/score/criteria.h"
#include "sim/score/pack.h"

namespace threeam::score::testing {
namespace {

TEST(Rubric, HoldsEveryCriterionAndEveryLevelsWeights) {
  const Json all = rubric();
  EXPECT_EQ(all["criteria"].size(), criteria().size());
  ASSERT_EQ(all["levels"].size(), 4U);
  for (const auto& [level, weights] : all["levels"].items()) {
    double sum = 0;
    for (const auto& weight : weights) {
      sum += weight.get<double>();
    }
    EXPECT_EQ(weights.size(), 5U) << level;
    EXPECT_NEAR(sum, 1, 1e-12) << level;
  }
  EXPECT_EQ(rubric_digest().size(), 64U);
}

// A journal whose chain holds, with one of each thing that a pack lists.
Journal chained() {
  Story story;
  story.say("notice", {{"version", "1"}});
  story.interviewer(EntryKind::clock, {{"to", "start"}});
  story.at(kMinute).interviewer(EntryKind::hint, {{"index", 0}});
  story.interviewer(EntryKind::inject, {{"text", "news"}});
  story.interviewer(EntryKind::clock, {{"to", "skip"}, {"until_ns", 2 * kMinute}});
  story.at(2 * kMinute).say("notice", {{"version", "1"}});
  story.interviewer(EntryKind::rating,
                    {{"dimension", "debugging"}, {"points", 4}, {"locked", true}});
  story.finish();
  Journal journal = story.journal();
  journal.header.round = "r";
  journal.header.created_ms = 1'700'000'000'000;
  journal.header.time_multiplier = 1.5;
  std::string prev = header_hash(journal.header);
  for (Entry& entry : journal.entries) {
    entry.prev = prev;
    entry.hash = prev = entry_hash(entry);
  }
  return journal;
}

Json pack_of(const Journal& journal) {
  const Json card = {{"process", {{"score", 0.5}}}};
  return make_pack(journal, card, *keeping_of("standard", journal.header.created_ms));
}

TEST(Pack, ListsWhatWasDoneToTheRoundAndWhatTheCandidateWasTold) {
  const Json pack = pack_of(chained());
  EXPECT_EQ(pack["interventions"]["hint"], Json({3}));
  EXPECT_EQ(pack["interventions"]["inject"], Json({4}));
  EXPECT_EQ(pack["interventions"]["skip"], Json({5}));
  ASSERT_EQ(pack["disclosures"].size(), 2U);
  EXPECT_EQ(pack["disclosures"][0]["before_start"], true);
  EXPECT_EQ(pack["disclosures"][1]["before_start"], false);
  EXPECT_EQ(pack["ratings"][0]["points"], 4);
  EXPECT_EQ(pack["ratings"][0]["actor"], "interviewer");
  EXPECT_EQ(pack["accommodation"]["time_multiplier"], 1.5);
  EXPECT_EQ(pack["retention"]["delete_after"], "2024-11-15");
}

TEST(Pack, GivesItsJournalBackByteForByte) {
  const Journal journal = chained();
  const Json pack = parse_json(dump_json(pack_of(journal))).value();
  const auto read = pack_journal(pack);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(write_jsonl(*read), write_jsonl(journal));
  EXPECT_EQ(pack_keeping(pack).value(), *keeping_of("standard", journal.header.created_ms));
}

TEST(Pack, FindsAChangedEntryByItsChain) {
  Json pack = pack_of(chained());
  pack["journal"]["entries"][3]["payload"]["text"] = "other news";
  const auto read = pack_journal(pack);
  ASSERT_FALSE(read);
  EXPECT_TRUE(read.error().message.starts_with("line 5: chain broken")) << read.error().message;
  EXPECT_EQ(read.error().where, "/journal");
}

TEST(Pack, ItsDigestChangesWithAnythingInIt) {
  const Json pack = pack_of(chained());
  EXPECT_EQ(pack["digest"], pack_digest(pack));
  Json later = pack;
  later["retention"]["delete_after_ms"] = 0;
  EXPECT_NE(pack["digest"], pack_digest(later));
}

TEST(Pack, NamesTheFirstPathThatDiffers) {
  const Json pack = pack_of(chained());
  Json other = pack;
  other["scorecard"]["process"]["score"] = 0.75;
  EXPECT_EQ(first_difference(other, pack), "/scorecard/process/score");
  EXPECT_EQ(first_difference(pack, pack), "");
}

TEST(Pack, RefusesWhatIsNoneOrNewer) {
  EXPECT_FALSE(is_pack(Json::object()));
  EXPECT_EQ(pack_journal({{"pack_version", 2}}).error().code, ErrorCode::incompatible);
  EXPECT_EQ(pack_journal({{"pack_version", 1}}).error().code, ErrorCode::invalid_input);
  EXPECT_EQ(pack_keeping({{"pack_version", 1}}).error().where, "/retention");
}

}  // namespace
}  // namespace threeam::score::testing
