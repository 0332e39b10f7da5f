// Steps of a scenario with the path that leads to each (Places).
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/model/scenario.h"

namespace threeam::scenario {

// A component's operation.
using Target = std::pair<std::string, std::string>;

using VisitStep = std::function<void(const Step& step, const std::string& path)>;

// Every step of the operation, those inside other steps included, in the component's first version
// and in every other.
void visit_steps(const Component& component, std::string_view operation, const VisitStep& visit);

// Who an operation reaches, with the place that says so: calls, and the consumers of what it
// publishes.
struct Edge {
  Target to;
  std::string path;         // of the step
  bool waits;               // a call; not a publish
  std::string region = "";  // where the call goes; the request's when empty
};
std::map<Target, std::vector<Edge>> edges_of(const Scenario& scenario);

// Everything reached from there, itself included, and the regions where it is asked.
std::set<std::pair<Target, std::string>> reached(const std::map<Target, std::vector<Edge>>& edges,
                                                 const Target& from, const std::string& region);

}  // namespace threeam::scenario
