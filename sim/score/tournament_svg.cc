#include "sim/score/tournament_svg.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/score/html.h"

namespace threeam::score {
namespace {

constexpr double kWidth = 760;
constexpr double kHeight = 380;  // of one figure
constexpr double kLeft = 58;
constexpr double kTop = 44;
constexpr double kSide = 280;  // of the square
constexpr double kList = kLeft + kSide + 40;
constexpr double kNear = 9;  // dots that are nearer share a place for their numbers

double x_of(double outcome) {
  return kLeft + kSide * outcome;
}

double y_of(double process) {
  return kTop + kSide * (1 - process);
}

std::string frame() {
  std::string svg;
  for (const double at : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    svg += fmt::format(
        "<path class=\"grid\" d=\"M{0:.1f} {2:.1f}V{3:.1f}M{4:.1f} {1:.1f}H{5:.1f}\"/>"
        "<text x=\"{0:.1f}\" y=\"{6:.1f}\" text-anchor=\"middle\">{8:g}</text>"
        "<text x=\"{7:.1f}\" y=\"{9:.1f}\" text-anchor=\"end\">{8:g}</text>\n",
        x_of(at), y_of(at), kTop, kTop + kSide, kLeft, kLeft + kSide, kTop + kSide + 16, kLeft - 6,
        at, y_of(at) + 4);
  }
  svg += fmt::format(
      "<path class=\"line\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>"
      "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">outcome</text>"
      "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\" "
      "transform=\"rotate(-90 {:.1f} {:.1f})\">process</text>\n",
      kLeft, y_of(kLosingProcess), kLeft + kSide, x_of(0.5), kTop + kSide + 34, kLeft - 34,
      y_of(0.5), kLeft - 34, y_of(0.5));
  return svg;
}

struct Dot {
  double x = 0, y = 0;
  std::string numbers;
};

// A number beside each dot; dots on top of one another list theirs side by side.
std::string numbers_of(const std::vector<Standing>& standings) {
  std::vector<Dot> dots;
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const double x = x_of(mean_of(standings[i].outcomes));
    const double y = y_of(mean_of(standings[i].processes));
    const auto near = std::find_if(dots.begin(), dots.end(), [&](const Dot& dot) {
      return std::max(dot.x - x, x - dot.x) < kNear && std::max(dot.y - y, y - dot.y) < kNear;
    });
    if (near != dots.end()) {
      near->numbers += fmt::format(" {}", i + 1);
    } else {
      dots.push_back({x, y, fmt::format("{}", i + 1)});
    }
  }
  std::string svg;
  for (const Dot& dot : dots) {
    const bool right = dot.x > kLeft + kSide - 30;
    svg += fmt::format("<text class=\"number\" x=\"{:.1f}\" y=\"{:.1f}\"{}>{}</text>\n",
                       right ? dot.x - 8 : dot.x + 8, dot.y - 5,
                       right ? " text-anchor=\"end\"" : "", dot.numbers);
  }
  return svg;
}

std::string dots_of(const std::vector<Standing>& standings) {
  std::string svg;
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const Standing& one = standings[i];
    const double outcome = mean_of(one.outcomes);
    const double process = mean_of(one.processes);
    const auto [low, high] = std::minmax_element(one.outcomes.begin(), one.outcomes.end());
    if (low != one.outcomes.end()) {
      svg += fmt::format("<path class=\"range\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>", x_of(*low),
                         y_of(process), x_of(*high));
    }
    svg += fmt::format(
        "<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\"><title>{}</title>"
        "</circle>\n",
        one.reference           ? "reference"
        : one.verdict == "wins" ? "wins"
                                : "bot",
        x_of(outcome), y_of(process), escape_html(one.id));
    svg += fmt::format(
        "<text x=\"{0:.1f}\" y=\"{2:.1f}\" text-anchor=\"end\">{3}</text>"
        "<text x=\"{1:.1f}\" y=\"{2:.1f}\"{4}>{5}</text>"
        "<text x=\"{6:.1f}\" y=\"{2:.1f}\" text-anchor=\"end\">{7:.2f}</text>"
        "<text x=\"{8:.1f}\" y=\"{2:.1f}\" text-anchor=\"end\">{9:.2f}</text>"
        "<text x=\"{10:.1f}\" y=\"{2:.1f}\">{11}</text>\n",
        kList, kList + 8, kTop + 18 + 17 * static_cast<double>(i), i + 1,
        one.reference ? " font-weight=\"bold\"" : "", escape_html(one.id), kList + 210, process,
        kList + 260, outcome, kList + 276, one.verdict);
  }
  return svg;
}

std::string figure(const Tournament& tournament, double top) {
  const auto failing = std::count_if(tournament.checks.begin(), tournament.checks.end(),
                                     [](const Check& check) { return !check.holds; });
  return fmt::format(
             "<g transform=\"translate(0 {:.0f})\">\n"
             "<text class=\"title\" x=\"{:.0f}\" y=\"26\">{}: {}</text>\n"
             "<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">process</text>"
             "<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">outcome</text>\n",
             top, kLeft, escape_html(tournament.scenario),
             failing == 0 ? "holds" : fmt::format("{} checks do not hold", failing), kList + 210,
             kTop, kList + 260, kTop) +
         frame() + dots_of(tournament.standings) + numbers_of(tournament.standings) + "</g>\n";
}

}  // namespace

std::string tournament_svg(const std::vector<Tournament>& tournaments) {
  std::string svg;
  double top = 0;
  for (const Tournament& tournament : tournaments) {
    svg += figure(tournament, top);
    top += std::max(kHeight, kTop + 30 + 17 * static_cast<double>(tournament.standings.size()));
  }
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
      "height=\"{1:.0f}\" role=\"img\" aria-label=\"Process against outcome\">\n"
      "<style>text{{font:12px sans-serif;fill:#222}}.title{{font-size:15px;font-weight:bold}}"
      ".number{{font-size:11px}}.grid{{stroke:#e3e3e3;fill:none}}"
      ".line{{stroke:#d55e00;stroke-dasharray:5 4}}.range{{stroke:#888}}"
      ".bot{{fill:#fff;stroke:#0072b2;stroke-width:2}}.wins{{fill:#d55e00}}"
      ".reference{{fill:#009e73}}</style>\n"
      "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{2}</svg>\n",
      kWidth, top, svg);
}

}  // namespace threeam::score
