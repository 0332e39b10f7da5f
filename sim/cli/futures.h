// Futures of a round: what a course leads to under several lucks.
#pragma once

#include <functional>
#include <vector>

#include "sim/base/result.h"
#include "sim/engine/world.h"
#include "sim/round/round.h"

namespace threeam::cli {

struct Future {
  bool recovered = false;
  engine::Harm harm;
  double units = 0;
};

// By seed; the same seeds on both sides.
struct Futures {
  std::vector<Future> as_it_was, course;
};

// An act that the journal has and a fork does not.
struct LeftOut {
  SimTime at = 0;
  std::string action;
};

// What was done from `time` on, in order.
std::vector<LeftOut> left_out(const Journal& journal, SimTime time);

// The round as it was beside `course` from `time` on, to the scenario's length, under the round's
// own luck and `seeds` - 1 others. `threads` at a time, 0: one for each core; how many does not
// change what comes out. `progress` is called with 0..1 from any of them, one at a time.
Result<Futures> run_futures(const round::Round& round, SimTime time,
                            const std::vector<PlannedAction>& course, int seeds, int threads,
                            const std::function<void(double)>& progress);

}  // namespace threeam::cli
