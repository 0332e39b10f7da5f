#include "sim/cli/readable.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/cli/output.h"

namespace threeam::cli {

namespace {

constexpr std::string_view kNanoseconds = "_ns";
// Of what ends in "_ns", these are lengths; all others are times from the page.
constexpr std::array<std::string_view, 3> kLengths = {"step_ns", "offset_ns", "after_ns"};
// What says what the rest is about goes first, without its name.
constexpr std::array<std::string_view, 2> kHeads = {"what", "action"};

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
         (value.is_structured() && value.empty());
}

std::string text_of(std::string_view field, const Json& value);

std::string list_of(const Json& values) {
  std::string text;
  for (const Json& value : values) {
    text += (text.empty() ? "" : " and ") + text_of("", value);
  }
  return text;
}

std::string fields_of(const Json& object) {
  std::string text;
  for (const auto& [field, value] : object.items()) {
    const bool head = std::ranges::find(kHeads, field) != kHeads.end();
    if (!head && !is_empty(value) && !(field == "offset_ns" && value == 0)) {
      text += (text.empty() ? "" : ", ") + text_of(field, value);
    }
  }
  return text;
}

std::string number_of(std::string_view field, const Json& value) {
  const double number = value.get<double>();
  if (field == "failing_ratio") {
    return percent(number);
  }
  if (field == "failing_requests_per_second") {
    return fmt::format("{:g}", number);
  }
  return value.is_number_integer() ? fmt::format("{}", value.get<std::int64_t>())
                                   : fmt::format("{:g}", number);
}

// "confidence 0.7", "from -30:00"; a value alone where there is no field.
std::string text_of(std::string_view field, const Json& value) {
  std::string name(field);
  std::string text;
  if (field.ends_with(kNanoseconds) && value.is_number_integer()) {
    name.erase(name.size() - kNanoseconds.size());
    const auto time = value.get<SimTime>();
    text = std::ranges::find(kLengths, field) != kLengths.end() ? format_duration(time)
                                                                : format_clock(time);
  } else if (value.is_object()) {
    return field == "query" ? fields_of(value) : fmt::format("{} {}", name, fields_of(value));
  } else if (value.is_array()) {
    text = list_of(value);
  } else if (value.is_number()) {
    text = number_of(field, value);
  } else if (value.is_string()) {
    const auto& words = value.get_ref<const std::string&>();
    text = words.find(' ') == std::string::npos ? words : fmt::format("\"{}\"", words);
  } else {
    text = dump_json(value);
  }
  std::ranges::replace(name, '_', ' ');
  return name.empty() ? text : fmt::format("{} {}", name, text);
}

}  // namespace

std::string readable(const Json& payload) {
  std::string text;
  for (const std::string_view head : kHeads) {
    const std::string value = string_or(payload, head, "");
    text += value.empty() ? "" : (text.empty() ? "" : ", ") + value;
  }
  const std::string rest = fields_of(payload);
  return text + (text.empty() || rest.empty() ? "" : ", ") + rest;
}

std::string measured(double value, std::string_view unit) {
  if (std::isnan(value)) {
    return "-";
  }
  if (unit == "ratio") {
    return percent(value, 2);
  }
  if (unit == "seconds") {
    return value < 1 ? fmt::format("{:.4g} ms", value * 1000) : fmt::format("{:.4g} s", value);
  }
  return unit.empty() ? fmt::format("{:.4g}", value) : fmt::format("{:.4g} {}", value, unit);
}

}  // namespace threeam::cli
