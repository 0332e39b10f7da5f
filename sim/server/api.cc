#include "sim/server/api.h"

#include <algorithm>
#include <charconv>
#include <exception>

#include <fmt/core.h>

#include "sim/server/assets.h"
#include "sim/server/describe.h"
#include "sim/server/keys.h"

namespace threeam::server {
namespace {

constexpr std::size_t kBodyMax = std::size_t{256} * 1024;
constexpr std::size_t kImportMax = std::size_t{64} * 1024 * 1024;
constexpr std::string_view kImportPath = "/api/rounds/import";

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

Response Api::own_metrics() {
  if (parts_.before_own_metrics) {
    parts_.before_own_metrics();
  }
  return text_response(parts_.metrics.text(), "text/plain; version=0.0.4; charset=utf-8");
}

}  // namespace threeam::server
