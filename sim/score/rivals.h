// The suspects' worlds, run beside the true round on the same journal: what each look would have
// shown in them, and where they stood at each decision. The true cause is among them, under other
// seeds than the round's, so that it has no advantage but the evidence.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "sim/base/result.h"
#include "sim/engine/world.h"
#include "sim/round/round.h"
#include "sim/score/belief.h"
#include "sim/score/readings.h"

namespace threeam::score {

struct Memo;

// What is asked of the worlds, in the journal's order.
struct Asked {
  std::uint64_t entry = 0;
  Question question;
};

// All that the candidate's looks ask.
std::vector<Asked> asked_of(const round::Round& round);

class Rivals {
 public:
  // `worlds` of each suspect, of seeds that are the round's, derived. Nothing is run yet.
  Rivals(const Scenario& scenario, const JournalHeader& header, int worlds);
  ~Rivals();

  // Can these be asked about this round, by who wants so many worlds?
  bool belong_to(const round::Round& round, int worlds) const;

  // Runs the worlds along the journal, as far as something is asked or was decided: what was done
  // is done in every world at the same time, where it can be done there. `before`: the entries of
  // decisions. The journal may have grown since the last call; what was passed without asking is
  // run anew. Each world takes about as long as a replay; `told` is called after each, by any
  // thread, one at a time. Errors: a suspect that cannot be simulated.
  Result<void> follow(const round::Round& round, const std::vector<Asked>& asked,
                      const std::vector<std::uint64_t>& before, Memo& memo, int threads,
                      const std::function<void()>& told);

  int worlds() const { return worlds_; }
  // [suspect][world], of the i-th question of those asked of an entry.
  RivalReadings readings(std::uint64_t entry, std::size_t i) const;
  // [suspect][world], just before the entry; null where there is none.
  std::vector<std::vector<const engine::World*>> before(std::uint64_t entry) const;

 private:
  class Walk;

  JournalHeader header_;
  int worlds_ = 0;
  std::vector<std::shared_ptr<const Scenario>> scenarios_;  // by suspect
  std::vector<std::unique_ptr<Walk>> walks_;                // suspect, world
};

}  // namespace threeam::score
