#include "sim/server/api.h"

#include <algorithm>
#include <charconv>
#include <exception>

#include <fmt/core.h>

#include "sim/model/journal_end.h"
#include "sim/server/assets.h"
#include "sim/server/describe.h"
#include "sim/server/keys.h"

namespace threeam::server {
namespace {

constexpr std::size_t kBodyMax = std::size_t{256} * 1024;
constexpr std::size_t kImportMax = std::size_t{64} * 1024 * 1024;
constexpr std::string_view kImportPath = "/api/rounds/import";
constexpr double kTimeMultiplierMax = 4;
// Integers that every JSON reader keeps exactly.
constexpr std::int64_t kSeedMax = (std::int64_t{1} << 53) - 1;

Response text_response(std::string body, std::string type = "text/plain; charset=utf-8") {
  Response response;
  response.content_type = std::move(type);
  response.body = std::move(body);
  return response;
}

Response internal_error() {
  return json_response(Json{{"error",
                             {{"code", "internal"},
                              {"message", "the request failed; the server goes on"},
                              {"where", ""}}}},
                       500);
}

// Calls `make` for the answer; one that throws is answered with 500.
template <class Make>
void answer_with(const Answer& answer, Make make) {
  Response response;
  try {
    response = make();
  } catch (const std::exception& error) {
    fmt::print(stderr, "threeam: request: {}\n", error.what());
    response = internal_error();
  }
  answer(std::move(response));
}

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
  terms.time_multiplier = number_or(body, "time_multiplier", 1);
  if (terms.time_multiplier < 1 || terms.time_multiplier > kTimeMultiplierMax) {
    return fail(ErrorCode::invalid_input, "expected a number from 1 to 4", "time_multiplier");
  }
  return terms;
}

}  // namespace

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::string_view segment = path.substr(0, path.find('/'));
    segments.push_back(segment);
    path.remove_prefix(segment.size());
  }
  return segments;
}

Response json_response(const Json& json, int status) {
  Response response;
  response.status = status;
  response.body = dump_json(json);
  return response;
}

Response error_response(const Error& error) {
  return json_response(error_json(error), http_status(error.code));
}

// ---- sockets in ---------------------------------------------------------------------------------

std::size_t Api::body_limit(const Request& head) const {
  return head.path == kImportPath && is_operator(head) ? kImportMax : kBodyMax;
}

void Api::on_request(Request request, Answer answer) {
  const std::string method =
      request.method == "GET" || request.method == "POST" || request.method == "HEAD"
          ? request.method
          : "other";
  const Answer counted = [this, method, answer = std::move(answer)](Response response) {
    parts_.metrics.count("threeam_http_requests_total",
                         {{"method", method}, {"code", std::to_string(response.status)}});
    answer(std::move(response));
  };
  try {
    route(request, counted);
  } catch (const std::exception& error) {
    fmt::print(stderr, "threeam: request: {}\n", error.what());
    counted(internal_error());
  }
}

void Api::on_upgrade(const Request& request, std::function<void(std::optional<Response>)> ready) {
  const Segments path = split_path(request.path);
  const bool is_live =
      path.size() == 4 && path[0] == "api" && path[1] == "round" && path[3] == "live";
  const auto door = is_live ? parts_.rooms.find(path[2]) : std::nullopt;
  if (!door || !door->role) {
    return ready(not_found());
  }
  if (!is_same_origin(request)) {
    return ready(error_response({ErrorCode::forbidden, "another site may not call", "Origin"}));
  }
  parts_.rooms.open(door->round, [ready](Result<Room*> room) {
    room ? ready(std::nullopt) : ready(error_response(room.error()));
  });
}

void Api::on_open(ConnectionId connection, const Request& request) {
  const auto door = parts_.rooms.find(split_path(request.path).at(2));
  Room* room = door ? parts_.rooms.live(door->round) : nullptr;
  if (room == nullptr) {
    return;  // forgotten since the upgrade; the page will come back
  }
  const auto after = request.query.find("after");
  std::uint64_t number = 0;
  if (after != request.query.end()) {
    const std::string& text = after->second;
    std::from_chars(text.data(), text.data() + text.size(), number);
  }
  parts_.hub.open(connection, *room, *door->role, number);
}

void Api::on_close(ConnectionId connection) {
  parts_.hub.close(connection);
}

// ---- routes -------------------------------------------------------------------------------------

void Api::route(const Request& request, const Answer& answer) {
  const bool reads = request.method == "GET";
  if (!reads && request.method != "POST") {
    Response response = error_response({ErrorCode::invalid_input, "GET or POST", "method"});
    response.status = 405;
    response.headers.emplace_back("Allow", "GET, POST");
    return answer(std::move(response));
  }
  if (!reads && !is_same_origin(request)) {
    return answer(error_response({ErrorCode::forbidden, "another site may not call", "Origin"}));
  }
  const Segments path = split_path(request.path);
  if (path.empty()) {
    return answer(not_found());
  }
  if (path.size() >= 3 && path[0] == "api" && path[1] == "round") {
    return round_route(request, answer);
  }
  if (path[0] == "api") {
    return operator_route(request, path, answer);
  }
  if (!reads) {
    return answer(not_found());
  }
  for (const auto& [letter, role] :
       {std::pair{"c", Role::candidate}, std::pair{"i", Role::interviewer},
        std::pair{"v", Role::reviewer}}) {
    if (!path.empty() && path[0] == letter) {
      const bool whole = path.size() == 2 && path[1].size() == kKeyLength;
      return whole ? page(request, role, path[1], answer) : answer(no_such_page());
    }
  }
  if (path.size() == 3 && path[0] == "m" && path[2] == "metrics") {
    return round_metrics(path[1], answer);
  }
  if (request.path == "/") {
    return answer(index_page(request));
  }
  if (request.path == "/healthz") {
    return answer(text_response("ok\n"));
  }
  if (request.path == "/metrics") {
    return answer(own_metrics());
  }
  answer(asset_file(request));
}

void Api::page(const Request& request, Role role, std::string_view key, const Answer& answer) {
  const auto to = parts_.rooms.find(key);
  answer(to && to->role == role ? index_page(request) : no_such_page());
}

void Api::round_metrics(std::string_view key, const Answer& answer) {
  const auto door = parts_.rooms.find(key);
  if (!door || door->role) {
    return answer(not_found());
  }
  parts_.rooms.open(door->round, [answer](Result<Room*> room) {
    answer_with(answer, [&] {
      return room ? text_response((*room)->exposition.text((*room)->round->recorder()),
                                  "text/plain; version=0.0.4; charset=utf-8")
                  : error_response(room.error());
    });
  });
}

void Api::round_route(Request request, const Answer& answer) {
  const auto door = parts_.rooms.find(split_path(request.path)[2]);
  if (!door || !door->role) {
    return answer(not_found());
  }
  const Role role = *door->role;
  parts_.rooms.open(door->round,
                    [this, role, answer, asked = std::move(request)](Result<Room*> room) {
                      answer_with(answer, [&] {
                        if (!room) {
                          return error_response(room.error());
                        }
                        Segments rest = split_path(asked.path);
                        rest.erase(rest.begin(), rest.begin() + 3);
                        return round_response(**room, role, asked, rest);
                      });
                    });
}

// ---- the operator -------------------------------------------------------------------------------

bool Api::is_operator(const Request& request) const {
  constexpr std::string_view kBearer = "Bearer ";
  const std::string_view sent = request.header("authorization");
  return sent.starts_with(kBearer) && same_key(sent.substr(kBearer.size()), parts_.operator_key);
}

// A browser says where a page came from; other programs do not, and have no session to abuse.
bool Api::is_same_origin(const Request& request) const {
  const std::string_view origin = request.header("origin");
  return origin.empty() || origin == fmt::format("{}://{}", parts_.scheme, request.header("host"));
}

void Api::operator_route(const Request& request, const Segments& path, const Answer& answer) {
  const bool reads = request.method == "GET";
  const bool known = (reads && (request.path == "/api/scenarios" || request.path == "/api/rounds" ||
                                request.path == "/api/agreement")) ||
                     (!reads && (request.path == "/api/rounds" || request.path == kImportPath));
  if (!known) {
    return answer(not_found());
  }
  if (!is_operator(request)) {
    return answer(
        error_response({ErrorCode::forbidden, "needs the operator's key", "Authorization"}));
  }
  if (reads) {
    return path[1] == "agreement"
               ? agreement(request, answer)
               : answer(path[1] == "scenarios" ? list_scenarios() : list_rounds(request));
  }
  return path.size() == 2 ? create_round(request, answer) : import_round(request, answer);
}

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

Response Api::own_metrics() {
  if (parts_.before_own_metrics) {
    parts_.before_own_metrics();
  }
  return text_response(parts_.metrics.text(), "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace threeam::server
