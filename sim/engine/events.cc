#include "sim/engine/events.h"

#include <algorithm>

namespace threeam::engine {

void EventHeap::append(const Event& event) {
  std::size_t hole = size();
  events_.push_back(kNever);
  while (hole > 0) {
    const std::size_t parent = (hole - 1) / 4;
    if (!before(event, events_[parent])) {
      break;
    }
    events_[hole] = events_[parent];
    hole = parent;
  }
  events_[hole] = event;
}

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
