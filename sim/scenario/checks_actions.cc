#include <fmt/format.h>

#include "sim/scenario/checks.h"

namespace threeam::scenario {
namespace {

// Fails by its own chance, or as a fix's canary does.
bool can_fail(const Action& action) {
  const auto* fix = std::get_if<FixForward>(&action.change);
  return action.fail_chance > 0 || (fix != nullptr && fix->fail_chance > 0);
}

}  // namespace

void check_failures(const Subject& subject, Report& report) {
  for (const Action& action : subject.scenario.actions) {
    const std::string path = "actions/" + action.id;
    const Place* fails = subject.place(path + "/fails");
    if (fails != nullptr && action.fail_chance <= 0) {
      report.add("action-fails", *fails,
                 fmt::format("`{}` never fails; expected a `fail_chance` above 0", action.id));
    }
    for (std::size_t i = 0; i < action.also.size(); ++i) {
      const Place* when = subject.place(fmt::format("{}/also/{}/when", path, i));
      if (when != nullptr && action.also[i].when == SideEffect::When::fails && !can_fail(action)) {
        report.add("action-fails", *when,
                   fmt::format("`{}` never fails; expected a `fail_chance` above 0", action.id));
      }
    }
  }
}

}  // namespace threeam::scenario
