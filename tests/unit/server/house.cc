#include "tests/unit/server/house.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "sim/scenario/load.h"

namespace threeam::server {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string last_segment(const std::string& link) {
  return link.substr(link.rfind('/') + 1);
}

Library library_of(std::vector<Scenario> scenarios) {
  Library library;
  for (Scenario& scenario : scenarios) {
    library.add(std::move(scenario));
  }
  return library;
}

}  // namespace

Scenario quiet_scenario() {
  const std::filesystem::path folder =
      std::filesystem::path(THREEAM_SOURCE_DIR) / "scenarios" / "_skeleton";
  std::map<std::string, std::string> files;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.is_regular_file()) {
      files[file.path().filename().string()] = read_file(file.path());
    }
  }
  std::string& yaml = files.at("scenario.yaml");
  const std::string busy = "60/s";
  yaml.replace(yaml.find(busy), busy.size(), "3/s");
  auto scenario = scenario::load_or_error(files);
  if (!scenario) {
    ADD_FAILURE() << to_string(scenario.error());
    return {};
  }
  return *std::move(scenario);
}

House::House(store::Store& store, std::vector<Scenario> scenarios)
    : clocks{[this] { return 1'700'000'000'000 + now_ns / 1'000'000; }, [this] { return now_ns; }},
      library(library_of(std::move(scenarios))),
      workers(0, 1, [](Workers::Done done) { done(); }),
      hub([this](ConnectionId id, std::shared_ptr<const std::string> text) {
        pushed[id].push_back(*parse_json(*text));
        return true;
      }),
      rooms(store, workers, library, clocks),
      computations(rooms, workers, [this](Room& room) { hub.publish(room); }),
      api({rooms,
           hub,
           library,
           computations,
           metrics,
           clocks,
           kOperatorKey,
           "http",
           "fallback:1",
           {}}) {}

House::Reply House::ask(std::string_view method, const std::string& target, const std::string& body,
                        const std::map<std::string, std::string>& headers) {
  Request request;
  request.method = std::string(method);
  read_target(target, request);
  request.headers = headers;
  request.headers.emplace("host", "there:8080");
  request.body = body;
  Reply reply;
  int answers = 0;
  api.on_request(std::move(request), [&](Response response) {
    ++answers;
    reply.response = std::move(response);
  });
  EXPECT_EQ(answers, 1) << method << " " << target;
  reply.status = reply.response.status;
  if (reply.response.content_type == "application/json") {
    reply.json = parse_json(reply.response.body).value_or(Json());
  }
  return reply;
}

House::Reply House::as_operator(std::string_view method, const std::string& target,
                                const std::string& body) {
  return ask(method, target, body, {{"authorization", std::string("Bearer ") + kOperatorKey}});
}

House::Links House::create_round(const std::string& scenario) {
  const Reply reply = as_operator(
      "POST", "/api/rounds", dump_json({{"scenario", scenario}, {"level", "mid"}, {"seed", 7}}));
  EXPECT_EQ(reply.status, 201) << reply.response.body;
  const auto key = [&](const char* role) { return last_segment(string_or(reply.json, role, "")); };
  std::string metrics_link = string_or(reply.json, "metrics", "");
  metrics_link = metrics_link.substr(0, metrics_link.rfind('/'));
  return {string_or(reply.json, "id", ""), key("candidate"), key("interviewer"), key("reviewer"),
          last_segment(metrics_link)};
}

void House::open(ConnectionId id, const std::string& key, std::uint64_t after) {
  Request request;
  request.method = "GET";
  read_target("/api/round/" + key + "/live?after=" + std::to_string(after), request);
  bool let_in = false;
  api.on_upgrade(request, [&](std::optional<Response> refusal) { let_in = !refusal; });
  ASSERT_TRUE(let_in);
  api.on_open(id, request);
}

void House::pass(Duration time) {
  now_ns += time;
  for (Room* room : rooms.advance()) {
    hub.publish(*room);
  }
}

}  // namespace threeam::server
