#include "sim/scenario/read.h"

namespace threeam::scenario {
namespace {

void read_link(Fields& in, Link& out) {
  in.exactly_one({
      {must("between", "two regions, or the same twice"),
       [&](Fields& f) {
         std::vector<std::string> between;
         f.refers(must("between", "two regions, or the same twice"), Kind::region, between);
         if (between.size() == 2) {
           out.from = between[0];
           out.to = between[1];
         }
       }},
      {must("from", "a region: what goes to the other, and not back"),
       [&](Fields& f) {
         out.directed = true;
         f.refer(must("from", "a region"), Kind::region, out.from);
         f.refer(must("to", "a region"), Kind::region, out.to);
       }},
  });
  in.duration(must("latency", "one way"), out.latency, kLength);
  in.number(may("loss", "share of messages that are lost"), out.loss, kRatio);
}

void read_traffic(Fields& in, Traffic& out) {
  in.operation(must("entry", "the operation that takes the requests"), out.component,
               out.operation);
  in.rates_by_region(must("rate", "requests a second in each region: {eu: 90/s}"), out.rate);
  in.object(may("shape", "how the rate follows the day"), "a shape", [&](Fields& f) {
    f.number(may("daily_amplitude", "share by which the rate rises and falls"), out.daily_amplitude,
             kRatio);
    f.duration(may("daily_peak", "time of day of the peak: 14h"), out.daily_peak, kLength);
  });
  in.object(must("client", "how the users' programs behave"), "a client",
            [&](Fields& f) { read_client(f, out.client); });
  in.object(may("slo", "what users were promised"), "an slo", [&](Fields& f) {
    f.duration(must("latency", "slower answers count as late"), out.slo_latency, kPositiveLength);
  });
  in.boolean(may("user_facing", "failures count as harm"), out.user_facing);
  in.integer(may("priority", "0 is the most urgent; where a discipline is `priority`"),
             out.priority, {0, 7});
  in.text(may("tenant", "whose requests they are; where a discipline is `fair`"), out.tenant);
}

void read_queue(Fields& in, MessageQueue& out) {
  in.text(must("about", "what a message is"), out.about);
  in.operation(must("consumer", "the operation that takes the messages"), out.component,
               out.operation);
  in.duration(may("redelivery", "until a failed message is delivered again"), out.redelivery,
              kPositiveLength);
  in.integer(may("attempts", "deliveries until a message is dead"), out.attempts, {1, 1000});
  in.duration(may("late_after", "older messages count as late; 0s: none does"), out.late_after,
              kLength);
}

void read_cache(Fields& in, Cache& out) {
  in.text(must("about", "what it holds"), out.about);
  in.refer(must("component", "whose operations look things up in it"), Kind::component,
           out.component);
  in.choice(may("scope", "one for a region, or each instance its own, lost when it stops"),
            out.scope, {"region", "instance"});
  in.integer(must("keys", "how many things there are to ask for"), out.keys, {1, 16'384});
  in.number(may("popularity", "Zipf exponent: 0 all alike, 1 usual, 2 very few"), out.popularity,
            {0, 5});
  in.duration(may("ttl", "how long a key is kept; 0s: for ever"), out.ttl, kLength);
  in.number(may("ttl_jitter", "share of the ttl by which lives are shorter, at random"),
            out.ttl_jitter, kRatio);
  int initial = out.warm ? 0 : 1;
  in.word(may("initial", "at the start of the past"), initial, {"warm", "cold"});
  out.warm = initial == 0;
  in.boolean(may("coalesce", "requests for a key that is being fetched wait for that"),
             out.coalesce);
}

void read_money(Fields& in, Money& out) {
  in.number(must("amount", "in units of the currency"), out.amount, kNotNegative);
  in.text(must("currency", "EUR, USD, ..."), out.currency);
}

void read_dataset(Fields& in, Dataset& out) {
  in.text(must("about", "what a row is"), out.about);
  in.refer(must("stored_in", "the component that stores it"), Kind::component, out.stored_in);
  in.map_of(
      must("formats", "the forms a row can have"), "a format", Kind::format, &DataFormat::name,
      out.formats,
      [](Fields& f, DataFormat& format) {
        f.text(must("about", "how to tell it when looking at a row"), format.about);
      },
      out.name);
  in.object(must("initial", "what is there at the start"), "the initial rows", [&](Fields& f) {
    f.number(
        must("rows",
             "rows in all regions, an equal part in each; of each copy, where there are replicas"),
        out.initial_rows, kNotNegative);
    f.refer(must("format", "the format of all of them"), Kind::format, out.initial_format,
            out.name);
  });
  in.number(must("working_set", "rows that reads touch; a write shifts shares by 1 / this"),
            out.working_set, {1, 1e12});
  in.object(may("value_per_row", "money a row stands for"), "money",
            [&](Fields& f) { read_money(f, out.value_per_row); });
  Replication& copies = out.replication;
  in.refer(may("primary", "the region that takes the writes; absent: each has rows of its own"),
           Kind::region, copies.primary);
  in.object(may("replicas", "copies that follow the primary"), "replicas", [&](Fields& f) {
    f.refers(must("regions", "where"), Kind::region, copies.replicas);
    f.duration(may("delay", "from a write to the replica"), copies.delay, kLength);
    f.rate(must("rate", "rows that a replica applies at most: 2000/s"), copies.rate);
  });
}

}  // namespace

void read_world(Fields& in, Scenario& out) {
  in.list_of(may("links", "networks between regions"), "a link", out.links, read_link);
  in.map_of(must("traffic", "what users ask for, by route"), "traffic", Kind::route,
            &Traffic::route, out.traffic, read_traffic);
  in.map_of(may("queues", "message queues, one in each region"), "a queue", Kind::queue,
            &MessageQueue::name, out.queues, read_queue);
  in.map_of(may("caches", "what components keep of what they fetched"), "a cache", Kind::cache,
            &Cache::name, out.caches, read_cache);
  in.map_of(may("datasets", "stored rows whose format matters"), "a dataset", Kind::dataset,
            &Dataset::name, out.datasets, read_dataset);
  in.map_of(may("effects", "what cannot be taken back"), "an effect", Kind::effect, &Effect::name,
            out.effects, [](Fields& f, Effect& effect) {
              f.text(must("about", "what it does to somebody"), effect.about);
              f.object(may("value", "money each one moves"), "money",
                       [&](Fields& g) { read_money(g, effect.value); });
            });
  in.map_of(may("flags", "feature flags"), "a flag", Kind::flag, &Flag::name, out.flags,
            [](Fields& f, Flag& flag) {
              f.boolean(must("on", "at the start of the past"), flag.on);
              f.text(must("about", "what it does, for the flags page"), flag.about);
            });
}

}  // namespace threeam::scenario
