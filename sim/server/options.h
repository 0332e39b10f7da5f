// "If taken now": what each option of a scenario would come to from here on, under the round's own
// luck and under others, and how often the world would recover. Pure, for workers.
//
// Another luck has another past: its world runs from the start with what was done done again, as
// far as it can be. It is kept from one answer to the next, so that only the time between is run.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/world.h"
#include "sim/model/json.h"
#include "sim/round/round.h"

namespace threeam::server {

// The round's own and others: 5 of 5 recoveries are 57 to 100 %, 0 of 5 are 0 to 43 % (Wilson).
inline constexpr std::size_t kLucks = 5;

// An act that took effect in the round.
struct ActDone {
  std::uint64_t seq = 0;
  SimTime at = 0;
  std::string action;
};
std::vector<ActDone> acts_done(const round::Round& round);

// A world under another luck, and how many of the round's acts it has seen.
struct OtherLuck {
  engine::World world;
  std::size_t acts = 0;
};
// Luck `number` (1, 2, ...) of a round with this seed, at its start. The scenario is one that a
// round runs of, so it compiles.
OtherLuck other_luck(const Scenario& scenario, std::uint64_t seed, std::size_t number);
// Brings it to `now`, through the acts that it has not seen.
void follow(OtherLuck& luck, const std::vector<ActDone>& acts, SimTime now);

// Where an option led.
struct OptionEnd {
  engine::Harm harm;
  double harm_units = 0;
  std::optional<SimTime> restored;
};
// Begun at now.now() and run to the scenario's length.
OptionEnd option_end(const Scenario& scenario, const engine::World& now,
                     const CourseOfAction& option);

// Of each of truth.options under one luck; nullopt: not run yet.
using LuckEnds = std::vector<std::optional<OptionEnd>>;

// API.md, the rows of GET options: `lucks` with the round's own first, which alone may have gaps.
// An option without an end has no row.
Json options_json(const Scenario& scenario, const std::vector<LuckEnds>& lucks);

}  // namespace threeam::server
