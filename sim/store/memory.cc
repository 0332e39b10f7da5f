#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "sim/store/chain.h"
#include "sim/store/store.h"

namespace threeam::store {
namespace {

class MemoryStore : public Store {
 public:
  Result<void> create(const RoundRow& row, const JournalHeader& header) override {
    const bool is_new = rounds_.try_emplace(row.round, Kept{row, {header, {}}}).second;
    if (!is_new) {
      return fail(ErrorCode::storage, fmt::format("round {} exists already", row.round));
    }
    order_.push_back(row.round);
    return {};
  }

  Result<std::vector<RoundRow>> rounds() override {
    std::vector<RoundRow> rows;
    for (const std::string& round : order_) {
      rows.push_back(rounds_.find(round)->second.row);
    }
    return rows;
  }

  Result<void> append(std::string_view round, std::span<const Entry> entries) override {
    Kept* kept = find(round);
    if (kept == nullptr) {
      return no_such_round(round);
    }
    std::vector<Entry>& stored = kept->journal.entries;
    const ChainEnd end = stored.empty() ? ChainEnd{0, header_hash(kept->journal.header)}
                                        : ChainEnd{stored.back().seq, stored.back().hash};
    if (auto ok = check_continues(end, entries); !ok) {
      return ok;
    }
    for (const Entry& entry : entries) {
      kept->row.time = std::max(kept->row.time, entry.time);
      stored.push_back(entry);
    }
    return {};
  }

  Result<void> save_clocks(std::span<const std::pair<std::string, SimTime>> clocks) override {
    for (const auto& [round, time] : clocks) {
      if (find(round) == nullptr) {
        return no_such_round(round);
      }
    }
    for (const auto& [round, time] : clocks) {
      find(round)->row.time = time;
    }
    return {};
  }

  Result<void> save_state(std::string_view round, RoundState state) override {
    Kept* kept = find(round);
    if (kept == nullptr) {
      return no_such_round(round);
    }
    kept->row.state = state;
    return {};
  }

  Result<Journal> journal(std::string_view round) override {
    const Kept* kept = find(round);
    if (kept == nullptr) {
      return no_such_round(round);
    }
    return kept->journal;
  }

  Result<std::vector<Entry>> entries_of(std::string_view round, EntryKind kind) override {
    const Kept* kept = find(round);
    if (kept == nullptr) {
      return no_such_round(round);
    }
    std::vector<Entry> entries;
    for (const Entry& entry : kept->journal.entries) {
      if (entry.kind == kind) {
        entries.push_back(entry);
      }
    }
    return entries;
  }

  Result<void> remove(std::string_view round) override {
    if (find(round) == nullptr) {
      return no_such_round(round);
    }
    rounds_.erase(rounds_.find(round));
    std::erase(order_, round);
    return {};
  }

  Result<std::vector<Tombstone>> purge(std::span<const std::string> rounds,
                                       std::int64_t now_ms) override {
    std::vector<Tombstone> buried;
    for (const std::string& round : rounds) {
      const Kept* kept = find(round);
      if (kept == nullptr) {
        return no_such_round(round);
      }
      const Journal& journal = kept->journal;
      buried.push_back(
          {round, kept->row.scenario, kept->row.keeping.retention,
           kept->row.keeping.delete_after_ms.value_or(-1), now_ms,
           journal.entries.empty() ? header_hash(journal.header) : journal.entries.back().hash});
    }
    for (const Tombstone& tombstone : buried) {
      rounds_.erase(tombstone.round);
      std::erase(order_, tombstone.round);
    }
    tombstones_.insert(tombstones_.end(), buried.begin(), buried.end());
    return buried;
  }

  Result<std::vector<Tombstone>> tombstones() override { return tombstones_; }

  Result<std::string> setting(std::string_view name) override {
    const auto found = settings_.find(name);
    if (found == settings_.end()) {
      return fail(ErrorCode::not_found, fmt::format("there is no setting {}", name));
    }
    return found->second;
  }

  Result<void> save_setting(std::string_view name, std::string_view value) override {
    settings_.insert_or_assign(std::string(name), std::string(value));
    return {};
  }

 private:
  struct Kept {
    RoundRow row;
    Journal journal;
  };

  Kept* find(std::string_view round) {
    const auto found = rounds_.find(round);
    return found == rounds_.end() ? nullptr : &found->second;
  }

  std::map<std::string, Kept, std::less<>> rounds_;
  std::vector<std::string> order_;  // of creation
  std::vector<Tombstone> tombstones_;
  std::map<std::string, std::string, std::less<>> settings_;
};

}  // namespace

std::unique_ptr<Store> make_memory() {
  return std::make_unique<MemoryStore>();
}

}  // namespace threeam::store
