// Sockets: listens, speaks HTTP/1.1 and WebSocket, with or without TLS, and calls a Handler. One
// thread runs it all; only post() and stop() may be called from another one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/result.h"
#include "sim/server/http.h"

namespace threeam::server {

struct NetOptions {
  std::string host = "127.0.0.1";  // a numeric address
  std::uint16_t port = 0;          // 0: the system chooses
  std::string tls_certificate, tls_key;
  // Added to every answer that does not bring a header of that name.
  std::vector<std::pair<std::string, std::string>> headers;
  std::size_t connections_max = 4'096;                          // more are closed at once
  std::size_t unsent_bytes_max = std::size_t{4} * 1024 * 1024;  // of a slow WebSocket
  std::chrono::seconds patience{30};  // with a peer, for the next bytes to pass
};

// Is it an address that only this machine can reach?
bool is_loopback(const std::string& host);

struct Loop;  // loop.h

class Net {
 public:
  // Binds and listens. Errors: `invalid_input` (host, certificate), `storage` (address in use).
  static Result<std::unique_ptr<Net>> listen(const NetOptions& options);
  // Whatever still holds an Answer must be gone before.
  ~Net();

  std::uint16_t port() const;
  std::size_t connections() const;

  // Runs until stop(), SIGINT or SIGTERM. Exceptions out of a handler or a posted function end
  // nothing: a request is answered with 500, anything else is reported on stderr.
  void run(Handler& handler);
  void stop();

  // Runs `work` on the loop's thread, after what is running now.
  void post(std::function<void()> work);
  // Runs `work` on the loop's thread again and again, as long as run() does.
  void every(std::chrono::milliseconds period, std::function<void()> work);

  // Sends a text message. False when the connection is gone, or has just been given up because it
  // reads too slowly.
  bool push(ConnectionId connection, std::shared_ptr<const std::string> text);

 private:
  explicit Net(std::unique_ptr<Loop> loop);
  std::unique_ptr<Loop> loop_;
};

}  // namespace threeam::server
