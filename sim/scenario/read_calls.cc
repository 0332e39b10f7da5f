// Calls: how long a caller waits, how often it tries, when it stops asking.
#include "sim/scenario/read.h"

namespace threeam::scenario {
namespace {

constexpr Range<int> kStatus{100, 599};

void read_jitter(Fields& in, Jitter& out) {
  in.choice(may("jitter", "each backoff is taken times 1, times 1/2 to 1, or times 0 to 1"), out,
            {"none", "half", "full"});
}

void read_retries(Fields& in, RetryPolicy& out) {
  in.integer(must("attempts", "further attempts after the first"), out.attempts, {0, 20});
  in.duration(may("backoff", "wait before an attempt; doubles"), out.backoff, kLength);
  read_jitter(in, out.jitter);
  in.integers(may("on", "statuses that are tried again"), out.on, kStatus);
  in.number(may("budget", "retries per first attempt, up to 10 saved up; 0: without a bound"),
            out.budget, kRatio);
}

void read_breaker(Fields& in, Breaker& out) {
  in.number(must("failure_ratio", "share of failed calls that opens it"), out.failure_ratio,
            {0.01, 1});
  in.duration(may("window", "how far it looks back"), out.window, kPositiveLength);
  in.integer(may("min_calls", "below so many calls it stays closed"), out.min_calls, kPositive);
  in.duration(may("open_for", "until it lets calls through on trial"), out.open_for,
              kPositiveLength);
  in.integer(may("half_open", "good calls on trial that close it"), out.half_open, {1, 1000});
}

}  // namespace

void read_call(Fields& in, CallStep& out) {
  in.operation(must("call", "the operation to call and wait for"), out.component, out.operation);
  in.refer(may("region", "where to call it; in the request's region when absent"), Kind::region,
           out.region);
  in.duration(may("timeout", "how long to wait; 0s waits for ever"), out.timeout, kLength);
  in.choice(may("on_timeout", "what becomes of a call that is waited for no longer"),
            out.on_timeout, {"abandon", "cancel"});
  in.integer(may("fan_out", "calls in parallel; it waits for all of them"), out.fan_out, {1, 100});
  in.object(may("hedge", "a second call when the first is slow; the first good answer wins"),
            "a hedge", [&](Fields& f) {
              f.duration(must("after", "without an answer for so long"), out.hedge_after,
                         kPositiveLength);
            });
  in.object(may("retries", "what to do when it fails"), "retries",
            [&](Fields& f) { read_retries(f, out.retries); });
  in.object(may("breaker", "stops calling what fails too often"), "a breaker",
            [&](Fields& f) { read_breaker(f, out.breaker); });
}

void read_client(Fields& in, ClientPolicy& out) {
  in.duration(must("timeout", "how long it waits; 0s: for ever"), out.timeout, kLength);
  in.integer(may("attempts", "attempts in all"), out.attempts, {1, 20});
  in.duration(may("backoff", "wait before an attempt; doubles"), out.backoff, kLength);
  read_jitter(in, out.jitter);
}

}  // namespace threeam::scenario
