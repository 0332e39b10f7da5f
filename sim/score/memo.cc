#include "sim/score/memo.h"

#include <fmt/format.h>

#include "sim/score/courses.h"

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

Course option_course(Memo& memo, const round::Round& round, const CourseOfAction& option) {
  Course course =
      memo.courses.get("from the page " + run_key(round.at(0), option.actions, horizon(round)),
                       [&] { return option_course(round, option); });
  course.id = option.id;
  return course;
}

}  // namespace threeam::score
