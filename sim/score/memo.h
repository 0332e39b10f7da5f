// What has been run already. Scores ask for the same runs again and again: all bots of a tournament
// until their first act, a live round's score at each of its minutes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "sim/base/result.h"
#include "sim/model/scorecard.h"
#include "sim/round/round.h"
#include "sim/score/rivals.h"

namespace threeam::score {

// Values by key, each made once, by whoever asks first. Safe on any thread; who asks for what is
// being made waits.
template <class T>
class Remembered {
 public:
  // `make` may not throw, and what it makes depends on nothing but the key.
  const T& get(const std::string& key, const std::function<T()>& make) {
    Slot* slot = nullptr;
    {
      const std::lock_guard lock(mutex_);
      slot = &slots_[key];
    }
    std::call_once(slot->once, [&] { slot->value = make(); });
    return slot->value;
  }

 private:
  struct Slot {
    std::once_flag once;
    T value{};
  };
  std::mutex mutex_;
  std::map<std::string, Slot> slots_;
};

// How a run ended, without its course.
struct End {
  double units = 0;  // harm
  bool recovered = false;
};

// Of one scenario. One score at a time may use it.
struct Memo {
  // Many rounds will be scored: the suspects' rounds at the page are kept and copied (~10 MB each).
  bool many_rounds = false;
  Remembered<Course> courses;
  Remembered<End> ends;
  Remembered<Result<std::shared_ptr<const round::Round>>> at_page;
  // Of the round that was scored last, as far as they have come: a score of the same round, grown,
  // goes on from there.
  std::unique_ptr<Rivals> rivals;
};

// Names a run: from this world, these actions, up to this time.
std::string run_key(const engine::World& world, const std::vector<PlannedAction>& actions,
                    SimTime until);

// option_course(), run once for all rounds of this luck.
Course option_course(Memo& memo, const round::Round& round, const CourseOfAction& option);

}  // namespace threeam::score
