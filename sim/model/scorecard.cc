#include "sim/model/scorecard.h"

#include <string_view>

namespace threeam {
namespace {

Json time_or_null(const std::optional<SimTime>& time) {
  return time ? Json(*time) : Json(nullptr);
}

template <class Element>
Json list_of(const std::vector<Element>& elements, Json (*make)(const Element&)) {
  Json list = Json::array();
  for (const Element& element : elements) {
    list.push_back(make(element));
  }
  return list;
}

Json milestone_json(const Milestone& milestone) {
  return Json{{"name", milestone.name},
              {"at_ns", time_or_null(milestone.at)},
              {"entries", milestone.entries}};
}

Json finding_json(const Finding& finding) {
  return Json{{"criterion", finding.criterion}, {"name", finding.name},
              {"dimension", finding.dimension}, {"text", finding.text},
              {"points", finding.points},       {"of", finding.of},
              {"weight", finding.weight},       {"observed", finding.observed},
              {"entries", finding.entries}};
}

// By kind, as `outcome.harm` and every course have it.
Json harm_json(const std::vector<HarmRow>& rows) {
  Json harm = Json::object();
  for (const HarmRow& row : rows) {
    harm[row.kind] = Json{
        {"amount", row.amount}, {"unit", row.unit}, {"weight", row.weight}, {"money", row.money}};
  }
  return harm;
}

Json course_json(const Course& course) {
  return Json{{"id", course.id},
              {"text", course.text},
              {"harm", harm_json(course.harm)},
              {"harm_units", course.harm_units},
              {"restored_ns", time_or_null(course.restored)},
              {"recovered", course.recovered},
              {"times_ns", course.times},
              {"harm_curve", course.harm_curve},
              {"error_curve", course.error_curve}};
}

Json interval_json(const Interval& interval) {
  return Json{{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

Json value_json(const OptionValue& value) {
  return Json{{"id", value.id},
              {"expected", interval_json(value.expected)},
              {"truth", interval_json(value.truth)},
              {"recovered", interval_json(value.recovered)}};
}

Json safety_json(const SafetyAnswer& answer) {
  return Json{{"question", answer.question},
              {"text", answer.text},
              {"unsafe", answer.unsafe},
              {"looked", answer.looked}};
}

Json suspect_json(const Belief::Of& suspect) {
  return Json{{"id", suspect.id},
              {"about", suspect.about},
              {"component", suspect.component},
              {"mechanism", suspect.mechanism},
              {"cause", suspect.cause}};
}

Json step_json(const Belief::Step& step) {
  return Json{{"entry", step.entry},        {"at_ns", step.at},      {"belief", step.belief},
              {"gained_nats", step.gained}, {"toward", step.toward}, {"away", step.away},
              {"apart_nats", step.apart}};
}

Json belief_json(const Belief& belief) {
  return Json{{"seeds", belief.seeds},
              {"suspects", list_of(belief.suspects, suspect_json)},
              {"steps", list_of(belief.steps, step_json)}};
}

Json decision_json(const Decision& decision) {
  return Json{{"entry", decision.entry},
              {"plan", decision.plan},
              {"at_ns", decision.at},
              {"action", decision.action},
              {"label", decision.label},
              {"why", decision.why},
              {"kind", decision.kind},
              {"data_checked", decision.data_checked},
              {"change_opened", decision.change_opened},
              {"unreadable_share", decision.unreadable_share},
              {"from_here", list_of(decision.from_here, course_json)},
              {"values", list_of(decision.values, value_json)},
              {"safety", list_of(decision.safety, safety_json)},
              {"verdict", decision.verdict}};
}

Json estimate_json(const Estimate& estimate) {
  return Json{{"entry", estimate.entry},
              {"quantity", estimate.quantity},
              {"said", estimate.said},
              {"truth", estimate.truth},
              {"factor", estimate.factor}};
}

Json dimension_json(const Scorecard::DimensionScore& dimension) {
  return Json{{"dimension", dimension.dimension},
              {"weight", dimension.weight},
              {"observed", dimension.observed},
              {"score", dimension.score}};
}

const Course* find_course(const Scorecard& card, std::string_view id) {
  for (const Course& course : card.courses) {
    if (course.id == id) {
      return &course;
    }
  }
  return nullptr;
}

}  // namespace

Json to_json(const Scorecard& card) {
  const Course* candidate = find_course(card, "candidate");
  return Json{
      {"round", card.round},
      {"scenario", card.scenario},
      {"scenario_digest", card.scenario_digest},
      {"engine_version", card.engine_version},
      {"level", card.level},
      {"seed", card.seed},
      {"milestones", list_of(card.milestones, milestone_json)},
      {"change_failure", Json{{"changes", card.change_failure.changes},
                              {"failed", card.change_failure.failed},
                              {"entries", card.change_failure.entries}}},
      {"belief", belief_json(card.belief)},
      {"findings", list_of(card.findings, finding_json)},
      {"decisions", list_of(card.decisions, decision_json)},
      {"estimates", list_of(card.estimates, estimate_json)},
      {"courses", list_of(card.courses, course_json)},
      {"process", Json{{"score", card.process_score},
                       {"dimensions", list_of(card.dimensions, dimension_json)}}},
      {"outcome",
       Json{{"score", card.outcome_score},
            {"harm", harm_json(candidate == nullptr ? std::vector<HarmRow>{} : candidate->harm)}}}};
}

}  // namespace threeam
