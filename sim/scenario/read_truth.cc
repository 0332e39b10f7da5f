#include "sim/scenario/read.h"

namespace threeam::scenario {
namespace {

void read_cause(Fields& in, Cause& out) {
  in.refer(may("component", "where; absent for traffic as a whole"), Kind::component,
           out.component);
  in.refer(must("mechanism", "one of `mechanisms`"), Kind::mechanism, out.mechanism);
}

void read_estimate(Fields& in, EstimateTruth& out) {
  in.object(must("failing_ratio", "whose value is the failing share"), "a measured share",
            [&](Fields& f) {
              f.refer(must("metric", "a panel metric"), Kind::metric, out.metric);
              f.labels(may("where", "only series with these labels"), out.where);
            });
  in.time(must("since", "when it began to fail"), out.since);
  in.object(may("rows_written", "rows that have to be looked after"), "written rows",
            [&](Fields& f) {
              f.refer(must("dataset", "the dataset"), Kind::dataset, out.dataset);
              f.refer(must("format", "the format that was written"), Kind::format, out.format,
                      out.dataset);
            });
}

void read_planned(Fields& in, PlannedAction& out) {
  in.refer(must("do", "an action"), Kind::action, out.action);
  in.duration(may("after", "from the decision"), out.after, kLength);
}

void read_harm(Fields& in, HarmWeights& out) {
  in.number(may("failed_request", "of a user, after the last attempt"), out.failed_request,
            kNotNegative);
  in.number(may("late_request", "slower than the slo"), out.late_request, kNotNegative);
  in.number(may("wrong_row", "a row no running reader accepts"), out.wrong_row, kNotNegative);
  in.number(may("lost_row", "acknowledged, and gone"), out.lost_row, kNotNegative);
  in.number(may("wrong_effect", "made from misread data"), out.wrong_effect, kNotNegative);
  in.number(may("late_message", "later than the queue's late_after"), out.late_message,
            kNotNegative);
  in.number(may("dead_message", "out of attempts"), out.dead_message, kNotNegative);
}

void read_restored(Fields& in, RestoredWhen& out) {
  in.refer(must("metric", "a panel metric"), Kind::metric, out.metric);
  in.labels(may("where", "only series with these labels"), out.where);
  in.number(must("below", "well again below this"), out.below, kNotNegative);
  in.duration(may("for", "how long it has to hold"), out.hold, kLength);
}

void read_question(Fields& in, Question& out, const std::string& list, Key words) {
  in.define(must("id", "its name"), Kind::question, out.id, list);
  in.text(words, out.ask);
  in.text(must("good", "what a good answer holds"), out.good);
}

void read_statement(Fields& in, Statement& out) {
  const auto form = [&](std::string_view name, std::string_view about, Statement::Of of,
                        Kind kind) {
    const Key key = must(name, about);
    return Form{key, [&out, key, of, kind](Fields& f) {
                  out.of = of;
                  if (kind == Kind::answer) {
                    f.refer(must("person", "who says it"), Kind::person, out.person);
                  }
                  f.refer(key, kind, out.name, out.person);
                }};
  };
  in.exactly_one({form("diff", "of a change", Statement::Of::diff, Kind::change),
                  form("runbook", "what a runbook says", Statement::Of::runbook, Kind::runbook),
                  form("answer", "what somebody answers", Statement::Of::answer, Kind::answer)});
  in.choice(must("says", "about this suspect"), out.says,
            {"rules_out", "against", "speaks_for", "shows"});
}

void read_suspect(Fields& in, Suspect& out) {
  in.text(must("about", "what would be wrong"), out.about);
  in.object(must("cause", "what a candidate would name"), "a cause",
            [&](Fields& f) { read_cause(f, out.cause); });
  in.refers(may("harmless", "changes that do nothing in its world"), Kind::change, out.harmless);
  in.list_of(may("timeline", "what happens in its world instead; nobody is told"),
             "an unannounced event", out.timeline, read_unannounced);
  in.list_of(may("evidence", "what written words say about it"), "a statement", out.statements,
             read_statement);
}

}  // namespace

void read_truth(Fields& in, Truth& out) {
  in.text(must("summary", "what is wrong, in two sentences"), out.summary);
  in.texts(must("chain", "from the cause to the page, step by step"), out.chain);
  in.object(must("cause", "hypotheses that are right, and nearly right"), "the right causes",
            [&](Fields& f) {
              f.list_of(must("accept", "right"), "a cause", out.accept, read_cause);
              f.list_of(may("near", "half right"), "a cause", out.near, read_cause);
            });
  in.time(must("began", "when the harm began: -12m"), out.began);
  in.refers(may("decoys", "events that look like causes and are none"), Kind::change, out.decoys);
  in.refer(may("blamed_change", "the event that did it"), Kind::change, out.blamed_change);
  in.refers(may("data_at_risk", "datasets to check before rolling back"), Kind::dataset,
            out.data_at_risk);
  in.object(must("estimate", "what a good estimate of the blast radius says"), "the estimate",
            [&](Fields& f) { read_estimate(f, out.estimate); });
  in.lists(must("options", "courses of action to compare with"), "an option", Kind::option,
           [&](Fields& f, const std::string& id) {
             CourseOfAction course{id, {}};
             f.list_of({id, "actions in order", false}, "a planned action", course.actions,
                       read_planned);
             out.options.push_back(std::move(course));
           });
  in.object(must("harm", "what each kind of harm weighs"), "harm weights",
            [&](Fields& f) { read_harm(f, out.harm); });
  in.list_of(must("restored_when", "when it is over: all of these hold"), "a condition of recovery",
             out.restored_when, read_restored);
}

void read_suspects(Fields& in, Scenario& out) {
  in.map_of(must("suspects", "rival causes that fit the page, the true one among them"),
            "a suspect", Kind::suspect, &Suspect::id, out.suspects, read_suspect);
}

void read_interviewer(Fields& in, InterviewerScript& out) {
  in.list_of(must("hints", "a ladder, from little to nearly all"), "a hint", out.hints,
             [](Fields& f, Hint& hint) {
               f.text(must("text", "what the interviewer says"), hint.text);
               f.text(must("gives_away", "what it costs"), hint.gives_away);
             });
  in.list_of(must("followups", "and then what breaks?"), "a follow-up", out.followups,
             [](Fields& f, Question& q) {
               read_question(f, q, "followups", must("ask", "the question"));
             });
  in.list_of(
      must("pushback", "pressure from the other side"), "a push-back", out.pushback,
      [](Fields& f, Question& q) { read_question(f, q, "pushback", must("say", "what is said")); });
}

}  // namespace threeam::scenario
