#include "sim/engine/events.h"

#include <algorithm>

namespace threeam::engine {

void EventHeap::renumber() {
  close();
  const auto pending = std::span(events_).first(size());
  std::sort(pending.begin(), pending.end(), before);
  sequence_ = 0;
  for (Event& event : pending) {
    event.rest = (std::uint64_t{sequence_++} << 32) | (event.rest & 0xffffffff);
  }
}

}  // namespace threeam::engine
