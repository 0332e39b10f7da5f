#include "sim/scenario/read.h"
#include "sim/scenario/recorded.h"

namespace threeam::scenario {
namespace {

void read_alert(Fields& in, Alert& out) {
  in.text(must("title", "what the alert is called"), out.title);
  in.text(must("text", "what it says"), out.text);
  in.refer(must("metric", "the panel metric it watches"), Kind::metric, out.metric);
  in.labels(may("where", "only series with these labels"), out.where);
  in.text(may("by", "one alert for each value of this label"), out.by);
  const Key above = must("above", "fires above this, in the metric's unit");
  const Key absent = must("absent", "true: fires while there is no sample");
  in.exactly_one({{above,
                   [&](Fields& f) {
                     f.number(above, out.above, {-1e15, 1e15});
                   }},
                  {absent, [&](Fields& f) { f.yes(absent, out.absent); }}});
  in.duration(may("for", "how long it has to hold"), out.hold, kLength);
}

void read_log(Fields& in, LogTemplate& out) {
  int level = 0;
  const std::vector<std::string_view> levels = {"debug", "info", "warn", "error"};
  in.word(must("level", "how bad"), level, levels);
  out.level = levels[static_cast<std::size_t>(level)];
  in.text(must("text", "the line; {name} becomes a value of the request"), out.text);
  in.number(may("sample", "share of occurrences that are kept"), out.sample, kRatio);
}

void read_recorded_line(Fields& in, RecordedLine& out) {
  in.labels(may("labels", "what tells it from the other lines"), out.labels);
  in.file(must("file", "seconds,value on each line"), out.text);
}

void read_recorded(Fields& in, RecordedSeries& out) {
  in.text(must("title", "what the panel is called"), out.title);
  in.text(must("unit", "requests/s, ratio, seconds, ..."), out.unit);
  in.number(may("page_at", "the files' time, in seconds, that is the page"), out.page_at_s,
            {-1e12, 1e12});
  in.list_of(must("lines", "a file each"), "a recorded line", out.lines, read_recorded_line);
  in.list_of(may("actions", "what actions do to it"), "an effect on a recorded series", out.actions,
             [](Fields& f, RecordedEffect& effect) {
               f.refer(must("action", "which"), Kind::action, effect.action);
               f.number(must("factor", "multiplies it"), effect.factor, kNotNegative);
               f.duration(may("over", "how long it takes to ramp in"), effect.over, kLength);
             });
  for (RecordedLine& line : out.lines) {
    auto points = parse_recording(line.text, out.page_at_s);
    if (points) {
      line.points = std::move(*points);
    } else {
      line.problem = points.error().message;
    }
  }
}

void read_runbook(Fields& in, Runbook& out) {
  in.define(must("id", "its name"), Kind::runbook, out.id);
  in.text(must("title", "what the candidate sees"), out.title);
  in.file(must("file", "Markdown file in the folder"), out.text);
}

void read_person(Fields& in, Person& out) {
  in.text(must("role", "team and duty"), out.role);
  in.list_of(must("answers", "what can be asked"), "an answer", out.answers,
             [&](Fields& f, Answer& answer) {
               f.define(must("id", "its name"), Kind::answer, answer.id, out.name);
               f.text(must("ask", "the question"), answer.ask);
               f.duration(may("after", "how long the answer takes"), answer.after, kLength);
               f.text(must("answer", "what they say"), answer.answer);
             });
}

}  // namespace

void read_alerts_and_logs(Fields& in, Scenario& out, Need need) {
  in.map_of(need("alerts", "alert rules"), "an alert", Kind::alert, &Alert::id, out.alerts,
            read_alert);
  in.map_of(may("logs", "log lines that steps leave"), "a log", Kind::log, &LogTemplate::id,
            out.logs, read_log);
}

void read_runbooks_and_people(Fields& in, Scenario& out) {
  in.map_of(may("recorded", "real series, replayed beside the simulated ones"), "a recorded series",
            Kind::recorded, &RecordedSeries::name, out.recorded, read_recorded);
  in.list_of(may("runbooks", "what the company wrote down"), "a runbook", out.runbooks,
             read_runbook);
  in.map_of(may("people", "colleagues who can be asked"), "a person", Kind::person, &Person::name,
            out.people, read_person);
}

}  // namespace threeam::scenario
