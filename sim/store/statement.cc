#include "sim/store/statement.h"

#include "sim/store/database.h"

namespace threeam::store {

Result<Statement> Statement::prepare(sqlite3* database, const char* sql) {
  Statement statement;
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr) !=
      SQLITE_OK) {
    return storage_error(database, sql);
  }
  statement.statement_.reset(raw);
  return statement;
}

Statement& Statement::bind(int index, std::string_view text) {
  const int status = sqlite3_bind_text64(statement_.get(), index, text.data(), text.size(),
                                         SQLITE_STATIC, SQLITE_UTF8);
  status_ = status_ == SQLITE_OK ? status : status_;
  return *this;
}

Statement& Statement::bind(int index, std::int64_t number) {
  const int status = sqlite3_bind_int64(statement_.get(), index, number);
  status_ = status_ == SQLITE_OK ? status : status_;
  return *this;
}

bool Statement::row() {
  if (status_ != SQLITE_OK && status_ != SQLITE_ROW) {
    return false;
  }
  status_ = sqlite3_step(statement_.get());
  return status_ == SQLITE_ROW;
}

std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return text == nullptr ? std::string()
                         : std::string(text, text + size);  // bytes, zero bytes included
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

Result<void> Statement::finish(std::string_view doing) {
  // A statement nobody asked rows of still has to run.
  while (row()) {
  }
  const bool failed = status_ != SQLITE_DONE;
  Result<void> result;
  if (failed) {
    result = storage_error(sqlite3_db_handle(statement_.get()), doing);
  }
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  status_ = SQLITE_OK;
  return result;
}

}  // namespace threeam::store
