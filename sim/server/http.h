// The seam between sockets and everything else: plain requests and responses, and who answers them.
// net.cc is the only file behind it that knows Boost.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace threeam::server {

struct Request {
  std::string method;                          // "GET"
  std::string path;                            // without the query, percent escapes as they came
  std::map<std::string, std::string> query;    // decoded; the first of a repeated name
  std::map<std::string, std::string> headers;  // names in lower case; the first of a repeated name
  std::string body;

  // Empty when there is none.
  std::string_view header(std::string_view name) const;
};

// Splits a request's target into path and query. Nothing is refused: what does not decode stays.
void read_target(std::string_view target, Request& request);

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

// Answers one request; called once, at any later time, on the loop's thread.
using Answer = std::function<void(Response)>;

// Names a WebSocket for as long as the server runs.
using ConnectionId = std::uint64_t;

class Handler {
 public:
  virtual ~Handler() = default;

  // The most a request for this path may bring, asked before its body is read.
  virtual std::size_t body_limit(const Request& head) const = 0;
  virtual void on_request(Request request, Answer answer) = 0;

  // A WebSocket wants to open: nullopt lets it, a response refuses it. `ready` may be called later.
  virtual void on_upgrade(const Request& request,
                          std::function<void(std::optional<Response>)> ready) = 0;
  virtual void on_open(ConnectionId connection, const Request& request) = 0;
  virtual void on_close(ConnectionId connection) = 0;
};

}  // namespace threeam::server
