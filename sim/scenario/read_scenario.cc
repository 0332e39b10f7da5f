#include "sim/scenario/read.h"

namespace threeam::scenario {
namespace {

void read_page(Fields& in, Scenario& out) {
  in.clock(must("at", "time of day when the alert fires, UTC: \"03:14:12\""), out.page_clock_s);
  in.refer(must("alert", "the alert that pages the candidate"), Kind::alert, out.page_alert);
  in.text(must("text", "what the page says"), out.page_text);
}

}  // namespace

void read_sections(Fields& in, Scenario& out, Need need) {
  in.defines(must("regions", "where instances run and users are"), Kind::region, out.regions);
  read_components(in, out);
  read_world(in, out);
  read_alerts_and_logs(in, out, need);
  read_timeline(in, out, need);
  read_actions(in, out, need);
}

void read_scenario(Fields& in, Scenario& out) {
  int format = 0;
  in.integer(must("threeam", "version of this format"), format, {1, 1});
  in.text(must("id", "its name, as the folder's; candidates never see it"), out.id);
  in.text(must("title", "what candidates see instead of the id"), out.title);
  in.words(must("levels", "whom it suits"), out.levels, {"junior", "mid", "senior", "staff"});
  in.object(must("page", "the page that wakes the candidate"), "a page",
            [&](Fields& page) { read_page(page, out); });
  in.duration(must("past", "what was before the page, to compare with"), out.past,
              {kMinute, 6 * kHour});
  in.duration(must("length", "when the round ends by itself, from the page"), out.length,
              {kMinute, 3 * kHour});
  read_sections(in, out, must);
  read_runbooks_and_people(in, out);
  read_history(in, out);
  in.defines(must("mechanisms", "ways to fail that a hypothesis may name"), Kind::mechanism,
             out.mechanisms);
  in.object(must("truth", "what is wrong, and what each way out is worth"), "the truth",
            [&](Fields& truth) { read_truth(truth, out.truth); });
  read_suspects(in, out);
  in.object(must("interviewer", "the interviewer's script"), "an interviewer script",
            [&](Fields& script) { read_interviewer(script, out.interviewer); });
}

}  // namespace threeam::scenario
