// How far a long computation has come, on stderr.
#pragma once

#include <chrono>
#include <string>

namespace threeam::cli {

// On a terminal one line that is written over; elsewhere a line now and then, and none for what is
// done in seconds.
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress() { end(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `share` is 0..1. One caller at a time.
  void report(double share);
  // Wipes the terminal's line: what follows is the result.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  std::string what_;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point said_;
};

}  // namespace threeam::cli
