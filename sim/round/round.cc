#include "sim/round/round.h"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "sim/base/assert.h"
#include "sim/base/hash.h"
#include "sim/metrics/query.h"
#include "sim/round/inside.h"
#include "sim/round/show.h"
#include "sim/round/validate.h"

namespace threeam::round {
namespace {

// The first time after `time` on a grid that is aligned to the page.
SimTime next_on_grid(SimTime time, Duration interval) {
  const SimTime rest = time % interval;
  return time - rest + (rest < 0 ? 0 : interval);
}

std::string_view outcome_state(engine::Outcome::State state) {
  switch (state) {
    case engine::Outcome::State::running:
      return "started";
    case engine::Outcome::State::done:
      return "done";
    case engine::Outcome::State::failed:
      return "failed";
  }
  return {};
}

}  // namespace

// ---- the inside -----------------------------------------------------------------------------

Round::Inside::Inside(std::shared_ptr<const Scenario> scenario_,
                      std::shared_ptr<const engine::Model> model_, JournalHeader header, Sink sink_)
    : scenario(std::move(scenario_)),
      model(std::move(model_)),
      sink(std::move(sink_)),
      journal{std::move(header), {}},
      world(model, journal.header.seed),
      recorder(*model) {
  journal.header.journal_version = kJournalVersion;
  journal.header.engine_version = engine::kEngineVersion;
  journal.header.scenario = scenario->id;
  journal.header.scenario_digest = scenario->digest;
  journal.header.scenario_files = scenario->files;
  keyframes.add(world, 0);
}

Round::Inside::Inside(const Inside& other)
    : scenario(other.scenario),
      model(other.model),
      sink(),
      journal(other.journal),
      world(other.world),
      recorder(other.recorder),
      clock(other.clock),
      wall_ms(other.wall_ms),
      pending(other.pending),
      keyframes(other.keyframes),
      acts(other.acts),
      dropped(other.dropped),
      reported(other.reported) {}

void Round::Inside::reach_page() {
  while (world.now() < 0) {
    world.advance(std::min<SimTime>(next_on_grid(world.now(), kSampleInterval), 0), &recorder);
    after_step();
  }
}

void Round::Inside::advance_to(SimTime until) {
  until = std::min(until, scenario->length);
  while (world.now() < until && clock != ClockState::finished) {
    world.advance(std::min(next_on_grid(world.now(), kSampleInterval), until), &recorder);
    emit_outcomes();
    if (world.now() % kHashInterval == 0) {
      emit_state();
    }
    after_step();
    if (world.now() == scenario->length) {
      clock = ClockState::finished;
      emit(world.now(), EntryKind::clock, Json{{"to", "finish"}});
    }
  }
}

// Bookkeeping of a moment on the grid.
void Round::Inside::after_step() {
  const SimTime now = world.now();
  dropped.resize(recorder.samples(), recorder.lines_dropped());
  const Duration interval = now < 0 ? kPastKeyframeInterval : kKeyframeInterval;
  if (now % interval == 0) {
    keyframes.add(world, acts.size());
  }
}

void Round::Inside::take_effect(const Entry& entry) {
  if (entry.kind == EntryKind::clock) {
    const std::string to = string_or(entry.payload, "to", "");
    clock = next_clock(clock, to).value_or(clock);
    if (to == "start") {
      emit_state();
    } else if (to == "skip") {
      advance_to(integer_or(entry.payload, "until_ns", 0));
    }
  } else if (entry.kind == EntryKind::act) {
    const std::string action = string_or(entry.payload, "action", "");
    world.apply(action, entry.seq);
    acts.push_back({entry.seq, world.now(), action});
    emit_outcomes();
  }
}

void Round::Inside::emit_state() {
  emit(world.now(), EntryKind::state, Json{{"hash", hex64(world.state_hash())}});
}

// What became of the commands since the last time, in the order in which it happened.
void Round::Inside::emit_outcomes() {
  std::vector<engine::Outcome> news;
  for (engine::Outcome& outcome : world.outcomes()) {
    const auto known = reported.find(outcome.command);
    if (known == reported.end() || known->second != outcome.state) {
      reported[outcome.command] = outcome.state;
      news.push_back(std::move(outcome));
    }
  }
  std::stable_sort(news.begin(), news.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  for (const engine::Outcome& outcome : news) {
    const auto act = std::find_if(acts.begin(), acts.end(), [&](const Act& candidate) {
      return candidate.seq == outcome.command;
    });
    THREEAM_ASSERT(act != acts.end());
    emit(outcome.at, EntryKind::outcome,
         Json{{"action", act->action},
              {"of", outcome.command},
              {"state", outcome_state(outcome.state)},
              {"message", message_at(outcome)}});
  }
}

// The outcome's words at the moment when it happened: what they count may have changed by the end
// of a step, and how long steps are must not show.
std::string Round::Inside::message_at(const engine::Outcome& outcome) const {
  if (outcome.at == world.now()) {
    return outcome.message;
  }
  for (engine::Outcome& then : follow(outcome.at, acts_until(outcome.at)).outcomes()) {
    if (then.command == outcome.command) {
      return std::move(then.message);
    }
  }
  return outcome.message;
}

void Round::Inside::emit(SimTime time, EntryKind kind, Json payload) {
  Entry entry = make_entry(Actor::system, kind, std::move(payload));
  entry.time = time;
  if (reached_ < recorded_.size()) {
    const Entry& recorded = recorded_[reached_];
    if (recorded.actor != Actor::system || recorded.kind != kind || recorded.time != time ||
        recorded.payload != entry.payload) {
      return diverge(recorded, fmt::format("{} {}", to_string(kind), dump_json(entry.payload)));
    }
    journal.entries.push_back(recorded);
    ++reached_;
    return;
  }
  entry.hash = entry_hash(entry);
  pending.push_back(std::move(entry));
}

Entry Round::Inside::make_entry(Actor actor, EntryKind kind, Json payload) const {
  Entry entry;
  entry.seq = journal.entries.size() + pending.size() + 1;
  entry.wall_ms = wall_ms;
  entry.time = world.now();
  entry.actor = actor;
  entry.kind = kind;
  entry.payload = std::move(payload);
  entry.prev = !pending.empty()           ? pending.back().hash
               : !journal.entries.empty() ? journal.entries.back().hash
                                          : header_hash(journal.header);
  entry.hash = entry_hash(entry);
  return entry;
}

Result<void> Round::Inside::flush() {
  if (pending.empty()) {
    return {};
  }
  if (sink) {
    if (auto ok = sink(pending); !ok) {
      return ok;
    }
  }
  journal.entries.insert(journal.entries.end(), std::make_move_iterator(pending.begin()),
                         std::make_move_iterator(pending.end()));
  pending.clear();
  return {};
}

// ---- the round ------------------------------------------------------------------------------

Round::Round(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Round::~Round() = default;

Result<std::unique_ptr<Round>> Round::create(std::shared_ptr<const Scenario> scenario,
                                             JournalHeader header, Sink sink) {
  auto model = engine::compile(*scenario);
  if (!model) {
    return tl::unexpected(model.error());
  }
  auto inside = std::make_unique<Inside>(std::move(scenario), *std::move(model), std::move(header),
                                         std::move(sink));
  inside->reach_page();
  return std::unique_ptr<Round>(new Round(std::move(inside)));
}

std::unique_ptr<Round> Round::copy() const {
  return std::unique_ptr<Round>(new Round(std::make_unique<Inside>(*inside_)));
}

const Scenario& Round::scenario() const {
  return *inside_->scenario;
}
const Journal& Round::journal() const {
  return inside_->journal;
}
const engine::World& Round::world() const {
  return inside_->world;
}
const engine::Recorder& Round::recorder() const {
  return inside_->recorder;
}
Result<QueryResult> Round::query(const Query& query) const {
  Inside& in = *inside_;
  if (query.from - query.offset >= in.recorder.first_sample()) {
    return metrics::query(in.recorder, query);
  }
  std::call_once(in.history_made, [&] {
    in.history.emplace(in.recorder,
                       std::make_shared<metrics::OrdinaryDay>(in.model, in.journal.header.seed),
                       *in.scenario);
  });
  return metrics::query(*in.history, query);
}

ClockState Round::clock() const {
  return inside_->clock;
}
SimTime Round::now() const {
  return inside_->world.now();
}

Result<Entry> Round::add(Actor actor, EntryKind kind, Json payload, std::int64_t wall_ms) {
  Inside& in = *inside_;
  in.wall_ms = wall_ms;
  if (auto ok = check_permission(actor, kind, payload, in.clock); !ok) {
    return tl::unexpected(ok.error());
  }
  if (kind == EntryKind::look) {
    return fail(ErrorCode::invalid_input, "a look is made by looking", "kind");
  }
  if (auto ok = check_payload(*in.scenario, kind, payload); !ok) {
    return tl::unexpected(ok.error());
  }
  if (kind == EntryKind::clock) {
    if (auto next = next_clock(in.clock, string_or(payload, "to", "")); !next) {
      return tl::unexpected(next.error());
    }
  }
  if (kind == EntryKind::act) {
    if (auto ok = in.world.check(string_or(payload, "action", "")); !ok) {
      return tl::unexpected(ok.error());
    }
  }
  if (kind == EntryKind::rating) {
    if (auto ok = check_unlocked(in.journal.entries, actor, payload); !ok) {
      return tl::unexpected(ok.error());
    }
  }
  // What was left behind by a storage error goes first.
  if (auto ok = in.flush(); !ok) {
    return tl::unexpected(ok.error());
  }
  if (kind == EntryKind::act) {
    in.emit_state();
  }
  Entry entry = in.make_entry(actor, kind, std::move(payload));
  in.pending.push_back(entry);
  if (auto ok = in.flush(); !ok) {
    in.pending.clear();
    return tl::unexpected(ok.error());
  }
  in.take_effect(entry);
  // The entry itself is durable: what it led to may follow later.
  static_cast<void>(in.flush());
  return entry;
}

Result<Round::Shown> Round::look(Json look, std::int64_t wall_ms) {
  Inside& in = *inside_;
  in.wall_ms = wall_ms;
  if (auto ok = check_permission(Actor::candidate, EntryKind::look, look, in.clock); !ok) {
    return tl::unexpected(ok.error());
  }
  if (auto ok = in.flush(); !ok) {
    return tl::unexpected(ok.error());
  }
  auto shown = show(*this, look);
  if (!shown) {
    return tl::unexpected(shown.error());
  }
  look["digest"] = sha256_hex(dump_json(*shown));
  Entry entry = in.make_entry(Actor::candidate, EntryKind::look, std::move(look));
  in.pending.push_back(entry);
  if (auto ok = in.flush(); !ok) {
    in.pending.clear();
    return tl::unexpected(ok.error());
  }
  return Shown{std::move(entry), *std::move(shown)};
}

Result<void> Round::advance(SimTime until, std::int64_t wall_ms) {
  Inside& in = *inside_;
  in.wall_ms = wall_ms;
  if (in.clock != ClockState::running) {
    return fail(ErrorCode::rejected, "the clock does not run");
  }
  if (auto ok = in.flush(); !ok) {
    return ok;
  }
  in.advance_to(until);
  return in.flush();
}

std::uint64_t Round::lines_dropped(SimTime time) const {
  const Inside& in = *inside_;
  const SimTime first = in.recorder.first_sample();
  if (in.dropped.empty() || time < first) {
    return 0;
  }
  const auto sample = static_cast<std::size_t>((time - first) / kSampleInterval);
  return in.dropped[std::min(sample, in.dropped.size() - 1)];
}

}  // namespace threeam::round
