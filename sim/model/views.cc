// What each role may know of a scenario.
#include <algorithm>
#include <set>
#include <utility>

#include "sim/model/json.h"

namespace threeam {
namespace {

// ---- for everybody: names written out one by one, so that a new field stays hidden until someone
// decides otherwise ---------------------------------------------------------------------------

std::string_view to_string(ComponentKind kind) {
  switch (kind) {
    case ComponentKind::service:
      return "service";
    case ComponentKind::worker:
      return "worker";
    case ComponentKind::database:
      return "database";
    case ComponentKind::cache:
      return "cache";
    case ComponentKind::edge:
      return "edge";
  }
  return {};
}

Json component_json(const Component& component) {
  Json pools = Json::array();
  for (const Pool& pool : component.pools) {
    pools.push_back(Json{{"name", pool.name}, {"size", pool.size}});
  }
  return Json{{"name", component.name},
              {"about", component.about},
              {"kind", to_string(component.kind)},
              {"workers", component.workers},
              {"instances", component.instances},
              {"pools", std::move(pools)}};
}

struct Edges {
  std::set<std::pair<std::string, std::string>> calls;      // component, component
  std::set<std::pair<std::string, std::string>> publishes;  // component, queue
};

void collect_edges(const std::string& from, const Steps& steps, Edges& edges) {
  for (const Step& step : steps) {
    if (const auto* call = std::get_if<CallStep>(&step.step)) {
      edges.calls.emplace(from, call->component);
    } else if (const auto* publish = std::get_if<PublishStep>(&step.step)) {
      edges.publishes.emplace(from, publish->queue);
    } else if (const auto* pool = std::get_if<PoolStep>(&step.step)) {
      collect_edges(from, pool->steps, edges);
    } else if (const auto* branch = std::get_if<IfStep>(&step.step)) {
      collect_edges(from, branch->then_steps, edges);
      collect_edges(from, branch->else_steps, edges);
    } else if (const auto* repeat = std::get_if<RepeatStep>(&step.step)) {
      collect_edges(from, repeat->steps, edges);
    } else if (const auto* lookup = std::get_if<CacheStep>(&step.step)) {
      collect_edges(from, lookup->miss, edges);
    }
  }
}

// Only of the versions that run at the start: what a release adds is for the candidate to find.
Edges edges_of(const Scenario& scenario) {
  Edges edges;
  for (const Component& component : scenario.components) {
    for (const Operation& operation : component.operations) {
      collect_edges(component.name, operation.steps, edges);
    }
  }
  return edges;
}

template <class Element, class Make>
Json list_of(const std::vector<Element>& elements, Make make) {
  Json list = Json::array();
  for (const Element& element : elements) {
    list.push_back(make(element));
  }
  return list;
}

Json traffic_json(const Traffic& traffic) {
  Json regions = Json::array();
  for (const auto& [region, rate] : traffic.rate) {
    regions.push_back(region);
  }
  return Json{{"route", traffic.route},
              {"component", traffic.component},
              {"regions", std::move(regions)},
              {"slo_latency_ns", traffic.slo_latency},
              {"user_facing", traffic.user_facing}};
}

Json dataset_json(const Dataset& dataset) {
  return Json{{"name", dataset.name},
              {"about", dataset.about},
              {"stored_in", dataset.stored_in},
              {"formats", list_of(dataset.formats, [](const DataFormat& format) {
                 return Json{{"name", format.name}, {"about", format.about}};
               })}};
}

Json person_json(const Person& person) {
  return Json{{"name", person.name},
              {"role", person.role},
              {"questions", list_of(person.answers, [](const Answer& answer) {
                 return Json{{"id", answer.id}, {"ask", answer.ask}, {"after_ns", answer.after}};
               })}};
}

// ---- for the interviewer and the reviewer -------------------------------------------------------

Json cause_json(const Cause& cause) {
  return Json{{"component", cause.component}, {"mechanism", cause.mechanism}};
}

Json option_json(const CourseOfAction& option) {
  return Json{{"id", option.id},
              {"actions", list_of(option.actions, [](const PlannedAction& planned) {
                 return Json{{"action", planned.action}, {"after_ns", planned.after}};
               })}};
}

Json estimate_json(const EstimateTruth& estimate) {
  return Json{{"metric", estimate.metric},
              {"where", estimate.where},
              {"since_ns", estimate.since},
              {"dataset", estimate.dataset},
              {"format", estimate.format}};
}

Json harm_json(const HarmWeights& harm) {
  return Json{{"failed_request", harm.failed_request},
              {"late_request", harm.late_request},
              {"wrong_row", harm.wrong_row},
              {"wrong_effect", harm.wrong_effect},
              {"late_message", harm.late_message},
              {"dead_message", harm.dead_message},
              {"lost_row", harm.lost_row}};
}

Json truth_json(const Truth& truth) {
  return Json{{"summary", truth.summary},
              {"chain", truth.chain},
              {"cause", Json{{"accept", list_of(truth.accept, cause_json)},
                             {"near", list_of(truth.near, cause_json)}}},
              {"began_ns", truth.began},
              {"decoys", truth.decoys},
              {"blamed_change", truth.blamed_change},
              {"data_at_risk", truth.data_at_risk},
              {"estimate", estimate_json(truth.estimate)},
              {"options", list_of(truth.options, option_json)},
              {"harm", harm_json(truth.harm)},
              {"restored_when", list_of(truth.restored_when, [](const RestoredWhen& when) {
                 return Json{{"metric", when.metric},
                             {"where", when.where},
                             {"below", when.below},
                             {"for_ns", when.hold}};
               })}};
}

Json event_json(const TimelineEvent& event) {
  return Json{
      {"id", event.id},         {"at_ns", event.at},      {"kind", change_kind(event.change)},
      {"hidden", event.hidden}, {"author", event.author}, {"note", event.note}};
}

Json question_json(const Question& question) {
  return Json{{"id", question.id}, {"ask", question.ask}, {"good", question.good}};
}

Json script_json(const InterviewerScript& script) {
  return Json{{"hints", list_of(script.hints,
                                [](const Hint& hint) {
                                  return Json{{"text", hint.text}, {"gives_away", hint.gives_away}};
                                })},
              {"followups", list_of(script.followups, question_json)},
              {"pushback", list_of(script.pushback, question_json)}};
}

}  // namespace

Json candidate_view(const Scenario& scenario) {
  const Edges edges = edges_of(scenario);
  Json calls = Json::array();
  for (const auto& [from, to] : edges.calls) {
    calls.push_back(Json{{"from", from}, {"to", to}});
  }
  Json publishes = Json::array();
  for (const auto& [from, queue] : edges.publishes) {
    publishes.push_back(Json{{"from", from}, {"queue", queue}});
  }
  Json view;
  view["title"] = scenario.title;
  view["page"] = Json{{"alert", scenario.page_alert}, {"text", scenario.page_text}};
  view["regions"] = scenario.regions;
  view["components"] = list_of(scenario.components, component_json);
  view["calls"] = std::move(calls);
  view["publishes"] = std::move(publishes);
  view["routes"] = list_of(scenario.traffic, traffic_json);
  view["queues"] = list_of(scenario.queues, [](const MessageQueue& queue) {
    return Json{{"name", queue.name}, {"about", queue.about}, {"consumer", queue.component}};
  });
  view["datasets"] = list_of(scenario.datasets, dataset_json);
  view["flags"] = list_of(scenario.flags, [](const Flag& flag) {
    return Json{{"name", flag.name}, {"about", flag.about}};
  });
  view["alerts"] = list_of(scenario.alerts, [](const Alert& alert) {
    return Json{{"id", alert.id},
                {"title", alert.title},
                {"text", alert.text},
                {"metric", alert.metric},
                {"where", alert.where},
                {"by", alert.by},
                {"above", alert.absent ? Json(nullptr) : Json(alert.above)}};
  });
  view["actions"] = list_of(scenario.actions, [](const Action& action) {
    const auto* fix = std::get_if<FixForward>(&action.change);
    return Json{{"id", action.id},
                {"label", action.label},
                {"does", action.does},
                {"takes_ns", action.takes + (fix == nullptr ? 0 : fix->prepare)},
                {"kind", change_kind(action.change)}};
  });
  view["runbooks"] = list_of(scenario.runbooks, [](const Runbook& runbook) {
    return Json{{"id", runbook.id}, {"title", runbook.title}};
  });
  view["people"] = list_of(scenario.people, person_json);
  view["mechanisms"] = scenario.mechanisms;
  view["brief"] = scenario.brief;
  return view;
}

Json interviewer_view(const Scenario& scenario) {
  return Json{{"id", scenario.id},
              {"truth", truth_json(scenario.truth)},
              {"suspects", list_of(scenario.suspects,
                                   [](const Suspect& suspect) {
                                     return Json{{"id", suspect.id},
                                                 {"about", suspect.about},
                                                 {"cause", cause_json(suspect.cause)}};
                                   })},
              {"timeline", list_of(scenario.timeline, event_json)},
              {"script", script_json(scenario.interviewer)},
              {"notes", scenario.interviewer_notes}};
}

}  // namespace threeam
