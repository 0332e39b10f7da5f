#include "sim/store/database.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include "sim/store/statement.h"

namespace threeam::store {
namespace {

constexpr std::int64_t kSchemaVersion = 3;
constexpr int kBusyTimeoutMs = 5'000;

constexpr const char* kSchema = R"sql(
  CREATE TABLE rounds (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL UNIQUE,
    scenario TEXT NOT NULL,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    seed INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    state INTEGER NOT NULL,
    time_ns INTEGER NOT NULL,
    candidate_key TEXT NOT NULL,
    interviewer_key TEXT NOT NULL,
    reviewer_key TEXT NOT NULL,
    metrics_key TEXT NOT NULL,
    header TEXT NOT NULL,
    header_hash TEXT NOT NULL
  );
  CREATE TABLE entries (
    round INTEGER NOT NULL REFERENCES rounds(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (round, seq)
  ) WITHOUT ROWID;
  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) WITHOUT ROWID;
)sql";

// What version 2 adds. -1: never. Rounds of version 1 are kept for the standard year.
constexpr const char* kKeeping = R"sql(
  ALTER TABLE rounds ADD COLUMN retention TEXT NOT NULL DEFAULT 'standard';
  ALTER TABLE rounds ADD COLUMN delete_after_ms INTEGER NOT NULL DEFAULT -1;
  UPDATE rounds SET delete_after_ms =
    strftime('%s', created_ms / 1000, 'unixepoch', 'start of day', '+1 year', '+1 day') * 1000;
  CREATE TABLE tombstones (
    id INTEGER PRIMARY KEY,
    round TEXT NOT NULL,
    scenario TEXT NOT NULL,
    retention TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    deleted_ms INTEGER NOT NULL,
    last_hash TEXT NOT NULL
  );
)sql";

// What version 3 adds.
constexpr const char* kCandidateName = R"sql(
  ALTER TABLE rounds ADD COLUMN candidate_name TEXT NOT NULL DEFAULT '';
)sql";

// In order: the one with index i makes version i + 1 of what was version i.
constexpr std::array kSteps = {kSchema, kKeeping, kCandidateName};
static_assert(kSteps.size() == kSchemaVersion);

tl::unexpected<Error> file_error(const std::string& path, const std::error_code& error) {
  return fail(ErrorCode::storage, fmt::format("cannot open: {}", error.message()), path);
}

// Makes the file and its folder before SQLite does, readable by their owner only: a journal names
// people and holds the links' secrets. SQLite gives its -wal and -shm files the same mode.
Result<void> make_private_file(const std::string& path) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty() && std::filesystem::create_directories(folder, error)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  if (error) {
    return file_error(path, error);
  }
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    return file_error(path, std::error_code(errno, std::generic_category()));
  }
  ::close(file);
  std::filesystem::permissions(
      path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  if (error) {
    return file_error(path, error);
  }
  return {};
}

Result<std::int64_t> schema_version(sqlite3* database) {
  auto statement = Statement::prepare(database, "PRAGMA user_version");
  if (!statement) {
    return tl::unexpected(statement.error());
  }
  const std::int64_t version = statement->row() ? statement->integer(0) : 0;
  if (auto ok = statement->finish("read the schema's version"); !ok) {
    return tl::unexpected(ok.error());
  }
  return version;
}

Result<void> make_schema(sqlite3* database) {
  // Asked within the transaction, so that two programs that start together make it once.
  auto transaction = Transaction::begin(database);
  if (!transaction) {
    return tl::unexpected(transaction.error());
  }
  const auto version = schema_version(database);
  if (!version) {
    return tl::unexpected(version.error());
  }
  if (*version > kSchemaVersion) {
    return fail(ErrorCode::incompatible,
                fmt::format("made by a newer program: its schema is version {}, this program "
                            "knows version {}",
                            *version, kSchemaVersion));
  }
  if (*version == kSchemaVersion) {
    return transaction->commit();
  }
  for (auto step = static_cast<std::size_t>(*version); step < kSteps.size(); ++step) {
    if (auto ok = execute(database, kSteps[step]); !ok) {
      return ok;
    }
  }
  if (auto ok = execute(database, fmt::format("PRAGMA user_version = {}", kSchemaVersion).c_str());
      !ok) {
    return ok;
  }
  return transaction->commit();
}

}  // namespace

tl::unexpected<Error> storage_error(sqlite3* database, std::string_view doing) {
  return fail(ErrorCode::storage, fmt::format("cannot {}: {}", doing, sqlite3_errmsg(database)));
}

Result<void> execute(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return storage_error(database, sql);
  }
  return {};
}

Result<void> wipe(sqlite3* database) {
  if (auto ok = execute(database, "VACUUM"); !ok) {
    return ok;
  }
  auto checkpoint = Statement::prepare(database, "PRAGMA wal_checkpoint(TRUNCATE)");
  if (!checkpoint) {
    return tl::unexpected(checkpoint.error());
  }
  const bool busy = checkpoint->row() && checkpoint->integer(0) != 0;
  if (auto ok = checkpoint->finish("empty the log"); !ok) {
    return ok;
  }
  return busy ? fail(ErrorCode::storage, "cannot empty the log: another program reads the file")
              : Result<void>();
}

Result<Transaction> Transaction::begin(sqlite3* database) {
  if (auto ok = execute(database, "BEGIN IMMEDIATE"); !ok) {
    return tl::unexpected(ok.error());
  }
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ != nullptr) {
    sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Result<void> Transaction::commit() {
  auto ok = execute(database_, "COMMIT");
  if (ok) {
    database_ = nullptr;
  }
  return ok;
}

Result<Database> open_database(const std::string& path) {
  if (auto ok = make_private_file(path); !ok) {
    return tl::unexpected(ok.error());
  }
  sqlite3* raw = nullptr;
  const int status = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
  Database database(raw);
  if (status != SQLITE_OK) {
    return fail(ErrorCode::storage, fmt::format("cannot open: {}", sqlite3_errstr(status)), path);
  }
  sqlite3_busy_timeout(database.get(), kBusyTimeoutMs);
  for (const char* pragma : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                             "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON"}) {
    if (auto ok = execute(database.get(), pragma); !ok) {
      return fail(ok.error().code, ok.error().message, path);
    }
  }
  if (auto ok = make_schema(database.get()); !ok) {
    return fail(ok.error().code, ok.error().message, path);
  }
  return database;
}

}  // namespace threeam::store
