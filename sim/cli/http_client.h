// The few lines of HTTP/1.1 that `threeam round` needs to speak to its own server.
#pragma once

#include <string>
#include <string_view>

#include "sim/base/result.h"

namespace threeam::cli {

struct HttpAnswer {
  int status = 0;
  std::string body;
};

// POST of a JSON body to `server` ("http://127.0.0.1:8080") with a bearer key. Plain HTTP only.
// Errors are `storage` (no connection, cut off) or `invalid_input` (not an address, not HTTP).
Result<HttpAnswer> post_json(const std::string& server, std::string_view target,
                             std::string_view key, std::string_view body);

}  // namespace threeam::cli
