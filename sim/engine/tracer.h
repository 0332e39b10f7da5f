// The spans of chosen requests. A trace is not stored: it is made by running the world again from a
// snapshot before the request's start with a Tracer that waits for it, so it is what happened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/units.h"

namespace threeam::engine {

struct Span {
  std::uint32_t id = 0;
  std::uint32_t parent = 0;  // 0: none
  std::string component, operation, version, region;
  int instance = 0;
  int attempt = 0;  // of a retried call, from 0
  SimTime start = 0;
  SimTime end = 0;
  Duration queued = 0;       // waited for a worker
  Duration pool_waited = 0;  // waited for pool tokens
  int status = 0;
  bool zombie = false;  // the caller had given up before it ended
  std::vector<std::string>
      notes;  // "read entries: format minor not accepted", "cannot resolve host ..."
};

class Tracer {
 public:
  explicit Tracer(std::uint64_t request) : request_(request) {}
  std::uint64_t request() const { return request_; }
  // Parents before children; the client's own span first.
  const std::vector<Span>& spans() const { return spans_; }
  // The client has its answer and no zombie is left.
  bool complete() const { return complete_; }

 private:
  friend class Trace;
  // A visit of the world that has not ended, and its span.
  struct Open {
    std::uint32_t visit = 0;
    std::uint32_t span = 0;
  };
  std::uint64_t request_;
  std::vector<Span> spans_;
  std::vector<Open> open_;
  bool client_ended_ = false;
  bool complete_ = false;
};

}  // namespace threeam::engine
