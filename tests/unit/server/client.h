// A client over plain sockets, with as much HTTP/1.1 and WebSocket as the server's tests need. It
// shares no code with the server, so that both cannot be wrong in the same way.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace threeam::server {

struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// A connection to 127.0.0.1. Reads wait a minute at most; a test that meets the end of that time
// has failed.
class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  void send(std::string_view bytes);
  // One response; nullopt when the peer closed or went silent.
  std::optional<Reply> reply();
  // Sends a request and reads its response.
  std::optional<Reply> ask(std::string_view method, std::string_view target,
                           std::string_view body = {},
                           const std::vector<std::string>& headers = {});

  // Opens a WebSocket; false when it is refused.
  bool upgrade(std::string_view target, const std::vector<std::string>& headers = {});
  // The next text message; nullopt at the end.
  std::optional<std::string> message();

 private:
  bool fill();
  std::optional<std::string> take(std::size_t size);

  int socket_ = -1;
  std::string buffer_;
};

}  // namespace threeam::server
