// What operations are compiled to: flat lists of instructions. The argument of most is a place in
// one of the model's tables of specs.
#pragma once

#include <cstdint>

#include "sim/base/units.h"
#include "sim/model/scenario.h"

namespace threeam::engine {

// An index into one of the model's tables, or into an arena of the state.
using Index = std::uint32_t;
inline constexpr Index kNone = 0xffffffff;

enum class Code : std::uint8_t {
  use,    // arg: uses
  call,   // arg: calls
  reply,  // arg: replies
  end,    // answers with the status so far
  // Those behind `end` take no time.
  acquire,         // arg: pool of the component
  release,         // arg: pool of the component
  leak,            // arg: leaks; release, but for a share of requests
  read,            // arg: reads
  write,           // arg: writes
  publish,         // arg: publishes
  accept_message,  // arg: accepts
  effect,          // arg: Scenario::effects
  log,             // arg: Scenario::logs
  fail,            // arg: fails
  branch,          // arg: branches; falls through when it holds
  repeat,          // arg: repeats
  again,           // arg: repeats; back to its beginning, or on
  jump,            // arg: where to
  lookup,          // arg: lookups; falls through when nothing is stored
  store,           // arg: lookups
  move,            // arg: moves
};

struct Instruction {
  Code code = Code::end;
  Index arg = 0;
};

struct UseSpec {
  double mean = 0;          // nanoseconds
  Index quantiles = kNone;  // of its length by the mean; kNone: constant
  double contention = 0, coherency = 0;
  bool shared = false;  // either is above 0
  Index call = kNone;   // calls: that follows at once and has no breaker
};

struct LeakSpec {
  Index pool = 0;
  double chance = 0;
};

struct CallSpec {
  Index component = 0, operation = 0;
  Index region = kNone;       // kNone: the caller's
  Index edge = kNone;         // edges; kNone: clients'
  Index link = kNone;         // EdgeInfo::link
  Index timer = kNone;        // timeouts[timer] = timeout
  Duration timeout = 0;       // 0: waits for ever
  Index hedge_timer = kNone;  // of hedge_after; kNone: no hedge
  Index rest_timer = kNone;   // of what is left of the timeout then
  Duration hedge_after = 0;
  bool cancels = false;  // callees that it gives up on
  std::uint8_t fan_out = 1;
  int retries = 0;  // attempts after the first
  Duration backoff = 0;
  Jitter jitter = Jitter::half;
  std::uint64_t retry_on = 0;  // bit i: statuses[i] is tried again
  std::uint64_t site = 0;      // names the call in its caller, the same in every version
  Index guard = kNone;         // of the calling component; kNone: neither budget nor breaker
  double budget = 0;
  Breaker breaker;
};

struct UnreadableSpec {
  int status = 500;
  Index log = kNone;
  double chance = 1;
};

struct ReadSpec {
  Index dataset = 0;
  int rows = 1;
  std::uint32_t accepted = 0;  // bit f: format f of the dataset
  UnreadableSpec unreadable;
  bool from_replica = false;
  bool minds_stale = false;
  Duration max_lag = 0;
  UnreadableSpec stale;
};

struct WriteSpec {
  Index dataset = 0, format = 0;
};

struct PublishSpec {
  Index queue = 0;
  Index format = kNone;  // message_formats; kNone: no format, which everybody can read
};

struct AcceptSpec {
  std::uint32_t accepted = 0;  // bit f: message_formats[f]
  UnreadableSpec unreadable;
};

struct FailSpec {
  int status = 500;
  double chance = 1;
  Index log = kNone;
};

struct ReplySpec {
  int status = 200;
  bool resolves = true;
  Index location = kNone;  // locations
};

struct BranchSpec {
  Index flag = kNone;  // kNone: by chance
  Index seen = kNone;  // gradual_flags[flag]
  bool negate = false;
  double chance = 1;
  Index otherwise = 0;  // where to when it does not hold
};

struct RepeatSpec {
  std::uint16_t times = 1;
  double chance = 1;
  Index begin = 0;  // its first instruction
};

struct LookupSpec {
  Index cache = 0;
  Index then = 0;  // where to on a hit, and after the miss
};

struct MoveSpec {
  Index stock = 0;    // stocks
  double amount = 0;  // below 0: taken
};

}  // namespace threeam::engine
