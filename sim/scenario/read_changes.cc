#include <algorithm>
#include <iterator>

#include "sim/model/metric.h"
#include "sim/scenario/read.h"

namespace threeam::scenario {
namespace {

using std::string;

void read_selector(Fields& in, Selector& out) {
  in.refer(may("component", "only this component"), Kind::component, out.component);
  in.refer(may("region", "only this region"), Kind::region, out.region);
  in.refer(may("version", "only instances of this version"), Kind::version, out.version,
           out.component);
  in.refer(may("operation", "only this operation"), Kind::operation, out.operation, out.component);
  in.integer(may("instance", "only this one of each region, from 0"), out.instance, {0, 1000});
  in.refer(may("to_component", "of links: only calls to this component"), Kind::component,
           out.to_component);
  in.refer(may("from", "of links: only what leaves this region"), Kind::region, out.from);
  in.refer(may("to", "of links: only what enters this region"), Kind::region, out.to);
  in.refer(may("cache", "only this cache; for cache_ttl"), Kind::cache, out.cache);
  in.refer(may("stock", "only this stock; for stock_capacity, stock_rate"), Kind::stock, out.stock,
           out.component);
}

void read_ramp(Fields& in, ParameterChange& out) {
  in.duration(may("over", "how long it takes to ramp in, and out again"), out.over, kLength);
  in.duration(may("lasts", "until it ramps out; 0s: it stays"), out.lasts, kLength);
}

void read_parameter_change(Fields& in, ParameterChange& out) {
  in.object(may("where", "the part that changes; absent: everything"), "a selector",
            [&](Fields& f) { read_selector(f, out.where); });
  in.choice(
      must("parameter", "what changes"), out.parameter,
      {"work_time", "error_ratio", "workers", "traffic", "latency", "loss", "partition",
       "cache_ttl", "stock_capacity", "stock_rate", "unresolved", "handshake", "replication_rate"});
  in.refer(may("route", "only clients of this route; for unresolved"), Kind::route, out.route);
  in.boolean(may("by_clock", "on each instance when its own clock says so"), out.by_clock);
  in.number(
      must(
          "factor",
          "multiplies; ratios (error_ratio, loss, partition, unresolved, handshake) are set to it"),
      out.factor, kNotNegative);
  read_ramp(in, out);
}

void read_traffic_change(Fields& in, ParameterChange& out) {
  out.parameter = Parameter::traffic;
  in.refer(must("route", "the route that gets more or less traffic"), Kind::route, out.route);
  in.refer(may("region", "only there"), Kind::region, out.where.region);
  in.number(must("factor", "multiplies the rate"), out.factor, kNotNegative);
  read_ramp(in, out);
}

void read_deploy(Fields& in, Deploy& out) {
  in.refer(must("component", "what is deployed"), Kind::component, out.component);
  in.refer(must("to", "the version it goes to"), Kind::version, out.to, out.component);
  in.list_of(must("stages", "where and when, in order"), "a stage", out.stages,
             [](Fields& f, DeployStage& stage) {
               f.refer(must("region", "where"), Kind::region, stage.region);
               f.integer(may("instances", "how many; 0: all that are left"), stage.instances,
                         kCount);
               f.duration(must("after", "from the start of the deploy"), stage.after, kLength);
             });
}

void read_rollback(Fields& in, Rollback& out) {
  in.refer(must("component", "whose instances are replaced"), Kind::component, out.component);
  in.refer(must("to", "the version they get"), Kind::version, out.to, out.component);
  in.duration(may("each", "time an instance is out of service"), out.each, kPositiveLength);
}

void read_fix_forward(Fields& in, FixForward& out) {
  in.duration(may("prepare", "build, test, canary, before the first instance is replaced"),
              out.prepare, kLength);
  in.number(may("fail_chance", "the canary fails and nothing is deployed"), out.fail_chance,
            kRatio);
  in.list_of(must("deploys", "what is replaced, in order"), "a deploy of a fix", out.deploys,
             read_rollback);
}

void read_scale(Fields& in, Scale& out) {
  in.refer(must("component", "what is scaled"), Kind::component, out.component);
  in.refer(must("region", "where"), Kind::region, out.region);
  in.integer(must("instances", "how many there are afterwards"), out.instances, kPositive);
}

void read_restart(Fields& in, Restart& out) {
  in.refer(must("component", "what is restarted"), Kind::component, out.component);
  in.refers(must("regions", "where"), Kind::region, out.regions);
  in.duration(may("each", "time an instance is out of service"), out.each, kLength);
}

void read_freeze(Fields& in, FreezeWrites& out) {
  in.refer(must("dataset", "whose writes get 503"), Kind::dataset, out.dataset);
  in.refers(must("regions", "where"), Kind::region, out.regions);
}

void read_repair(Fields& in, RepairData& out) {
  in.refer(must("dataset", "whose rows are rewritten"), Kind::dataset, out.dataset);
  in.refer(must("from", "the format of the rows"), Kind::format, out.from, out.dataset);
  in.refer(must("to", "the format they get"), Kind::format, out.to, out.dataset);
  in.rate(must("rate", "rows in each region: 400/s"), out.rate);
}

void read_flush(Fields& in, FlushCache& out) {
  in.refer(must("cache", "the cache"), Kind::cache, out.cache);
  in.refer(may("region", "only there"), Kind::region, out.region);
}

void read_invalidate(Fields& in, InvalidateKeys& out) {
  in.refer(must("cache", "the cache"), Kind::cache, out.cache);
  in.refer(may("region", "only there"), Kind::region, out.region);
  in.integer(may("key", "the first of the keys; 0 is the most popular"), out.key, {0, 16'383});
  in.integer(may("keys", "how many"), out.keys, {1, 16'384});
  in.duration(may("lasts", "until they are well again; 0s: never"), out.lasts, kLength);
}

void read_crash(Fields& in, Crash& out) {
  in.refer(must("component", "whose instances"), Kind::component, out.component);
  in.refer(may("region", "only there"), Kind::region, out.region);
  in.integer(may("instances", "how many in each region"), out.instances, {1, 64});
  in.duration(may("back_after", "until they are back; 0s: until they are replaced"), out.back_after,
              kLength);
}

// SetStock and SetStockCapacity.
template <class Kind>
void read_set_stock(Fields& in, Kind& out) {
  in.refer(must("component", "whose stock"), scenario::Kind::component, out.component);
  in.refer(must("stock", "the stock"), scenario::Kind::stock, out.stock, out.component);
  in.refer(may("region", "only there"), scenario::Kind::region, out.region);
  in.number(must("to", "what it becomes"), out.to, kNotNegative);
}

template <class T, class Read>
Form form(Key key, std::string_view noun, Change& change, Read read) {
  return {key, [key, noun, &change, read](Fields& in) {
            T kind;
            in.object(key, noun, [&](Fields& f) { read(f, kind); });
            change = std::move(kind);
          }};
}

// A change whose only parameter is a name.
template <class T>
Form named(Key key, std::string_view noun, Change& change, Key parameter, Kind kind,
           string T::*member) {
  return form<T>(key, noun, change, [parameter, kind, member](Fields& f, T& out) {
    f.refer(parameter, kind, out.*member);
  });
}

void read_set_flag(Fields& f, SetFlag& out) {
  f.refer(must("name", "the flag"), Kind::flag, out.name);
  f.boolean(must("on", "what it becomes"), out.on);
  f.duration(may("over", "until it has reached every instance, each at its own time"), out.over,
             kLength);
}

void read_telemetry(Fields& in, Telemetry& out) {
  in.refer(may("component", "only of this component, and of the datasets it stores"),
           Kind::component, out.component);
  in.refer(may("region", "only there"), Kind::region, out.region);
  in.choice(may("signal", "what of it"), out.signal, {"all", "metrics", "logs"});
  std::vector<std::string_view> names;
  for (const SeriesInfo& series : series_catalogue()) {
    names.push_back(series.name);
  }
  int metric = -1;
  in.word(may("metric", "only this series, as Prometheus calls it"), metric, names);
  if (metric >= 0) {
    out.metric = names[static_cast<std::size_t>(metric)];
  }
  bool is_so = false;
  const Key missing = must("missing", "true: gaps in panels and logs, no samples for Prometheus");
  const Key lag = must("lag", "shown so much later: 2m");
  const Key restored = must("restored", "true: ends what is missing or late");
  in.exactly_one({{missing, [&](Fields& f) { f.yes(missing, is_so); }},
                  {lag,
                   [&](Fields& f) {
                     f.duration(lag, out.lag, {1, 12 * kHour});
                     out.effect = Telemetry::Effect::lag;
                   }},
                  {restored, [&](Fields& f) {
                     f.yes(restored, is_so);
                     out.effect = Telemetry::Effect::restored;
                   }}});
  in.duration(may("lasts", "until it is complete again; 0s: until it is restored"), out.lasts,
              kLength);
}

void read_failover(Fields& in, Failover& out) {
  in.refer(must("dataset", "which"), Kind::dataset, out.dataset);
  in.refer(must("to", "region of the new primary"), Kind::region, out.to);
  in.boolean(may("lose", "at once, without rows not applied there; false: waits for them"),
             out.lose);
}

std::vector<Form> copy_forms(Change& c) {
  return {
      form<Failover>(must("failover", "makes another copy of a dataset the primary"), "a failover",
                     c, read_failover),
      form<DeleteRows>(must("delete_rows", "rows of a dataset are gone"), "a deletion", c,
                       [](Fields& f, DeleteRows& out) {
                         f.refer(must("dataset", "which"), Kind::dataset, out.dataset);
                         f.number(must("share", "of its rows"), out.share, kRatio);
                       }),
      form<Diverge>(must("diverge", "rows of one copy become others; nothing says so"),
                    "a divergence", c,
                    [](Fields& f, Diverge& out) {
                      f.refer(must("dataset", "which"), Kind::dataset, out.dataset);
                      f.refer(must("region", "of the copy"), Kind::region, out.region);
                      f.number(must("share", "of its rows"), out.share, kRatio);
                    }),
      form<Reconcile>(must("reconcile", "compares the copies and makes them agree"),
                      "a reconciliation", c,
                      [](Fields& f, Reconcile& out) {
                        f.refer(must("dataset", "which"), Kind::dataset, out.dataset);
                        f.rate(must("rate", "rows: 400/s"), out.rate);
                      }),
  };
}

// Changes that the timeline and the candidate can both make.
std::vector<Form> shared_forms(Change& c) {
  return {
      form<Rollback>(must("rollback", "replaces instances by an older version"), "a rollback", c,
                     read_rollback),
      form<FixForward>(must("fix_forward", "builds and deploys fixed versions"), "a fix", c,
                       read_fix_forward),
      named<StopRollout>(must("stop_rollout", "leaves the instances not yet replaced"),
                         "stopping a rollout", c, must("change", "the deploy of the timeline"),
                         Kind::change, &StopRollout::change),
      form<Scale>(must("scale", "sets the number of instances"), "scaling", c, read_scale),
      form<Restart>(must("restart", "restarts instances one after another"), "a restart", c,
                    read_restart),
      form<Drain>(must("drain", "moves a region's traffic to another"), "a drain", c,
                  [](Fields& f, Drain& out) {
                    f.refer(must("region", "from where"), Kind::region, out.region);
                    f.refer(must("to", "to where"), Kind::region, out.to);
                  }),
      form<Shed>(must("shed", "refuses a share of requests with 429"), "shedding", c,
                 [](Fields& f, Shed& out) {
                   f.refer(must("route", "the route"), Kind::route, out.route);
                   f.number(must("ratio", "share refused; 0 ends it"), out.ratio, kRatio);
                 }),
      named<PauseConsumers>(must("pause_consumers", "a queue's consumers stop"), "a pause", c,
                            must("queue", "the queue"), Kind::queue, &PauseConsumers::queue),
      named<ResumeConsumers>(must("resume_consumers", "a queue's consumers go on"), "a resumption",
                             c, must("queue", "the queue"), Kind::queue, &ResumeConsumers::queue),
      named<PurgeQueue>(must("purge_queue", "throws a queue's messages away"), "a purge", c,
                        must("queue", "the queue"), Kind::queue, &PurgeQueue::queue),
      form<FreezeWrites>(must("freeze_writes", "writes get 503"), "a freeze", c, read_freeze),
      named<UnfreezeWrites>(must("unfreeze_writes", "writes are taken again"), "an end of a freeze",
                            c, must("dataset", "the dataset"), Kind::dataset,
                            &UnfreezeWrites::dataset),
      form<RepairData>(must("repair_data", "rewrites rows, oldest first"), "a repair", c,
                       read_repair),
      form<FlushCache>(must("flush_cache", "empties a cache"), "a flush", c, read_flush),
      form<InvalidateKeys>(must("invalidate", "what a cache stores under some keys is wrong"),
                           "an invalidation", c, read_invalidate),
      form<SetStock>(must("set_stock", "sets how much there is of a stock"), "a level", c,
                     read_set_stock<SetStock>),
      form<SetStockCapacity>(must("set_stock_capacity",
                                  "sets how much there can be of a stock; what there is stays as "
                                  "it is: `set_stock` beside it, in `also`"),
                             "a capacity", c, read_set_stock<SetStockCapacity>),
      named<Silence>(must("silence", "an alert stops paging"), "a silence", c,
                     must("alert", "the alert"), Kind::alert, &Silence::alert),
      form<Telemetry>(must("telemetry", "what is shown is missing or late; nothing else changes"),
                      "a change of telemetry", c, read_telemetry),
  };
}

std::vector<Form> timeline_forms(Change& change) {
  std::vector<Form> forms = shared_forms(change);
  std::ranges::move(copy_forms(change), std::back_inserter(forms));
  forms.push_back(
      form<Deploy>(must("deploy", "a staged rollout"), "a deploy", change, read_deploy));
  forms.push_back(
      form<SetFlag>(must("flag", "a flag is set"), "a flag change", change, read_set_flag));
  forms.push_back(
      form<Crash>(must("crash", "instances die at once"), "a crash", change, read_crash));
  forms.push_back(form<ParameterChange>(must("change", "a fault: a parameter of a part changes"),
                                        "a parameter change", change, read_parameter_change));
  forms.push_back(form<ParameterChange>(must("traffic", "users ask for more or less"),
                                        "a traffic change", change, read_traffic_change));
  return forms;
}

void read_block(Fields& in, Block& out) {
  const auto flag = [&](Key key, bool unless) {
    return Form{key, [&out, key, unless](Fields& f) {
                  f.refer(key, Kind::flag, out.flag);
                  out.unless = unless;
                }};
  };
  in.exactly_one({flag(must("while_flag", "refused while this flag is on"), false),
                  flag(must("unless_flag", "refused while this flag is off"), true)});
  in.text(must("message", "what the candidate is told"), out.message);
}

void read_side_effect(Fields& in, SideEffect& out) {
  in.duration(may("after", "from the action's first effect, or from its failure"), out.after,
              kLength);
  in.choice(may("when", "the action takes effect, or fails"), out.when, {"begins", "fails"});
  in.exactly_one(timeline_forms(out.change));
}

std::vector<Form> action_forms(Change& change) {
  std::vector<Form> forms = shared_forms(change);
  std::ranges::move(copy_forms(change), std::back_inserter(forms));
  forms.push_back(form<SetFlag>(must("set_flag", "sets a flag everywhere"), "a flag change", change,
                                read_set_flag));
  return forms;
}

}  // namespace

void read_history(Fields& in, Scenario& out) {
  in.list_of(may("history", "releases of the days before that went well, in order"), "a release",
             out.history, [](Fields& f, PastRelease& release) {
               f.time(must("at", "from the page, before the past: -9h"), release.at);
               f.define(must("id", "its name, shown"), Kind::change, release.id);
               f.refer(must("component", "what was released"), Kind::component, release.component);
               f.text(must("from", "the version before it"), release.from);
               f.text(may("author", "who did it"), release.author);
               f.text(may("note", "what the change feed says"), release.note);
               f.text(may("diff", "what a look at the change shows"), release.diff);
             });
}

void read_timeline(Fields& in, Scenario& out, Need need) {
  in.list_of(
      need("timeline", "what happens by itself, in order"), "an event", out.timeline,
      [](Fields& f, TimelineEvent& event) {
        f.time(must("at", "from the page: -12m"), event.at);
        f.define(must("id", "its name; shown unless hidden"), Kind::change, event.id);
        f.exactly_one(timeline_forms(event.change));
        std::optional<bool> hidden;
        f.boolean(may("hidden", "not in the change feed; true for change, traffic, telemetry"),
                  hidden);
        event.hidden = hidden.value_or(std::holds_alternative<ParameterChange>(event.change) ||
                                       std::holds_alternative<Telemetry>(event.change));
        f.text(may("author", "who did it"), event.author);
        f.text(may("note", "what the change feed says"), event.note);
        f.text(may("diff", "what a look at the change shows"), event.diff);
      });
}

void read_unannounced(Fields& in, TimelineEvent& out) {
  in.time(must("at", "from the page: -12m"), out.at);
  in.exactly_one(timeline_forms(out.change));
  out.hidden = true;
}

void read_actions(Fields& in, Scenario& out, Need need) {
  in.map_of(need("actions", "what the candidate may do"), "an action", Kind::action, &Action::id,
            out.actions, [](Fields& f, Action& action) {
              f.text(must("label", "what the button says"), action.label);
              f.text(must("does", "one sentence: what will happen"), action.does);
              f.duration(may("takes", "from the click to the first effect"), action.takes, kLength);
              f.number(may("fail_chance", "that it fails, after `takes`, and changes nothing"),
                       action.fail_chance, kRatio);
              f.text(may("fails", "what the candidate is told when it fails"), action.fails);
              f.object(may("blocked", "when it cannot be started"), "a block",
                       [&](Fields& g) { read_block(g, action.blocked); });
              f.list_of(may("also", "what it brings about besides; candidates are not told"),
                        "a side effect", action.also, read_side_effect);
              f.exactly_one(action_forms(action.change));
            });
}

}  // namespace threeam::scenario
