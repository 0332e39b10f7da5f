// What people wrote: diffs, runbooks, answers.
#include <algorithm>

#include "sim/round/fields.h"
#include "sim/round/looks.h"

namespace threeam::round {
namespace {

const Runbook* find_runbook(const Scenario& scenario, std::string_view id) {
  const auto found = std::find_if(scenario.runbooks.begin(), scenario.runbooks.end(),
                                  [&](const Runbook& runbook) { return runbook.id == id; });
  return found == scenario.runbooks.end() ? nullptr : &*found;
}

const Person* find_person(const Scenario& scenario, std::string_view name) {
  const auto found = std::find_if(scenario.people.begin(), scenario.people.end(),
                                  [&](const Person& person) { return person.name == name; });
  return found == scenario.people.end() ? nullptr : &*found;
}

const Answer* find_answer(const Person& person, std::string_view id) {
  const auto found = std::find_if(person.answers.begin(), person.answers.end(),
                                  [&](const Answer& answer) { return answer.id == id; });
  return found == person.answers.end() ? nullptr : &*found;
}

// When the question was asked first: asking again does not make the answer come later.
SimTime asked_at(const View& view, const Json& look) {
  for (const Entry& entry : view.round().journal().entries) {
    if (!view.holds(entry)) {
      break;
    }
    if (entry.kind == EntryKind::look && string_or(entry.payload, "what", "") == "ask" &&
        entry.payload["person"] == look["person"] && entry.payload["answer"] == look["answer"]) {
      return entry.time;
    }
  }
  return view.time();
}

}  // namespace

Result<void> check_diff(const Scenario& /*scenario*/, const Json& payload) {
  return Fields(payload).text("what").text("change").done();
}

Result<Json> show_diff(const View& view, const Json& look) {
  for (const PastRelease& release : view.scenario().history) {
    if (release.id == string_or(look, "change", "") && !release.diff.empty()) {
      return Json{{"id", release.id},
                  {"title", title_of(view.scenario(), release)},
                  {"note", release.note},
                  {"diff", release.diff}};
    }
  }
  const TimelineEvent* event = find_event(view.scenario(), string_or(look, "change", ""));
  // A change that is not in the feed and one that does not exist are the same to a candidate.
  if (event == nullptr || !is_announced(*event, view.time()) || event->diff.empty()) {
    return fail(ErrorCode::not_found, "there is no diff of that change", "change");
  }
  return Json{{"id", event->id},
              {"title", title_of(event->change)},
              {"note", event->note},
              {"diff", event->diff}};
}

Result<void> check_runbook(const Scenario& scenario, const Json& payload) {
  return Fields(payload)
      .text("what")
      .name("runbook", "a runbook",
            [&](std::string_view id) { return find_runbook(scenario, id) != nullptr; })
      .done();
}

Result<Json> show_runbook(const View& view, const Json& look) {
  const Runbook& runbook = *find_runbook(view.scenario(), string_or(look, "runbook", ""));
  return Json{{"id", runbook.id}, {"title", runbook.title}, {"text", runbook.text}};
}

Result<void> check_ask(const Scenario& scenario, const Json& payload) {
  const Person* person = find_person(scenario, string_or(payload, "person", ""));
  return Fields(payload)
      .text("what")
      .name("person", "one of the people", [&](std::string_view) { return person != nullptr; })
      .name("answer", "a question to that person",
            [&](std::string_view id) {
              return person != nullptr && find_answer(*person, id) != nullptr;
            })
      .done();
}

Result<Json> show_ask(const View& view, const Json& look) {
  const Person& person = *find_person(view.scenario(), string_or(look, "person", ""));
  const Answer& answer = *find_answer(person, string_or(look, "answer", ""));
  const SimTime ready = asked_at(view, look) + answer.after;
  return Json{{"person", person.name},
              {"role", person.role},
              {"ask", answer.ask},
              {"answer", view.time() >= ready ? Json(answer.answer) : Json(nullptr)},
              {"ready_ns", ready}};
}

}  // namespace threeam::round
