// What a drawing of a specimen shows of its run.
#pragma once

#include <algorithm>

#include "sim/base/units.h"
#include "sim/scenario/specimen.h"

namespace threeam::specimen {

struct Span {
  SimTime from = 0, to = 0;
};

// From the first window's start to the last one's end: before that, the world warms up.
inline Span span_of(const scenario::Specimen& specimen) {
  Span span{specimen.world.length, -specimen.world.past};
  for (const scenario::SignatureWindow& window : specimen.windows) {
    span.from = std::min(span.from, window.from);
    span.to = std::max(span.to, window.to);
  }
  return span;
}

}  // namespace threeam::specimen
