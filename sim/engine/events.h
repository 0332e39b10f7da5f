// What will happen: a 4-ary heap of 16-byte events, earliest first, ties in order of scheduling.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/assert.h"
#include "sim/base/units.h"

namespace threeam::engine {

enum class EventKind : std::uint8_t {
  arrival,     // index: stream
  visit,       // index: visit; what it means follows from the visit's phase
  timer,       // index: timer
  redelivery,  // index: queue * regions + region
  control,     // index: control
  rollout,     // index: rollout
  stock,       // index: stock
  comeback,    // index: instance
  autoscaler,  // index: autoscaler
  probes,      // index: group whose instances are probed
  readmit,     // index: instance that was ejected
  replicate,   // index: Model::replicated
};

struct Event {
  SimTime time = 0;
  // Sequence number in the upper 32 bits: its comparison breaks ties. Then kind (4), index (28).
  std::uint64_t rest = 0;

  EventKind kind() const { return static_cast<EventKind>((rest >> 28) & 0xf); }
  std::uint32_t index() const { return static_cast<std::uint32_t>(rest & 0xfffffff); }
};

// Without a jump: which of two events is earlier is what a processor cannot guess.
inline bool before(const Event& a, const Event& b) {
  return (a.time < b.time) | ((a.time == b.time) & (a.rest < b.rest));
}

class EventHeap {
 public:
  bool empty() const { return events_.empty(); }
  std::size_t size() const { return events_.size(); }
  const Event& top() const { return events_.front(); }

  void push(SimTime time, EventKind kind, std::uint32_t index) {
    THREEAM_ASSERT(index < (1U << 28));
    if (sequence_ == 0xffffffff) {
      renumber();
    }
    const Event event{time, (std::uint64_t{sequence_++} << 32) |
                                (std::uint64_t{static_cast<std::uint8_t>(kind)} << 28) | index};
    std::size_t i = events_.size();
    events_.push_back(event);
    while (i > 0) {
      const std::size_t parent = (i - 1) / 4;
      if (!before(event, events_[parent])) {
        break;
      }
      events_[i] = events_[parent];
      i = parent;
    }
    events_[i] = event;
  }

  Event pop() {
    const Event first = events_.front();
    const Event last = events_.back();
    events_.pop_back();
    const std::size_t size = events_.size();
    if (size == 0) {
      return first;
    }
    std::size_t i = 0;
    for (;;) {
      const std::size_t child = 4 * i + 1;
      if (child >= size) {
        break;
      }
      std::size_t least = child;
      if (child + 4 <= size) {  // a tournament: the two first rounds do not wait for each other
        const std::size_t left = child + (before(events_[child + 1], events_[child]) ? 1 : 0);
        const std::size_t right = child + (before(events_[child + 3], events_[child + 2]) ? 3 : 2);
        least = before(events_[right], events_[left]) ? right : left;
      } else {
        for (std::size_t c = child + 1; c < size; ++c) {
          least = before(events_[c], events_[least]) ? c : least;
        }
      }
      if (!before(events_[least], last)) {
        break;
      }
      events_[i] = events_[least];
      i = least;
    }
    events_[i] = last;
    return first;
  }

  const std::vector<Event>& events() const { return events_; }
  std::uint32_t sequence() const { return sequence_; }

 private:
  // Gives the pending events the numbers 0, 1, ... in their order.
  void renumber();

  std::vector<Event> events_;
  std::uint32_t sequence_ = 0;
};

}  // namespace threeam::engine
