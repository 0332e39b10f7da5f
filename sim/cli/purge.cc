// `threeam purge`: what is due is deleted, and what is left says so.
#include <chrono>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "sim/cli/output.h"
#include "sim/cli/verbs.h"
#include "sim/store/store.h"

namespace threeam::cli {

namespace {

std::int64_t wall_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Json tombstone_json(const store::Tombstone& tombstone) {
  return {{"round", tombstone.round},
          {"scenario", tombstone.scenario},
          {"retention", tombstone.retention},
          {"due_ms", tombstone.due_ms},
          {"due", format_date(tombstone.due_ms)},
          {"deleted_ms", tombstone.deleted_ms},
          {"last_hash", tombstone.last_hash}};
}

void print_due(const std::vector<store::RoundRow>& due, bool json) {
  Json list = Json::array();
  for (const store::RoundRow& row : due) {
    const std::string day = format_date(row.keeping.delete_after_ms.value_or(0));
    if (!json) {
      print(fmt::format("due {} since {} ({}, {})\n", row.round, day, row.scenario,
                        row.keeping.retention));
    }
    list.push_back({{"round", row.round},
                    {"scenario", row.scenario},
                    {"retention", row.keeping.retention},
                    {"due", day}});
  }
  if (json) {
    print_json({{"due", std::move(list)}});
  } else if (due.empty()) {
    print("nothing is due\n");
  }
}

void print_deleted(const std::vector<store::Tombstone>& deleted, bool json) {
  Json list = Json::array();
  for (const store::Tombstone& tombstone : deleted) {
    if (!json) {
      print(fmt::format("deleted {} ({}, {}, due {}), last hash {}\n", tombstone.round,
                        tombstone.scenario, tombstone.retention, format_date(tombstone.due_ms),
                        tombstone.last_hash));
    }
    list.push_back(tombstone_json(tombstone));
  }
  if (json) {
    print_json({{"deleted", std::move(list)}});
  } else if (deleted.empty()) {
    print("nothing is due\n");
  }
}

}  // namespace

int purge(const PurgeOptions& options) {
  std::int64_t now = wall_ms();
  if (options.now) {
    const auto day = parse_date(*options.now);
    if (!day) {
      return complain_usage("--now: " + day.error().message);
    }
    now = *day;
  }
  const std::string path = (std::filesystem::path(options.data) / "rounds.db").string();
  if (std::error_code error; !std::filesystem::exists(path, error)) {
    return complain({ErrorCode::storage, "no rounds are kept there", path});
  }
  const auto store = store::open_sqlite(path);
  const auto rows = store ? (*store)->rounds() : tl::unexpected(store.error());
  if (!rows) {
    return complain(rows.error(), path);
  }
  const std::vector<store::RoundRow> due = store::due_rounds(*rows, now);
  if (options.dry_run) {
    print_due(due, options.json);
    return kHolds;
  }
  std::vector<std::string> rounds;
  for (const store::RoundRow& row : due) {
    rounds.push_back(row.round);
  }
  const auto deleted = (*store)->purge(rounds, now);
  if (!deleted) {
    return complain(deleted.error(), path);
  }
  print_deleted(*deleted, options.json);
  return kHolds;
}

}  // namespace threeam::cli
