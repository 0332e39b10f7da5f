// The rubric as data: what a score was made by, so that a reader years later can tell.
#pragma once

#include <string>
#include <string_view>

#include "sim/model/json.h"

namespace threeam::score {

// Raised when criteria or weights change their meaning; the digest changes with any of them.
inline constexpr std::string_view kRubricVersion = "2";

// {version, criteria: [{id, name, dimension, weight, source}], levels: {<level>: {<dimension>:
// weight}}}.
Json rubric();
// SHA-256 of that, in canonical form.
std::string rubric_digest();

}  // namespace threeam::score
