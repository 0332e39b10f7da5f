#include "sim/round/validate.h"

#include <algorithm>
#include <limits>

#include <fmt/core.h>

#include "sim/model/rating.h"
#include "sim/round/fields.h"
#include "sim/round/looks.h"

namespace threeam::round {
namespace {

constexpr std::int64_t kMaxInt = std::numeric_limits<std::int64_t>::max();
constexpr double kMaxCount = 1e15;
constexpr Duration kDay = 24 * kHour;
constexpr std::string_view kNotice = "notice";

template <class Element>
auto one_of(const std::vector<Element>& elements, std::string Element::*id) {
  return [&elements, id](std::string_view name) {
    return std::any_of(elements.begin(), elements.end(),
                       [&](const Element& element) { return element.*id == name; });
  };
}

// ---- say ------------------------------------------------------------------------------------

Result<void> check_hypothesis(const Scenario& scenario, const Json& payload) {
  static constexpr std::string_view kStates[] = {"open", "refuted"};
  const auto is_component = one_of(scenario.components, &Component::name);
  return Fields(payload)
      .text("what")
      .text("id")
      .may()
      .name("component", "a component",
            [&](std::string_view name) { return name.empty() || is_component(name); })
      .name("mechanism", "one of the scenario's mechanisms",
            [&](std::string_view name) {
              return std::find(scenario.mechanisms.begin(), scenario.mechanisms.end(), name) !=
                     scenario.mechanisms.end();
            })
      .text("text")
      .number("confidence", 0, 1)
      .may()
      .text("refuted_by")
      .may()
      .word("state", kStates)
      .done();
}

Result<void> check_estimate(const Json& payload) {
  auto ok = Fields(payload)
                .text("what")
                .may()
                .number("failing_ratio", 0, 1)
                .may()
                .number("failing_requests_per_second", 0, kMaxCount)
                .may()
                .integer("since_ns", -24 * kHour, 24 * kHour)
                .may()
                .number("rows_written", 0, kMaxCount)
                .may()
                .text("text")
                .done();
  if (ok && payload.size() == 1) {
    return fail(ErrorCode::invalid_input, "an estimate needs a number or a text");
  }
  return ok;
}

Result<void> check_say(const Scenario& scenario, const Json& payload) {
  const std::string what = string_or(payload, "what", "");
  if (what == "acknowledge") {
    return Fields(payload).text("what").done();
  }
  if (what == "severity") {
    return Fields(payload).text("what").integer("level", 1, 4).done();
  }
  if (what == "hypothesis") {
    return check_hypothesis(scenario, payload);
  }
  if (what == "estimate") {
    return check_estimate(payload);
  }
  if (what == kNotice) {
    return Fields(payload).text("what").text("version").done();
  }
  static constexpr std::string_view kTexts[] = {"prediction", "update", "resolved", "handover"};
  if (std::find(std::begin(kTexts), std::end(kTexts), what) != std::end(kTexts)) {
    return Fields(payload).text("what").text("text").done();
  }
  return fail(ErrorCode::invalid_input,
              fmt::format("expected acknowledge, severity, hypothesis, estimate, notice, "
                          "prediction, update, resolved or handover, found \"{}\"",
                          what),
              "what");
}

// ---- do, clock and the interviewer ------------------------------------------------------------

Result<void> check_act(const Scenario& scenario, const Json& payload) {
  return Fields(payload)
      .name("action", "an action of this scenario", one_of(scenario.actions, &Action::id))
      .text("why")
      .may()
      .text("expect")
      .may()
      .integer("expect_in_s", 1, kDay / kSecond)
      .may()
      .text("course")
      .done();
}

Result<void> check_clock(const Json& payload) {
  static constexpr std::string_view kTo[] = {"start", "pause", "resume", "finish", "skip"};
  Fields fields(payload);
  fields.word("to", kTo);
  if (string_or(payload, "to", "") == "skip") {
    fields.integer("until_ns", 0, kMaxInt);
  }
  return fields.done();
}

Result<void> check_hint(const Scenario& scenario, const Json& payload) {
  const auto hints = static_cast<std::int64_t>(scenario.interviewer.hints.size());
  return Fields(payload).integer("index", 0, hints - 1).done();
}

Result<void> check_question(const std::vector<Question>& questions, const Json& payload,
                            std::span<const std::string_view> answers) {
  return Fields(payload)
      .name("id", "a question of the script", one_of(questions, &Question::id))
      .word("answered", answers)
      .done();
}

Result<void> check_observed(const Json& payload) {
  static constexpr std::string_view kWhat[] = {"drawing", "assistant"};
  static constexpr std::string_view kDrawing[] = {"drew", "named", "none", "unseen"};
  static constexpr std::string_view kAssistant[] = {"checked", "pasted", "unseen"};
  const bool drawing = string_or(payload, "what", "") == "drawing";
  return Fields(payload)
      .word("what", kWhat)
      .word("value", drawing ? std::span<const std::string_view>(kDrawing)
                             : std::span<const std::string_view>(kAssistant))
      .done();
}

// A rating without points says "not observed", which only a locked one can.
Result<void> check_rating(const Json& payload) {
  constexpr std::size_t kNameMax = 40;
  auto ok =
      Fields(payload)
          .word("dimension", kRatedDimensions)
          .may()
          .integer("points", 1, 5)
          .may()
          .text("text")
          .may()
          .boolean("locked")
          .may()
          .name("rater", "a name or initials, 40 bytes at most",
                [](std::string_view name) { return !name.empty() && name.size() <= kNameMax; })
          .done();
  const auto locked = payload.find("locked");
  if (ok && !payload.contains("points") && (locked == payload.end() || *locked != true)) {
    return fail(ErrorCode::invalid_input, "without points a rating must be locked", "points");
  }
  return ok;
}

// ---- permissions ----------------------------------------------------------------------------

// When an actor may add entries of a kind, a bit for each state of the clock.
constexpr unsigned kWaiting = 1U << static_cast<unsigned>(ClockState::waiting);
constexpr unsigned kRunning = 1U << static_cast<unsigned>(ClockState::running);
constexpr unsigned kPaused = 1U << static_cast<unsigned>(ClockState::paused);
constexpr unsigned kFinished = 1U << static_cast<unsigned>(ClockState::finished);
constexpr unsigned kOpen = kRunning | kPaused;
constexpr unsigned kAfterStart = kOpen | kFinished;
constexpr unsigned kAlways = kWaiting | kOpen | kFinished;

struct Permission {
  Actor actor;
  EntryKind kind;
  unsigned when;
};

constexpr Permission kPermissions[] = {
    {Actor::candidate, EntryKind::look, kOpen},
    {Actor::candidate, EntryKind::say, kOpen},
    {Actor::candidate, EntryKind::act, kOpen},
    {Actor::interviewer, EntryKind::clock, kWaiting | kOpen},
    {Actor::interviewer, EntryKind::hint, kOpen},
    {Actor::interviewer, EntryKind::inject, kOpen},
    {Actor::interviewer, EntryKind::note, kAlways},
    {Actor::interviewer, EntryKind::mark, kAlways},
    {Actor::interviewer, EntryKind::followup, kAfterStart},
    {Actor::interviewer, EntryKind::pushback, kAfterStart},
    {Actor::interviewer, EntryKind::observed, kAfterStart},
    {Actor::interviewer, EntryKind::rating, kAfterStart},
    {Actor::reviewer, EntryKind::note, kAlways},
    {Actor::reviewer, EntryKind::mark, kAlways},
    {Actor::reviewer, EntryKind::followup, kAfterStart},
    {Actor::reviewer, EntryKind::pushback, kAfterStart},
    {Actor::reviewer, EntryKind::rating, kAfterStart},
    {Actor::system, EntryKind::clock, kWaiting | kOpen},
};

std::string_view name_of(ClockState clock) {
  switch (clock) {
    case ClockState::waiting:
      return "has not started";
    case ClockState::running:
      return "is running";
    case ClockState::paused:
      return "is paused";
    case ClockState::finished:
      return "is finished";
  }
  return {};
}

}  // namespace

bool is_notice(EntryKind kind, const Json& payload) {
  return kind == EntryKind::say && payload.is_object() && string_or(payload, "what", "") == kNotice;
}

Result<void> check_permission(Actor actor, EntryKind kind, const Json& payload, ClockState clock) {
  if (actor == Actor::candidate && clock == ClockState::waiting && is_notice(kind, payload)) {
    return {};
  }
  for (const Permission& permission : kPermissions) {
    if (permission.actor == actor && permission.kind == kind) {
      if ((permission.when & (1U << static_cast<unsigned>(clock))) != 0) {
        return {};
      }
      return fail(ErrorCode::rejected, fmt::format("the round {}", name_of(clock)));
    }
  }
  return fail(ErrorCode::forbidden,
              fmt::format("a {} cannot add a {}", to_string(actor), to_string(kind)), "kind");
}

Result<void> check_payload(const Scenario& scenario, EntryKind kind, const Json& payload) {
  static constexpr std::string_view kFollowup[] = {"crisp", "partial", "faded"};
  static constexpr std::string_view kPushback[] = {"holds", "updates", "digs_in"};
  switch (kind) {
    case EntryKind::clock:
      return check_clock(payload);
    case EntryKind::look:
      return check_look(scenario, payload);
    case EntryKind::say:
      return check_say(scenario, payload);
    case EntryKind::act:
      return check_act(scenario, payload);
    case EntryKind::hint:
      return check_hint(scenario, payload);
    case EntryKind::followup:
      return check_question(scenario.interviewer.followups, payload, kFollowup);
    case EntryKind::pushback:
      return check_question(scenario.interviewer.pushback, payload, kPushback);
    case EntryKind::observed:
      return check_observed(payload);
    case EntryKind::rating:
      return check_rating(payload);
    case EntryKind::inject:
    case EntryKind::note:
    case EntryKind::mark:
      return Fields(payload).text("text").done();
    case EntryKind::outcome:
    case EntryKind::state:
      return {};
  }
  return {};
}

Result<void> check_unlocked(const std::vector<Entry>& entries, Actor actor, const Json& rating) {
  const std::vector<Rater> raters = raters_of(entries);
  const Rater* rater = find_rater(raters, actor, rater_name(actor, rating));
  if (rater == nullptr) {
    return {};
  }
  const auto given = rater->ratings.find(string_or(rating, "dimension", ""));
  if (given != rater->ratings.end() && given->second.locked) {
    return fail(ErrorCode::rejected, "this rating is locked", "dimension");
  }
  return {};
}

Result<ClockState> next_clock(ClockState clock, std::string_view to) {
  const bool open = clock == ClockState::running || clock == ClockState::paused;
  if (to == "start" && clock == ClockState::waiting) {
    return ClockState::running;
  }
  if (to == "pause" && clock == ClockState::running) {
    return ClockState::paused;
  }
  if (to == "resume" && clock == ClockState::paused) {
    return ClockState::running;
  }
  if (to == "skip" && open) {
    return clock;
  }
  if (to == "finish" && clock != ClockState::finished) {
    return ClockState::finished;
  }
  return fail(ErrorCode::rejected, fmt::format("cannot {}: the round {}", to, name_of(clock)));
}

}  // namespace threeam::round
