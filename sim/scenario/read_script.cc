// Scripted candidates: lines of a story, as the journal's payloads (model/journal.h).
#include <cmath>

#include "sim/model/json.h"
#include "sim/scenario/read.h"

namespace threeam::scenario {
namespace {

using std::string;

// What the lines of one moment read into.
struct Line {
  SimTime at;
  Json& payload;
};
using ReadLine = void (*)(Fields& in, const Line& line);

struct Word {
  std::string_view name;
  ReadLine read;
};

template <std::size_t N>
std::vector<Form> word_forms(const Word (&words)[N], std::string_view key, const Line& line) {
  std::vector<Form> forms;
  for (const Word& word : words) {
    forms.push_back({must(word.name, key), [&word, &line](Fields& in) { word.read(in, line); }});
  }
  return forms;
}

template <std::size_t N>
string read_word(Fields& in, Key key, const Word (&words)[N], const Line& line) {
  return in.by_word(key, word_forms(words, key.name, line));
}

// ---- fields of a payload: absent in the file, absent in the payload -----------------------------

void put_text(Fields& in, Key key, Json& payload) {
  string text;
  in.text(key, text);
  if (!text.empty()) {
    payload[string(key.name)] = text;
  }
}

void put_name(Fields& in, Key key, Kind kind, Json& payload, const string& scope = "") {
  string name;
  in.refer(key, kind, name, scope);
  if (!name.empty()) {
    payload[string(key.name)] = name;
  }
}

void put_number(Fields& in, Key key, Range<double> range, Json& payload) {
  double number = std::nan("");
  in.number(key, number, range);
  if (!std::isnan(number)) {
    payload[string(key.name)] = number;
  }
}

void put_integer(Fields& in, Key key, Range<int> range, Json& payload) {
  int number = range.least - 1;
  in.integer(key, number, range);
  if (number >= range.least) {
    payload[string(key.name)] = number;
  }
}

void put_word(Fields& in, Key key, const std::vector<std::string_view>& words, Json& payload) {
  int index = -1;
  in.word(key, index, words);
  if (index >= 0) {
    payload[string(key.name)] = words[static_cast<std::size_t>(index)];
  }
}

void put_range(Fields& in, const Line& line, Duration back) {
  SimTime from = line.at - back;
  SimTime to = line.at;
  in.moment(may("from", "since when: -15m (before this line), page-30m"), from, line.at);
  in.moment(may("to", "until when; now when absent"), to, line.at);
  line.payload["from_ns"] = from;
  line.payload["to_ns"] = to;
}

void nothing_more(Fields&, const Line&) {}

// ---- looks ------------------------------------------------------------------------------------

void look_panel(Fields& in, const Line& line) {
  Query query;
  query.from = line.at - 30 * kMinute;
  query.to = line.at;
  in.refer(must("metric", "a panel metric"), Kind::metric, query.metric);
  in.labels(may("where", "only series with these labels"), query.where);
  in.texts(may("by", "one series for each value of these labels"), query.by);
  in.moment(may("from", "since when; -30m when absent"), query.from, line.at);
  in.moment(may("to", "until when; now when absent"), query.to, line.at);
  in.duration(may("step", "between points; a multiple of 5s"), query.step, {5 * kSecond, kHour});
  in.duration(may("offset", "compare with that much earlier"), query.offset, kLength);
  line.payload["query"] = to_json(query);
}

void look_logs(Fields& in, const Line& line) {
  line.payload["search"] = "";
  put_text(in, may("search", "words the lines hold; all lines when absent"), line.payload);
  put_word(in, may("level", "only this level"), {"debug", "info", "warn", "error"}, line.payload);
  put_name(in, may("component", "only this component"), Kind::component, line.payload);
  put_name(in, may("region", "only this region"), Kind::region, line.payload);
  put_range(in, line, 15 * kMinute);
}

void look_traces(Fields& in, const Line& line) {
  line.payload["which"] = "any";
  put_word(in, may("which", "slow ones, failed ones or any"), {"slow", "failed", "any"},
           line.payload);
  put_name(in, may("component", "only this component"), Kind::component, line.payload);
  put_name(in, may("route", "only this route"), Kind::route, line.payload);
  put_name(in, may("region", "only this region"), Kind::region, line.payload);
  put_range(in, line, 15 * kMinute);
}

void look_trace(Fields& in, const Line& line) {
  put_text(in, must("request", "the request's number, as a look at traces shows it"), line.payload);
}

void look_diff(Fields& in, const Line& line) {
  put_name(in, must("change", "a change of the change feed"), Kind::change, line.payload);
}

void look_runbook(Fields& in, const Line& line) {
  put_name(in, must("runbook", "its id"), Kind::runbook, line.payload);
}

void look_data_check(Fields& in, const Line& line) {
  put_name(in, must("dataset", "whose rows are counted by format"), Kind::dataset, line.payload);
}

void look_ask(Fields& in, const Line& line) {
  string person;
  in.refer(must("person", "who is asked"), Kind::person, person);
  line.payload["person"] = person;
  put_name(in, must("answer", "id of the question"), Kind::answer, line.payload, person);
}

constexpr Word kLooks[] = {
    {"overview", nothing_more}, {"panel", look_panel},           {"logs", look_logs},
    {"traces", look_traces},    {"trace", look_trace},           {"changes", nothing_more},
    {"diff", look_diff},        {"topology", nothing_more},      {"runbook", look_runbook},
    {"flags", nothing_more},    {"data_check", look_data_check}, {"ask", look_ask},
    {"alerts", nothing_more},
};

// ---- says -------------------------------------------------------------------------------------

void say_text(Fields& in, const Line& line) {
  put_text(in, must("text", "the words"), line.payload);
}

void say_severity(Fields& in, const Line& line) {
  put_integer(in, must("level", "1 (worst) to 4"), {1, 4}, line.payload);
}

void say_hypothesis(Fields& in, const Line& line) {
  put_text(in, must("id", "the candidate's own name for it; say it again to change it"),
           line.payload);
  put_name(in, may("component", "where"), Kind::component, line.payload);
  put_name(in, must("mechanism", "one of the scenario's mechanisms"), Kind::mechanism,
           line.payload);
  put_text(in, must("text", "in the candidate's words"), line.payload);
  put_number(in, must("confidence", "from 0 to 1"), kRatio, line.payload);
  line.payload["refuted_by"] = "";
  put_text(in, may("refuted_by", "what would show that it is wrong"), line.payload);
  put_word(in, may("state", "open when absent"), {"open", "refuted"}, line.payload);
}

void say_estimate(Fields& in, const Line& line) {
  put_number(in, may("failing_ratio", "share of requests that fail"), kRatio, line.payload);
  put_number(in, may("failing_requests_per_second", "how many"), kNotNegative, line.payload);
  constexpr SimTime kUnsaid = -48 * kHour;
  SimTime since = kUnsaid;
  in.time(may("since", "when it began, from the page: -12m"), since);
  if (since != kUnsaid) {
    line.payload["since_ns"] = since;
  }
  put_number(in, may("rows_written", "rows that need looking after"), kNotNegative, line.payload);
  put_text(in, must("text", "in the candidate's words"), line.payload);
}

constexpr Word kSays[] = {
    {"acknowledge", nothing_more}, {"severity", say_severity}, {"hypothesis", say_hypothesis},
    {"estimate", say_estimate},    {"prediction", say_text},   {"update", say_text},
    {"resolved", say_text},        {"handover", say_text},
};

// ---- the interviewer --------------------------------------------------------------------------

void interviewer_hint(Fields& in, const Line& line) {
  put_integer(in, must("index", "of the ladder, from 0"), {0, 100}, line.payload);
}

void interviewer_followup(Fields& in, const Line& line) {
  put_name(in, must("id", "of the scenario's follow-ups"), Kind::question, line.payload,
           "followups");
  put_word(in, must("answered", "how it was answered"), {"crisp", "partial", "faded"},
           line.payload);
}

void interviewer_pushback(Fields& in, const Line& line) {
  put_name(in, must("id", "of the scenario's push-backs"), Kind::question, line.payload,
           "pushback");
  put_word(in, must("answered", "how it was answered"), {"holds", "updates", "digs_in"},
           line.payload);
}

void observed_drawing(Fields& in, const Line& line) {
  put_word(in, must("value", "drew it, named the parts, or neither"),
           {"drew", "named", "none", "unseen"}, line.payload);
}

void observed_assistant(Fields& in, const Line& line) {
  put_word(in, must("value", "its answer was checked, or pasted as it came"),
           {"checked", "pasted", "unseen"}, line.payload);
}

constexpr Word kObserved[] = {
    {"drawing", observed_drawing},
    {"assistant", observed_assistant},
};

void interviewer_observed(Fields& in, const Line& line) {
  line.payload["what"] =
      read_word(in, must("what", "what a person in the room saw"), kObserved, line);
}

constexpr Word kInterviewer[] = {
    {"hint", interviewer_hint},
    {"inject", say_text},
    {"note", say_text},
    {"mark", say_text},
    {"followup", interviewer_followup},
    {"pushback", interviewer_pushback},
    {"observed", interviewer_observed},
};

// ---- lines ------------------------------------------------------------------------------------

void read_do(Fields& in, const Line& line) {
  string action;
  in.refer(must("do", "an action of the scenario"), Kind::action, action);
  line.payload["action"] = action;
  line.payload["why"] = "";
  line.payload["expect"] = "";
  put_text(in, may("why", "the reason, as the candidate gives it"), line.payload);
  put_text(in, may("expect", "what should be seen then"), line.payload);
  Duration within = 0;
  in.duration(may("expect_in", "within what time it should have worked: 4m"), within,
              {kSecond, 24 * kHour});
  if (within > 0) {
    line.payload["expect_in_s"] = within / kSecond;
  }
  put_name(in, may("course", "the option it is part of"), Kind::option, line.payload);
}

void read_line(Fields& in, Duration length, ScriptLine& out) {
  in.duration(must("at", "from the page: 90s"), out.at, {0, length});
  out.payload = Json::object();
  const Line line{out.at, out.payload};
  const Key look = must("look", "what the candidate looks at");
  const Key say = must("say", "what the candidate says");
  const Key interviewer = must("interviewer", "what the interviewer does");
  in.exactly_one({
      {look,
       [&](Fields& f) {
         out.kind = EntryKind::look;
         out.payload["what"] = read_word(f, look, kLooks, line);
       }},
      {say,
       [&](Fields& f) {
         out.kind = EntryKind::say;
         out.payload["what"] = read_word(f, say, kSays, line);
       }},
      {must("do", "what the candidate does"),
       [&](Fields& f) {
         out.kind = EntryKind::act;
         read_do(f, line);
       }},
      {interviewer,
       [&](Fields& f) {
         out.actor = Actor::interviewer;
         const string kind = read_word(f, interviewer, kInterviewer, line);
         if (const auto parsed = parse_entry_kind(kind)) {
           out.kind = *parsed;
         }
       }},
  });
}

}  // namespace

void read_script(Fields& in, Duration length, Script& out) {
  in.text(must("scenario", "the scenario's id"), out.scenario);
  in.text(must("who", "one sentence about this candidate"), out.who);
  in.text(must("expects", "what an experienced engineer would say of them"), out.expects);
  in.yes(may("reference", "a path that is to be taken for a good one"), out.reference);
  in.duration(may("until", "when the round ends; the scenario's length when absent"), out.until,
              {0, length});
  in.list_of(must("story", "what happens, in order"), "a line of the story", out.lines,
             [&](Fields& f, ScriptLine& line) { read_line(f, length, line); });
}

}  // namespace threeam::scenario
