// Reader: what a scalar has to look like to be text, a number, a duration, a rate or a word.
#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/scenario/reader.h"

namespace threeam::scenario {
namespace {

std::string number_range(Range<double> range) {
  if (range.most >= kNotNegative.most) {
    return fmt::format("at least {}", format_number(range.least));
  }
  return fmt::format("from {} to {}", format_number(range.least), format_number(range.most));
}

std::string integer_range(std::int64_t least, std::int64_t most) {
  if (most >= kCount.most) {
    return fmt::format("at least {}", least);
  }
  return fmt::format("from {} to {}", least, most);
}

}  // namespace

std::optional<std::string> Reader::as_text(const Node& node, bool may_be_empty) {
  if (node.kind != NodeKind::scalar) {
    reject("type", node, fmt::format("expected text, found {}", found(node)));
    return std::nullopt;
  }
  if (node.plain && is_not_text(node.text)) {
    reject(
        "type", node,
        fmt::format("expected text, found {}; write it in quotes: \"{}\"", found(node), node.text));
    return std::nullopt;
  }
  if (node.text.empty() && !may_be_empty) {
    report("type", node.mark, fmt::format("`{}`: expected text, found \"\"", current_));
    return std::nullopt;
  }
  return node.text;
}

std::optional<std::int64_t> Reader::as_integer(const Node& node, std::int64_t least,
                                               std::int64_t most) {
  std::int64_t value = 0;
  const char* end = node.text.data() + node.text.size();
  const auto parsed = std::from_chars(node.text.data(), end, value);
  const bool whole =
      node.kind == NodeKind::scalar && node.plain && parsed.ec == std::errc{} && parsed.ptr == end;
  if (!whole) {
    reject("type", node, fmt::format("expected a whole number, found {}", found(node)));
    return std::nullopt;
  }
  if (value < least || value > most) {
    reject("out-of-range", node,
           fmt::format("expected {}, found {}", integer_range(least, most), value));
    return std::nullopt;
  }
  return value;
}

std::optional<double> Reader::as_number(const Node& node, Range<double> range) {
  const auto value = parse_number(node.text);
  if (node.kind != NodeKind::scalar || !node.plain || !value || !std::isfinite(*value)) {
    reject("type", node, fmt::format("expected a number, found {}", found(node)));
    return std::nullopt;
  }
  if (*value < range.least || *value > range.most) {
    reject("out-of-range", node,
           fmt::format("expected {}, found {}", number_range(range), node.text));
    return std::nullopt;
  }
  return *value;
}

std::optional<Duration> Reader::as_duration(const Node& node, Range<Duration> range) {
  const auto value = parse_duration(node.text);
  if (node.kind != NodeKind::scalar || !value) {
    reject("unit", node,
           fmt::format("expected a duration such as 250ms or 2m, found {}", found(node)));
    return std::nullopt;
  }
  if (*value < range.least || *value > range.most) {
    const std::string least =
        range.least == 1 ? "more than 0s" : "at least " + format_duration(range.least);
    reject("out-of-range", node,
           fmt::format("expected {} and at most {}, found {}", least, format_duration(range.most),
                       node.text));
    return std::nullopt;
  }
  return *value;
}

std::optional<double> Reader::as_rate(const Node& node) {
  const std::string& t = node.text;
  const bool has_unit = node.kind == NodeKind::scalar && t.size() > 2 && t.ends_with("/s");
  const auto value =
      has_unit ? parse_number(std::string_view(t).substr(0, t.size() - 2)) : parse_number("");
  if (!value || !std::isfinite(*value) || *value < 0) {
    reject("unit", node, fmt::format("expected a rate such as 90/s, found {}", found(node)));
    return std::nullopt;
  }
  return *value;
}

std::optional<int> Reader::as_word(const Node& node, const std::vector<std::string_view>& words) {
  const auto at = std::find(words.begin(), words.end(), node.text);
  if (node.kind == NodeKind::scalar && at != words.end()) {
    return static_cast<int>(at - words.begin());
  }
  reject("unknown-word", node,
         fmt::format("expected {}, found {}",
                     any_of(std::vector<std::string>(words.begin(), words.end())), found(node)));
  return std::nullopt;
}

}  // namespace threeam::scenario
