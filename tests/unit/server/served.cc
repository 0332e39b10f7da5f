#include "tests/unit/server/served.h"

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/server/server.h"

namespace threeam::server {
namespace {

[[noreturn]] void serve_in_child(const std::string& data_folder, int pipe) {
  Options options;
  options.listen = "127.0.0.1:0";
  options.data_folder = data_folder;
  options.scenarios_folder = std::string(THREEAM_SOURCE_DIR) + "/scenarios";
  const auto served = serve(options, [pipe](const std::string& address) {
    const std::string line = address + "\n";
    if (::write(pipe, line.data(), line.size()) < 0) {
      ::_exit(3);
    }
  });
  ::_exit(served ? 0 : 1);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "threeam-test-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Served::Served(const std::string& data_folder) {
  int ends[2];
  if (::pipe(ends) != 0) {
    std::abort();
  }
  process_ = ::fork();
  if (process_ == 0) {
    ::close(ends[0]);
    serve_in_child(data_folder, ends[1]);
  }
  ::close(ends[1]);
  std::string line;
  char c = 0;
  while (::read(ends[0], &c, 1) == 1 && c != '\n') {
    line.push_back(c);
  }
  ::close(ends[0]);
  const std::size_t colon = line.rfind(':');
  if (colon == std::string::npos) {
    ADD_FAILURE() << "the server did not start";
    return;
  }
  port_ = static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
}

Served::~Served() {
  if (process_ > 0) {
    kill();
  }
}

void Served::kill() {
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

int Served::stop() {
  ::kill(process_, SIGTERM);
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Json Served::ask(std::string_view method, const std::string& target, const Json& body,
                 const std::string& bearer) const {
  Client client(port_);
  std::vector<std::string> headers;
  if (!bearer.empty()) {
    headers.push_back("Authorization: Bearer " + bearer);
  }
  const auto reply = client.ask(method, target, body.is_null() ? "" : dump_json(body), headers);
  return reply ? parse_json(reply->body).value_or(Json()) : Json();
}

}  // namespace threeam::server
