// An entry that was acknowledged survives SIGKILL.
#include <cstdint>
#include <string>

#include "sample_journal.h"
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/store/store.h"

namespace threeam::store {
namespace {

// Appends one entry after another and writes each number to `pipe` once the store has said yes.
[[noreturn]] void append_for_ever(const std::string& path, int pipe) {
  auto store = open_sqlite(path);
  if (!store) {
    _exit(2);
  }
  Journal journal;
  journal.header = sample_header("r-1");
  if (!(*store)->create(sample_row("r-1"), journal.header)) {
    _exit(3);
  }
  while (true) {
    const Entry entry = grow(journal, static_cast<SimTime>(journal.entries.size()) * kSecond);
    if (!(*store)->append("r-1", std::span(&entry, 1))) {
      _exit(4);
    }
    if (write(pipe, &entry.seq, sizeof entry.seq) != sizeof entry.seq) {
      _exit(5);
    }
  }
}

// Numbers that the child acknowledged: at least `enough`, then all that were left in the pipe when
// it was killed.
std::uint64_t acknowledged_before_kill(pid_t child, int pipe, std::uint64_t enough) {
  std::uint64_t seq = 0;
  std::uint64_t last = 0;
  while (read(pipe, &seq, sizeof seq) == sizeof seq) {
    last = seq;
    if (last == enough) {
      kill(child, SIGKILL);
    }
  }
  return last;
}

class Durability : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Durability, KeepsEveryAcknowledgedEntryThroughSigkill) {
  const TemporaryFolder folder;
  const std::string path = folder.file("rounds.db");
  int ends[2] = {};
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    close(ends[0]);
    append_for_ever(path, ends[1]);
  }
  close(ends[1]);
  const std::uint64_t acknowledged = acknowledged_before_kill(child, ends[0], GetParam());
  close(ends[0]);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself, " << WEXITSTATUS(status);
  ASSERT_GE(acknowledged, GetParam());

  auto store = open_sqlite(path);
  ASSERT_TRUE(store) << to_string(store.error());
  const auto journal = (*store)->journal("r-1");
  ASSERT_TRUE(journal) << to_string(journal.error());
  EXPECT_GE(journal->entries.size(), acknowledged);
  EXPECT_LE(journal->entries.size(), acknowledged + 1) << "at most one was under way";
  EXPECT_EQ((*store)->rounds()->front().time, journal->entries.back().time);
}

INSTANTIATE_TEST_SUITE_P(After, Durability, ::testing::Values(1U, 7U, 50U, 211U));

}  // namespace
}  // namespace threeam::store
