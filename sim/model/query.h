// What a panel asks for and what it gets.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/scenario.h"

namespace threeam {

// One panel: a metric, filtered by labels, split by one or two labels, over [from, to] at `step`.
// A point at time t covers (t - window, t], window = max(step, 60 s), as rate(...[window]) would.
struct Query {
  std::string metric;           // a PanelMetric's name
  Labels where;                 // equal to
  std::vector<std::string> by;  // labels; empty: one series
  SimTime from = 0;
  SimTime to = 0;
  Duration step = 15 * kSecond;  // a multiple of kSampleInterval
  Duration offset = 0;           // compare with the past: every sample is taken this much earlier
};

struct QuerySeries {
  Labels labels;
  std::vector<double> values;  // NaN: no data at that time
};

struct QueryResult {
  std::string unit;
  std::vector<SimTime> times;
  std::vector<QuerySeries> series;  // sorted by labels
  bool recorded = false;            // replayed from a real recording instead of modelled
};

}  // namespace threeam
