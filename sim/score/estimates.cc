#include "sim/score/estimates.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/metrics/query.h"
#include "sim/score/html.h"
#include "sim/score/outcome.h"

namespace threeam::score {
namespace {

double rows_written(const Scenario& scenario, const engine::World& world) {
  const EstimateTruth& truth = scenario.truth.estimate;
  const Dataset* dataset = find_dataset(scenario, truth.dataset);
  if (dataset == nullptr) {
    return 0;
  }
  const auto format =
      std::find_if(dataset->formats.begin(), dataset->formats.end(),
                   [&](const DataFormat& candidate) { return candidate.name == truth.format; });
  const auto index = static_cast<std::size_t>(format - dataset->formats.begin());
  double rows = 0;
  for (const engine::DatasetRows& region : world.datasets()) {
    if (region.dataset == truth.dataset && index < region.written.size()) {
      rows += region.written[index];
    }
  }
  return rows;
}

// The value of the last five minutes that comes closest to what was said: an estimate is of what
// was on a screen, and one's own acts move it.
double closest_ratio(const Evidence& evidence, const round::Round& round,
                     const EstimateSaid& said) {
  constexpr Duration kRead = 5 * kMinute;
  const EstimateTruth& truth = evidence.scenario->truth.estimate;
  double closest = -1;
  double least = 0;
  for (SimTime at = said.at; at >= said.at - kRead; at -= 30 * kSecond) {
    const double value = metrics::value_at(round.recorder(), truth.metric, truth.where, at);
    const double off = factor(std::max(*said.failing_ratio, kNoShare), std::max(value, kNoShare));
    if (value >= 0 && (closest < 0 || off < least)) {
      closest = value;
      least = off;
    }
  }
  return closest;
}

double seconds_between(SimTime from, SimTime to) {
  return static_cast<double>(to - from) / static_cast<double>(kSecond);
}

}  // namespace

std::vector<Estimate> check_estimates(const Evidence& evidence, const round::Round& round) {
  const Scenario& scenario = *evidence.scenario;
  const EstimateTruth& truth = scenario.truth.estimate;
  std::vector<Estimate> checked;
  for (const EstimateSaid& said : evidence.estimates) {
    const auto check = [&](std::string_view quantity, double value, double true_value) {
      checked.push_back(
          {said.seq, std::string(quantity), value, true_value, factor(value, true_value)});
    };
    if (said.failing_ratio && !truth.metric.empty()) {
      const double value = closest_ratio(evidence, round, said);
      if (value >= 0) {
        checked.push_back(
            {said.seq, "failing_ratio", *said.failing_ratio, value,
             factor(std::max(*said.failing_ratio, kNoShare), std::max(value, kNoShare))});
      }
    }
    if (said.since) {
      check("since", seconds_between(*said.since, said.at), seconds_between(truth.since, said.at));
    }
    if (said.rows_written && !truth.dataset.empty()) {
      check("rows_written", *said.rows_written, rows_written(scenario, round.at(said.at)));
    }
  }
  return checked;
}

std::string amount_text(std::string_view quantity, double amount) {
  if (quantity == "failing_ratio") {
    return fmt::format("{:.1f} %", 100 * amount);
  }
  if (quantity == "since") {
    const auto seconds = static_cast<Duration>(amount);
    return fmt::format("{} {}", format_duration(std::abs(seconds) * kSecond),
                       seconds < 0 ? "after" : "before");
  }
  return format_count(amount) + " rows";
}

}  // namespace threeam::score
