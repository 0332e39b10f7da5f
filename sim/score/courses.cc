#include "sim/score/courses.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/metrics/alerts.h"
#include "sim/score/html.h"

namespace threeam::score {
namespace {

// "38,200 EUR"; empty without a value.
std::string money(double amount, const Money& each) {
  if (each.amount <= 0 || amount <= 0) {
    return {};
  }
  return format_count(amount * each.amount) + " " + each.currency;
}

// One point of a curve; the error share is over the time since the point before.
class Curve {
 public:
  Curve(const Scenario& scenario, Course& course) : scenario_(scenario), course_(course) {}

  void add(SimTime time, const engine::Harm& harm) {
    const double requests = harm.user_requests - last_.user_requests;
    const double failed = harm.failed_requests - last_.failed_requests;
    course_.times.push_back(time);
    course_.harm_curve.push_back(engine::weigh(harm, scenario_.truth.harm));
    course_.error_curve.push_back(started_ && requests > 0 ? failed / requests : 0);
    last_ = harm;
    started_ = true;
  }

  // The first point has no time before it and takes the share of the second.
  void finish() {
    if (course_.error_curve.size() > 1) {
      course_.error_curve.front() = course_.error_curve[1];
    }
    course_.harm = harm_rows(scenario_, last_);
    course_.harm_units = engine::weigh(last_, scenario_.truth.harm);
  }

 private:
  const Scenario& scenario_;
  Course& course_;
  engine::Harm last_;
  bool started_ = false;
};

SimTime next_step(SimTime time) {
  const SimTime steps = time >= 0 ? time / kCurveStep : -((-time + kCurveStep - 1) / kCurveStep);
  return (steps + 1) * kCurveStep;
}

// The part of a plan that starts in [from, to), with delays from `from`.
std::vector<PlannedAction> due(const std::vector<PlannedAction>& actions, Duration from,
                               Duration to) {
  std::vector<PlannedAction> part;
  for (const PlannedAction& planned : actions) {
    if (planned.after >= from && planned.after < to) {
      part.push_back({planned.action, planned.after - from});
    }
  }
  return part;
}

// One point at each step after world.now().
void extend(engine::World world, const std::vector<PlannedAction>& actions, SimTime until,
            engine::Recorder& recorder, Curve& curve) {
  const SimTime start = world.now();
  for (SimTime now = start; now < until;) {
    const SimTime next = std::min(next_step(now), until);
    world = round::run_course(std::move(world), due(actions, now - start, next - start), next,
                              &recorder);
    now = next;
    curve.add(now, world.harm());
  }
}

}  // namespace

SimTime horizon(const round::Round& round) {
  return std::max(round.scenario().length, round.now());
}

Course run_curve(const Scenario& scenario, engine::World world,
                 const std::vector<PlannedAction>& actions, SimTime until, std::string id) {
  Course course;
  course.id = std::move(id);
  course.text = describe(scenario, actions);
  engine::Recorder recorder(world.model());
  Curve curve(scenario, course);
  curve.add(world.now(), world.harm());
  extend(std::move(world), actions, until, recorder, curve);
  curve.finish();
  course.restored = metrics::restored_since(recorder, scenario, until);
  course.recovered = course.restored.has_value();
  return course;
}

Course candidate_course(const round::Round& round) {
  const Scenario& scenario = round.scenario();
  const SimTime end = round.now();
  Course course;
  course.id = "candidate";
  course.text = "What was done.";
  Curve curve(scenario, course);
  std::vector<SimTime> times;
  for (SimTime time = 0; time <= end; time += kCurveStep) {
    times.push_back(time);
  }
  round.visit(times, [&](const engine::World& world) { curve.add(world.now(), world.harm()); });
  engine::World world = round.at(end);
  if (end == horizon(round) && end % kCurveStep != 0) {
    curve.add(end, world.harm());
  }
  engine::Recorder recorder(world.model());
  extend(std::move(world), {}, horizon(round), recorder, curve);
  curve.finish();
  course.restored = metrics::restored_since(round.recorder(), scenario, end);
  if (!course.restored) {
    const auto later = metrics::restored_since(recorder, scenario, horizon(round));
    // Closed before it was certain: it was well by then, or became so later.
    const auto before = metrics::well_since(round.recorder(), scenario, end);
    course.restored = later && before ? before : later;
  }
  course.recovered = course.restored.has_value();
  return course;
}

Course option_course(const round::Round& round, const CourseOfAction& option) {
  std::vector<PlannedAction> actions = option.actions;
  for (PlannedAction& planned : actions) {
    planned.after += kReaction + 1;
  }
  // From the last moment before anything could have been done; its first point is left out, so that
  // the curve has the candidate's grid.
  Course course = run_curve(round.scenario(), round.at(-1), actions, horizon(round), option.id);
  course.times.erase(course.times.begin());
  course.harm_curve.erase(course.harm_curve.begin());
  course.error_curve.erase(course.error_curve.begin());
  // Nor did a request end in that moment: as any curve's first, it takes the share of the next.
  if (course.error_curve.size() > 1) {
    course.error_curve.front() = course.error_curve[1];
  }
  return course;
}

std::vector<HarmRow> harm_rows(const Scenario& scenario, const engine::Harm& harm) {
  const HarmWeights& weights = scenario.truth.harm;
  const Dataset* dataset = scenario.truth.data_at_risk.empty()
                               ? nullptr
                               : find_dataset(scenario, scenario.truth.data_at_risk.front());
  const Money row_value = dataset == nullptr ? Money{} : dataset->value_per_row;
  const Money effect_value = scenario.effects.empty() ? Money{} : scenario.effects.front().value;
  const std::string effects =
      scenario.effects.empty() ? std::string("effects") : scenario.effects.front().name + "s";
  std::vector<HarmRow> rows = {
      {"failed_requests", "requests", harm.failed_requests, weights.failed_request, ""},
      {"late_requests", "requests", harm.late_requests, weights.late_request, ""},
      {"wrong_rows", "rows", harm.wrong_rows, weights.wrong_row, money(harm.wrong_rows, row_value)},
      {"lost_rows", "rows", harm.lost_rows, weights.lost_row, money(harm.lost_rows, row_value)},
      {"wrong_effects", effects, harm.wrong_effects, weights.wrong_effect,
       money(harm.wrong_effects, effect_value)},
      {"late_messages", "messages", harm.late_messages, weights.late_message, ""},
      {"dead_messages", "messages", harm.dead_messages, weights.dead_message, ""},
  };
  std::erase_if(rows, [](const HarmRow& row) { return row.amount <= 0 && row.weight <= 0; });
  return rows;
}

std::string describe(const Scenario& scenario, const std::vector<PlannedAction>& actions) {
  std::string text;
  for (const PlannedAction& planned : actions) {
    const Action* action = find_action(scenario, planned.action);
    text += fmt::format("{}{}", text.empty() ? "" : "; ",
                        action == nullptr ? planned.action : action->label);
  }
  return (text.empty() ? "Nothing" : text) + ".";
}

}  // namespace threeam::score
