// `threeam round`: asks a running server for a new round and prints its links.
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "sim/cli/http_client.h"
#include "sim/cli/input.h"
#include "sim/cli/links.h"
#include "sim/cli/output.h"
#include "sim/cli/verbs.h"

namespace threeam::cli {

namespace {

std::string trimmed(std::string text) {
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  text.erase(end == std::string::npos ? 0 : end + 1);
  return text;
}

Result<std::string> first_line_of(const std::string& data, const char* name) {
  const std::string path = (std::filesystem::path(data) / name).string();
  Result<std::string> text = read_file(path);
  if (!text) {
    return fail(ErrorCode::storage,
                text.error().message + "; is --data the folder of a running `threeam serve`?",
                path);
  }
  return trimmed(*std::move(text));
}

}  // namespace

Result<std::string> operator_key(const std::string& data) {
  const char* key = std::getenv("THREEAM_KEY");
  if (key != nullptr && *key != '\0') {
    return std::string(key);
  }
  return first_line_of(data, "operator.key");
}

Result<Json> create_round(const std::string& server, const std::string& key, const Json& wanted) {
  const Result<HttpAnswer> answer = post_json(server, "/api/rounds", key, dump_json(wanted));
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  Result<Json> body = parse_json(answer->body);
  if (!body) {
    return fail(ErrorCode::storage,
                fmt::format("the server answered {} without JSON", answer->status), server);
  }
  if (answer->status == 200 || answer->status == 201) {
    return body;
  }
  const Json error = body->is_object() ? body->value("error", Json::object()) : Json::object();
  const ErrorCode code = answer->status == 401 || answer->status == 403 ? ErrorCode::forbidden
                         : answer->status == 404                        ? ErrorCode::not_found
                         : answer->status == 409                        ? ErrorCode::rejected
                         : answer->status < 500                         ? ErrorCode::invalid_input
                                                                        : ErrorCode::storage;
  return fail(code, string_or(error, "message", fmt::format("HTTP status {}", answer->status)),
              server);
}

std::string links_text(const Json& round) {
  std::string text = fmt::format("round {}\n", string_or(round, "id", ""));
  for (const char* role : {"candidate", "interviewer", "reviewer", "metrics"}) {
    text += fmt::format("  {:<12} {}\n", role, string_or(round, role, ""));
  }
  return text;
}

int round(const RoundOptions& options) {
  Result<std::string> server =
      options.server.empty() ? first_line_of(options.data, "address") : options.server;
  if (!server) {
    return complain(server.error());
  }
  const Result<std::string> key = operator_key(options.data);
  if (!key) {
    return complain(key.error());
  }
  Json wanted{{"scenario", options.scenario}, {"level", options.level}};
  if (options.seed) {
    wanted["seed"] = *options.seed;
  }
  wanted["retention"] = options.retention;
  if (options.delete_after) {
    wanted["delete_after"] = *options.delete_after;
  }
  if (options.time_multiplier != 1) {
    wanted["time_multiplier"] = options.time_multiplier;
  }
  if (!options.candidate.empty()) {
    wanted["candidate_name"] = options.candidate;
  }
  const Result<Json> created = create_round(*server, *key, wanted);
  if (!created) {
    return complain(created.error());
  }
  if (options.json) {
    print_json(*created);
  } else {
    print(links_text(*created));
  }
  return kHolds;
}

}  // namespace threeam::cli
