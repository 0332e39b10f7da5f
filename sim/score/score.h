// Journal and forks in, scorecard out. Pure: same journal, same bytes.
#pragma once

#include <functional>
#include <string>

#include "sim/base/result.h"
#include "sim/model/scorecard.h"
#include "sim/round/round.h"

namespace threeam::score {

struct Memo;

inline constexpr int kWorlds = 4;  // of each suspect

struct Effort {
  int threads = 0;                       // at a time, 0: one for each core; the same card comes out
  std::function<void(double)> progress;  // told 0..1 from any of them, one at a time
  // Without, no suspect's world is run: the card has no belief, and choices are judged by how they
  // turned out in truth. For who only wants the outcome.
  bool belief = true;
  // Worlds that are run of each suspect; with fewer, what is read from them is coarser.
  int worlds = kWorlds;
  // What scores of this scenario have run before, and what this one runs (memo.h).
  Memo* memo = nullptr;
  // Told the belief, once, when it stands: well before the card.
  std::function<void(const Belief&)> believed = {};
};

// Scores a finished or running round up to its last entry. Runs forks: seconds to minutes of CPU.
Result<Scorecard> score(const round::Round& round, const Effort& effort = {});

// One self-contained page, no scripts from elsewhere, readable when printed.
std::string to_html(const Scorecard& card, const round::Round& round);

}  // namespace threeam::score
