// Prepared statements. Private to the room.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "sim/base/result.h"

namespace threeam::store {

// A prepared statement, used again and again:
//
//   statement.bind(1, round).bind(2, seq);
//   while (statement.row()) { ... statement.text(0) ... }
//   return statement.finish("append entries");
class Statement {
 public:
  Statement() = default;
  static Result<Statement> prepare(sqlite3* database, const char* sql);

  // Parameters count from 1. The text must live until finish().
  Statement& bind(int index, std::string_view text);
  Statement& bind(int index, std::int64_t number);

  // Moves to the next row; false at the end or on an error, which finish() tells apart.
  bool row();
  std::string text(int column) const;
  std::int64_t integer(int column) const;

  // Makes it ready for the next use. The error of the last step, if there was one.
  Result<void> finish(std::string_view doing);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int status_ = SQLITE_OK;
};

}  // namespace threeam::store
