#include "sim/scenario/read.h"
#include "sim/scenario/specimen.h"

namespace threeam::scenario {
namespace {

constexpr Duration kLongestRun = 30 * kMinute;

void read_window(Fields& in, SignatureWindow& out) {
  in.time(must("from", "its start: -60s"), out.from);
  in.time(must("to", "its end; its samples are those after `from` and up to it"), out.to);
}

void read_series(Fields& in, SignatureSeries& out) {
  const Key metric = must("metric", "a panel metric");
  const Key harm = must("harm", "a count of the harm since 0s");
  const std::vector<std::string_view> kinds = {"failed_requests", "late_requests", "wrong_rows",
                                               "wrong_effects",   "late_messages", "dead_messages",
                                               "lost_rows"};
  in.exactly_one({
      {metric, [&](Fields& f) { f.refer(metric, Kind::metric, out.metric); }},
      {harm,
       [&](Fields& f) {
         int kind = 0;
         f.word(harm, kind, kinds);
         out.harm = kinds[static_cast<std::size_t>(kind)];
       }},
  });
  in.labels(may("where", "only series with these labels"), out.where);
  in.texts(may("shows", "what holds of it: [before < 0.01, during > 2 * before]"), out.shows);
}

void read_act(Fields& in, SpecimenAct& out) {
  in.duration(must("at", "when, from 0s"), out.at, {0, kLongestRun});
  in.refer(must("do", "an action"), Kind::action, out.action);
}

}  // namespace

void read_specimen(Fields& in, Specimen& out) {
  in.text(must("specimen", "the mechanism's short name, as the file's"), out.slug);
  in.integer(must("number", "its number in the table of mechanisms"), out.number, {1, 999});
  in.text(must("mechanism", "what it is called"), out.mechanism);
  in.text(must("looks_like", "how an engineer knows it in the metrics"), out.looks_like);
  in.text(must("seen_at", "a public incident: who and when"), out.seen_at);
  in.integer(may("seed", "the luck"), out.seed, {1, 1'000'000});
  out.world.past = 2 * kMinute;
  out.world.length = 5 * kMinute;
  in.duration(may("past", "how long it runs before 0s"), out.world.past, {kMinute, kLongestRun});
  in.duration(may("length", "how long it runs after 0s"), out.world.length, {kMinute, kLongestRun});
  in.clock(may("clock", "time of day at 0s, UTC: \"03:00:00\""), out.world.page_clock_s);
  read_sections(in, out.world, may);
  in.list_of(may("acts", "actions that somebody takes, in order"), "an act", out.acts, read_act);
  in.map_of(must("windows", "stretches of the run that are compared"), "a window", Kind::window,
            &SignatureWindow::name, out.windows, read_window);
  in.map_of(must("signature", "series, and what they show"), "a series", Kind::series,
            &SignatureSeries::name, out.signature, read_series);
}

}  // namespace threeam::scenario
