// What takes seconds about a round: its options and its score. Computed on workers from copies,
// kept in the room.
#pragma once

#include <functional>

#include "sim/server/rooms.h"

namespace threeam::server {

class Computations {
 public:
  // `changed` is called on the loop's thread when an answer is there.
  Computations(Rooms& rooms, Workers& workers, std::function<void(Room&)> changed)
      : rooms_(rooms), workers_(workers), changed_(std::move(changed)) {}

  // Starts to compute the options as of now, unless the last answer is fresh (no action since, and
  // less than 30 simulated seconds old) or one is on its way.
  void refresh_options(Room& room);
  // Starts to score the journal as it is, unless that is done or on its way.
  void refresh_score(Room& room);

 private:
  Rooms& rooms_;
  Workers& workers_;
  std::function<void(Room&)> changed_;
};

}  // namespace threeam::server
