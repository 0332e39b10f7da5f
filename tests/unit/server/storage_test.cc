// What is on disk: after a restart, and when the disk is full.
#include "tests/unit/server/house.h"
#include <gtest/gtest.h>

namespace threeam::server {
namespace {

class StorageTest : public ::testing::Test {
 protected:
  static void start(House& house, const House::Links& links) {
    ASSERT_EQ(house.add(links.interviewer, "clock", {{"to", "start"}}).status, 200);
  }

  std::unique_ptr<store::Store> store_ = store::make_memory();
};

TEST_F(StorageTest, ARestartComesBackAtTheSameSecondWithTheSameState) {
  House house(*store_);
  const auto links = house.create_round();
  start(house, links);
  house.pass(3 * kSecond);
  house.add(links.candidate, "do", {{"action", "rollback-shop"}, {"why", "x"}});
  house.pass(4 * kSecond);
  const Room* before = house.rooms.live(links.id);
  ASSERT_NE(before, nullptr);

  House again(*store_);
  ASSERT_TRUE(again.rooms.restore());
  Room* after = again.rooms.live(links.id);
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(after->round->now(), 7 * kSecond);
  EXPECT_EQ(after->round->world().state_hash(), before->round->world().state_hash());
  EXPECT_EQ(write_jsonl(after->round->journal()), write_jsonl(before->round->journal()));
  again.pass(kSecond);
  EXPECT_EQ(after->round->now(), 8 * kSecond) << "it runs on";
}

// ---- storage that fails -------------------------------------------------------------------------

class FailingStore final : public store::Store {
 public:
  explicit FailingStore(store::Store& inner) : inner_(inner) {}
  bool failing = false;

  Result<void> create(const store::RoundRow& row, const JournalHeader& header) override {
    return failing ? full() : inner_.create(row, header);
  }
  Result<std::vector<store::RoundRow>> rounds() override { return inner_.rounds(); }
  Result<void> append(std::string_view round, std::span<const Entry> entries) override {
    return failing ? full() : inner_.append(round, entries);
  }
  Result<void> save_clocks(std::span<const std::pair<std::string, SimTime>> clocks) override {
    return failing ? full() : inner_.save_clocks(clocks);
  }
  Result<void> save_state(std::string_view round, store::RoundState state) override {
    return failing ? full() : inner_.save_state(round, state);
  }
  Result<Journal> journal(std::string_view round) override { return inner_.journal(round); }
  Result<std::vector<Entry>> entries_of(std::string_view round, EntryKind kind) override {
    return inner_.entries_of(round, kind);
  }
  Result<void> remove(std::string_view round) override { return inner_.remove(round); }
  Result<std::vector<store::Tombstone>> purge(std::span<const std::string> rounds,
                                              std::int64_t now_ms) override {
    return inner_.purge(rounds, now_ms);
  }
  Result<std::vector<store::Tombstone>> tombstones() override { return inner_.tombstones(); }
  Result<std::string> setting(std::string_view name) override { return inner_.setting(name); }
  Result<void> save_setting(std::string_view name, std::string_view value) override {
    return inner_.save_setting(name, value);
  }

 private:
  static Result<void> full() { return fail(ErrorCode::storage, "disk full"); }
  store::Store& inner_;
};

TEST_F(StorageTest, NothingIsAcknowledgedThatIsNotOnDisk) {
  FailingStore store(*store_);
  House house(store);
  const auto links = house.create_round();
  house.open(1, links.candidate, 0);
  start(house, links);
  const std::size_t frames = house.pushed[1].size();
  store.failing = true;
  EXPECT_EQ(house.add(links.candidate, "say", {{"what", "acknowledge"}}).status, 503);
  house.pass(kSecond);
  EXPECT_EQ(house.pushed[1].size(), frames) << "a second that is not durable is not shown";
  store.failing = false;
  EXPECT_EQ(house.add(links.candidate, "say", {{"what", "acknowledge"}}).json["entry"]["seq"], 2);
  house.pass(kSecond);
  EXPECT_EQ(house.pushed[1].back()["time_ns"], 2 * kSecond);
}

}  // namespace
}  // namespace threeam::server
