// How fast a live round goes: one simulated second a second of the monotonic clock, in whole
// seconds, so that an entry's time is always a second that a frame showed.
#pragma once

#include <cstdint>

#include "sim/base/units.h"

namespace threeam::server {

class Pacer {
 public:
  bool running() const { return running_; }

  // From now on `from` simulated nanoseconds lie at `now_ns` of the monotonic clock. Also after a
  // skip, so that the time the skip took is not made up for.
  void run(SimTime from, std::int64_t now_ns);
  void stop() { running_ = false; }

  // Where the round should be. `at` when stopped.
  SimTime target(SimTime at, std::int64_t now_ns) const;

  // By how much the second that is due at `now_ns` is late: 0 <= lateness < 1 s.
  Duration lateness(std::int64_t now_ns) const;

 private:
  bool running_ = false;
  SimTime from_ = 0;
  std::int64_t since_ns_ = 0;
};

}  // namespace threeam::server
