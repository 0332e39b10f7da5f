#include "sim/round/keyframes.h"

#include <algorithm>

#include "sim/base/assert.h"

namespace threeam::round {

void Keyframes::add(const engine::World& world, std::size_t acts) {
  frames_.push_back({std::make_shared<const engine::World>(world), acts, 0});
  measure(frames_.size() - 1);
  while (bytes_ > max_bytes_ && frames_.size() > 2) {
    remove(most_crowded());
  }
}

const Keyframe* Keyframes::find(SimTime time, std::size_t acts) const {
  const auto after = std::partition_point(
      frames_.begin(), frames_.end(),
      [&](const Keyframe& frame) { return frame.world->now() <= time && frame.acts <= acts; });
  THREEAM_ASSERT(after != frames_.begin());
  return &*std::prev(after);
}

const Keyframe* Keyframes::before(const Keyframe* frame) const {
  return frame == frames_.data() ? nullptr : frame - 1;
}

void Keyframes::measure(std::size_t i) {
  Keyframe& frame = frames_[i];
  bytes_ -= frame.bytes;
  frame.bytes =
      i == 0 ? frame.world->state_bytes() : frame.world->state_bytes_beyond(*frames_[i - 1].world);
  bytes_ += frame.bytes;
}

void Keyframes::remove(std::size_t i) {
  bytes_ -= frames_[i].bytes;
  frames_.erase(frames_.begin() + static_cast<std::ptrdiff_t>(i));
  measure(i);
}

std::size_t Keyframes::most_crowded() const {
  std::size_t best = 1;
  const auto stretch = [&](std::size_t i) {
    return frames_[i + 1].world->now() - frames_[i - 1].world->now();
  };
  for (std::size_t i = 2; i + 1 < frames_.size(); ++i) {
    if (stretch(i) < stretch(best)) {
      best = i;
    }
  }
  return best;
}

}  // namespace threeam::round
