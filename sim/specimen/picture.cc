#include "sim/specimen/picture.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/specimen/report.h"
#include "sim/specimen/span.h"

namespace threeam::specimen {
namespace {

using scenario::Specimen;

constexpr double kWidth = 720;
constexpr double kLeft = 170;  // names and ranges
constexpr double kRight = 12;
constexpr double kLane = 15;  // height of a line of labels
constexpr double kRow = 46;
constexpr double kPlot = 36;     // of a row
constexpr double kLetter = 5.8;  // about the width of one, 11 px
constexpr std::string_view kInk = "#768390";
constexpr std::string_view kLine = "#3b82f6";
constexpr std::string_view kMark = "#d97706";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string label(double x, double y, std::string_view text, std::string_view more = "") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\"{}>{}</text>\n", x, y, more, escaped(text));
}

// Stacks labels so that none covers another: the lane in which [from, to] is free.
class Lanes {
 public:
  std::size_t take(double from, double to) {
    std::size_t lane = 0;
    while (lane < ends_.size() && ends_[lane] > from) {
      ++lane;
    }
    ends_.resize(std::max(ends_.size(), lane + 1), 0);
    ends_[lane] = to;
    return lane;
  }
  double height() const { return static_cast<double>(ends_.size()) * kLane; }

 private:
  std::vector<double> ends_;
};

class Picture {
 public:
  Picture(const Specimen& specimen, const Observation& observation)
      : specimen_(specimen), observation_(observation), span_(span_of(specimen)) {}

  std::string svg() {
    const std::string marks = happenings();
    const std::string bands = windows();
    top_ = marks_.height() + bands_.height();
    const double bottom = top_ + kRow * static_cast<double>(observation_.curves.size());
    std::string body =
        fmt::format("<g fill=\"{}\" fill-opacity=\"0.14\">\n{}</g>\n", kInk, rectangles(bottom));
    body +=
        fmt::format("<g stroke=\"{}\" stroke-dasharray=\"3 3\">\n{}</g>\n", kMark, lines(bottom));
    body += fmt::format("<g fill=\"{}\">\n{}</g>\n<g fill=\"{}\">\n{}{}</g>\n", kMark, marks, kInk,
                        bands, axis(bottom));
    for (std::size_t i = 0; i < observation_.curves.size(); ++i) {
      body += curve(observation_.curves[i], top_ + kRow * static_cast<double>(i));
    }
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
        "width=\"{0:.0f}\" height=\"{1:.0f}\" role=\"img\" "
        "font-family=\"system-ui, sans-serif\" font-size=\"11\">\n<title>{2}</title>\n{3}</svg>\n",
        kWidth, bottom + kLane, escaped(specimen_.mechanism), body);
  }

 private:
  double x(SimTime time) const {
    return kLeft + (kWidth - kLeft - kRight) * static_cast<double>(time - span_.from) /
                       static_cast<double>(span_.to - span_.from);
  }

  bool shown(const Happening& happening) const {
    return happening.at >= span_.from && happening.at < span_.to;
  }

  std::string happenings() {
    std::string text;
    for (const Happening& happening : observation_.happenings) {
      if (shown(happening)) {
        const double width = kLetter * static_cast<double>(happening.what.size());
        const double at = std::min(x(happening.at), kWidth - width);
        const std::size_t lane = marks_.take(at, at + width + 6);
        text += label(at, kLane * static_cast<double>(lane) + 11, happening.what);
      }
    }
    return text;
  }

  std::string windows() {
    std::string text;
    for (const scenario::SignatureWindow& window : specimen_.windows) {
      const double middle = (x(window.from) + x(window.to)) / 2;
      const double half = std::max((x(window.to) - x(window.from)) / 2,
                                   kLetter * static_cast<double>(window.name.size()) / 2);
      const std::size_t lane = bands_.take(middle - half + 1, middle + half);
      text += label(middle, marks_.height() + kLane * static_cast<double>(lane) + 11, window.name,
                    " text-anchor=\"middle\"");
    }
    return text;
  }

  std::string rectangles(double bottom) const {
    std::string text;
    for (const scenario::SignatureWindow& window : specimen_.windows) {
      text += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>\n",
                          x(window.from), top_, x(window.to) - x(window.from), bottom - top_);
    }
    return text;
  }

  std::string lines(double bottom) const {
    std::string text;
    for (const Happening& happening : observation_.happenings) {
      if (shown(happening)) {
        text += fmt::format("<path d=\"M{0:.1f} {1:.1f}V{2:.1f}\"/>\n", x(happening.at),
                            marks_.height(), bottom);
      }
    }
    return text;
  }

  std::string axis(double bottom) const {
    return label(kLeft, bottom + 11, format_duration(span_.from)) +
           label(x(span_.to), bottom + 11, format_duration(span_.to), " text-anchor=\"end\"");
  }

  std::string curve(const Curve& curve, double y) const {
    double top = curve.axis;
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
      if (drawn(i) && !std::isnan(curve.points[i])) {
        top = std::max(top, curve.points[i]);
      }
    }
    const double floor = y + kRow - 5;
    std::string path;
    bool pen_down = false;
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
      if (!drawn(i)) {
        continue;
      }
      if (std::isnan(curve.points[i])) {
        pen_down = false;
        continue;
      }
      const double height = top > 0 ? std::max(curve.points[i], 0.0) / top * kPlot : 0;
      path += fmt::format("{}{:.1f} {:.1f}", pen_down ? "L" : "M",
                          x(observation_.times[i] - kSampleInterval / 2), floor - height);
      pen_down = true;
    }
    return fmt::format("<g fill=\"{}\">\n{}{}</g>\n", kInk,
                       label(0, y + 21, curve.name, " font-weight=\"600\""),
                       label(0, y + 36, fmt::format("0 to {} {}", digits(top), curve.unit))) +
           fmt::format("<path d=\"M{:.1f} {:.1f}H{:.1f}\" stroke=\"{}\" stroke-opacity=\"0.5\"/>\n",
                       kLeft, floor, kWidth - kRight, kInk) +
           fmt::format(
               "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.6\" "
               "stroke-linejoin=\"round\"/>\n",
               path, kLine);
  }

  bool drawn(std::size_t i) const {
    return observation_.times[i] > span_.from && observation_.times[i] <= span_.to;
  }

  const Specimen& specimen_;
  const Observation& observation_;
  Span span_;
  Lanes marks_, bands_;
  double top_ = 0;
};

}  // namespace

std::string picture(const Specimen& specimen, const Observation& observation) {
  return Picture(specimen, observation).svg();
}

}  // namespace threeam::specimen
