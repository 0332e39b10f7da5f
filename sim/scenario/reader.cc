#include "sim/scenario/reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sim/base/text.h"

namespace threeam::scenario {
Reader::Reader(Reading& reading, const Node& node, std::string_view noun, std::string path)
    : reading_(reading), node_(node), noun_(noun), path_(std::move(path)) {}

void Reader::read_mapping(Reading& reading, const Node& node, std::string_view noun,
                          const std::string& path, const ReadFields& read) {
  Reader reader(reading, node, noun, path);
  if (node.kind != NodeKind::mapping) {
    reader.report("type", node.mark,
                  fmt::format("{} is a mapping of keys, found {}", noun, found(node)));
    return;
  }
  reader.note("", node.mark);
  read(reader);
  reader.report_unknown_keys();
}

// ---- scalars --------------------------------------------------------------------------------

void Reader::text(Key key, std::string& out) {
  if (const Node* node = take_scalar(key, "text")) {
    if (auto value = as_text(*node, !key.required)) {
      out = std::move(*value);
    }
  }
}

void Reader::boolean(Key key, bool& out) {
  std::optional<bool> value;
  boolean(key, value);
  out = value.value_or(out);
}

void Reader::boolean(Key key, std::optional<bool>& out) {
  if (const Node* node = take_scalar(key, "true or false")) {
    if (node->plain && (node->text == "true" || node->text == "false")) {
      out = node->text == "true";
    } else {
      reject("type", *node, "expected true or false, found " + found(*node));
    }
  }
}

void Reader::yes(Key key, bool& out) {
  if (const Node* node = take_scalar(key, "true")) {
    out = node->plain && node->text == "true";
    if (!out) {
      reject("type", *node, "expected true, or no such key, found " + found(*node));
    }
  }
}

void Reader::integer(Key key, int& out, Range<int> range) {
  if (const Node* node = take_scalar(key, "a whole number")) {
    if (auto value = as_integer(*node, range.least, range.most)) {
      out = static_cast<int>(*value);
    }
  }
}

void Reader::number(Key key, double& out, Range<double> range) {
  if (const Node* node = take_scalar(key, "a number")) {
    if (auto value = as_number(*node, range)) {
      out = *value;
    }
  }
}

void Reader::duration(Key key, Duration& out, Range<Duration> range) {
  if (const Node* node = take_scalar(key, "a duration such as 250ms or 2m")) {
    if (auto value = as_duration(*node, range)) {
      out = *value;
    }
  }
}

void Reader::time(Key key, SimTime& out) {
  duration(key, out, {-kHistoryLength, 24 * kHour});
}

void Reader::moment(Key key, SimTime& out, SimTime now) {
  const Node* node = take_scalar(key, "a moment such as -5m, now or page-30m");
  if (node == nullptr) {
    return;
  }
  std::string_view rest = node->text;
  SimTime base = now;
  if (rest.starts_with("page")) {
    rest.remove_prefix(4);
    base = 0;
  } else if (rest.starts_with("now")) {
    rest.remove_prefix(3);
  }
  if (rest.empty()) {
    out = base;
    return;
  }
  const bool after = rest.front() == '+';
  const auto offset = parse_duration(after ? rest.substr(1) : rest);
  const bool is_signed = after || rest.front() == '-';
  if (offset && is_signed && *offset > -24 * kHour && *offset < 24 * kHour) {
    out = base + *offset;
    return;
  }
  reject("unit", *node,
         "expected a moment such as -5m (before now), now or page-30m, found " + found(*node));
}

void Reader::clock(Key key, std::int64_t& out_s) {
  const Node* node = take_scalar(key, "a time of day such as \"03:14:12\"");
  if (node == nullptr) {
    return;
  }
  const std::string& t = node->text;
  const auto two = [&](std::size_t at) {
    const bool digits = t[at] >= '0' && t[at] <= '9' && t[at + 1] >= '0' && t[at + 1] <= '9';
    return digits ? (t[at] - '0') * 10 + (t[at + 1] - '0') : 99;
  };
  if (t.size() == 8 && t[2] == ':' && t[5] == ':' && two(0) < 24 && two(3) < 60 && two(6) < 60) {
    out_s = two(0) * 3600 + two(3) * 60 + two(6);
    return;
  }
  reject("unit", *node, "expected a time of day such as \"03:14:12\" (UTC), found " + found(*node));
}

void Reader::rate(Key key, double& out_per_second) {
  if (const Node* node = take_scalar(key, "a rate such as 90/s")) {
    if (auto value = as_rate(*node)) {
      out_per_second = *value;
    }
  }
}

void Reader::nothing(Key key) {
  if (const Entry* entry = take(key)) {
    if (entry->value.kind != NodeKind::null) {
      report("type", entry->value.mark,
             fmt::format("`{}:` takes no value, found {}; its parameters are keys beside it",
                         key.name, found(entry->value)));
    }
  }
}

void Reader::file(Key key, std::string& out_text) {
  std::string name;
  text(key, name);
  if (name.empty()) {
    return;
  }
  const auto at = reading_.files.find(name);
  if (at == reading_.files.end()) {
    report("missing-file", node_.find(key.name)->value.mark,
           fmt::format("`{}`: there is no file `{}` in the folder", key.name, name));
    return;
  }
  reading_.files_used.insert(name);
  out_text = at->second;
}

void Reader::word(Key key, int& out, const std::vector<std::string_view>& words) {
  if (const Node* node = take_scalar(key, "a word")) {
    if (auto index = as_word(*node, words)) {
      out = *index;
    }
  }
}

void Reader::define(Key key, Kind kind, std::string& out, const std::string& scope) {
  if (const Node* node = take_scalar(key, "a name")) {
    as_text(*node);  // a name that should be in quotes is reported, and still a name
    out = node->text;
    reading_.names.define(kind, scope, out, place(node->mark), reading_.report);
  }
}

void Reader::refer(Key key, Kind kind, std::string& out, const std::string& scope) {
  if (const Node* node = take_scalar(key, "a name")) {
    if (auto value = as_text(*node)) {
      out = *value;
      reading_.names.refer(kind, scope, out, place(node->mark));
    }
  }
}

void Reader::operation(Key key, std::string& out_component, std::string& out_operation) {
  const Node* node = take_scalar(key, "component.operation");
  if (node == nullptr) {
    return;
  }
  const auto dot = node->text.rfind('.');
  if (dot == std::string::npos || dot == 0 || dot + 1 == node->text.size()) {
    reject("type", *node, "expected component.operation, found " + found(*node));
    return;
  }
  out_component = node->text.substr(0, dot);
  out_operation = node->text.substr(dot + 1);
  reading_.names.refer(Kind::component, "", out_component, place(node->mark));
  reading_.names.refer(Kind::operation, out_component, out_operation, place(node->mark));
}

// ---- keys -----------------------------------------------------------------------------------

const Entry* Reader::take(Key key) {
  current_ = key.name;
  known_.emplace_back(key.name);
  const Entry* entry = node_.find(key.name);
  if (entry == nullptr && key.required) {
    report("missing-key", node_.mark, fmt::format("{} needs `{}`: {}", noun_, key.name, key.about));
  }
  if (entry != nullptr) {
    note(key.name, entry->value.kind == NodeKind::scalar ? entry->value.mark : entry->mark);
  }
  return entry;
}

const Node* Reader::take_scalar(Key key, std::string_view expected) {
  const Entry* entry = take(key);
  if (entry == nullptr || entry->value.kind == NodeKind::scalar) {
    return entry == nullptr ? nullptr : &entry->value;
  }
  reject("type", entry->value, fmt::format("expected {}, found {}", expected, found(entry->value)));
  return nullptr;
}

const Node* Reader::take_sequence(Key key) {
  const Entry* entry = take(key);
  if (entry == nullptr || entry->value.kind == NodeKind::sequence) {
    return entry == nullptr ? nullptr : &entry->value;
  }
  reject("type", entry->value, "expected a list, found " + found(entry->value));
  return nullptr;
}

const Node* Reader::take_mapping(Key key) {
  const Entry* entry = take(key);
  if (entry == nullptr || entry->value.kind == NodeKind::mapping) {
    return entry == nullptr ? nullptr : &entry->value;
  }
  reject("type", entry->value, "expected a mapping of keys, found " + found(entry->value));
  return nullptr;
}

void Reader::report_unknown_keys() {
  if (unknown_form_) {
    return;
  }
  for (const Entry& entry : node_.entries) {
    if (reading_.report.full() ||
        std::find(known_.begin(), known_.end(), entry.key) != known_.end()) {
      continue;
    }
    // What yaml makes of `{about: a, so that b}`.
    const bool torn =
        entry.key.find(' ') != std::string::npos && entry.value.kind == NodeKind::null;
    std::string hint =
        torn ? "; quote text that has a comma in it" : did_you_mean(entry.key, known_);
    if (hint.empty()) {
      hint = "; expected " + any_of(known_);
    }
    report("unknown-key", entry.mark, fmt::format("{} has no `{}`{}", noun_, entry.key, hint));
  }
}

void Reader::report(std::string_view rule, Mark mark, std::string message) {
  reading_.report.add(rule, place(mark), std::move(message));
}

void Reader::reject(std::string_view rule, const Node& node, std::string_view message) {
  reading_.places.erase(path_of(current_));
  report(rule, node.mark, fmt::format("`{}`: {}", current_, message));
}

Place Reader::place(Mark mark) const {
  return {reading_.file, mark};
}

std::string Reader::path_of(std::string_view key) const {
  if (key.empty()) {
    return path_;
  }
  return path_.empty() ? std::string(key) : fmt::format("{}/{}", path_, key);
}

void Reader::note(std::string_view key, Mark mark) {
  reading_.places.emplace(path_of(key), place(mark));
}

}  // namespace threeam::scenario
