#include "sim/server/pacer.h"

#include <algorithm>

namespace threeam::server {

void Pacer::run(SimTime from, std::int64_t now_ns) {
  running_ = true;
  from_ = from;
  since_ns_ = now_ns;
}

SimTime Pacer::target(SimTime at, std::int64_t now_ns) const {
  if (!running_) {
    return at;
  }
  const Duration elapsed = std::max<Duration>(0, now_ns - since_ns_);
  return std::max(at, from_ + elapsed / kSecond * kSecond);
}

Duration Pacer::lateness(std::int64_t now_ns) const {
  return running_ ? std::max<Duration>(0, now_ns - since_ns_) % kSecond : 0;
}

}  // namespace threeam::server
