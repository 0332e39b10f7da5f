// What will happen: a 4-ary heap of 16-byte events, earliest first, ties in order of scheduling.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
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

// (time, rest) as one number, so that the comparison is two instructions without a jump: which of
// two events is earlier is what a processor cannot guess.
__extension__ using EventRank = __int128;

inline bool before(const Event& a, const Event& b) {
  const auto rank = [](const Event& event) {
    return (static_cast<EventRank>(event.time) << 64) | event.rest;
  };
  return rank(a) < rank(b);
}

// What is handled mostly schedules one thing that follows. So pop() leaves a hole at the top, and
// the next push() puts its event there: one way down the heap instead of one down and one up.
class EventHeap {
 public:
  bool empty() const { return size() == 0; }
  std::size_t size() const { return events_.size() - kBeyond - (open_ ? 1 : 0); }
  // When the earliest comes; the end of time when there is none. Requires that no hole is open.
  SimTime next_time() const { return events_.front().time; }

  void push(SimTime time, EventKind kind, std::uint32_t index) {
    THREEAM_ASSERT(index < (1U << 28));
    if (sequence_ == 0xffffffff) {
      renumber();
    }
    const Event event{time, (std::uint64_t{sequence_++} << 32) |
                                (std::uint64_t{static_cast<std::uint8_t>(kind)} << 28) | index};
    if (!open_) {
      return append(event);
    }
    open_ = false;
    sink(event);
  }

  // Requires !empty() and that no hole is open.
  Event pop() {
    open_ = true;
    return events_.front();
  }

  // Fills the hole with the last event. After this, how the events lie depends on what was pushed
  // and popped alone.
  void close() {
    if (open_) {
      open_ = false;
      const std::size_t size = events_.size() - kBeyond - 1;
      const Event last = events_[size];
      events_[size] = kNever;
      events_.pop_back();
      if (size > 0) {
        sink(last);
      }
    }
  }

  // Requires that no hole is open.
  std::span<const Event> events() const { return std::span(events_).first(size()); }
  std::uint32_t sequence() const { return sequence_; }

 private:
  // Behind the last event there are so many that never happen: a parent has four children to choose
  // from, whatever the size.
  static constexpr std::size_t kBeyond = 3;
  static constexpr Event kNever{std::numeric_limits<SimTime>::max(), ~std::uint64_t{0}};

  // Puts an event into the hole at the top, or below.
  void sink(const Event& event) {
    Event* const top = events_.data();
    const Event* const end = top + events_.size() - kBeyond;
    Event* hole = top;
    for (Event* four = top + 1; four < end; four = top + 4 * (hole - top) + 1) {
      // A tournament without a jump: the two first rounds do not wait for each other.
      Event* const left = four + (before(four[1], four[0]) ? 1 : 0);
      Event* const right = four + (before(four[3], four[2]) ? 3 : 2);
      Event* const least = before(*right, *left) ? right : left;
      if (before(event, *least)) {
        break;
      }
      *hole = *least;
      hole = least;
    }
    *hole = event;
  }
  // Puts an event behind the last one, or above.
  void append(const Event& event);
  // Gives the pending events the numbers 0, 1, ... in their order.
  void renumber();

  std::vector<Event> events_ = std::vector<Event>(kBeyond, kNever);
  std::uint32_t sequence_ = 0;
  bool open_ = false;  // what is at the top has been popped
};

}  // namespace threeam::engine
