// The operator's routes: scenarios, rounds, their links.
#include <algorithm>

#include <fmt/core.h>

#include "sim/model/journal_end.h"
#include "sim/server/api.h"
#include "sim/server/keys.h"

namespace threeam::server {
namespace {

constexpr double kTimeMultiplierMax = 4;
constexpr std::size_t kNameMax = 200;
// Integers that every JSON reader keeps exactly.
constexpr std::int64_t kSeedMax = (std::int64_t{1} << 53) - 1;

bool is_host(std::string_view host) {
  return !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
  });
}

// The first 48 bits of a fresh key: any start will do, it is written into the journal.
std::uint64_t drawn_seed() {
  std::uint64_t seed = 0;
  for (const char c : make_key().substr(0, 9)) {
    seed = seed * 32 + static_cast<std::uint64_t>(c >= 'a' ? c - 'a' : c - '2' + 26);
  }
  return seed;
}

// How long it is kept, and what else was agreed with the candidate.
Result<Rooms::Terms> terms_of(const Json& body, std::int64_t now_ms) {
  Rooms::Terms terms;
  std::optional<std::string> date;
  if (body.contains("delete_after")) {
    auto given = get_string(body, "delete_after");
    if (!given) {
      return tl::unexpected(given.error());
    }
    date = *std::move(given);
  }
  auto keeping =
      keeping_of(string_or(body, "retention", std::string(kStandardRetention)), now_ms, date);
  if (!keeping) {
    return tl::unexpected(keeping.error());
  }
  terms.keeping = *std::move(keeping);
  terms.candidate_name = string_or(body, "candidate_name", "");
  if (terms.candidate_name.size() > kNameMax) {
    return fail(ErrorCode::invalid_input, fmt::format("at most {} bytes", kNameMax),
                "candidate_name");
  }
  terms.time_multiplier = number_or(body, "time_multiplier", 1);
  if (terms.time_multiplier < 1 || terms.time_multiplier > kTimeMultiplierMax) {
    return fail(ErrorCode::invalid_input, "expected a number from 1 to 4", "time_multiplier");
  }
  return terms;
}

}  // namespace

Response Api::list_scenarios() const {
  Json list = Json::array();
  for (const SharedScenario& scenario : parts_.library.all()) {
    list.push_back({{"id", scenario->id},
                    {"title", scenario->title},
                    {"levels", scenario->levels},
                    {"length_ns", scenario->length}});
  }
  return json_response({{"scenarios", std::move(list)}});
}

Json Api::links(const store::RoundRow& row, const Request& request) const {
  const std::string_view host = request.header("host");
  const std::string base =
      fmt::format("{}://{}", parts_.scheme, is_host(host) ? host : parts_.address);
  return Json{{"id", row.round},
              {"candidate", base + "/c/" + row.candidate_key},
              {"interviewer", base + "/i/" + row.interviewer_key},
              {"reviewer", base + "/v/" + row.reviewer_key},
              {"metrics", base + "/m/" + row.metrics_key + "/metrics"}};
}

Response Api::list_rounds(const Request& request) const {
  Json list = Json::array();
  for (const store::RoundRow& row : parts_.rooms.rows()) {
    Json round = links(row, request);
    round.update(
        {{"scenario", row.scenario},
         {"title", row.title},
         {"level", row.level},
         {"candidate_name", row.candidate_name},
         {"state", to_string(row.state)},
         {"time_ns", row.time},
         {"created_ms", row.created_ms},
         {"retention", row.keeping.retention},
         {"delete_after_ms",
          row.keeping.delete_after_ms ? Json(*row.keeping.delete_after_ms) : Json(nullptr)}});
    list.push_back(std::move(round));
  }
  return json_response({{"rounds", std::move(list)}});
}

void Api::create_round(const Request& request, const Answer& answer) {
  const auto body = parse_json(request.body);
  if (!body) {
    return answer(error_response(body.error()));
  }
  const auto id = get_string(*body, "scenario");
  const auto level = id ? get_string(*body, "level") : id;
  if (!level) {
    return answer(error_response(level.error()));
  }
  const SharedScenario scenario = parts_.library.find(*id);
  if (scenario == nullptr) {
    return answer(
        error_response({ErrorCode::invalid_input, "no such scenario: " + *id, "scenario"}));
  }
  if (std::find(scenario->levels.begin(), scenario->levels.end(), *level) ==
      scenario->levels.end()) {
    return answer(error_response(
        {ErrorCode::invalid_input, "the scenario is not made for this level", "level"}));
  }
  std::uint64_t seed = drawn_seed();
  if (body->contains("seed")) {
    const auto given = get_integer(*body, "seed");
    if (!given || *given < 0 || *given > kSeedMax) {
      return answer(error_response(
          {ErrorCode::invalid_input, "expected an integer from 0 to 2^53 - 1", "seed"}));
    }
    seed = static_cast<std::uint64_t>(*given);
  }
  const auto terms = terms_of(*body, parts_.clocks.wall_ms());
  if (!terms) {
    return answer(error_response(terms.error()));
  }
  parts_.rooms.create(scenario, *level, seed, *terms, [this, request, answer](Result<Room*> room) {
    answer(room ? json_response(links((*room)->row, request), 201) : error_response(room.error()));
  });
}

void Api::import_round(const Request& request, const Answer& answer) {
  auto journal = read_jsonl(request.body);
  if (!journal) {
    return answer(error_response(journal.error()));
  }
  if (!is_whole(*journal) && !request.query.contains("partial")) {
    return answer(error_response({ErrorCode::invalid_input,
                                  "the journal is not whole: no end of the round (exported while "
                                  "it ran, or cut off); import?partial=1 closes it where it ends",
                                  "journal"}));
  }
  Request head = request;
  head.body.clear();
  parts_.rooms.import(*std::move(journal), [this, head, answer](Result<Room*> room) {
    answer(room ? json_response(links((*room)->row, head), 201) : error_response(room.error()));
  });
}

}  // namespace threeam::server
