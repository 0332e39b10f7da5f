#include "sim/score/score.h"

#include <algorithm>
#include <utility>

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

// Counts courses as they finish; all take about as long.
class Progress {
 public:
  Progress(const std::function<void(double)>& report, std::size_t steps)
      : report_(report), steps_(steps) {}
  void step() {
    ++done_;
    if (report_) {
      report_(static_cast<double>(done_) / static_cast<double>(std::max(steps_, done_)));
    }
  }

 private:
  const std::function<void(double)>& report_;
  std::size_t steps_;
  std::size_t done_ = 0;
};

// The course from a time on: the same harm in all, with the points that are left.
Course from_time(Course course, SimTime time) {
  const auto first = std::lower_bound(course.times.begin(), course.times.end(), time);
  const auto skip = first - course.times.begin();
  course.times.erase(course.times.begin(), first);
  course.harm_curve.erase(course.harm_curve.begin(), course.harm_curve.begin() + skip);
  course.error_curve.erase(course.error_curve.begin(), course.error_curve.begin() + skip);
  return course;
}

std::vector<Course> whole_round(const round::Round& round, Progress& progress) {
  std::vector<Course> courses;
  courses.push_back(candidate_course(round));
  progress.step();
  for (const CourseOfAction& option : round.scenario().truth.options) {
    courses.push_back(option_course(round, option));
    progress.step();
  }
  return courses;
}

// Fills the tables. Until the first act the world is the one where nothing is done, so that
// "nothing" from there is the round's own and is not run again.
void fill_tables(const round::Round& round, const std::vector<Plan>& all,
                 const std::vector<std::size_t>& judged, const std::vector<Course>& courses,
                 std::vector<Decision>& decisions, Progress& progress) {
  const Scenario& scenario = round.scenario();
  for (const std::size_t i : judged) {
    const Plan& plan = all[i];
    const auto decision =
        std::find_if(decisions.begin(), decisions.end(),
                     [&](const Decision& row) { return row.entry == plan.front().seq; });
    const SimTime start = plan.front().at - 1;
    const engine::World world = round.at(start);
    for (const CourseOfAction& option : options_from_here(scenario, plan)) {
      const Course* shared =
          i == 0 && option.id == "nothing" ? find_course(courses, "nothing") : nullptr;
      decision->from_here.push_back(shared != nullptr ? from_time(*shared, start)
                                                      : run_curve(scenario, world, option.actions,
                                                                  horizon(round), option.id));
      progress.step();
    }
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

std::vector<Milestone> milestones(const Evidence& evidence) {
  std::vector<std::uint64_t> acts;
  for (const Act& act : evidence.acts) {
    if (evidence.sim.mitigated && act.changes_state() && act.at <= *evidence.sim.mitigated) {
      acts.push_back(act.seq);
    }
  }
  return {first_of("acknowledge", evidence.acknowledged), right_hypothesis(evidence),
          milestone("mitigate", evidence.sim.mitigated, std::move(acts)),
          milestone("restore", evidence.sim.restored, {}), first_of("resolved", evidence.resolved)};
}

Simulated simulate(const Evidence& evidence, const round::Round& round,
                   const std::function<void(double)>& report) {
  const Scenario& scenario = round.scenario();
  const std::vector<Plan> all = plans(evidence.acts);
  const std::vector<std::size_t> judged = plans_to_judge(all);
  const std::size_t options = scenario.truth.options.size();
  Progress progress(report, 1 + options + judged.size() * (1 + options));

  Simulated sim;
  sim.courses = whole_round(round, progress);
  sim.decisions = list_decisions(evidence, round);
  fill_tables(round, all, judged, sim.courses, sim.decisions, progress);
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
    sim.restored_at_resolve =
        metrics::restored_since(round.recorder(), scenario, evidence.resolved.back().at);
  }
  return sim;
}

}  // namespace

Result<Scorecard> score(const round::Round& round, const std::function<void(double)>& progress) {
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
  evidence.sim = simulate(evidence, round, progress);

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
