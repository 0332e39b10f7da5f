// What only a store on disk can get wrong.
#include <fstream>
#include <string>

#include "sample_journal.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "sim/store/store.h"

namespace threeam::store {
namespace {

using ::testing::HasSubstr;

unsigned mode_of(const std::string& path) {
  struct stat status = {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  sqlite3_close(database);
}

TEST(SqliteStore, MakesItsFolderAndFileForTheOwnerOnly) {
  const TemporaryFolder folder;
  const std::string path = folder.file("new/data/rounds.db");
  const auto store = open_sqlite(path);
  ASSERT_TRUE(store) << to_string(store.error());
  EXPECT_EQ(mode_of(path), 0600U);
  EXPECT_EQ(mode_of(path + "-wal"), 0600U);
  EXPECT_EQ(mode_of(folder.file("new/data")), 0700U);
}

TEST(SqliteStore, TakesAFileThatOthersCouldReadIntoItsOwnHands) {
  const TemporaryFolder folder;
  const std::string path = folder.file("rounds.db");
  { std::ofstream made(path); }
  ASSERT_EQ(chmod(path.c_str(), 0644), 0);
  ASSERT_TRUE(open_sqlite(path));
  EXPECT_EQ(mode_of(path), 0600U);
}

TEST(SqliteStore, FindsEverythingAgainAfterAReopen) {
  const TemporaryFolder folder;
  Journal journal;
  journal.header = sample_header("r-1");
  {
    auto store = open_sqlite(folder.file("rounds.db"));
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->create(sample_row("r-1"), journal.header));
    const Entry entries[] = {grow(journal, kSecond)};
    ASSERT_TRUE((*store)->append("r-1", entries));
    ASSERT_TRUE((*store)->save_setting("operator_key", "k"));
  }
  auto store = open_sqlite(folder.file("rounds.db"));
  ASSERT_TRUE(store) << to_string(store.error());
  EXPECT_EQ(write_jsonl((*store)->journal("r-1").value()), write_jsonl(journal));
  EXPECT_EQ((*store)->setting("operator_key").value(), "k");
}

TEST(SqliteStore, LetsASecondProgramReadSettings) {
  const TemporaryFolder folder;
  auto server = open_sqlite(folder.file("rounds.db"));
  ASSERT_TRUE(server);
  ASSERT_TRUE((*server)->save_setting("operator_key", "k"));
  auto client = open_sqlite(folder.file("rounds.db"));
  ASSERT_TRUE(client) << to_string(client.error());
  EXPECT_EQ((*client)->setting("operator_key").value(), "k");
}

TEST(SqliteStore, RefusesTheFileOfANewerProgram) {
  const TemporaryFolder folder;
  const std::string path = folder.file("rounds.db");
  ASSERT_TRUE(open_sqlite(path));
  run_sql(path, "PRAGMA user_version = 99");
  const auto store = open_sqlite(path);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::incompatible);
  EXPECT_THAT(to_string(store.error()), HasSubstr("version 99"));
  EXPECT_THAT(to_string(store.error()), HasSubstr(path));
}

TEST(SqliteStore, NamesAFileThatIsNoDatabase) {
  const TemporaryFolder folder;
  const std::string path = folder.file("rounds.db");
  { std::ofstream(path) << std::string(4096, 'x'); }
  const auto store = open_sqlite(path);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::storage);
  EXPECT_THAT(to_string(store.error()), HasSubstr(path));
}

TEST(SqliteStore, NamesAFolderThatCannotBeMade) {
  const TemporaryFolder folder;
  { std::ofstream(folder.file("file")) << "x"; }
  const auto store = open_sqlite(folder.file("file/rounds.db"));
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::storage);
}

TEST(SqliteStore, FindsAnEntryThatWasChangedBehindItsBack) {
  const TemporaryFolder folder;
  const std::string path = folder.file("rounds.db");
  auto store = open_sqlite(path);
  ASSERT_TRUE(store);
  Journal journal;
  journal.header = sample_header("r-1");
  ASSERT_TRUE((*store)->create(sample_row("r-1"), journal.header));
  const Entry entries[] = {grow(journal, kSecond, "before"), grow(journal, 2 * kSecond)};
  ASSERT_TRUE((*store)->append("r-1", entries));
  run_sql(path, "UPDATE entries SET json = replace(json, 'before', 'after!') WHERE seq = 1");
  const auto read = (*store)->journal("r-1");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::storage);
  EXPECT_THAT(read.error().message, HasSubstr("line 2: chain broken"));
}

}  // namespace
}  // namespace threeam::store
