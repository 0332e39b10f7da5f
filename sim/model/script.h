// A scripted candidate: a story as journal entries at simulated times
// (scenarios/<id>/plays/*.yaml).
#pragma once

#include <string>
#include <vector>

#include "sim/model/journal.h"

namespace threeam {

struct ScriptLine {
  SimTime at = 0;
  Actor actor = Actor::candidate;
  EntryKind kind = EntryKind::say;
  Json payload;
};

struct Script {
  std::string scenario;
  std::string who;                // one sentence about this candidate
  std::string expects;            // what an experienced engineer would say of them
  bool reference = false;         // a good path: bots lose against it (score/tournament.h)
  std::vector<ScriptLine> lines;  // in time order
  SimTime until = 0;              // when the round is finished; 0: the scenario's length
};

}  // namespace threeam
