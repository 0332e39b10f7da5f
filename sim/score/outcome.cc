#include "sim/score/outcome.h"

#include <algorithm>

#include "sim/score/values.h"

namespace threeam::score {

std::optional<SimTime> mitigated_at(const Course& candidate, const Course& nothing,
                                    SimTime first_act) {
  constexpr std::size_t kMinuteSteps = kMinute / kCurveStep;
  constexpr std::size_t kHold = 2 * kMinuteSteps;
  const std::size_t points = std::min(candidate.times.size(), nothing.times.size());
  const auto below = [&](std::size_t i) {
    const double done = candidate.harm_curve[i + kMinuteSteps] - candidate.harm_curve[i];
    const double undone = nothing.harm_curve[i + kMinuteSteps] - nothing.harm_curve[i];
    return undone > 0 && done < undone / 2;
  };
  std::size_t held = 0;
  for (std::size_t i = 0; i + kMinuteSteps < points; ++i) {
    held = candidate.times[i] >= first_act && below(i) ? held + 1 : 0;
    if (held > kHold) {
      return candidate.times[i - kHold];
    }
  }
  return std::nullopt;
}

bool needs_action(const std::vector<Course>& courses) {
  const Course* nothing = find_course(courses, "nothing");
  const Course* best = best_known(courses);
  if (nothing == nullptr || best == nullptr) {
    return false;
  }
  const double saved = nothing->harm_units - best->harm_units;
  return saved > kHarmFloor && saved > kWorthActing * nothing->harm_units;
}

double outcome_score(const std::vector<Course>& courses) {
  const Course* candidate = find_course(courses, "candidate");
  const Course* nothing = find_course(courses, "nothing");
  const Course* best = best_known(courses);
  if (candidate == nullptr || nothing == nullptr || best == nullptr) {
    return 1;
  }
  const double score = needs_action(courses) ? (nothing->harm_units - candidate->harm_units) /
                                                   (nothing->harm_units - best->harm_units)
                                             : 1 - (candidate->harm_units - best->harm_units) /
                                                       std::max(nothing->harm_units, kHarmFloor);
  return std::clamp(score, 0.0, 1.0);
}

ChangeFailure change_failure(const std::vector<Decision>& decisions) {
  ChangeFailure all;
  for (const Decision& decision : decisions) {
    const std::optional<double> r = relative_harm(decision.from_here);
    if (!r) {
      continue;
    }
    ++all.changes;
    if (standing_of(*r) == Standing::harmful) {
      ++all.failed;
      all.entries.push_back(decision.entry);
    }
  }
  return all;
}

double factor(double said, double truth) {
  if (said == truth) {
    return 1;
  }
  // The negation also catches a truth that is not a number: no data then.
  if (!(said > 0) || !(truth > 0)) {
    return 0;
  }
  return std::max(said / truth, truth / said);
}

const Course* find_course(const std::vector<Course>& courses, std::string_view id) {
  for (const Course& course : courses) {
    if (course.id == id) {
      return &course;
    }
  }
  return nullptr;
}

const Course* best_known(const std::vector<Course>& courses) {
  const Course* best = nullptr;
  for (const Course& course : courses) {
    if (course.id != "candidate" && (best == nullptr || course.harm_units < best->harm_units)) {
      best = &course;
    }
  }
  return best;
}

}  // namespace threeam::score
