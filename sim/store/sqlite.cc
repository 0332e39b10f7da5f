#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include "sim/store/chain.h"
#include "sim/store/database.h"
#include "sim/store/statement.h"
#include "sim/store/store.h"

namespace threeam::store {
namespace {

// Statements are prepared once; the enumerator is the index of its text.
enum Query : std::size_t {
  kInsertRound,
  kSelectRounds,
  kSelectEnd,
  kInsertEntry,
  kSelectHeader,
  kSelectEntries,
  kSelectKind,
  kUpdateTime,
  kAdvanceTime,
  kUpdateState,
  kDeleteRound,
  kInsertTombstone,
  kSelectTombstones,
  kSelectSetting,
  kUpsertSetting,
  kQueries
};

constexpr std::array<const char*, kQueries> kSql = {
    "INSERT INTO rounds (round, scenario, title, level, seed, created_ms, state, time_ns,"
    " candidate_key, interviewer_key, reviewer_key, metrics_key, header, header_hash, retention,"
    " delete_after_ms, candidate_name)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    "SELECT round, scenario, title, level, seed, created_ms, state, time_ns,"
    " candidate_key, interviewer_key, reviewer_key, metrics_key, retention, delete_after_ms,"
    " candidate_name FROM rounds ORDER BY id",
    "SELECT rounds.id, coalesce(seq, 0), coalesce(hash, header_hash) FROM rounds"
    " LEFT JOIN entries ON entries.round = rounds.id WHERE rounds.round = ?1"
    " ORDER BY seq DESC LIMIT 1",
    "INSERT INTO entries (round, seq, hash, json) VALUES (?1, ?2, ?3, ?4)",
    "SELECT id, header FROM rounds WHERE round = ?1",
    "SELECT json FROM entries WHERE round = ?1 ORDER BY seq",
    // Canonical JSON: within a text the quotes would be escaped.
    "SELECT json FROM entries JOIN rounds ON entries.round = rounds.id"
    " WHERE rounds.round = ?1 AND instr(json, ?2) > 0 ORDER BY seq",
    "UPDATE rounds SET time_ns = ?2 WHERE round = ?1",
    "UPDATE rounds SET time_ns = max(time_ns, ?2) WHERE id = ?1",
    "UPDATE rounds SET state = ?2 WHERE round = ?1",
    "DELETE FROM rounds WHERE round = ?1",
    "INSERT INTO tombstones (round, scenario, retention, due_ms, deleted_ms, last_hash)"
    " SELECT round, scenario, retention, delete_after_ms, ?2, coalesce("
    "(SELECT hash FROM entries WHERE entries.round = rounds.id ORDER BY seq DESC LIMIT 1),"
    " header_hash) FROM rounds WHERE round = ?1",
    "SELECT round, scenario, retention, due_ms, deleted_ms, last_hash FROM tombstones ORDER BY id",
    "SELECT value FROM settings WHERE name = ?1",
    "INSERT INTO settings (name, value) VALUES (?1, ?2)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
};

constexpr const char* kWipeDue = "wipe_due";

class SqliteStore : public Store {
 public:
  explicit SqliteStore(Database database) : database_(std::move(database)) {}

  Result<void> prepare() {
    for (std::size_t i = 0; i < kQueries; ++i) {
      auto statement = Statement::prepare(database_.get(), kSql[i]);
      if (!statement) {
        return tl::unexpected(statement.error());
      }
      statements_[i] = *std::move(statement);
    }
    return {};
  }

  Result<void> create(const RoundRow& row, const JournalHeader& header) override {
    const std::string json = dump_json(to_json(header));
    const std::string hash = header_hash(header);
    return statements_[kInsertRound]
        .bind(1, row.round)
        .bind(2, row.scenario)
        .bind(3, row.title)
        .bind(4, row.level)
        .bind(5, static_cast<std::int64_t>(row.seed))
        .bind(6, row.created_ms)
        .bind(7, static_cast<std::int64_t>(row.state))
        .bind(8, row.time)
        .bind(9, row.candidate_key)
        .bind(10, row.interviewer_key)
        .bind(11, row.reviewer_key)
        .bind(12, row.metrics_key)
        .bind(13, json)
        .bind(14, hash)
        .bind(15, row.keeping.retention)
        .bind(16, row.keeping.delete_after_ms.value_or(-1))
        .bind(17, row.candidate_name)
        .finish("create the round");
  }

  Result<std::vector<RoundRow>> rounds() override {
    Statement& select = statements_[kSelectRounds];
    std::vector<RoundRow> rows;
    while (select.row()) {
      RoundRow row;
      row.round = select.text(0);
      row.scenario = select.text(1);
      row.title = select.text(2);
      row.level = select.text(3);
      row.seed = static_cast<std::uint64_t>(select.integer(4));
      row.created_ms = select.integer(5);
      row.state = static_cast<RoundState>(select.integer(6));
      row.time = select.integer(7);
      row.candidate_key = select.text(8);
      row.interviewer_key = select.text(9);
      row.reviewer_key = select.text(10);
      row.metrics_key = select.text(11);
      row.keeping.retention = select.text(12);
      if (select.integer(13) >= 0) {
        row.keeping.delete_after_ms = select.integer(13);
      }
      row.candidate_name = select.text(14);
      rows.push_back(std::move(row));
    }
    if (auto ok = select.finish("list the rounds"); !ok) {
      return tl::unexpected(ok.error());
    }
    return rows;
  }

  Result<void> append(std::string_view round, std::span<const Entry> entries) override {
    auto transaction = Transaction::begin(database_.get());
    if (!transaction) {
      return tl::unexpected(transaction.error());
    }
    Statement& select = statements_[kSelectEnd];
    select.bind(1, round);
    std::int64_t id = 0;
    std::optional<ChainEnd> end;
    if (select.row()) {
      id = select.integer(0);
      end = ChainEnd{static_cast<std::uint64_t>(select.integer(1)), select.text(2)};
    }
    if (auto ok = select.finish("find the end of the journal"); !ok) {
      return ok;
    }
    if (!end) {
      return no_such_round(round);
    }
    if (auto ok = check_continues(*end, entries); !ok) {
      return ok;
    }
    for (const Entry& entry : entries) {
      if (auto ok = append_one(id, entry); !ok) {
        return ok;
      }
    }
    return transaction->commit();
  }

  Result<void> save_clocks(std::span<const std::pair<std::string, SimTime>> clocks) override {
    auto transaction = Transaction::begin(database_.get());
    if (!transaction) {
      return tl::unexpected(transaction.error());
    }
    for (const auto& [round, time] : clocks) {
      statements_[kUpdateTime].bind(1, round).bind(2, time);
      if (auto ok = finish_change(kUpdateTime, round, "save the clock"); !ok) {
        return ok;
      }
    }
    return transaction->commit();
  }

  Result<void> save_state(std::string_view round, RoundState state) override {
    statements_[kUpdateState].bind(1, round).bind(2, static_cast<std::int64_t>(state));
    return finish_change(kUpdateState, round, "save the round's state");
  }

  Result<std::vector<Entry>> entries_of(std::string_view round, EntryKind kind) override {
    Statement& select = statements_[kSelectKind];
    select.bind(1, round);
    const std::string wanted = fmt::format(R"("kind":"{}")", to_string(kind));
    select.bind(2, wanted);
    std::vector<Entry> entries;
    std::optional<Error> damaged;
    while (select.row()) {
      const auto json = parse_json(select.text(0));
      auto entry = json ? entry_from_json(*json) : tl::unexpected(json.error());
      if (!entry) {
        damaged = entry.error();
      } else if (entry->kind == kind) {
        entries.push_back(*std::move(entry));
      }
    }
    if (auto ok = select.finish("read entries"); !ok) {
      return tl::unexpected(ok.error());
    }
    if (damaged) {
      return fail(ErrorCode::storage, damaged->message, damaged->where);
    }
    return entries;
  }

  Result<Journal> journal(std::string_view round) override {
    Statement& select_header = statements_[kSelectHeader];
    select_header.bind(1, round);
    std::optional<std::int64_t> id;
    std::string text;
    if (select_header.row()) {
      id = select_header.integer(0);
      text = select_header.text(1) + '\n';
    }
    if (auto ok = select_header.finish("read the journal's header"); !ok) {
      return tl::unexpected(ok.error());
    }
    if (!id) {
      return no_such_round(round);
    }
    Statement& select = statements_[kSelectEntries];
    select.bind(1, *id);
    while (select.row()) {
      text += select.text(0);
      text += '\n';
    }
    if (auto ok = select.finish("read the journal"); !ok) {
      return tl::unexpected(ok.error());
    }
    // The rows are the lines of the exported file, so a damaged row is found like a damaged line.
    auto journal = read_jsonl(text, fmt::format("stored round {}", round));
    if (!journal && journal.error().code == ErrorCode::invalid_input) {
      return fail(ErrorCode::storage, journal.error().message, journal.error().where);
    }
    return journal;
  }

  Result<void> remove(std::string_view round) override {
    statements_[kDeleteRound].bind(1, round);
    return finish_change(kDeleteRound, round, "remove the round");
  }

  Result<std::vector<Tombstone>> purge(std::span<const std::string> rounds,
                                       std::int64_t now_ms) override {
    const auto before = tombstones();
    if (!before) {
      return before;
    }
    if (auto ok = bury(rounds, now_ms); !ok) {
      return tl::unexpected(ok.error());
    }
    const auto due = setting(kWipeDue);
    if (due && *due == "1") {
      auto ok = wipe(database_.get());
      if (ok) {
        ok = save_setting(kWipeDue, "0");
      }
      if (!ok) {
        return tl::unexpected(ok.error());
      }
    }
    auto all = tombstones();
    if (all) {
      all->erase(all->begin(), all->begin() + static_cast<std::ptrdiff_t>(before->size()));
    }
    return all;
  }

  Result<std::vector<Tombstone>> tombstones() override {
    Statement& select = statements_[kSelectTombstones];
    std::vector<Tombstone> found;
    while (select.row()) {
      found.push_back({select.text(0), select.text(1), select.text(2), select.integer(3),
                       select.integer(4), select.text(5)});
    }
    if (auto ok = select.finish("list what was deleted"); !ok) {
      return tl::unexpected(ok.error());
    }
    return found;
  }

  Result<std::string> setting(std::string_view name) override {
    Statement& select = statements_[kSelectSetting];
    select.bind(1, name);
    std::optional<std::string> value;
    if (select.row()) {
      value = select.text(0);
    }
    if (auto ok = select.finish("read a setting"); !ok) {
      return tl::unexpected(ok.error());
    }
    if (!value) {
      return fail(ErrorCode::not_found, fmt::format("there is no setting {}", name));
    }
    return *std::move(value);
  }

  Result<void> save_setting(std::string_view name, std::string_view value) override {
    return statements_[kUpsertSetting].bind(1, name).bind(2, value).finish("save a setting");
  }

 private:
  // That the file has to be wiped is part of the deletion: a crash between them forgets nothing.
  Result<void> bury(std::span<const std::string> rounds, std::int64_t now_ms) {
    if (rounds.empty()) {
      return {};
    }
    auto transaction = Transaction::begin(database_.get());
    if (!transaction) {
      return tl::unexpected(transaction.error());
    }
    for (const std::string& round : rounds) {
      statements_[kInsertTombstone].bind(1, round).bind(2, now_ms);
      if (auto ok = finish_change(kInsertTombstone, round, "leave a tombstone"); !ok) {
        return ok;
      }
      if (auto ok = remove(round); !ok) {
        return ok;
      }
    }
    if (auto ok = save_setting(kWipeDue, "1"); !ok) {
      return ok;
    }
    return transaction->commit();
  }

  Result<void> append_one(std::int64_t id, const Entry& entry) {
    const std::string json = dump_json(to_json(entry));
    auto ok = statements_[kInsertEntry]
                  .bind(1, id)
                  .bind(2, static_cast<std::int64_t>(entry.seq))
                  .bind(3, entry.hash)
                  .bind(4, json)
                  .finish("append an entry");
    if (!ok) {
      return ok;
    }
    return statements_[kAdvanceTime].bind(1, id).bind(2, entry.time).finish("save the clock");
  }

  // Runs a statement that must change the round's row.
  Result<void> finish_change(Query query, std::string_view round, std::string_view doing) {
    if (auto ok = statements_[query].finish(doing); !ok) {
      return ok;
    }
    if (sqlite3_changes(database_.get()) == 0) {
      return no_such_round(round);
    }
    return {};
  }

  // Statements go before the database they belong to.
  Database database_;
  std::array<Statement, kQueries> statements_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::string& path) {
  auto database = open_database(path);
  if (!database) {
    return tl::unexpected(database.error());
  }
  auto store = std::make_unique<SqliteStore>(*std::move(database));
  if (auto ok = store->prepare(); !ok) {
    return fail(ok.error().code, ok.error().message, path);
  }
  return store;
}

}  // namespace threeam::store
