#include "sim/model/json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include <fmt/core.h>

namespace threeam {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxDepth = 64;

// Walks the text before anything is built from it, so that hostile input costs no memory.
class Gatekeeper : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_array() override { return leave(); }

  bool key(string_t& name) override {
    if (keys_.back().insert(name).second) {
      return true;
    }
    error_ = fmt::format("the key \"{}\" appears twice in one object", name);
    return false;
  }

  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& ex) override {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: ...": the reader needs the
    // second half.
    const std::string_view what = ex.what();
    const auto bracket = what.find("] ");
    error_ = bracket == std::string_view::npos ? what : what.substr(bracket + 2);
    leave_out_what_nobody_can_read();
    return false;
  }

  const std::string& error() const { return error_; }

 private:
  // "...; last read: '<token>'": a token of broken bytes, or one as long as a file, says nothing.
  void leave_out_what_nobody_can_read() {
    constexpr std::size_t kShown = 40;
    const auto read = error_.find("; last read: ");
    if (read == std::string::npos) {
      return;
    }
    const bool plain = std::all_of(error_.begin() + static_cast<std::ptrdiff_t>(read), error_.end(),
                                   [](char c) { return c >= ' ' && c <= '~'; });
    if (!plain || error_.size() - read > kShown) {
      error_.erase(read);
    }
  }
  bool enter() {
    if (keys_.size() == kMaxDepth) {
      error_ = fmt::format("nested deeper than {} levels", kMaxDepth);
      return false;
    }
    keys_.emplace_back();
    return true;
  }
  bool leave() {
    keys_.pop_back();
    return true;
  }

  std::vector<std::set<std::string>> keys_;
  std::string error_;
};

// The field's value, or null when it is missing or `object` is no object.
const Json* find_field(const Json& object, std::string_view field) {
  if (!object.is_object()) {
    return nullptr;
  }
  const auto found = object.find(field);
  return found == object.end() ? nullptr : &*found;
}

tl::unexpected<Error> expected(std::string_view what, std::string_view field, const Json* found) {
  return fail(ErrorCode::invalid_input,
              found == nullptr ? fmt::format("is missing; expected {}", what)
                               : fmt::format("expected {}, found {}", what, found->type_name()),
              std::string(field));
}

bool fits_int64(const Json& number) {
  if (number.is_number_unsigned()) {
    return number.get<std::uint64_t>() <=
           static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  }
  return number.is_number_integer();
}

Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Result<Labels> labels_from(const Json& json) {
  Labels labels;
  const Json* where = find_field(json, "where");
  if (where == nullptr) {
    return labels;
  }
  if (!where->is_object()) {
    return expected("an object of label values", "where", where);
  }
  for (const auto& [label, value] : where->items()) {
    if (!value.is_string()) {
      return expected("a string", "where." + label, &value);
    }
    labels[label] = value.get<std::string>();
  }
  return labels;
}

Result<std::vector<std::string>> names_from(const Json& json, std::string_view field) {
  std::vector<std::string> names;
  const Json* list = find_field(json, field);
  if (list == nullptr) {
    return names;
  }
  if (!list->is_array()) {
    return expected("a list of names", field, list);
  }
  for (const Json& name : *list) {
    if (!name.is_string()) {
      return expected("a name", field, &name);
    }
    names.push_back(name.get<std::string>());
  }
  return names;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
  if (text.size() > kMaxBytes) {
    return fail(ErrorCode::invalid_input,
                fmt::format("JSON of {} bytes; at most {} are read", text.size(), kMaxBytes));
  }
  Gatekeeper gatekeeper;
  if (!Json::sax_parse(text, &gatekeeper)) {
    return fail(ErrorCode::invalid_input, "not valid JSON: " + gatekeeper.error());
  }
  return Json::parse(text, nullptr, false);
}

std::string dump_json(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::string> get_string(const Json& object, std::string_view field) {
  const Json* value = find_field(object, field);
  if (value == nullptr || !value->is_string()) {
    return expected("a string", field, value);
  }
  return value->get<std::string>();
}

Result<double> get_number(const Json& object, std::string_view field) {
  const Json* value = find_field(object, field);
  if (value == nullptr || !value->is_number()) {
    return expected("a number", field, value);
  }
  return value->get<double>();
}

Result<std::int64_t> get_integer(const Json& object, std::string_view field) {
  const Json* value = find_field(object, field);
  if (value == nullptr || !fits_int64(*value)) {
    return expected("an integer", field, value);
  }
  return value->get<std::int64_t>();
}

std::string string_or(const Json& object, std::string_view field, std::string fallback) {
  return get_string(object, field).value_or(std::move(fallback));
}

double number_or(const Json& object, std::string_view field, double fallback) {
  return get_number(object, field).value_or(fallback);
}

std::int64_t integer_or(const Json& object, std::string_view field, std::int64_t fallback) {
  return get_integer(object, field).value_or(fallback);
}

Json to_json(const Query& query) {
  return Json{{"metric", query.metric},   {"where", query.where}, {"by", query.by},
              {"from_ns", query.from},    {"to_ns", query.to},    {"step_ns", query.step},
              {"offset_ns", query.offset}};
}

Result<Query> query_from_json(const Json& json) {
  Query query;
  if (!json.is_object()) {
    return expected("an object", "query", &json);
  }
  for (const auto& [field, value] : json.items()) {
    static const std::set<std::string, std::less<>> kFields = {
        "metric", "where", "by", "from_ns", "to_ns", "step_ns", "offset_ns"};
    if (!kFields.contains(field)) {
      return fail(ErrorCode::invalid_input, "is not a field of a query", field);
    }
  }
  auto metric = get_string(json, "metric");
  if (!metric) {
    return tl::unexpected(metric.error());
  }
  query.metric = *std::move(metric);
  auto where = labels_from(json);
  if (!where) {
    return tl::unexpected(where.error());
  }
  query.where = *std::move(where);
  auto by = names_from(json, "by");
  if (!by) {
    return tl::unexpected(by.error());
  }
  query.by = *std::move(by);
  const std::pair<std::string_view, std::int64_t Query::*> times[] = {
      {"from_ns", &Query::from},
      {"to_ns", &Query::to},
      {"step_ns", &Query::step},
      {"offset_ns", &Query::offset}};
  for (const auto& [field, member] : times) {
    const bool optional = field == "step_ns" || field == "offset_ns";
    if (optional && find_field(json, field) == nullptr) {
      continue;
    }
    const auto value = get_integer(json, field);
    if (!value) {
      return tl::unexpected(value.error());
    }
    query.*member = *value;
  }
  return query;
}

Json to_json(const QueryResult& result) {
  Json series = Json::array();
  for (const QuerySeries& one : result.series) {
    Json values = Json::array();
    for (const double value : one.values) {
      values.push_back(number_or_null(value));
    }
    series.push_back(Json{{"labels", one.labels}, {"values", std::move(values)}});
  }
  return Json{{"unit", result.unit},
              {"times_ns", result.times},
              {"series", std::move(series)},
              {"recorded", result.recorded}};
}

}  // namespace threeam
