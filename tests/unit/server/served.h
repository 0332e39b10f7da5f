// The real server in a process of its own, to be killed.
#pragma once

#include <cstdint>
#include <string>

#include "tests/unit/server/client.h"
#include <sys/types.h>

#include "sim/model/json.h"

namespace threeam::server {

// A folder under the system's temporary one, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Served {
 public:
  // Starts it and waits until it listens. Scenarios are those of this repository.
  explicit Served(const std::string& data_folder);
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  ~Served();

  std::uint16_t port() const { return port_; }
  // SIGKILL, and waits for its end.
  void kill();
  // SIGTERM; its exit status.
  int stop();

  // A request on a connection of its own; the body as JSON.
  Json ask(std::string_view method, const std::string& target, const Json& body = {},
           const std::string& bearer = {}) const;

 private:
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace threeam::server
