// Recorded series, replayed at their own times.
#include <algorithm>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "sim/engine/find.h"
#include "sim/engine/program.h"
#include "sim/engine/tape.h"

namespace threeam::engine {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

// The middle one of the steps between neighbours.
Duration usual_step(const std::vector<RecordedPoint>& points) {
  std::vector<Duration> steps;
  for (std::size_t i = 1; i < points.size(); ++i) {
    steps.push_back(points[i].time - points[i - 1].time);
  }
  if (steps.empty()) {
    return 0;
  }
  std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2),
                   steps.end());
  return steps[steps.size() / 2];
}

// A gap in the recording is a gap, not a line across it.
double value_at(const std::vector<RecordedPoint>& points, Duration usual, SimTime time) {
  const auto after = std::partition_point(
      points.begin(), points.end(), [&](const RecordedPoint& one) { return one.time <= time; });
  if (after == points.begin()) {
    return kNan;
  }
  const RecordedPoint& low = *std::prev(after);
  if (low.time == time) {
    return low.value;
  }
  if (after == points.end() || after->time - low.time > 2 * usual) {
    return kNan;
  }
  return low.value + (after->value - low.value) * (static_cast<double>(time - low.time) /
                                                   static_cast<double>(after->time - low.time));
}

// Each action counts once, from when it first took effect.
double factor_of(const Model& model, const State& state, const RecordedSeries& series) {
  double factor = 1;
  for (const RecordedEffect& effect : series.actions) {
    const Index action = model.find_action(effect.action);
    const auto taken =
        std::find_if(state.controls.begin(), state.controls.end(), [&](const Control& control) {
          return control.started != 0 && control.change == model.action_change(action);
        });
    if (taken == state.controls.end()) {
      continue;
    }
    const double level = effect.over <= 0
                             ? 1
                             : std::min(1.0, static_cast<double>(state.now - taken->begins) /
                                                 static_cast<double>(effect.over));
    factor *= 1 + (effect.factor - 1) * level;
  }
  return factor;
}

}  // namespace

Result<void> check_recorded(Model& model) {
  for (const RecordedSeries& series : model.scenario.recorded) {
    const std::string where = "recorded." + series.name;
    for (const RecordedEffect& effect : series.actions) {
      if (model.find_action(effect.action) == kNone) {
        return refuse(fmt::format("there is no action {}", effect.action), where);
      }
    }
    for (const RecordedLine& line : series.lines) {
      if (line.points.empty()) {
        return refuse(line.problem.empty() ? "has no points" : line.problem, where);
      }
      model.recorded_steps.push_back(usual_step(line.points));
    }
  }
  return {};
}

void Tape::sample_recorded(const State& state) {
  std::size_t number = 0;
  for (const RecordedSeries& series : model_->scenario.recorded) {
    const double factor = factor_of(*model_, state, series);
    for (const RecordedLine& line : series.lines) {
      recorded_.push_back(factor *
                          value_at(line.points, model_->recorded_steps[number++], state.now));
    }
  }
}

double Tape::recorded_value(std::size_t series, std::size_t line, std::size_t sample) const {
  std::size_t at = line;
  for (std::size_t i = 0; i < series; ++i) {
    at += model_->scenario.recorded[i].lines.size();
  }
  return recorded_[sample * model_->recorded_steps.size() + at];
}

}  // namespace threeam::engine
