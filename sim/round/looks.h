// The kinds of looks. Private to the room. A kind is one row of the table in show.cc: how its
// payload is checked, and what it shows.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/base/result.h"
#include "sim/engine/model.h"
#include "sim/model/json.h"
#include "sim/round/round.h"

namespace threeam::round {

// What a candidate could know at one moment of a round.
class View {
 public:
  // The moment at `time`, before the entry `before`: entries from there on have not happened.
  View(const Round& round, SimTime time, std::uint64_t before)
      : round_(round), time_(time), before_(before) {}

  const Round& round() const { return round_; }
  const Scenario& scenario() const { return round_.scenario(); }
  const engine::Recorder& recorder() const { return round_.recorder(); }
  SimTime time() const { return time_; }
  // Has the entry happened at this moment?
  bool holds(const Entry& entry) const { return entry.time <= time_ && entry.seq < before_; }
  // The world at this moment; simulated on the first use when it is not the present one.
  const engine::World& world() const;
  // The last sample at or before this moment.
  SimTime sampled() const;

 private:
  const Round& round_;
  SimTime time_;
  std::uint64_t before_;
  mutable std::optional<engine::World> then_;
};

// The payload of a look; the digest of what was shown may be missing.
Result<void> check_look(const Scenario& scenario, const Json& payload);

// ---- show_panels.cc
Result<void> check_panel(const Scenario& scenario, const Json& payload);
Result<Json> show_overview(const View& view, const Json& look);
Result<Json> show_panel(const View& view, const Json& look);
Result<Json> show_alerts(const View& view, const Json& look);

// ---- show_requests.cc
Result<void> check_logs(const Scenario& scenario, const Json& payload);
Result<void> check_traces(const Scenario& scenario, const Json& payload);
Result<void> check_trace(const Scenario& scenario, const Json& payload);
Result<Json> show_logs(const View& view, const Json& look);
Result<Json> show_traces(const View& view, const Json& look);
Result<Json> show_trace(const View& view, const Json& look);

// ---- show_system.cc
Result<void> check_data_check(const Scenario& scenario, const Json& payload);
Result<Json> show_topology(const View& view, const Json& look);
Result<Json> show_flags(const View& view, const Json& look);
Result<Json> show_data_check(const View& view, const Json& look);

// ---- show_notes.cc
Result<void> check_diff(const Scenario& scenario, const Json& payload);
Result<void> check_runbook(const Scenario& scenario, const Json& payload);
Result<void> check_ask(const Scenario& scenario, const Json& payload);
Result<Json> show_diff(const View& view, const Json& look);
Result<Json> show_runbook(const View& view, const Json& look);
Result<Json> show_ask(const View& view, const Json& look);

// ---- timeline.cc
Result<Json> show_changes(const View& view, const Json& look);
// "notifier 9.1.0": what a change is called where people read it.
std::string title_of(const Change& change);
std::string title_of(const Scenario& scenario, const PastRelease& release);
// The component that it changes, or empty.
std::string component_of(const Change& change);
// Is it in the change feed by `time`? Hidden events and faults never are.
bool is_announced(const TimelineEvent& event, SimTime time);

}  // namespace threeam::round
