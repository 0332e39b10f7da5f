// What leaves: finished rounds from memory, and rounds whose day has come from the disk, too.
#include <algorithm>

#include <fmt/core.h>

#include "sim/server/rooms.h"

namespace threeam::server {
namespace {

constexpr std::size_t kFinishedKept = 16;
constexpr std::int64_t kDayMs = 86'400'000;

bool in_play(const store::RoundRow& row) {
  return row.state == store::RoundState::running || row.state == store::RoundState::paused;
}

}  // namespace

void Rooms::forget(const std::function<bool(const std::string&)>& in_use) {
  std::vector<Room*> finished;
  for (const auto& [id, room] : rooms_) {
    if (room->round->clock() == round::ClockState::finished && !in_use(id)) {
      finished.push_back(room.get());
    }
  }
  std::sort(finished.begin(), finished.end(),
            [](const Room* a, const Room* b) { return a->used > b->used; });
  for (std::size_t i = kFinishedKept; i < finished.size(); ++i) {
    rooms_.erase(finished[i]->row.round);
  }
}

void Rooms::purge_when_due(const std::function<bool(const std::string&)>& in_use) {
  const std::int64_t now = clocks_.wall_ms();
  if (now < next_purge_ms_) {
    return;
  }
  const std::vector<store::RoundRow> all = rows();
  const bool quiet = std::none_of(all.begin(), all.end(), [](const store::RoundRow& row) {
    return row.state == store::RoundState::running;
  });
  if (!quiet) {
    return;  // wiping the file takes a moment, and frames are not to be late
  }
  next_purge_ms_ = now + kDayMs;
  std::vector<std::string> due;
  for (const store::RoundRow& row : store::due_rounds(all, now)) {
    if (!in_play(row) && !in_use(row.round) && !loading_.contains(row.round)) {
      due.push_back(row.round);
    }
  }
  if (const auto purged = store_.purge(due, now); !purged) {
    fmt::print(stderr, "threeam: deleting what is due: {}\n", to_string(purged.error()));
  }
  // What was deleted but could not be wiped yet is gone all the same.
  if (const auto tombstones = store_.tombstones()) {
    for (const store::Tombstone& tombstone : *tombstones) {
      drop(tombstone.round);
    }
  }
}

void Rooms::drop(const std::string& round) {
  rooms_.erase(round);
  rows_.erase(round);
  std::erase_if(doors_, [&](const auto& door) { return door.second.round == round; });
}

}  // namespace threeam::server
