#include "sim/specimen/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/specimen/span.h"

namespace threeam::specimen {
namespace {

using scenario::Claim;
using scenario::SignatureSeries;
using scenario::Specimen;

constexpr std::size_t kColumnsMost = 96;
constexpr std::size_t kTextWidth = 100;

// Columns of the drawing: so many samples each.
struct Grid {
  Span span;
  std::size_t samples = 1;  // of a column
  std::size_t columns = 0;

  // The column in which a moment lies.
  std::size_t column(SimTime time) const {
    const auto since = static_cast<std::size_t>(std::max<SimTime>(time - span.from - 1, 0));
    return std::min(since / (samples * static_cast<std::size_t>(kSampleInterval)), columns - 1);
  }
};

Grid grid_of(const Specimen& specimen) {
  Grid grid;
  grid.span = span_of(specimen);
  const auto samples = static_cast<std::size_t>((grid.span.to - grid.span.from) / kSampleInterval);
  grid.samples = std::max<std::size_t>((samples + kColumnsMost - 1) / kColumnsMost, 1);
  grid.columns = std::max<std::size_t>((samples + grid.samples - 1) / grid.samples, 1);
  return grid;
}

// Means of the points of each column; NaN where there is none.
std::vector<double> levels(const Grid& grid, const Observation& observation, const Curve& curve) {
  std::vector<double> sums(grid.columns, 0);
  std::vector<int> counts(grid.columns, 0);
  for (std::size_t i = 0; i < observation.times.size(); ++i) {
    const SimTime time = observation.times[i];
    if (time > grid.span.from && time <= grid.span.to && !std::isnan(curve.points[i])) {
      const std::size_t at = grid.column(time);
      sums[at] += curve.points[i];
      ++counts[at];
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    sums[i] = counts[i] == 0 ? std::numeric_limits<double>::quiet_NaN() : sums[i] / counts[i];
  }
  return sums;
}

std::string sparkline(const Grid& grid, const Observation& observation, const Curve& curve) {
  constexpr std::array<std::string_view, 8> kBlocks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const std::vector<double> heights = levels(grid, observation, curve);
  double top = curve.axis;
  for (const double height : heights) {
    top = std::isnan(height) ? top : std::max(top, height);
  }
  std::string line;
  for (const double height : heights) {
    if (std::isnan(height)) {
      line += "·";
      continue;
    }
    const double share = top > 0 ? std::max(height, 0.0) / top : 0;
    line += kBlocks.at(static_cast<std::size_t>(share * 7 + 0.5));
  }
  return fmt::format("{}  0 to {} {}", line, digits(top), curve.unit);
}

// Words in lines of at most kTextWidth columns.
std::string wrapped(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (column > 0 && column + 1 + end > kTextWidth) {
      out += "\n";
      column = 0;
    }
    out += column > 0 ? " " : "";
    out += text.substr(0, end);
    column += end + 1;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + "\n";
}

std::string repeated(std::string_view what, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += what;
  }
  return out;
}

// Lines with a name at the left, as wide as the longest.
class Rows {
 public:
  void add(std::string_view name, std::string drawing) {
    rows_.emplace_back(name, std::move(drawing));
  }
  std::string text() const {
    std::size_t width = 0;
    for (const auto& [name, drawing] : rows_) {
      width = std::max(width, name.size());
    }
    std::string text;
    for (const auto& [name, drawing] : rows_) {
      text += fmt::format("{:<{}}  {}\n", name, width, drawing);
    }
    return text;
  }

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
};

std::string drawing(const Specimen& specimen, const Observation& observation) {
  const Grid grid = grid_of(specimen);
  const std::string from = format_duration(grid.span.from);
  const std::string to = format_duration(grid.span.to);
  const std::size_t gap = std::max(grid.columns, from.size() + to.size() + 1) - from.size();
  Rows rows;
  rows.add("", fmt::format("{}{:>{}}", from, to, gap));
  for (const scenario::SignatureWindow& window : specimen.windows) {
    const std::size_t first = grid.column(window.from + 1);
    const std::size_t last = grid.column(window.to);
    rows.add(window.name, repeated(" ", first) + repeated("═", last - first + 1));
  }
  for (const Happening& happening : observation.happenings) {
    if (happening.at >= grid.span.from && happening.at < grid.span.to) {
      rows.add(happening.what,
               repeated(" ", grid.column(happening.at + 1)) + "▼ " + format_duration(happening.at));
    }
  }
  for (const Curve& curve : observation.curves) {
    rows.add(curve.name, sparkline(grid, observation, curve));
  }
  return rows.text();
}

std::string name_of(const SignatureSeries& series) {
  std::string text = fmt::format("{}: {}", series.name,
                                 series.harm.empty() ? series.metric : "harm, " + series.harm);
  for (const auto& [label, value] : series.where) {
    text += fmt::format(" {}={}", label, value);
  }
  return text + "\n";
}

std::string measured(const Verdict& verdict) {
  const std::string left = digits(verdict.left);
  switch (verdict.claim.relation) {
    case Claim::Relation::below:
      return fmt::format("{} < {}", left, digits(verdict.right));
    case Claim::Relation::above:
      return fmt::format("{} > {}", left, digits(verdict.right));
    case Claim::Relation::about:
      return fmt::format("{} ~ {}", left, digits(verdict.right));
    case Claim::Relation::missing:
      break;
  }
  return left;
}

}  // namespace

std::string digits(double value) {
  if (std::isnan(value)) {
    return "missing";
  }
  return std::abs(value) < 1000 ? fmt::format("{:.3g}", value) : fmt::format("{:.0f}", value);
}

std::string describe(const Verdict& verdict) {
  return fmt::format("{}: {} {}: {}", verdict.series, verdict.claim.text,
                     verdict.holds ? "holds" : "does not hold", measured(verdict));
}

std::string report(const Specimen& specimen, const Observation& observation) {
  std::string text =
      fmt::format("{}. {} ({})\n", specimen.number, specimen.mechanism, specimen.slug);
  text += wrapped(specimen.looks_like);
  text += fmt::format("Seen at: {}\n\n", specimen.seen_at);
  text += drawing(specimen, observation) + "\n";
  for (const SignatureSeries& series : specimen.signature) {
    text += name_of(series);
    for (const Verdict& verdict : observation.verdicts) {
      if (verdict.series == series.name) {
        text += fmt::format("  {:<5} {:<40} {}\n", verdict.holds ? "holds" : "NOT",
                            verdict.claim.text, measured(verdict));
      }
    }
  }
  return text;
}

}  // namespace threeam::specimen
