// The whole server in a process of its own: its folder, its links, and that SIGKILL loses nothing.
#include <fstream>

#include "tests/unit/server/served.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "sim/round/round.h"
#include "sim/scenario/load.h"
#include "sim/server/server.h"

namespace threeam::server {
namespace {

using ::testing::HasSubstr;

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

std::string key_of(const Json& links, const char* role) {
  const std::string link = string_or(links, role, "");
  return link.substr(link.rfind('/') + 1);
}

// Reads frames until one is at `time` or later.
Json frame_at(Client& live, SimTime time) {
  while (auto text = live.message()) {
    Json frame = *parse_json(*text);
    if (frame["time_ns"].get<SimTime>() >= time) {
      return frame;
    }
  }
  ADD_FAILURE() << "the frames ended";
  return {};
}

TEST(Serve, RefusesAnAddressThatOthersReachWithoutTls) {
  const TemporaryFolder folder;
  Options options;
  options.listen = "0.0.0.0:0";
  options.data_folder = folder.path();
  const auto served = serve(options, [](const std::string&) { FAIL() << "it listens"; });
  ASSERT_FALSE(served);
  EXPECT_EQ(served.error().code, ErrorCode::invalid_input);
  EXPECT_THAT(served.error().message, HasSubstr("--plain-http-anywhere"));
}

TEST(Serve, RefusesHalfATlsPairAndABadCertificate) {
  const TemporaryFolder folder;
  Options options;
  options.listen = "127.0.0.1:0";
  options.data_folder = folder.path();
  options.tls_certificate = folder.path() + "/none.pem";
  EXPECT_FALSE(serve(options, [](const std::string&) {}));
  options.tls_key = folder.path() + "/none.pem";
  const auto served = serve(options, [](const std::string&) {});
  ASSERT_FALSE(served);
  EXPECT_EQ(served.error().where, options.tls_certificate);
}

TEST(Serve, KeepsTheOperatorsKeyPrivateAndOverARestart) {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/operator.key";
  std::string key;
  {
    Served server(folder.path());
    struct stat info {};
    ASSERT_EQ(::stat(path.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    key = first_line(path);
    EXPECT_EQ(key.size(), 26U);
    EXPECT_EQ(first_line(folder.path() + "/address"),
              "http://127.0.0.1:" + std::to_string(server.port()));
    EXPECT_GE(server.ask("GET", "/api/scenarios", {}, key)["scenarios"].size(), 2U);
    EXPECT_EQ(server.stop(), 0);
  }
  const Served again(folder.path());
  EXPECT_EQ(first_line(path), key);
}

TEST(Serve, AnswersWithHeadersThatKeepABrowserSafe) {
  const TemporaryFolder folder;
  const Served server(folder.path());
  const auto page = Client(server.port()).ask("GET", "/");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_THAT(page->headers.at("content-security-policy"), HasSubstr("default-src 'self'"));
  EXPECT_EQ(page->headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(page->headers.at("referrer-policy"), "no-referrer");
  const auto api = Client(server.port()).ask("GET", "/api/rounds");
  EXPECT_EQ(api->status, 403);
  EXPECT_EQ(api->headers.at("cache-control"), "no-store");
  EXPECT_EQ(Client(server.port()).ask("GET", "/healthz")->body, "ok\n");
}

TEST(Serve, SigkillLosesNoSecondAndNoAcknowledgedEntry) {
  const TemporaryFolder folder;
  std::string interviewer;
  Json acknowledged;
  Json last_frame;
  Json world;
  {
    Served server(folder.path());
    const Json links =
        server.ask("POST", "/api/rounds",
                   {{"scenario", "broken-download-links"}, {"level", "mid"}, {"seed", 3}},
                   first_line(folder.path() + "/operator.key"));
    interviewer = "/api/round/" + key_of(links, "interviewer");
    const std::string candidate = "/api/round/" + key_of(links, "candidate");
    Client live(server.port());
    ASSERT_TRUE(live.upgrade(candidate + "/live?after=0"));
    server.ask("POST", interviewer + "/entries",
               {{"kind", "clock"}, {"payload", {{"to", "start"}}}});
    frame_at(live, 2 * kSecond);
    const Json actions = server.ask("GET", candidate)["scenario"]["actions"];
    acknowledged = server.ask(
        "POST", candidate + "/entries",
        {{"kind", "do"}, {"payload", {{"action", actions[0]["id"]}, {"why", "to be sure"}}}});
    ASSERT_TRUE(acknowledged.contains("entry")) << dump_json(acknowledged);
    last_frame = frame_at(live, 4 * kSecond);
    world = server.ask("GET", interviewer + "/world?at_ns=4000000000");
    server.kill();
  }
  Served server(folder.path());
  const Json opening = server.ask("GET", interviewer);
  const SimTime came_back = opening["now_ns"].get<SimTime>();
  const SimTime shown = last_frame["time_ns"].get<SimTime>();
  EXPECT_GE(came_back, shown);
  EXPECT_EQ(opening["state"], "running");
  bool found = false;
  for (const Json& entry : opening["entries"]) {
    found =
        found || (entry["kind"] == "do" && entry["payload"] == acknowledged["entry"]["payload"] &&
                  entry["wall_ms"] == acknowledged["entry"]["wall_ms"]);
  }
  EXPECT_TRUE(found) << dump_json(opening["entries"]);
  EXPECT_EQ(server.ask("GET", interviewer + "/world?at_ns=4000000000"), world);

  // A round that never saw a crash comes to the same hashes: replay compares every one of them.
  server.ask("POST", interviewer + "/entries",
             {{"kind", "clock"}, {"payload", {{"to", "skip"}, {"until_ns", 120 * kSecond}}}});
  server.ask("POST", interviewer + "/entries",
             {{"kind", "clock"}, {"payload", {{"to", "finish"}}}});
  const auto text = Client(server.port()).ask("GET", interviewer + "/journal");
  auto journal = read_jsonl(text->body);
  ASSERT_TRUE(journal) << to_string(journal.error());
  auto scenario = scenario::load_or_error(journal->header.scenario_files);
  ASSERT_TRUE(scenario);
  const auto replayed = round::Round::replay(std::make_shared<const Scenario>(*std::move(scenario)),
                                             *std::move(journal), {});
  EXPECT_TRUE(replayed) << to_string(replayed.error());
}

TEST(Serve, RefusesTwoMegabytesAndGoesOn) {
  const TemporaryFolder folder;
  const Served server(folder.path());
  const auto reply =
      Client(server.port()).ask("POST", "/api/rounds", std::string(2 * 1024 * 1024, ' '));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 413);
  EXPECT_EQ(Client(server.port()).ask("GET", "/healthz")->status, 200);
}

}  // namespace
}  // namespace threeam::server
