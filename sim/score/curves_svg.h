// Curves of courses as one inline SVG: no script, no font, readable in black and white.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/model/scorecard.h"

namespace threeam::score {

enum class CurveOf { harm, errors };

// `marks` are drawn as thin vertical lines: the moments of decisions.
std::string curves_svg(const std::vector<Course>& courses, CurveOf what,
                       const std::vector<SimTime>& marks);

// How a course is called and drawn.
std::string_view course_title(std::string_view id);
std::string_view course_color(std::string_view id);
std::string_view course_dash(std::string_view id);

}  // namespace threeam::score
