// Arithmetic over curves and harm: when it got better, whether it had to, how well it went.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/scorecard.h"

namespace threeam::score {

inline constexpr Duration kCurveStep = 30 * kSecond;

// When harm per minute first fell, and for two minutes stayed, below half of what doing nothing
// would have had at that time; not before `first_act`. Both curves start at the page, on one grid.
std::optional<SimTime> mitigated_at(const Course& candidate, const Course& nothing,
                                    SimTime first_act);

// Doing nothing costs clearly more than the best known course: by more than kWorthActing of its
// harm, and by more than kHarmFloor units.
inline constexpr double kWorthActing = 0.1;
inline constexpr double kHarmFloor = 60;  // one failed request a second for a minute
bool needs_action(const std::vector<Course>& courses);

// 0..1, from courses `candidate`, `nothing` and the least harmful other (best known):
//   needs_action:  clip((harm(nothing) - harm(candidate)) / (harm(nothing) - harm(best)))
//   otherwise:     clip(1 - (harm(candidate) - harm(best)) / max(harm(nothing), kHarmFloor)),
// the second because where nothing is about as good as best, the first divides by noise: then only
// harm done beyond it counts. 1 when there is no course to compare with.
double outcome_score(const std::vector<Course>& courses);

// A change failed when it was harmful in truth: relative_harm() (values.h) of the table's courses
// above 1.1, as in S22.
ChangeFailure change_failure(const std::vector<Decision>& decisions);

const Course* find_course(const std::vector<Course>& courses, std::string_view id);
// The least harm of all but the candidate's; null when there is none.
const Course* best_known(const std::vector<Course>& courses);

// max(said / truth, truth / said); 0 when one of them is not above 0 and the other is, for then no
// factor says how far off it was. Both 0: 1.
double factor(double said, double truth);

}  // namespace threeam::score
