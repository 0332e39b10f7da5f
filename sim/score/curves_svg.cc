#include "sim/score/curves_svg.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/score/html.h"

namespace threeam::score {
namespace {

struct Style {
  std::string_view id, title, color, dash;
};

// Okabe and Ito's palette, told apart by colour-blind readers; dashes for black and white.
constexpr Style kStyles[] = {
    {"candidate", "What was done", "#000000", ""},
    {"this", "This choice", "#000000", ""},
    {"nothing", "Nothing", "#7f7f7f", "2 3"},
    {"roll_back", "Roll back", "#d55e00", "7 3"},
    {"fix_forward", "Fix forward", "#0072b2", "7 3 2 3"},
    {"best", "Best known", "#009e73", "12 3"},
};

const Style* style_of(std::string_view id) {
  const auto found = std::find_if(std::begin(kStyles), std::end(kStyles),
                                  [&](const Style& style) { return style.id == id; });
  return found == std::end(kStyles) ? nullptr : &*found;
}

constexpr double kWidth = 520;
constexpr double kHeight = 190;
constexpr double kLeft = 58;
constexpr double kRight = 8;
constexpr double kTop = 10;
constexpr double kBottom = 26;

struct Frame {
  SimTime from = 0;
  SimTime to = 1;
  double top = 1;

  double x(SimTime time) const {
    return kLeft + (kWidth - kLeft - kRight) * static_cast<double>(time - from) /
                       static_cast<double>(to - from);
  }
  double y(double value) const {
    return kHeight - kBottom - (kHeight - kTop - kBottom) * std::clamp(value, 0.0, top) / top;
  }
};

// 1, 2, 2.5 or 5 times a power of ten, at or above.
double round_up(double value) {
  double step = 1e-3;
  for (;;) {
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
      if (factor * step >= value) {
        return factor * step;
      }
    }
    step *= 10;
  }
}

const std::vector<double>& values_of(const Course& course, CurveOf what) {
  return what == CurveOf::harm ? course.harm_curve : course.error_curve;
}

Frame frame_of(const std::vector<Course>& courses, CurveOf what) {
  Frame frame;
  double highest = 0;
  bool any = false;
  for (const Course& course : courses) {
    if (course.times.empty()) {
      continue;
    }
    frame.from = any ? std::min(frame.from, course.times.front()) : course.times.front();
    frame.to = any ? std::max(frame.to, course.times.back()) : course.times.back();
    any = true;
    for (const double value : values_of(course, what)) {
      highest = std::max(highest, value);
    }
  }
  frame.to = std::max(frame.to, frame.from + 1);
  frame.top = what == CurveOf::harm ? round_up(std::max(highest, 1.0))
                                    : std::min(1.0, round_up(std::max(highest, 0.01)));
  return frame;
}

std::string axes(const Frame& frame, CurveOf what) {
  std::string svg;
  for (int i = 0; i <= 4; ++i) {
    const double value = frame.top * i / 4;
    const double y = frame.y(value);
    const std::string label =
        what == CurveOf::harm ? format_count(value) : fmt::format("{:.3g} %", 100 * value);
    svg += fmt::format(
        "<line x1='{:.1f}' y1='{:.1f}' x2='{:.1f}' y2='{:.1f}' class='grid'/>"
        "<text x='{:.1f}' y='{:.1f}' class='end'>{}</text>",
        kLeft, y, kWidth - kRight, y, kLeft - 5, y + 3.5, label);
  }
  const Duration step = frame.to - frame.from > 20 * kMinute ? 10 * kMinute : 5 * kMinute;
  for (SimTime time = (frame.from + step - 1) / step * step; time <= frame.to; time += step) {
    // The last one would stand out of the picture.
    svg += fmt::format("<text x='{:.1f}' y='{:.1f}' class='{}'>+{} min</text>", frame.x(time),
                       kHeight - 9, time + step > frame.to ? "end" : "middle", time / kMinute);
  }
  return svg;
}

}  // namespace

std::string curves_svg(const std::vector<Course>& courses, CurveOf what,
                       const std::vector<SimTime>& marks) {
  const Frame frame = frame_of(courses, what);
  const std::string_view title =
      what == CurveOf::harm ? "Harm so far, in units" : "Failed share of user requests";
  std::string svg =
      fmt::format("<svg viewBox='0 0 {} {}' role='img' aria-label='{}'>", kWidth, kHeight, title);
  svg += axes(frame, what);
  for (const SimTime mark : marks) {
    svg += fmt::format("<line x1='{0:.1f}' y1='{1:.1f}' x2='{0:.1f}' y2='{2:.1f}' class='mark'/>",
                       frame.x(mark), kTop, kHeight - kBottom);
  }
  // What was done is drawn last, on top.
  for (auto course = courses.rbegin(); course != courses.rend(); ++course) {
    const std::vector<double>& values = values_of(*course, what);
    std::string points;
    for (std::size_t i = 0; i < std::min(values.size(), course->times.size()); ++i) {
      points += fmt::format("{:.1f},{:.1f} ", frame.x(course->times[i]), frame.y(values[i]));
    }
    const bool own = course->id == "candidate" || course->id == "this";
    svg += fmt::format(
        "<polyline points='{}' fill='none' stroke='{}' stroke-width='{}' "
        "stroke-dasharray='{}'/>",
        points, course_color(course->id), own ? "2.6" : "1.6", course_dash(course->id));
  }
  return svg + "</svg>";
}

std::string_view course_title(std::string_view id) {
  const Style* style = style_of(id);
  return style == nullptr ? id : style->title;
}

std::string_view course_color(std::string_view id) {
  const Style* style = style_of(id);
  return style == nullptr ? "#cc79a7" : style->color;
}

std::string_view course_dash(std::string_view id) {
  const Style* style = style_of(id);
  return style == nullptr ? "4 4" : style->dash;
}

}  // namespace threeam::score
