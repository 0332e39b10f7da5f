// Clocks of instances: each is wrong by its own, fixed amount.
#include "sim/engine/clocks.h"

#include <algorithm>

#include "sim/base/random.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kClockLuck = 0x636c6f636b;  // names an instance's offset

}  // namespace

Duration clock_offset(const Model& model, std::uint64_t seed, Index instance) {
  const Duration skew = model.scenario.components[model.instances[instance].component].clock_skew;
  if (skew == 0) {
    return 0;
  }
  const double luck = uniform(philox(seed, derive_key(kClockLuck, instance), 0)[0]);
  return static_cast<Duration>((2 * luck - 1) * static_cast<double>(skew));
}

Duration largest_skew(const Model& model) {
  Duration largest = 0;
  for (const Component& component : model.scenario.components) {
    largest = std::max(largest, component.clock_skew);
  }
  return largest;
}

}  // namespace threeam::engine
