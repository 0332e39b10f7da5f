// An observation as a small SVG for the page of mechanisms: one row a series, windows as bands,
// happenings as lines. Its colours read on light and on dark ground, and it needs no script and no
// font.
#pragma once

#include <string>

#include "sim/specimen/observe.h"

namespace threeam::specimen {

std::string picture(const scenario::Specimen& specimen, const Observation& observation);

}  // namespace threeam::specimen
