#include "sim/score/memo.h"

#include <fmt/format.h>

namespace threeam::score {

std::string run_key(const engine::World& world, const std::vector<PlannedAction>& actions,
                    SimTime until) {
  std::string key = fmt::format("{:016x}@{}", world.state_hash(), world.now());
  for (const PlannedAction& planned : actions) {
    key += fmt::format(" {}+{}", planned.action, planned.after);
  }
  key += fmt::format(" until {}", until);
  return key;
}

}  // namespace threeam::score
