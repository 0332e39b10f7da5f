#include "sim/round/fields.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>
#include <fmt/format.h>

#include "sim/base/text.h"

namespace threeam::round {

Fields::Fields(const Json& payload) : payload_(payload) {
  if (!payload_.is_object()) {
    error_ = Error{ErrorCode::invalid_input, "expected an object", "payload"};
  }
}

Fields& Fields::may() {
  optional_ = true;
  return *this;
}

Fields& Fields::refuse(std::string_view name, std::string message) {
  if (!error_) {
    error_ = Error{ErrorCode::invalid_input, std::move(message), std::string(name)};
  }
  return *this;
}

const Json* Fields::take(std::string_view name, std::string_view expected) {
  const bool optional = std::exchange(optional_, false);
  known_.insert(name);
  if (error_) {
    return nullptr;
  }
  const auto found = payload_.find(name);
  if (found == payload_.end()) {
    if (!optional) {
      refuse(name, fmt::format("is missing; expected {}", expected));
    }
    return nullptr;
  }
  return &*found;
}

Fields& Fields::text(std::string_view name) {
  const Json* value = take(name, "a text");
  if (value == nullptr) {
    return *this;
  }
  if (!value->is_string()) {
    return refuse(name, fmt::format("expected a text, found {}", value->type_name()));
  }
  if (value->get_ref<const std::string&>().size() > kMaxText) {
    return refuse(name, fmt::format("is longer than {} bytes", kMaxText));
  }
  return *this;
}

Fields& Fields::word(std::string_view name, std::span<const std::string_view> words) {
  const std::string expected = fmt::format("one of {}", fmt::join(words, ", "));
  const Json* value = take(name, expected);
  if (value == nullptr) {
    return *this;
  }
  const bool known =
      value->is_string() &&
      std::find(words.begin(), words.end(), value->get_ref<const std::string&>()) != words.end();
  return known ? *this : refuse(name, fmt::format("expected {}", expected));
}

Fields& Fields::integer(std::string_view name, std::int64_t least, std::int64_t most) {
  if (take(name, "an integer") == nullptr) {
    return *this;
  }
  const auto value = get_integer(payload_, name);
  if (!value) {
    return refuse(name, value.error().message);
  }
  if (*value < least || *value > most) {
    return refuse(name,
                  fmt::format("expected an integer from {} to {}, found {}", least, most, *value));
  }
  return *this;
}

Fields& Fields::number(std::string_view name, double least, double most) {
  if (take(name, "a number") == nullptr) {
    return *this;
  }
  const auto value = get_number(payload_, name);
  if (!value) {
    return refuse(name, value.error().message);
  }
  if (*value < least || *value > most) {
    return refuse(name,
                  fmt::format("expected a number from {} to {}, found {}", format_number(least),
                              format_number(most), format_number(*value)));
  }
  return *this;
}

Fields& Fields::boolean(std::string_view name) {
  const Json* value = take(name, "true or false");
  if (value != nullptr && !value->is_boolean()) {
    return refuse(name, "expected true or false");
  }
  return *this;
}

Fields& Fields::name(std::string_view name, std::string_view what,
                     const std::function<bool(std::string_view)>& exists) {
  const Json* value = take(name, what);
  if (value == nullptr) {
    return *this;
  }
  if (!value->is_string()) {
    return refuse(name, fmt::format("expected {}, found {}", what, value->type_name()));
  }
  const std::string& given = value->get_ref<const std::string&>();
  return exists(given) ? *this : refuse(name, fmt::format("\"{}\" is not {}", given, what));
}

Fields& Fields::value(std::string_view name, const std::function<Result<void>(const Json&)>& read) {
  const Json* value = take(name, "a value");
  if (value == nullptr) {
    return *this;
  }
  if (const auto ok = read(*value); !ok) {
    error_ = ok.error();
    error_->where =
        error_->where.empty() ? std::string(name) : fmt::format("{}.{}", name, error_->where);
  }
  return *this;
}

Result<void> Fields::done() const {
  if (error_) {
    return tl::unexpected(*error_);
  }
  for (const auto& [name, value] : payload_.items()) {
    if (!known_.contains(name)) {
      return fail(ErrorCode::invalid_input, "is not a field of this", name);
    }
  }
  return {};
}

}  // namespace threeam::round
