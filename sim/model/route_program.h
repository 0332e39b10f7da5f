// What an operation does for a request: a small program that the engine interprets. Field names
// are the YAML's keys; names refer to things of the same scenario (scenario.h).
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "sim/base/units.h"

namespace threeam {

enum class Distribution { constant, exponential, lognormal };

// A random length of work. `cv` is standard deviation / mean (lognormal only).
//
// With n workers of the instance busy it takes 1 + contention (n - 1) + coherency n (n - 1) times
// as long, so that throughput follows the Universal Scalability Law (Gunther, "Guerrilla Capacity
// Planning", Springer 2007, eq. 4.26): contention is the share of the work that only one can do at
// a time, coherency what each pair costs.
struct WorkTime {
  Duration mean = 0;
  Distribution distribution = Distribution::lognormal;
  double cv = 0.5;
  double contention = 0, coherency = 0;
};

// What happens when a row or a message is in a format that the reader does not accept.
struct Unreadable {
  int fail = 500;       // status the operation ends with
  std::string log;      // a LogTemplate's id, or empty
  double chance = 1.0;  // below 1, the rest is misread: it goes on, and its effects are wrong
};

struct Step;
using Steps = std::vector<Step>;

// Holds the instance's worker for a random time.
struct UseStep {
  WorkTime work;
};

// A backoff is multiplied by 1 (none), a number in [1/2, 1) (half) or in (0, 1) (full). Without
// jitter, those who failed together come back together.
enum class Jitter { none, half, full };

struct RetryPolicy {
  int attempts = 0;      // after the first
  Duration backoff = 0;  // doubles at each attempt
  Jitter jitter = Jitter::half;
  std::vector<int> on = {503, 504};
  // A bucket of at most 10 tokens for each instance and call site: a first attempt adds `budget`,
  // a further one takes 1 or is not made (gRPC's retry throttling, Finagle's RetryBudget). 0: no
  // bound.
  double budget = 0;
};

// A circuit breaker, one for each instance and call site. When of at least `min_calls` calls of
// the last `window` the share `failure_ratio` failed (5xx, no answer in time), it opens: calls fail
// with 503 at once, without being made and without a retry. After `open_for`, `half_open` calls
// are let through on trial: one failure opens it again, so many successes close it.
struct Breaker {
  double failure_ratio = 0;  // 0: no breaker
  Duration window = 10 * kSecond;
  int min_calls = 20;
  Duration open_for = 5 * kSecond;
  int half_open = 3;
};

enum class OnTimeout {
  abandon,  // the callee goes on, for nobody: a zombie
  cancel,   // the callee ends at once with 499 and gives back its worker and tokens
};

// Calls an operation of another component and waits, the worker held. A callee's status that is not
// retried fails the caller with the same status; no answer within `timeout` is 504.
//
// `fan_out` calls are made in parallel; it waits for all of them, and fails with the worst status.
// Only the failed ones are tried again. With `hedge_after`, a second call is made when the first
// has not answered by then; the first good answer wins, and the other call is treated as after a
// timeout (Dean, Barroso, "The tail at scale", CACM 2013).
struct CallStep {
  std::string component;
  std::string operation;
  std::string region;    // empty: the request's
  Duration timeout = 0;  // 0: waits for ever
  OnTimeout on_timeout = OnTimeout::abandon;
  int fan_out = 1;
  Duration hedge_after = 0;  // 0: no hedge
  RetryPolicy retries;
  Breaker breaker;
};

// Runs `steps` so many times for a share of requests, and once for the others.
struct RepeatStep {
  int times = 1;
  double chance = 1.0;
  Steps steps;
};

// Takes one token of a pool of this component, runs `steps`, gives it back. No token within the
// pool's timeout, or a full waiting line: 503.
struct PoolStep {
  std::string pool;
  Steps steps;
  // Share of requests that have run `steps` and keep their token, until the instance is restarted
  // or replaced.
  double leak = 0;
};

// Reads `rows` rows of the dataset's working set in the request's region.
struct ReadStep {
  std::string dataset;
  int rows = 1;
  std::vector<std::string> accepts;  // formats
  Unreadable unreadable;
  // Of a dataset with replicas: from the primary, or from the copy that is nearest.
  bool from_replica = false;
  // A row is stale if a write of it, older than `max_lag`, has not been applied to the copy.
  Duration max_lag = 0;
  Unreadable stale{0, {}, 1.0};  // what happens then; `fail` 0: nothing
};

// Writes one row. While writes to the dataset are frozen: 503.
struct WriteStep {
  std::string dataset;
  std::string format;
};

// Puts one message into the queue of the request's region; a message has a dataset-like format.
struct PublishStep {
  std::string queue;
  std::string format;  // may be empty
};

// Consumers only: looks at the format of the message in hand.
struct AcceptMessageStep {
  std::vector<std::string> accepts;
  Unreadable unreadable;
};

// Does something that cannot be taken back (a payout, a mail). Wrong if the request misread a row
// or a message before.
struct EffectStep {
  std::string effect;
};

// Looks a key up in a cache of this component; the request's key, the same at every attempt. When
// it is not there, or too old, runs `miss` and then stores it. A failure in `miss` ends the
// operation and stores nothing.
struct CacheStep {
  std::string cache;
  Steps miss;
};

// Takes an amount out of a stock of this component, or puts it in. Not enough left, no room left:
// the stock's `fail`, and nothing moves.
struct TakeStep {
  std::string stock;
  double amount = 1;
};
struct PutStep {
  std::string stock;
  double amount = 1;
};

struct LogStep {
  std::string log;
};

// Ends the operation with this status, by chance.
struct FailStep {
  int status = 500;
  double chance = 1.0;
  std::string log;
};

// Ends the operation with this status, at once. For a redirect, `location` is shown in logs and
// traces; if it does not resolve, the client fails although the server's status is good.
struct ReplyStep {
  int status = 200;
  std::string location;
  bool resolves = true;
};

struct Condition {
  std::string flag;     // true while the flag is on; empty: use chance
  bool negate = false;  // `unless:` instead of `if:`
  double chance = 1.0;
};

struct IfStep {
  Condition condition;
  Steps then_steps;
  Steps else_steps;
};

struct Step {
  std::variant<UseStep, CallStep, PoolStep, ReadStep, WriteStep, PublishStep, AcceptMessageStep,
               EffectStep, LogStep, FailStep, ReplyStep, IfStep, RepeatStep, CacheStep, TakeStep,
               PutStep>
      step;
};

struct Operation {
  std::string name;
  std::string route;  // what metrics call it; the name when the file gives none
  Steps steps;        // empty: answers 200 at once
};

}  // namespace threeam
