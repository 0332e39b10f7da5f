#include "sim/score/score.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <utility>

#include "sim/base/parallel.h"
#include "sim/metrics/alerts.h"
#include "sim/round/show.h"
#include "sim/score/courses.h"
#include "sim/score/criteria.h"
#include "sim/score/decisions.h"
#include "sim/score/estimates.h"
#include "sim/score/evidence.h"
#include "sim/score/report_html.h"
#include "sim/score/weights.h"

namespace threeam::score {
namespace {

// A course to run, and where it goes.
struct Run {
  Course* to = nullptr;
  std::function<Course()> make;
};

// Courses do not depend on one another; all take about as long.
void run_all(const std::vector<Run>& runs, const Effort& effort) {
  std::mutex telling;
  std::size_t done = 0;
  run_jobs(runs.size(), effort.threads, [&](std::size_t i) {
    *runs[i].to = runs[i].make();
    const std::lock_guard lock(telling);
    ++done;
    if (effort.progress) {
      effort.progress(static_cast<double>(done) / static_cast<double>(runs.size()));
    }
  });
}

// The course from a time on: the same harm in all, with the points that are left.
Course from_time(Course course, SimTime time) {
  const auto first = std::lower_bound(course.times.begin(), course.times.end(), time);
  const auto skip = first - course.times.begin();
  course.times.erase(course.times.begin(), first);
  course.harm_curve.erase(course.harm_curve.begin(), course.harm_curve.begin() + skip);
  course.error_curve.erase(course.error_curve.begin(), course.error_curve.begin() + skip);
  return course;
}

bool same_actions(const CourseOfAction& a, const CourseOfAction& b) {
  return std::equal(a.actions.begin(), a.actions.end(), b.actions.begin(), b.actions.end(),
                    [](const PlannedAction& x, const PlannedAction& y) {
                      return x.action == y.action && x.after == y.after;
                    });
}

// The first option that asks for the same actions: only that one is run.
std::size_t twin_of(const std::vector<CourseOfAction>& options, std::size_t index) {
  return static_cast<std::size_t>(
      std::find_if(options.begin(), options.end(),
                   [&](const CourseOfAction& one) { return same_actions(one, options[index]); }) -
      options.begin());
}

template <class Make>
void add_runs(const std::vector<CourseOfAction>& options, Course* to, std::vector<Run>& runs,
              const Make& make) {
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (twin_of(options, i) == i) {
      runs.push_back({to + i, [make, option = options[i]] { return make(option); }});
    }
  }
}

void copy_twins(const std::vector<CourseOfAction>& options, Course* to) {
  for (std::size_t i = 0; i < options.size(); ++i) {
    to[i] = to[twin_of(options, i)];
    to[i].id = options[i].id;
  }
}

// A decision whose options are compared from where it was made.
struct Table {
  Decision* decision = nullptr;
  std::vector<CourseOfAction> options;
  // Until the first act the world is the one where nothing is done: its "nothing" is the round's.
  bool first = false;
};

Course* nothing_of(const Table& table) {
  const auto nothing = std::find_if(table.options.begin(), table.options.end(),
                                    [](const auto& option) { return option.id == "nothing"; });
  return nothing == table.options.end()
             ? nullptr
             : &table.decision
                    ->from_here[static_cast<std::size_t>(nothing - table.options.begin())];
}

std::vector<Table> tables_of(const Scenario& scenario, const std::vector<Plan>& all,
                             std::vector<Decision>& decisions) {
  std::vector<Table> tables;
  for (const std::size_t i : plans_to_judge(all)) {
    const auto decision =
        std::find_if(decisions.begin(), decisions.end(),
                     [&](const Decision& row) { return row.entry == all[i].front().seq; });
    tables.push_back({&*decision, options_from_here(scenario, all[i]), i == 0});
    decision->from_here.resize(tables.back().options.size());
  }
  return tables;
}

// Fills `courses`, the candidate's and the options' over the whole round, and the tables.
void run_courses(const round::Round& round, const std::vector<Table>& tables,
                 std::vector<Course>& courses, const Effort& effort) {
  const Scenario& scenario = round.scenario();
  const std::vector<CourseOfAction>& options = scenario.truth.options;
  courses.resize(1 + options.size());
  std::vector<Run> runs = {{&courses[0], [&] { return candidate_course(round); }}};
  const bool known = effort.options.size() == options.size();
  if (known) {
    std::copy(effort.options.begin(), effort.options.end(), courses.begin() + 1);
  } else {
    add_runs(options, &courses[1], runs,
             [&](const CourseOfAction& option) { return option_course(round, option); });
  }
  for (const Table& table : tables) {
    const engine::World world = round.before(table.decision->entry);
    add_runs(table.options, table.decision->from_here.data(), runs,
             [&scenario, world, until = horizon(round)](const CourseOfAction& option) {
               return run_curve(scenario, world, option.actions, until, option.id);
             });
    if (table.first) {
      std::erase_if(runs, [&](const Run& run) { return run.to == nothing_of(table); });
    }
  }
  run_all(runs, effort);
  if (!known) {
    copy_twins(options, &courses[1]);
  }
  for (const Table& table : tables) {
    if (table.first && nothing_of(table) != nullptr) {
      *nothing_of(table) = from_time(*find_course(courses, "nothing"), table.decision->at);
    }
    copy_twins(table.options, table.decision->from_here.data());
  }
}

Milestone milestone(std::string name, std::optional<SimTime> at,
                    std::vector<std::uint64_t> entries) {
  return {std::move(name), at, std::move(entries)};
}

Milestone first_of(std::string name, const std::vector<Said>& said) {
  if (said.empty()) {
    return milestone(std::move(name), std::nullopt, {});
  }
  return milestone(std::move(name), said.front().at, {said.front().seq});
}

// A right hypothesis: accepted or near, held, on evidence that had been looked at.
Milestone right_hypothesis(const Evidence& evidence) {
  for (const Hypothesis& stated : evidence.hypotheses) {
    if (stated.match != Match::none && stated.open && stated.supported &&
        stated.confidence >= kHeldConfidence) {
      std::vector<std::uint64_t> entries = stated.support;
      entries.push_back(stated.seq);
      return milestone("hypothesis", stated.at, std::move(entries));
    }
  }
  return milestone("hypothesis", std::nullopt, {});
}

// Where nothing had to be done, there is nothing to mitigate or to restore.
std::vector<Milestone> milestones(const Evidence& evidence) {
  std::vector<Milestone> reached = {first_of("acknowledge", evidence.acknowledged),
                                    right_hypothesis(evidence)};
  std::vector<std::uint64_t> acts;
  for (const Act& act : evidence.acts) {
    if (evidence.sim.mitigated && act.changes_state() && act.at <= *evidence.sim.mitigated) {
      acts.push_back(act.seq);
    }
  }
  if (evidence.sim.needs_action) {
    reached.push_back(milestone("mitigate", evidence.sim.mitigated, std::move(acts)));
    reached.push_back(milestone("restore", evidence.sim.restored, {}));
  }
  reached.push_back(first_of("resolved", evidence.resolved));
  return reached;
}

Simulated simulate(const Evidence& evidence, const round::Round& round, const Effort& effort) {
  const Scenario& scenario = round.scenario();
  Simulated sim;
  sim.decisions = list_decisions(evidence, round);
  run_courses(round, tables_of(scenario, plans(evidence.acts), sim.decisions), sim.courses, effort);
  sim.estimates = check_estimates(evidence, round);
  sim.needs_action = needs_action(sim.courses);
  const Course* candidate = find_course(sim.courses, "candidate");
  const Course* nothing = find_course(sim.courses, "nothing");
  const Act* first = evidence.first_act();
  if (first != nullptr && nothing != nullptr && sim.needs_action) {
    sim.mitigated = mitigated_at(*candidate, *nothing, first->at);
  }
  sim.restored = candidate->restored;
  if (!evidence.resolved.empty()) {
    const SimTime at = evidence.resolved.back().at;
    sim.restored_at_resolve = metrics::restored_since(round.recorder(), scenario, at);
    sim.well_at_resolve = metrics::well_since(round.recorder(), scenario, at).has_value();
  }
  return sim;
}

}  // namespace

Result<Scorecard> score(const round::Round& round, const Effort& effort) {
  if (round.clock() == round::ClockState::waiting) {
    return fail(ErrorCode::rejected, "the round has not started, there is nothing to score");
  }
  const Scenario& scenario = round.scenario();
  const JournalHeader& header = round.journal().header;
  const Shown shown = [&](const Json& look, SimTime at) -> std::optional<Json> {
    Result<Json> json = round::show(round, look, at);
    return json ? std::optional<Json>(std::move(*json)) : std::nullopt;
  };
  Evidence evidence = gather(scenario, round.journal(), shown);
  evidence.end = round.now();
  evidence.sim = simulate(evidence, round, effort);

  Scorecard card;
  card.round = header.round;
  card.scenario = header.scenario;
  card.scenario_digest = header.scenario_digest;
  card.engine_version = header.engine_version;
  card.level = header.level;
  card.seed = header.seed;
  card.milestones = milestones(evidence);
  card.findings = evaluate(evidence);
  card.decisions = evidence.sim.decisions;
  card.estimates = evidence.sim.estimates;
  card.courses = evidence.sim.courses;
  card.dimensions = dimension_scores(card.findings, card.level);
  card.process_score = process_score(card.dimensions);
  card.outcome_score = outcome_score(card.courses);
  return card;
}

std::string to_html(const Scorecard& card, const round::Round& round) {
  return report_html(card, round.scenario(), round.journal());
}

}  // namespace threeam::score
