// Assertions on our own promises. They stay on in every build.
#pragma once

namespace threeam {

// Prints the condition and its place to stderr and aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace threeam

#define THREEAM_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::threeam::assertion_failed(#condition, __FILE__, __LINE__))
