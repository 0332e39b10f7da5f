#include "sim/cli/progress.h"

#include <iostream>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "sim/cli/output.h"

namespace threeam::cli {

namespace {

constexpr std::chrono::seconds kBetweenLines{10};

}  // namespace

Progress::Progress(std::string what)
    : what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) == 1), said_(Clock::now()) {}

void Progress::report(double share) {
  const std::string text = fmt::format("{}: {}", what_, percent(share, 0));
  if (terminal_) {
    std::cerr << '\r' << text << std::flush;
    shown_ = true;
  } else if (Clock::now() - said_ >= kBetweenLines) {
    std::cerr << text + '\n' << std::flush;
    said_ = Clock::now();
  }
}

void Progress::end() {
  if (std::exchange(shown_, false)) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
}

}  // namespace threeam::cli
