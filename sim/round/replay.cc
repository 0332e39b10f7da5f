// A round from its journal.
#include <utility>

#include <fmt/core.h>

#include "sim/base/text.h"
#include "sim/round/inside.h"
#include "sim/round/validate.h"

namespace threeam::round {
namespace {

// Made by a round itself; a replay makes it again and compares.
bool is_made_by_round(const Entry& entry) {
  return entry.kind == EntryKind::state || entry.kind == EntryKind::outcome;
}

// An entry that its round could not have taken: the file is wrong, whatever a live round would say.
Error in_entry(const Error& error, const Entry& entry) {
  return {ErrorCode::invalid_input, to_string(error), fmt::format("entry {}", entry.seq)};
}

Result<void> check_header(const JournalHeader& header, const Scenario& scenario) {
  if (header.engine_version != engine::kEngineVersion) {
    return fail(ErrorCode::incompatible,
                fmt::format("the journal was made by engine version {}; this is version {}",
                            header.engine_version, engine::kEngineVersion),
                "engine_version");
  }
  if (header.scenario_digest != scenario.digest) {
    return fail(ErrorCode::incompatible,
                fmt::format("the journal was made with another text of scenario {}: digest {}, "
                            "here {}",
                            header.scenario, header.scenario_digest, scenario.digest),
                "scenario_digest");
  }
  return {};
}

}  // namespace

void Round::Inside::diverge(const Entry& entry, const std::string& found) {
  if (divergence_) {
    return;
  }
  divergence_ =
      Error{ErrorCode::diverged,
            fmt::format("at {} (simulated minute {}) the journal has {} {}, the world now makes {}",
                        format_clock(world.now()), world.now() / kMinute, to_string(entry.kind),
                        dump_json(entry.payload), found),
            fmt::format("entry {}", entry.seq)};
}

// Lets the recorded entry number `input` take effect, once the world has come to its time.
Result<void> Round::Inside::take_recorded(std::size_t input) {
  const Entry& entry = recorded_[input];
  if (entry.time < world.now() || entry.time > scenario->length) {
    return fail(ErrorCode::invalid_input,
                fmt::format("its time is {}, but the round is at {}", format_clock(entry.time),
                            format_clock(world.now())));
  }
  if (entry.time > world.now()) {
    if (clock != ClockState::running) {
      return fail(ErrorCode::invalid_input, "time passes while the clock does not run");
    }
    advance_to(entry.time);
  }
  if (divergence_) {
    return tl::unexpected(*divergence_);
  }
  if (reached_ > input) {
    return {};  // the round came to its end by itself, and this was the end
  }
  if (auto ok = check_permission(entry.actor, entry.kind, entry.payload, clock); !ok) {
    return ok;
  }
  if (auto ok = check_payload(*scenario, entry.kind, entry.payload); !ok) {
    return ok;
  }
  if (entry.kind == EntryKind::clock) {
    if (auto next = next_clock(clock, string_or(entry.payload, "to", "")); !next) {
      return tl::unexpected(next.error());
    }
  }
  if (entry.kind == EntryKind::act) {
    if (auto ok = world.check(string_or(entry.payload, "action", "")); !ok) {
      diverge(entry, to_string(ok.error()));
      return tl::unexpected(*divergence_);
    }
    emit_state();
  }
  if (!divergence_ && reached_ != input) {
    diverge(recorded_[reached_], "nothing");
  }
  if (divergence_) {
    return tl::unexpected(*divergence_);
  }
  journal.entries.push_back(entry);
  ++reached_;
  take_effect(entry);
  if (divergence_) {
    return tl::unexpected(*divergence_);
  }
  return {};
}

Result<void> Round::Inside::run_recorded(std::vector<Entry> recorded,
                                         std::optional<SimTime> until) {
  if (until) {
    std::erase_if(recorded, [&](const Entry& entry) { return entry.time > *until; });
  }
  recorded_ = std::move(recorded);
  while (reached_ < recorded_.size()) {
    std::size_t input = reached_;
    while (input < recorded_.size() && is_made_by_round(recorded_[input])) {
      ++input;
    }
    if (input < recorded_.size()) {
      const Entry& entry = recorded_[input];
      if (auto ok = take_recorded(input); !ok) {
        return tl::unexpected(ok.error().code == ErrorCode::diverged ? ok.error()
                                                                     : in_entry(ok.error(), entry));
      }
      continue;
    }
    // Only what the round made itself is left.
    const Entry& last = recorded_.back();
    if (clock == ClockState::running) {
      advance_to(last.time);
    }
    if (!divergence_ && reached_ < recorded_.size()) {
      diverge(recorded_[reached_], "nothing");
    }
    if (divergence_) {
      return tl::unexpected(*divergence_);
    }
  }
  if (until && clock == ClockState::running) {
    advance_to(*until);
  }
  recorded_.clear();
  reached_ = 0;
  return flush();
}

Result<std::unique_ptr<Round>> Round::replay(std::shared_ptr<const Scenario> scenario,
                                             Journal journal, Sink sink,
                                             std::optional<SimTime> until) {
  if (auto ok = check_header(journal.header, *scenario); !ok) {
    return tl::unexpected(ok.error());
  }
  auto made = create(std::move(scenario), std::move(journal.header), std::move(sink));
  if (!made) {
    return made;
  }
  if (!journal.entries.empty()) {
    (*made)->inside_->wall_ms = journal.entries.back().wall_ms;
  }
  if (auto ok = (*made)->inside_->run_recorded(std::move(journal.entries), until); !ok) {
    return tl::unexpected(ok.error());
  }
  return made;
}

}  // namespace threeam::round
