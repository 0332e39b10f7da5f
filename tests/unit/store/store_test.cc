// The contract of Store, run over every store.
#include "sim/store/store.h"

#include "sample_journal.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace threeam::store {
namespace {

using ::testing::HasSubstr;

class EveryStore : public ::testing::TestWithParam<std::string> {
 protected:
  EveryStore() {
    if (GetParam() == "sqlite") {
      auto opened = open_sqlite(folder_.file("rounds.db"));
      EXPECT_TRUE(opened) << to_string(opened.error());
      store_ = *std::move(opened);
    } else {
      store_ = make_memory();
    }
    journal_.header = sample_header("r-1");
    EXPECT_TRUE(store_->create(sample_row("r-1"), journal_.header));
  }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
  Journal journal_;
};

INSTANTIATE_TEST_SUITE_P(All, EveryStore, ::testing::Values("sqlite", "memory"),
                         [](const auto& instance) { return instance.param; });

TEST_P(EveryStore, ListsRoundsInOrderOfCreation) {
  ASSERT_TRUE(store_->create(sample_row("a-later-one"), sample_header("a-later-one")));
  const auto rows = store_->rounds();
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2U);
  const RoundRow& row = rows->front();
  EXPECT_EQ(row.round, "r-1");
  EXPECT_EQ(row.scenario, "two-regions");
  EXPECT_EQ(row.title, "Captures failing");
  EXPECT_EQ(row.level, "senior");
  EXPECT_EQ(row.seed, 0xffff'ffff'ffff'fff0ULL);
  EXPECT_EQ(row.created_ms, 1'700'000'000'000);
  EXPECT_EQ(row.state, RoundState::waiting);
  EXPECT_EQ(row.time, 0);
  EXPECT_EQ(row.candidate_key, "r-1-c");
  EXPECT_EQ(row.interviewer_key, "r-1-i");
  EXPECT_EQ(row.reviewer_key, "r-1-v");
  EXPECT_EQ(row.metrics_key, "r-1-m");
  EXPECT_EQ(rows->back().round, "a-later-one");
}

TEST_P(EveryStore, FindsTheEntriesOfAKindAndNoTextThatLooksLikeOne) {
  Journal journal = journal_;
  const auto add = [&](EntryKind kind, const Json& payload) {
    Entry entry;
    entry.seq = journal.entries.size() + 1;
    entry.actor = Actor::interviewer;
    entry.kind = kind;
    entry.payload = payload;
    entry.prev =
        journal.entries.empty() ? header_hash(journal.header) : journal.entries.back().hash;
    entry.hash = entry_hash(entry);
    journal.entries.push_back(entry);
  };
  add(EntryKind::note, {{"text", R"("kind":"hint")"}});
  add(EntryKind::hint, {{"index", 0}});
  add(EntryKind::note, {{"kind", "hint"}, {"text", "a payload with such a field"}});
  add(EntryKind::hint, {{"index", 1}});
  ASSERT_TRUE(store_->append("r-1", journal.entries));
  const auto hints = store_->entries_of("r-1", EntryKind::hint);
  ASSERT_TRUE(hints);
  ASSERT_EQ(hints->size(), 2U);
  EXPECT_EQ(hints->front().seq, 2U);
  EXPECT_EQ(hints->back().payload, (Json{{"index", 1}}));
  EXPECT_TRUE(store_->entries_of("r-1", EntryKind::rating)->empty());
}

TEST_P(EveryStore, RefusesASecondRoundOfTheSameName) {
  const auto again = store_->create(sample_row("r-1"), journal_.header);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::storage);
}

TEST_P(EveryStore, GivesTheJournalBackAsItWasAppended) {
  const Entry first[] = {grow(journal_, kSecond), grow(journal_, 2 * kSecond, "caf\xc3\xa9")};
  ASSERT_TRUE(store_->append("r-1", first));
  const Entry second[] = {grow(journal_, 3 * kSecond)};
  ASSERT_TRUE(store_->append("r-1", second));
  const auto read = store_->journal("r-1");
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(write_jsonl(*read), write_jsonl(journal_));
}

TEST_P(EveryStore, GivesAJournalWithoutEntries) {
  const auto read = store_->journal("r-1");
  ASSERT_TRUE(read);
  EXPECT_EQ(write_jsonl(*read), write_jsonl(journal_));
}

TEST_P(EveryStore, RefusesEntriesThatDoNotContinueTheChain) {
  const Entry first = grow(journal_, kSecond);
  const Entry second = grow(journal_, 2 * kSecond);
  const Entry third = grow(journal_, 3 * kSecond);
  const Entry skipping[] = {first, third};
  const auto skipped = store_->append("r-1", skipping);
  ASSERT_FALSE(skipped);
  EXPECT_EQ(skipped.error().code, ErrorCode::storage);
  EXPECT_THAT(skipped.error().message, HasSubstr("entry 3"));
  EXPECT_TRUE(store_->journal("r-1")->entries.empty()) << "half of a refused append was kept";

  const Entry whole[] = {first, second};
  ASSERT_TRUE(store_->append("r-1", whole));
  EXPECT_FALSE(store_->append("r-1", whole)) << "the same entries twice";
  Journal other;
  other.header = sample_header("other");
  other.entries = {second, second};
  const Entry unlinked[] = {next_entry(other, 9 * kSecond)};
  Entry forged = unlinked[0];
  forged.prev = first.hash;
  EXPECT_FALSE(store_->append("r-1", std::span(&forged, 1)));
  EXPECT_EQ(store_->journal("r-1")->entries.size(), 2U);
}

TEST_P(EveryStore, KeepsTheTimeOfTheLastEntryAndOfTheClock) {
  const Entry entries[] = {grow(journal_, 5 * kSecond)};
  ASSERT_TRUE(store_->append("r-1", entries));
  EXPECT_EQ(store_->rounds()->front().time, 5 * kSecond);
  const std::pair<std::string, SimTime> clocks[] = {{"r-1", 7 * kSecond}};
  ASSERT_TRUE(store_->save_clocks(clocks));
  EXPECT_EQ(store_->rounds()->front().time, 7 * kSecond);
}

TEST_P(EveryStore, SavesAllClocksOrNone) {
  const std::pair<std::string, SimTime> clocks[] = {{"r-1", 7 * kSecond}, {"nobody", kSecond}};
  const auto saved = store_->save_clocks(clocks);
  ASSERT_FALSE(saved);
  EXPECT_EQ(saved.error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->rounds()->front().time, 0);
}

TEST_P(EveryStore, KeepsTheState) {
  ASSERT_TRUE(store_->save_state("r-1", RoundState::finished));
  EXPECT_EQ(store_->rounds()->front().state, RoundState::finished);
}

TEST_P(EveryStore, RemovesARoundWithItsEntries) {
  const Entry entries[] = {grow(journal_, kSecond)};
  ASSERT_TRUE(store_->append("r-1", entries));
  ASSERT_TRUE(store_->remove("r-1"));
  EXPECT_TRUE(store_->rounds()->empty());
  EXPECT_EQ(store_->journal("r-1").error().code, ErrorCode::not_found);
  ASSERT_TRUE(store_->create(sample_row("r-1"), journal_.header));
  EXPECT_TRUE(store_->journal("r-1")->entries.empty());
}

TEST_P(EveryStore, KeepsForHowLongARoundIsKept) {
  RoundRow row = sample_row("r-2");
  row.keeping = {"eu", 1'800'000'000'000};
  ASSERT_TRUE(store_->create(row, sample_header("r-2")));
  RoundRow held = sample_row("r-3");
  held.keeping = {"litigation_hold", std::nullopt};
  ASSERT_TRUE(store_->create(held, sample_header("r-3")));
  const auto rows = store_->rounds().value();
  EXPECT_EQ(rows[1].keeping, row.keeping);
  EXPECT_EQ(rows[2].keeping, held.keeping);
  EXPECT_TRUE(due_rounds(rows, 1'799'999'999'999).empty());
  const auto due = due_rounds(rows, 1'800'000'000'000);
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().round, "r-2");
}

TEST_P(EveryStore, KeepsACandidatesName) {
  RoundRow row = sample_row("r-2");
  row.candidate_name = "Zoë Ångström";
  row.keeping = {"eu", 1'800'000'000'000};
  ASSERT_TRUE(store_->create(row, sample_header("r-2")));
  EXPECT_EQ(store_->rounds()->front().candidate_name, "");
  EXPECT_EQ(store_->rounds()->back().candidate_name, "Zoë Ångström");
}

TEST_P(EveryStore, LeavesATombstoneOfWhatItPurges) {
  RoundRow row = sample_row("r-2");
  row.keeping = {"eu", 1'800'000'000'000};
  ASSERT_TRUE(store_->create(row, sample_header("r-2")));
  Journal journal;
  journal.header = sample_header("r-2");
  const Entry entries[] = {grow(journal, kSecond)};
  ASSERT_TRUE(store_->append("r-2", entries));
  const std::string purged[] = {"r-2"};
  const auto left = store_->purge(purged, 1'900'000'000'000);
  ASSERT_TRUE(left) << to_string(left.error());
  ASSERT_EQ(left->size(), 1U);
  EXPECT_EQ(store_->rounds()->size(), 1U);
  EXPECT_EQ(store_->journal("r-2").error().code, ErrorCode::not_found);
  const Tombstone tombstone = store_->tombstones()->front();
  EXPECT_EQ(tombstone.round, "r-2");
  EXPECT_EQ(tombstone.scenario, "two-regions");
  EXPECT_EQ(tombstone.retention, "eu");
  EXPECT_EQ(tombstone.due_ms, 1'800'000'000'000);
  EXPECT_EQ(tombstone.deleted_ms, 1'900'000'000'000);
  EXPECT_EQ(tombstone.last_hash, journal.entries.back().hash);
  EXPECT_TRUE(store_->purge({}, 1'900'000'000'001)->empty());
}

TEST_P(EveryStore, PurgesAllOrNone) {
  const std::string purged[] = {"r-1", "nobody"};
  EXPECT_EQ(store_->purge(purged, 1).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->rounds()->size(), 1U);
  EXPECT_TRUE(store_->tombstones()->empty());
}

TEST_P(EveryStore, NamesARoundThatDoesNotExist) {
  const Entry entries[] = {grow(journal_, kSecond)};
  EXPECT_EQ(store_->append("nobody", entries).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->save_state("nobody", RoundState::running).error().code, ErrorCode::not_found);
  EXPECT_EQ(store_->remove("nobody").error().code, ErrorCode::not_found);
  EXPECT_THAT(store_->journal("nobody").error().message, HasSubstr("nobody"));
}

TEST_P(EveryStore, KeepsSettings) {
  EXPECT_EQ(store_->setting("operator_key").error().code, ErrorCode::not_found);
  ASSERT_TRUE(store_->save_setting("operator_key", "one"));
  ASSERT_TRUE(store_->save_setting("operator_key", "two"));
  EXPECT_EQ(store_->setting("operator_key").value(), "two");
}

}  // namespace
}  // namespace threeam::store
