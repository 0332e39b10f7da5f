// What each option was worth at a decision: expected under the belief of that moment, and in truth.
#pragma once

#include <functional>
#include <vector>

#include "sim/model/scenario.h"
#include "sim/model/scorecard.h"
#include "sim/score/memo.h"

namespace threeam::score {

// Suspects believed less than this, among themselves, are left out of the expectation: with the
// harm of any option bounded by what nothing does, they could not turn a verdict.
inline constexpr double kActive = 0.05;

// How an option compares: 0 is as good as the best one, 1 as bad as doing nothing, above is worse.
//     r = (harm(this) - harm(least)) / (harm(nothing) - harm(least))
// Where nothing is about as good as anything (2 % of harm(nothing), or kHarmFloor), 1 when this did
// no more than 10 % worse, else 2.
double relative_harm(double taken, double nothing, double least);

enum class Standing { good, helps, no_use, harmful };  // r up to 0.35, 0.9, 1.1, above
Standing standing_of(double r);

// Forks of `worlds` (of one decision: [suspect][world]) through each option to `until`. `belief` is
// over the suspects and something else, which has no world and is left out. Options are compared
// within a world's seed; the second half of the worlds runs only where the first ones disagree on
// the standing of options[0].
std::vector<OptionValue> option_values(const Scenario& scenario,
                                       const std::vector<CourseOfAction>& options,
                                       const std::vector<double>& belief,
                                       const std::vector<std::vector<const engine::World*>>& worlds,
                                       SimTime until, Memo& memo, int threads);

// What was chosen ("this") against the rest, by expected harm; nullopt without values.
std::optional<double> relative_harm(const std::vector<OptionValue>& values);
// The same in truth, of the courses from a decision on; nullopt without `this` or `nothing`.
std::optional<double> relative_harm(const std::vector<Course>& from_here);

}  // namespace threeam::score
