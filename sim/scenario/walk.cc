#include "sim/scenario/walk.h"

#include <algorithm>

#include <fmt/format.h>

namespace threeam::scenario {
namespace {

void visit_list(const Steps& steps, const std::string& path, const VisitStep& visit) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string here = fmt::format("{}/{}", path, i);
    visit(steps[i], here);
    if (const auto* pool = std::get_if<PoolStep>(&steps[i].step)) {
      visit_list(pool->steps, here + "/steps", visit);
    } else if (const auto* cache = std::get_if<CacheStep>(&steps[i].step)) {
      visit_list(cache->miss, here + "/miss", visit);
    } else if (const auto* choice = std::get_if<IfStep>(&steps[i].step)) {
      visit_list(choice->then_steps, here + "/then", visit);
      visit_list(choice->else_steps, here + "/else", visit);
    } else if (const auto* repeat = std::get_if<RepeatStep>(&steps[i].step)) {
      visit_list(repeat->steps, here + "/steps", visit);
    }
  }
}

const MessageQueue* find_queue(const Scenario& scenario, std::string_view name) {
  const auto at = std::find_if(scenario.queues.begin(), scenario.queues.end(),
                               [&](const MessageQueue& queue) { return queue.name == name; });
  return at == scenario.queues.end() ? nullptr : &*at;
}

}  // namespace

void visit_steps(const Component& component, std::string_view name, const VisitStep& visit) {
  const auto visit_all = [&](const std::vector<Operation>& operations, const std::string& path) {
    for (const Operation& operation : operations) {
      if (operation.name == name) {
        visit_list(operation.steps, fmt::format("{}/operations/{}/steps", path, name), visit);
      }
    }
  };
  const std::string path = "components/" + component.name;
  visit_all(component.operations, path);
  for (const Version& version : component.versions) {
    visit_all(version.operations, fmt::format("{}/versions/{}", path, version.name));
  }
}

std::map<Target, std::vector<Edge>> edges_of(const Scenario& scenario) {
  std::map<Target, std::vector<Edge>> edges;
  for (const Component& component : scenario.components) {
    for (const Operation& operation : component.operations) {
      std::vector<Edge>& from = edges[{component.name, operation.name}];
      visit_steps(component, operation.name, [&](const Step& step, const std::string& path) {
        if (const auto* call = std::get_if<CallStep>(&step.step)) {
          from.push_back({{call->component, call->operation}, path, true, call->region});
        } else if (const auto* publish = std::get_if<PublishStep>(&step.step)) {
          if (const MessageQueue* queue = find_queue(scenario, publish->queue)) {
            from.push_back({{queue->component, queue->operation}, path, false});
          }
        }
      });
    }
  }
  return edges;
}

std::set<std::pair<Target, std::string>> reached(const std::map<Target, std::vector<Edge>>& edges,
                                                 const Target& from, const std::string& region) {
  std::set<std::pair<Target, std::string>> seen = {{from, region}};
  std::vector<std::pair<Target, std::string>> next = {{from, region}};
  while (!next.empty()) {
    const auto [here, where] = std::move(next.back());
    next.pop_back();
    const auto at = edges.find(here);
    if (at == edges.end()) {
      continue;
    }
    for (const Edge& edge : at->second) {
      std::pair<Target, std::string> to = {edge.to, edge.region.empty() ? where : edge.region};
      if (seen.insert(to).second) {
        next.push_back(std::move(to));
      }
    }
  }
  return seen;
}

}  // namespace threeam::scenario
