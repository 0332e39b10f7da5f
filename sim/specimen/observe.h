// Runs a specimen's world and measures its signature: pure, the same bytes for the same file and
// seed.
#pragma once

#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/base/units.h"
#include "sim/scenario/specimen.h"

namespace threeam::specimen {

// A series of the signature, a point a sample: what happened in the sample's interval. NaN: no
// data.
struct Curve {
  std::string name, unit;
  std::vector<double> points;
  double axis = 0;  // a drawing reaches at least so high: 1 for a part of a capacity
};

// A claim and what was measured.
struct Verdict {
  std::string series;
  scenario::Claim claim;
  double left = 0, right = 0;  // NaN: no data; `right` is 0 for `missing`
  bool holds = false;
};

// An event of the timeline or an act.
struct Happening {
  SimTime at = 0;
  std::string what;
};

struct Observation {
  std::vector<SimTime> times;  // of the points
  std::vector<Curve> curves;   // in the file's order
  std::vector<Verdict> verdicts;
  std::vector<Happening> happenings;  // in order of time
};

// Errors: a world that cannot be simulated, an act that cannot start (`rejected`).
Result<Observation> observe(const scenario::Specimen& specimen, std::uint64_t seed);

bool holds(const Observation& observation);

// What a claim's term takes from the points of its window, but for Take::whole (scenario/specimen.h
// says how). NaN without points.
double take(scenario::Take take, const std::vector<double>& points);

bool holds(scenario::Claim::Relation relation, double left, double right);

}  // namespace threeam::specimen
