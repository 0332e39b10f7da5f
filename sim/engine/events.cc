#include "sim/engine/events.h"

#include <algorithm>

namespace threeam::engine {

void EventHeap::renumber() {
  std::sort(events_.begin(), events_.end(), before);
  sequence_ = 0;
  for (Event& event : events_) {
    event.rest = (std::uint64_t{sequence_++} << 32) | (event.rest & 0xffffffff);
  }
}

}  // namespace threeam::engine
