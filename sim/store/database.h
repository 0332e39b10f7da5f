// The SQLite file: opened, private, durable, with its schema. Private to the room.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "sim/base/result.h"

namespace threeam::store {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

// Opens the file, made with its folder when missing; `incompatible` when a newer program made it.
Result<Database> open_database(const std::string& path);

// `storage` with what was tried and SQLite's own words.
tl::unexpected<Error> storage_error(sqlite3* database, std::string_view doing);

// Writes the file anew without what was deleted, and empties the log beside it.
Result<void> wipe(sqlite3* database);

// Runs statements that return nothing.
Result<void> execute(sqlite3* database, const char* sql);

// All or nothing: rolls back unless commit() was reached.
class Transaction {
 public:
  static Result<Transaction> begin(sqlite3* database);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(sqlite3* database) : database_(database) {}
  sqlite3* database_;
};

}  // namespace threeam::store
