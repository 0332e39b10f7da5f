// Values or errors. No exception crosses a room: a function that can fail on input, storage or a
// peer returns Result<T>; a broken promise of our own code is THREEAM_ASSERT (assert.h).
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace threeam {

// A code exists only if some caller reacts to it differently. HTTP status in brackets.
enum class ErrorCode {
  invalid_input,  // malformed or against the rules of a format [400], exit 3
  forbidden,      // no right to see or do it [403]
  not_found,      // [404]
  rejected,       // well-formed, but not possible now [409], exit 1
  incompatible,   // made by another engine or format version [422], exit 3
  diverged,       // a recomputation differs from the record [500], exit 1
  storage,        // the disk or the database said no [503], exit 3
};

struct Error {
  ErrorCode code = ErrorCode::invalid_input;
  std::string message;  // one sentence a user can act on
  std::string where;    // "file:line:column", a field, or empty
};

// "where: message", or the message alone.
std::string to_string(const Error& error);

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string where = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(where)});
}

}  // namespace threeam
