// Reads the fields of an untrusted payload one after another. The first that is wrong is the error;
// a field that nobody asked for is one, too, so that a misspelt name is never silently ignored.
//
//   return Fields(payload).text("what").integer("level", 1, 4).done();
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/model/json.h"

namespace threeam::round {

// Longest text that a person may enter, in bytes.
inline constexpr std::size_t kMaxText = 10'000;

class Fields {
 public:
  // `payload` must outlive this.
  explicit Fields(const Json& payload);

  // The next field may be missing.
  Fields& may();

  Fields& text(std::string_view name);
  Fields& word(std::string_view name, std::span<const std::string_view> words);
  Fields& integer(std::string_view name, std::int64_t least, std::int64_t most);
  Fields& number(std::string_view name, double least, double most);
  Fields& boolean(std::string_view name);
  // A text for which `exists` holds; `what` says what it should have been: "a dataset".
  Fields& name(std::string_view name, std::string_view what,
               const std::function<bool(std::string_view)>& exists);
  // A value with a reader of its own.
  Fields& value(std::string_view name, const std::function<Result<void>(const Json&)>& read);

  Result<void> done() const;

 private:
  // The field's value; null when there is nothing to check (missing, or an error before).
  const Json* take(std::string_view name, std::string_view expected);
  Fields& refuse(std::string_view name, std::string message);

  const Json& payload_;
  std::set<std::string_view> known_;
  std::optional<Error> error_;
  bool optional_ = false;
};

}  // namespace threeam::round
