#include "sim/score/score.h"

#include <algorithm>
#include <iterator>
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

bool same_actions(const CourseOfAction& a, const CourseOfAction& b) {
  return std::equal(a.actions.begin(), a.actions.end(), b.actions.begin(), b.actions.end(),
                    [](const PlannedAction& x, const PlannedAction& y) {
                      return x.action == y.action && x.after == y.after;
                    });
}

// Runs each; options that ask for the same actions are run once.
template <class Run>
std::vector<Course> run_options(const std::vector<CourseOfAction>& options, Progress& progress,
                                const Run& run) {
  std::vector<Course> courses;
  for (const CourseOfAction& option : options) {
    const auto twin =
        std::find_if(options.begin(), options.end(),
                     [&](const CourseOfAction& other) { return same_actions(other, option); });
    const auto index = static_cast<std::size_t>(twin - options.begin());
    courses.push_back(index < courses.size() ? courses[index] : run(option));
    courses.back().id = option.id;
    progress.step();
  }
  return courses;
}

std::vector<Course> whole_round(const round::Round& round, Progress& progress) {
  std::vector<Course> courses = {candidate_course(round)};
  progress.step();
  std::vector<Course> options =
      run_options(round.scenario().truth.options, progress,
                  [&](const CourseOfAction& option) { return option_course(round, option); });
  courses.insert(courses.end(), std::make_move_iterator(options.begin()),
                 std::make_move_iterator(options.end()));
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
    const SimTime start = plan.front().at;
    const engine::World world = round.before(plan.front().seq);
    decision->from_here =
        run_options(options_from_here(scenario, plan), progress, [&](const CourseOfAction& option) {
          const Course* shared =
              i == 0 && option.id == "nothing" ? find_course(courses, "nothing") : nullptr;
          return shared != nullptr
                     ? from_time(*shared, start)
                     : run_curve(scenario, world, option.actions, horizon(round), option.id);
        });
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
