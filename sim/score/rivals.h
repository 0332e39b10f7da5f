// The suspects' worlds, run beside the true round on the same journal: what each look would have
// shown in them, and where they stood at each decision. The true cause is among them, under other
// seeds than the round's, so that it has no advantage but the evidence.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "sim/base/result.h"
#include "sim/engine/world.h"
#include "sim/round/round.h"
#include "sim/score/belief.h"
#include "sim/score/readings.h"

namespace threeam::score {

inline constexpr int kSeeds = 4;  // of each suspect

// What is asked of the worlds, in the journal's order.
struct Asked {
  std::uint64_t entry = 0;
  Question question;
};

struct Rivals {
  // readings[i][suspect][seed] answers asked[i].
  std::vector<RivalReadings> readings;
  // worlds[i][suspect][seed]: just before the entry before[i].
  std::vector<std::vector<std::vector<std::optional<engine::World>>>> worlds;
};

// What was done in the journal is done in every world at the same time, where it can be done there.
// Suspects times kSeeds rounds up to the last entry, each about as long as a replay; `told` is
// called after each, by any thread, one at a time. Errors: a suspect that cannot be simulated.
Result<Rivals> run_rivals(const round::Round& round, const std::vector<Asked>& asked,
                          const std::vector<std::uint64_t>& before, int threads,
                          const std::function<void()>& told);

}  // namespace threeam::score
