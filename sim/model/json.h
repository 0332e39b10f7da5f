// The door to nlohmann_json. Rooms that speak JSON say Json and include this; nobody else includes
// the library.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "sim/base/result.h"
#include "sim/model/query.h"
#include "sim/model/scenario.h"

namespace threeam {

using Json = nlohmann::json;  // objects keep their keys sorted

// Parses untrusted text: at most 16 MiB and 64 levels deep, UTF-8, no duplicate keys. No exception.
Result<Json> parse_json(std::string_view text);

// One line, keys sorted, invalid UTF-8 replaced. No exception.
std::string dump_json(const Json& json);

// Typed reads of an untrusted object; an error names the field and what was expected.
Result<std::string> get_string(const Json& object, std::string_view field);
Result<double> get_number(const Json& object, std::string_view field);
Result<std::int64_t> get_integer(const Json& object, std::string_view field);
std::string string_or(const Json& object, std::string_view field, std::string fallback);
double number_or(const Json& object, std::string_view field, double fallback);
std::int64_t integer_or(const Json& object, std::string_view field, std::int64_t fallback);

// Queries: {metric, where{}, by[], from_ns, to_ns, step_ns, offset_ns}.
Json to_json(const Query& query);
Result<Query> query_from_json(const Json& json);
// {unit, times_ns[], series[{labels{}, values[]}], recorded}; NaN is null.
Json to_json(const QueryResult& result);

// What a candidate may know of a scenario, built field by field from a white list: title, page,
// regions, components (name, about, kind, pools, workers, instances), calls between them, routes,
// queues, datasets (with format names), flags, alerts, actions (id, label, does, takes_ns, kind),
// runbooks, people with their questions (not the answers), mechanisms, brief.
Json candidate_view(const Scenario& scenario);

// The rest, for the interviewer and the reviewer: truth, suspects, decoys, hidden events, script,
// notes.
Json interviewer_view(const Scenario& scenario);

}  // namespace threeam
