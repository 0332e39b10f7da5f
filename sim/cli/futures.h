// Futures of a round: what a course leads to under several lucks.
#pragma once

#include <functional>
#include <vector>

#include "sim/base/result.h"
#include "sim/engine/world.h"
#include "sim/round/round.h"
#include "sim/score/interval.h"

namespace threeam::cli {

struct Future {
  bool recovered = false;
  engine::Harm harm;
  double units = 0;
};

// By seed; the same seeds on both sides.
struct Futures {
  std::vector<Future> as_it_was, course;
  bool settled = false;  // see is_settled()
};

// Share of them that recovered, with its 95 % interval.
threeam::Interval recovered_of(const std::vector<Future>& futures);

// Would more lucks change the answer? Not when, with 99 % confidence, the course does more harm, or
// less, or within 1 % as much; and on each side recovery is likelier than not, or is not, by the
// 95 % interval.
bool is_settled(const Futures& futures);

// An act that the journal has and a fork does not.
struct LeftOut {
  SimTime at = 0;
  std::string action;
};

// What was done from `time` on, in order.
std::vector<LeftOut> left_out(const Journal& journal, SimTime time);

struct Effort {
  int seeds = 1;     // the round's own luck and `seeds` - 1 others, at most
  bool all = false;  // also when it is settled after 5, 10, 20, ... of them
  int threads = 0;   // at a time, 0: one for each core; how many does not change what comes out
};

// The round as it was beside `course` from `time` on, to the scenario's length. `progress` is
// called with 0..1 from any thread, one at a time.
Result<Futures> run_futures(const round::Round& round, SimTime time,
                            const std::vector<PlannedAction>& course, const Effort& effort,
                            const std::function<void(double)>& progress);

}  // namespace threeam::cli
