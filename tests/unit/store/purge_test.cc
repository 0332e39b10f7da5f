// What is deleted is gone from the disk, and what an older program left is kept.
#include <fstream>
#include <sstream>
#include <string>

#include "sample_journal.h"
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "sim/store/store.h"

namespace threeam::store {
namespace {

std::string bytes_of(const std::string& path) {
  std::string bytes;
  for (const char* part : {"", "-wal", "-shm"}) {
    std::ifstream file(path + part, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    bytes += text.str();
  }
  return bytes;
}

void run_sql(sqlite3* database, const std::string& sql) {
  ASSERT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
}

void keep_round(Store& store, const std::string& round, const std::string& said, int entries) {
  RoundRow row = sample_row(round);
  row.candidate_name = "the name of who " + round;
  ASSERT_TRUE(store.create(row, sample_header(round)));
  Journal journal;
  journal.header = sample_header(round);
  for (int i = 0; i < entries; ++i) {
    const Entry entry[] = {grow(journal, i * kSecond, said + std::to_string(i))};
    ASSERT_TRUE(store.append(round, entry));
  }
}

TEST(Purge, LeavesNoByteOfTheRoundAndAllOfTheOthers) {
  const TemporaryFolder folder;
  const std::string path = folder.file("rounds.db");
  auto store = open_sqlite(path);
  ASSERT_TRUE(store);
  keep_round(**store, "goes", "a word of the candidate ", 300);
  keep_round(**store, "stays", "a word of another ", 300);
  ASSERT_NE(bytes_of(path).find("a word of the candidate 7"), std::string::npos);
  ASSERT_NE(bytes_of(path).find("goes-c"), std::string::npos);

  const std::string purged[] = {"goes"};
  ASSERT_TRUE((*store)->purge(purged, 1));
  const std::string bytes = bytes_of(path);
  EXPECT_EQ(bytes.find("a word of the candidate"), std::string::npos);
  EXPECT_EQ(bytes.find("goes-c"), std::string::npos);
  EXPECT_EQ(bytes.find("the name of who goes"), std::string::npos);
  EXPECT_NE(bytes.find("the name of who stays"), std::string::npos);
  EXPECT_NE(bytes.find("a word of another 7"), std::string::npos);
  EXPECT_EQ((*store)->journal("stays")->entries.size(), 300U);
  EXPECT_EQ((*store)->tombstones()->size(), 1U);
}

TEST(Purge, WipesLaterWhatAReaderKeptItFromWiping) {
  const TemporaryFolder folder;
  const std::string path = folder.file("rounds.db");
  auto store = open_sqlite(path);
  ASSERT_TRUE(store);
  keep_round(**store, "goes", "a word of the candidate ", 3);
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &reader), SQLITE_OK);
  run_sql(reader, "BEGIN");
  run_sql(reader, "SELECT count(*) FROM rounds");
  const std::string purged[] = {"goes"};
  EXPECT_EQ((*store)->purge(purged, 1).error().code, ErrorCode::storage);
  run_sql(reader, "COMMIT");
  sqlite3_close(reader);
  ASSERT_TRUE((*store)->purge({}, 2));
  EXPECT_EQ(bytes_of(path).find("a word of the candidate"), std::string::npos);
  EXPECT_EQ((*store)->tombstones()->size(), 1U);
}

// The schema of version 1, as it was.
constexpr const char* kVersionOne = R"sql(
  CREATE TABLE rounds (
    id INTEGER PRIMARY KEY, round TEXT NOT NULL UNIQUE, scenario TEXT NOT NULL,
    title TEXT NOT NULL, level TEXT NOT NULL, seed INTEGER NOT NULL, created_ms INTEGER NOT NULL,
    state INTEGER NOT NULL, time_ns INTEGER NOT NULL, candidate_key TEXT NOT NULL,
    interviewer_key TEXT NOT NULL, reviewer_key TEXT NOT NULL, metrics_key TEXT NOT NULL,
    header TEXT NOT NULL, header_hash TEXT NOT NULL);
  CREATE TABLE entries (
    round INTEGER NOT NULL REFERENCES rounds(id) ON DELETE CASCADE, seq INTEGER NOT NULL,
    hash TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (round, seq)) WITHOUT ROWID;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  PRAGMA user_version = 1;
)sql";

TEST(Migration, KeepsAnOlderFilesRoundsForTheStandardYear) {
  const TemporaryFolder folder;
  const std::string path = folder.file("rounds.db");
  Journal journal;
  journal.header = sample_header("old");  // 2023-11-14
  const Entry entry = grow(journal, kSecond);
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  run_sql(database, kVersionOne);
  run_sql(database,
          "INSERT INTO rounds VALUES (1, 'old', 's', 't', 'senior', 7, 1700000000000, 3,"
          " 0, 'c', 'i', 'v', 'm', '" +
              dump_json(to_json(journal.header)) + "', '" + header_hash(journal.header) + "')");
  run_sql(database, "INSERT INTO entries VALUES (1, 1, '" + entry.hash + "', '" +
                        dump_json(to_json(entry)) + "')");
  sqlite3_close(database);

  for (int start = 0; start < 2; ++start) {
    auto store = open_sqlite(path);
    ASSERT_TRUE(store) << to_string(store.error());
    const auto rows = (*store)->rounds().value();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows.front().keeping, *keeping_of("standard", 1'700'000'000'000));
    EXPECT_EQ(rows.front().candidate_name, "");
    EXPECT_EQ(write_jsonl((*store)->journal("old").value()), write_jsonl(journal));
    EXPECT_TRUE((*store)->tombstones()->empty());
  }
}

}  // namespace
}  // namespace threeam::store
