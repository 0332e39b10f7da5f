#include "sim/scenario/read.h"

namespace threeam::scenario {
namespace {

using std::string;

constexpr Range<int> kStatus{100, 599};
constexpr Range<double> kSpread{0, 10};

void read_steps(Fields& in, Key key, Steps& out, const string& component);

void read_work(Fields& in, WorkTime& out) {
  in.duration(must("mean", "mean length of the work"), out.mean, kPositiveLength);
  in.choice(may("distribution", "how lengths vary"), out.distribution,
            {"constant", "exponential", "lognormal"});
  in.number(may("cv", "standard deviation / mean; lognormal only"), out.cv, kSpread);
  in.number(may("contention", "longer by this share for each other busy worker of the instance"),
            out.contention, kRatio);
  in.number(may("coherency", "longer by this share for each pair of its busy workers"),
            out.coherency, kRatio);
}

void read_unreadable(Fields& in, Unreadable& out) {
  in.integer(may("fail", "status the operation ends with"), out.fail, kStatus);
  in.refer(may("log", "log line it leaves"), Kind::log, out.log);
  in.number(may("chance", "below 1, the rest is misread and goes on"), out.chance, kRatio);
}

// `accepts` and `unreadable`, of rows and of messages alike.
void read_acceptance(Fields& in, std::vector<string>& accepts, Unreadable& unreadable,
                     const string& dataset) {
  in.refers(may("accepts", "formats that it understands; all when absent"), Kind::format, accepts,
            dataset);
  in.object(may("unreadable", "what happens with any other format"), "an unreadable format",
            [&](Fields& f) { read_unreadable(f, unreadable); });
}

void read_use(Fields& in, UseStep& out) {
  const Key key = must("use", "work that holds the worker: 5ms, or {mean, distribution, cv}");
  in.short_or_object(
      key, [&](Fields& f) { f.duration(key, out.work.mean, kPositiveLength); }, "work",
      [&](Fields& f) { read_work(f, out.work); });
}

void read_read(Fields& in, ReadStep& out) {
  in.refer(must("read", "dataset to read from"), Kind::dataset, out.dataset);
  in.integer(may("rows", "rows read"), out.rows, {1, 1000});
  read_acceptance(in, out.accepts, out.unreadable, out.dataset);
  int from = 0;
  in.word(may("from", "which copy, where there are replicas"), from, {"primary", "replica"});
  out.from_replica = from == 1;
  in.duration(may("max_lag", "a write older than this and not applied makes a row stale"),
              out.max_lag, kLength);
  in.object(may("stale", "what happens with a stale row; absent: nothing"), "a stale row",
            [&](Fields& f) {
              out.stale.fail = 503;
              read_unreadable(f, out.stale);
            });
}

void read_reply(Fields& in, ReplyStep& out) {
  const Key key = must("reply", "ends the operation: 302, or {status, location, resolves}");
  in.short_or_object(
      key, [&](Fields& f) { f.integer(key, out.status, kStatus); }, "a reply",
      [&](Fields& f) {
        f.integer(must("status", "HTTP status"), out.status, kStatus);
        f.text(may("location", "where a redirect points"), out.location);
        f.boolean(may("resolves", "false: the client cannot follow it and fails"), out.resolves);
      });
}

void read_if(Fields& in, std::string_view word, IfStep& out, const string& component) {
  out.condition.negate = word == "unless";
  in.object(must(word, "{flag: name} or {chance: 0.1}"), "a condition", [&](Fields& f) {
    f.exactly_one({
        {must("flag", "holds while the flag is on"),
         [&](Fields& g) { g.refer(must("flag", "a flag"), Kind::flag, out.condition.flag); }},
        {must("chance", "holds for this share of requests"),
         [&](Fields& g) { g.number(must("chance", "a share"), out.condition.chance, kRatio); }},
    });
  });
  read_steps(in, must("then", "steps when it holds"), out.then_steps, component);
  read_steps(in, may("else", "steps when it does not"), out.else_steps, component);
}

void read_repeat(Fields& in, RepeatStep& out, const string& component) {
  in.integer(must("repeat", "how many times the steps run"), out.times, {1, 10'000});
  in.number(may("chance", "share of requests that repeat them; the others run them once"),
            out.chance, kRatio);
  read_steps(in, must("steps", "what is repeated"), out.steps, component);
}

void read_fail(Fields& in, FailStep& out) {
  in.integer(must("fail", "status to end with"), out.status, kStatus);
  in.number(may("chance", "share of requests that fail"), out.chance, kRatio);
  in.refer(may("log", "log line it leaves"), Kind::log, out.log);
}

// A step is a mapping whose first key says what it does; the keys beside it say how.
template <class StepKind, class Read>
Form form(Key key, Step& step, Read read) {
  return {key, [&step, read](Fields& in) {
            StepKind kind;
            read(in, kind);
            step.step = std::move(kind);
          }};
}

std::vector<Form> data_forms(Step& step) {
  return {
      form<ReadStep>(must("read", "reads rows of a dataset"), step, read_read),
      form<WriteStep>(must("write", "writes one row"), step,
                      [](Fields& f, WriteStep& out) {
                        f.refer(must("write", "dataset to write to"), Kind::dataset, out.dataset);
                        f.refer(must("format", "format of the row"), Kind::format, out.format,
                                out.dataset);
                      }),
      form<PublishStep>(must("publish", "puts a message into a queue"), step,
                        [](Fields& f, PublishStep& out) {
                          f.refer(must("publish", "the queue"), Kind::queue, out.queue);
                          f.refer(may("format", "format of the message"), Kind::format, out.format);
                        }),
      form<AcceptMessageStep>(must("accept_message", "looks at the message in hand"), step,
                              [](Fields& f, AcceptMessageStep& out) {
                                f.nothing(must("accept_message", "no value"));
                                read_acceptance(f, out.accepts, out.unreadable, "");
                              }),
      form<EffectStep>(must("effect", "does what cannot be taken back"), step,
                       [](Fields& f, EffectStep& out) {
                         f.refer(must("effect", "the effect"), Kind::effect, out.effect);
                       }),
  };
}

void read_cache_step(Fields& in, CacheStep& out, const string& component) {
  in.refer(must("cache", "a cache of this component"), Kind::cache, out.cache);
  read_steps(in, must("miss", "what fetches it, when it is not there or too old"), out.miss,
             component);
}

template <class StepKind>
Form move_form(Key key, std::string_view amount, Step& step, const string& component) {
  return form<StepKind>(key, step, [key, amount, component](Fields& f, StepKind& out) {
    f.refer(must(key.name, "a stock of this component"), Kind::stock, out.stock, component);
    f.number(may("amount", amount), out.amount, kNotNegative);
  });
}

std::vector<Form> step_forms(Step& step, const string& component) {
  std::vector<Form> forms = {
      form<UseStep>(must("use", "holds the worker for a random time"), step, read_use),
      form<CallStep>(must("call", "calls another component"), step, read_call),
      form<PoolStep>(
          must("pool", "holds a token of a pool"), step,
          [component](Fields& f, PoolStep& out) {
            f.refer(must("pool", "a pool of this component"), Kind::pool, out.pool, component);
            read_steps(f, must("steps", "what is done with the token held"), out.steps, component);
            f.number(may("leak", "share that does not give it back, until the instance restarts"),
                     out.leak, kRatio);
          }),
      form<CacheStep>(
          must("cache", "looks up the request's key"), step,
          [component](Fields& f, CacheStep& out) { read_cache_step(f, out, component); }),
      move_form<TakeStep>(must("take", "takes some of a stock"), "how much it takes", step,
                          component),
      move_form<PutStep>(must("put", "puts some into a stock"), "how much it puts", step,
                         component),
      form<LogStep>(must("log", "leaves a log line"), step,
                    [](Fields& f, LogStep& out) {
                      f.refer(must("log", "the log line"), Kind::log, out.log);
                    }),
      form<FailStep>(must("fail", "ends with a status, by chance"), step, read_fail),
      form<ReplyStep>(must("reply", "ends with a status, at once"), step, read_reply),
  };
  forms.push_back(form<RepeatStep>(
      must("repeat", "runs steps several times"), step,
      [component](Fields& f, RepeatStep& out) { read_repeat(f, out, component); }));
  for (const std::string_view word : {"if", "unless"}) {
    forms.push_back(form<IfStep>(
        must(word, "chooses between steps"), step,
        [component, word](Fields& f, IfStep& out) { read_if(f, word, out, component); }));
  }
  for (Form& data : data_forms(step)) {
    forms.push_back(std::move(data));
  }
  return forms;
}

void read_steps(Fields& in, Key key, Steps& out, const string& component) {
  in.list_of(key, "a step", out,
             [&](Fields& f, Step& step) { f.by_first_key(step_forms(step, component)); });
}

void read_operation(Fields& in, Operation& out, const string& component) {
  out.route = out.name;
  in.text(may("route", "what metrics call it; its own name when absent"), out.route);
  read_steps(in, must("steps", "what it does for a request, in order"), out.steps, component);
}

// A version's operations replace the component's, so their names are uses, not definitions.
void read_version(Fields& in, Version& out, const Component& component) {
  in.text(may("notes", "what is new in it"), out.notes);
  in.map_of(
      may("operations", "the operations that differ, by name"), "an operation",
      Kind::version_operation, &Operation::name, out.operations,
      [&](Fields& f, Operation& operation) { read_operation(f, operation, component.name); },
      component.name + " " + out.name);
}

void read_pool(Fields& in, Pool& out) {
  in.integer(must("size", "tokens there are"), out.size, kPositive);
  in.choice(may("scope", "each instance its own, or one for those of a region"), out.scope,
            {"instance", "region"});
  in.integer(may("waiting", "requests that may wait for a token; more get 503"), out.waiting,
             kCount);
  in.duration(may("timeout", "how long one waits; 0s: for ever"), out.timeout, kLength);
}

void read_stock(Fields& in, Stock& out) {
  in.text(may("unit", "what it is counted in: MB, ids, requests"), out.unit);
  in.number(must("capacity", "how much there can be"), out.capacity, {1e-6, 1e15});
  in.number(may("initial", "how much there is at the start of the past"), out.initial,
            kNotNegative);
  in.number(may("per_second", "how fast it fills by itself; below 0: drains"), out.per_second,
            {-1e12, 1e12});
  in.choice(may("scope", "each instance its own, one for a region, or one for all"), out.scope,
            {"instance", "region", "global"});
  in.boolean(may("resets", "an instance's is initial again when the instance restarts"),
             out.resets);
  in.object(may("at_limit", "what a step does that finds not enough, or no room; 503 when absent"),
            "a limit", [&](Fields& f) {
              f.exactly_one({
                  {must("fail", "it ends with this status"),
                   [&](Fields& g) { g.integer(must("fail", "the status"), out.fail, kStatus); }},
                  {must("crash", "a full one stops its instance"),
                   [&](Fields& g) {
                     out.crashes = true;
                     g.duration(must("crash", "until the instance is back; 0s: never"),
                                out.back_after, kLength);
                   }},
              });
              f.refer(may("log", "log line it leaves"), Kind::log, out.log);
            });
}

void read_autoscaler(Fields& in, Autoscaler& out) {
  in.choice(may("signal", "what it looks at"), out.signal,
            {"worker_utilization", "cpu_utilization", "accept_queue", "request_rate"});
  in.number(must("target", "what the signal should be for each instance"), out.target, {1e-3, 1e6});
  in.integer(must("min", "not fewer instances in a region"), out.min, kPositive);
  in.integer(must("max", "not more"), out.max, kPositive);
  in.duration(may("every", "between decisions"), out.every, {kSecond, kHour});
  in.duration(may("startup", "until a new instance is ready"), out.startup, kLength);
  in.duration(may("cooldown", "from any change to the next one downwards"), out.cooldown, kLength);
}

void read_health_check(Fields& in, HealthCheck& out) {
  in.duration(may("every", "between probes of an instance"), out.every, {kSecond, kHour});
  in.duration(may("timeout", "a probe that waits longer for a worker fails"), out.timeout,
              kPositiveLength);
  in.integer(may("fails", "failed ones in a row that take it out"), out.fails, {1, 100});
  in.integer(may("passes", "good ones in a row that bring it back"), out.passes, {1, 100});
  in.duration(may("restart", "it is stopped, and back after this; 0s: it only gets no requests"),
              out.restart, kLength);
}

void read_ejection(Fields& in, Ejection& out) {
  in.integer(may("errors", "5xx in a row that take an instance out"), out.errors, {1, 10'000});
  in.duration(may("lasts", "for how long"), out.lasts, {kSecond, kHour});
  in.number(may("max_share", "of a region's instances out at a time"), out.max_share, kRatio);
}

// How requests come to an instance.
void read_router(Fields& in, Component& out) {
  in.choice(may("discipline", "which of those that wait is next"), out.discipline,
            {"fifo", "lifo", "priority", "fair"});
  in.choice(may("balancer", "how an instance is chosen"), out.balancer,
            {"round_robin", "random", "least_requests", "keyed"});
  in.object(may("keys", "what a keyed balancer looks at"), "keys", [&](Fields& f) {
    Keys& keys = out.keys.emplace();
    f.integer(must("count", "how many there are"), keys.count, {1, 16'384});
    f.number(may("popularity", "Zipf exponent; 0: all alike"), keys.popularity, {0, 5});
  });
  in.object(may("health_check", "takes instances out that do not answer"), "a health check",
            [&](Fields& f) { read_health_check(f, out.health_check.emplace()); });
  in.object(may("ejection", "takes instances out that fail"), "an ejection",
            [&](Fields& f) { read_ejection(f, out.ejection.emplace()); });
}

void read_component(Fields& in, Component& out) {
  in.text(must("about", "one sentence for the service map"), out.about);
  in.choice(may("kind", "what it is"), out.kind,
            {"service", "worker", "database", "cache", "edge"});
  in.define(must("version", "the version that runs at the start of the past"), Kind::version,
            out.version, out.name);
  in.integers_by_region(must("instances", "instances in each region"), out.instances, kCount);
  in.integer(may("workers", "requests an instance runs at a time"), out.workers, kPositive);
  in.integer(may("accept_queue", "requests that may wait at an instance; more get 503"),
             out.accept_queue, kCount);
  read_router(in, out);
  in.map_of(may("pools", "tokens that steps hold, such as connections"), "a pool", Kind::pool,
            &Pool::name, out.pools, read_pool, out.name);
  in.duration(may("clock_skew", "an instance's clock is off by at most this"), out.clock_skew,
              {0, kHour});
  in.object(may("autoscaler", "adds and removes instances by itself"), "an autoscaler",
            [&](Fields& f) { read_autoscaler(f, out.autoscaler.emplace()); });
  in.object(may("needs", "what an instance takes of a stock while it runs: an address, a place"),
            "a need", [&](Fields& f) {
              threeam::Need& need = out.needs.emplace();
              f.refer(must("component", "whose stock"), Kind::component, need.component);
              f.refer(must("stock", "the stock"), Kind::stock, need.stock, need.component);
              f.number(may("amount", "how much"), need.amount, kNotNegative);
            });
  in.map_of(may("stocks", "what steps use up or fill: memory, disk, quota"), "a stock", Kind::stock,
            &Stock::name, out.stocks, read_stock, out.name);
  in.map_of(
      must("operations", "what it can be asked to do"), "an operation", Kind::operation,
      &Operation::name, out.operations,
      [&](Fields& f, Operation& operation) { read_operation(f, operation, out.name); }, out.name);
  in.map_of(
      may("versions", "versions other than the first"), "a version", Kind::version, &Version::name,
      out.versions, [&](Fields& f, Version& version) { read_version(f, version, out); }, out.name);
}

}  // namespace

void read_components(Fields& in, Scenario& out) {
  in.map_of(must("components", "the services, workers and stores"), "a component", Kind::component,
            &Component::name, out.components, read_component);
}

}  // namespace threeam::scenario
