// The format of scenario.yaml: one function a noun, each lists the noun's keys. To find out how a
// key is read, search for its name in read_*.cc.
#pragma once

#include <string>
#include <vector>

#include "sim/model/scenario.h"
#include "sim/model/script.h"
#include "sim/scenario/fields.h"

namespace threeam::scenario {

// The whole file (read_scenario.cc).
void read_scenario(Fields& in, Scenario& out);

// `must` or `may`: whether the sections that only a round needs have to be there.
using Need = Key (*)(std::string_view name, std::string_view about);

// What scenarios and specimens share: the system, what happens to it, what is measured and what can
// be done (read_scenario.cc).
void read_sections(Fields& in, Scenario& out, Need need);

// Components, their operations, versions and steps (read_components.cc). `component` scopes the
// names of pools.
void read_components(Fields& in, Scenario& out);

// A call step, and the policy of clients (read_calls.cc).
void read_call(Fields& in, CallStep& out);
void read_client(Fields& in, ClientPolicy& out);

// Traffic, queues, datasets, effects, flags, links (read_world.cc).
void read_world(Fields& in, Scenario& out);

// Releases before the past (read_changes.cc).
void read_history(Fields& in, Scenario& out);

// Timeline and actions, which share one vocabulary of changes (read_changes.cc).
void read_timeline(Fields& in, Scenario& out, Need need);
void read_actions(Fields& in, Scenario& out, Need need);
// An event without a name, that is in no change feed.
void read_unannounced(Fields& in, TimelineEvent& out);

// What is seen of a running system, and what people know of it (read_shown.cc).
void read_alerts_and_logs(Fields& in, Scenario& out, Need need);
void read_runbooks_and_people(Fields& in, Scenario& out);

// What only the interviewer and the reviewer see (read_truth.cc).
void read_truth(Fields& in, Truth& out);
void read_suspects(Fields& in, Scenario& out);
void read_interviewer(Fields& in, InterviewerScript& out);

// A scripted candidate, plays/*.yaml (read_script.cc). `length` is the scenario's.
void read_script(Fields& in, Duration length, Script& out);

}  // namespace threeam::scenario
