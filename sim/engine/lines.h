// Operations on lines: lists threaded through an arena by `next`, and by `previous` where elements
// leave from the middle.
#pragma once

#include <vector>

#include "sim/engine/state.h"

namespace threeam::engine {

template <class Arena>
void push_back(Arena& arena, Line& line, Index element) {
  arena[element].next = kNone;
  if (line.tail == kNone) {
    line.head = element;
  } else {
    arena[line.tail].next = element;
  }
  if constexpr (requires { arena[element].previous; }) {
    arena[element].previous = line.tail;
  }
  line.tail = element;
  ++line.count;
}

// The line must not be empty.
template <class Arena>
Index pop_front(Arena& arena, Line& line) {
  const Index element = line.head;
  line.head = arena[element].next;
  if (line.head == kNone) {
    line.tail = kNone;
  } else if constexpr (requires { arena[element].previous; }) {
    arena[line.head].previous = kNone;
  }
  arena[element].next = kNone;
  --line.count;
  return element;
}

inline void remove(std::vector<Visit>& arena, Line& line, Index element) {
  Visit& visit = arena[element];
  (visit.previous == kNone ? line.head : arena[visit.previous].next) = visit.next;
  (visit.next == kNone ? line.tail : arena[visit.next].previous) = visit.previous;
  visit.previous = kNone;
  visit.next = kNone;
  --line.count;
}

}  // namespace threeam::engine
