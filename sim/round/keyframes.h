// Snapshots of a round on its way, to seek and to fork from. Private to the room.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "sim/base/units.h"
#include "sim/engine/world.h"

namespace threeam::round {

// A snapshot, and how many acts it had seen.
struct Keyframe {
  std::shared_ptr<const engine::World> world;
  std::size_t acts = 0;
  std::size_t bytes = 0;  // beyond what it shares with the one before
};

// In order of their times, the start of the past first. Copies share the snapshots.
class Keyframes {
 public:
  // What all of them may take: a state grows with its queues.
  explicit Keyframes(std::size_t max_bytes = std::size_t{16} << 20) : max_bytes_(max_bytes) {}

  // Appends one. When they grow too large, those go that leave the shortest stretches to run: a
  // seek gets longer by as little as can be, wherever it is to.
  void add(const engine::World& world, std::size_t acts);
  // The last one at or before `time` that saw no more than the first `acts` acts. There has to be
  // one: the first has seen nothing.
  const Keyframe* find(SimTime time, std::size_t acts) const;
  // The one before; null before the first.
  const Keyframe* before(const Keyframe* frame) const;

 private:
  void measure(std::size_t i);
  void remove(std::size_t i);
  // Of those between the first and the last, the one whose neighbours are closest to each other.
  std::size_t most_crowded() const;

  std::size_t max_bytes_;
  std::vector<Keyframe> frames_;
  std::size_t bytes_ = 0;
};

}  // namespace threeam::round
