// A scripted candidate, headless and at full speed.
#include <algorithm>

#include <fmt/core.h>

#include "sim/base/text.h"
#include "sim/round/round.h"

namespace threeam::round {
namespace {

Error in_line(const Error& error, const ScriptLine& line) {
  return {error.code, error.message,
          fmt::format("line at {}{}{}", format_clock(line.at), error.where.empty() ? "" : ": ",
                      error.where)};
}

Result<void> play_line(Round& round, ScriptLine& line, std::int64_t wall_ms) {
  if (line.kind == EntryKind::look) {
    const auto shown = round.look(std::move(line.payload), wall_ms);
    return shown ? Result<void>{} : tl::unexpected(in_line(shown.error(), line));
  }
  const auto entry = round.add(line.actor, line.kind, std::move(line.payload), wall_ms);
  const bool told_no =
      !entry && line.kind == EntryKind::act && entry.error().code == ErrorCode::rejected;
  return entry || told_no ? Result<void>{} : tl::unexpected(in_line(entry.error(), line));
}

}  // namespace

Result<std::unique_ptr<Round>> play(std::shared_ptr<const Scenario> scenario, JournalHeader header,
                                    Script script) {
  const SimTime until =
      script.until == 0 ? scenario->length : std::min(script.until, scenario->length);
  const std::int64_t created_ms = header.created_ms;
  // Simulated milliseconds after the creation, so that a play is the same bytes on every day.
  const auto wall_ms = [&](SimTime time) { return created_ms + time / kMillisecond; };
  auto made = Round::create(std::move(scenario), std::move(header), {});
  if (!made) {
    return made;
  }
  Round& round = **made;
  auto started = round.add(Actor::interviewer, EntryKind::clock, Json{{"to", "start"}}, wall_ms(0));
  if (!started) {
    return tl::unexpected(started.error());
  }
  std::stable_sort(script.lines.begin(), script.lines.end(),
                   [](const ScriptLine& a, const ScriptLine& b) { return a.at < b.at; });
  for (ScriptLine& line : script.lines) {
    if (line.at > until) {
      break;
    }
    if (auto ok = round.clock() == ClockState::running ? round.advance(line.at, wall_ms(line.at))
                                                       : Result<void>{};
        !ok) {
      return tl::unexpected(ok.error());
    }
    if (auto ok = play_line(round, line, wall_ms(line.at)); !ok) {
      return tl::unexpected(ok.error());
    }
  }
  if (round.clock() == ClockState::running) {
    if (auto ok = round.advance(until, wall_ms(until)); !ok) {
      return tl::unexpected(ok.error());
    }
  }
  if (round.clock() != ClockState::finished) {
    auto ended =
        round.add(Actor::interviewer, EntryKind::clock, Json{{"to", "finish"}}, wall_ms(until));
    if (!ended) {
      return tl::unexpected(ended.error());
    }
  }
  return made;
}

}  // namespace threeam::round
