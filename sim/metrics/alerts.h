// Alert rules over a recorder: a rule fires for a label value after it held for its time. Rules are
// evaluated at every sample, on the last 60 s before it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/engine/recorder.h"
#include "sim/metrics/columns.h"
#include "sim/model/scenario.h"

namespace threeam::metrics {

struct AlertState {
  std::string alert;
  std::string series;  // the value of the alert's `by` label, or empty
  bool firing = false;
  SimTime since = 0;  // when it started to fire; while not firing: when it came above
  double value = 0;
};

// All alerts at `time`, one state for each series that is above or firing, in the scenario's order.
std::vector<AlertState> alerts_at(const engine::Recorder& recorder, const Scenario& scenario,
                                  SimTime time);
std::vector<AlertState> alerts_at(const Columns& columns, const Scenario& scenario, SimTime time);

// What is judged is what was measured, even where telemetry showed nothing: when all of
// restored_when last began to hold and still hold at `time`; nullopt while they do not,
// or for less than their time. Nothing measured (no requests at all) does not hold.
std::optional<SimTime> restored_since(const engine::Recorder& recorder, const Scenario& scenario,
                                      SimTime time);
std::optional<SimTime> restored_since(const Columns& columns, const Scenario& scenario,
                                      SimTime time);
// The same, for however short a time they have held.
std::optional<SimTime> well_since(const engine::Recorder& recorder, const Scenario& scenario,
                                  SimTime time);

}  // namespace threeam::metrics
