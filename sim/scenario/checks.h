// The checks behind the table in rules.cc, one function a rule.
#pragma once

#include "sim/scenario/rules.h"

namespace threeam::scenario {

// Times (checks_time.cc).
void check_times(const Subject& subject, Report& report);
void check_past(const Subject& subject, Report& report);
void check_healthy_past(const Subject& subject, Report& report);
void check_length(const Subject& subject, Report& report);

// The system (checks_world.cc).
void check_versions(const Subject& subject, Report& report);
void check_links(const Subject& subject, Report& report);
void check_capacity(const Subject& subject, Report& report);
void check_traffic(const Subject& subject, Report& report);
void check_routes(const Subject& subject, Report& report);
void check_cycles(const Subject& subject, Report& report);
void check_misplaced_steps(const Subject& subject, Report& report);

// Calls, repeats, what changes of links select (checks_calls.cc).
void check_calls(const Subject& subject, Report& report);
void check_repeats(const Subject& subject, Report& report);
void check_selectors(const Subject& subject, Report& report);

// How requests come to an instance (checks_router.cc).
void check_routers(const Subject& subject, Report& report);

// Recorded series (checks_data.cc).
void check_recordings(const Subject& subject, Report& report);

// Copies of datasets (checks_data.cc).
void check_replicas(const Subject& subject, Report& report);

// Actions that fail (checks_actions.cc).
void check_failures(const Subject& subject, Report& report);

// What is told (checks_story.cc).
void check_counts(const Subject& subject, Report& report);
void check_options(const Subject& subject, Report& report);
void check_weights(const Subject& subject, Report& report);
void check_thresholds(const Subject& subject, Report& report);
void check_causes(const Subject& subject, Report& report);
void check_all_labels(const Subject& subject, Report& report);
void check_suspects(const Subject& subject, Report& report);
void check_placeholders(const Subject& subject, Report& report);
void check_id(const Subject& subject, Report& report);

// What a candidate may not read (checks_leak.cc).
void check_leaks(const Subject& subject, Report& report);

}  // namespace threeam::scenario
