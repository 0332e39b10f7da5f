#include "sim/server/cover.h"

#include <algorithm>
#include <numeric>

namespace threeam::server {
namespace {

// In the scenario's order the first suspect would be the cause.
Json covered_belief(Json belief) {
  const Json suspects = belief["suspects"];
  std::vector<std::size_t> order(suspects.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return string_or(suspects[a], "about", "") < string_or(suspects[b], "about", "");
  });
  for (std::size_t place = 0; place < order.size(); ++place) {
    Json& suspect = belief["suspects"][place] = suspects[order[place]];
    suspect["cause"] = false;
  }
  for (Json& step : belief["steps"]) {
    // What is beyond the suspects is something else, which stays last.
    const Json before = step["belief"];
    for (std::size_t place = 0; place < order.size(); ++place) {
      step["belief"][place] = before[order[place]];
    }
  }
  return belief;
}

Json covered_decision(const Json& decision) {
  Json values = Json::array();
  for (const Json& value : decision["values"]) {
    values.push_back({{"id", value["id"]}, {"expected", value["expected"]}});
  }
  return Json{{"entry", decision["entry"]},
              {"plan", decision["plan"]},
              {"at_ns", decision["at_ns"]},
              {"values", std::move(values)}};
}

}  // namespace

SimTime shown_until(const std::vector<Entry>& entries) {
  SimTime last = 0;
  SimTime acted = 0;
  bool acts = false;
  for (const Entry& entry : entries) {
    if (entry.actor != Actor::candidate) {
      continue;
    }
    last = entry.time;
    if (entry.kind == EntryKind::act) {
      acted = entry.time;
      acts = true;
    }
  }
  return acts ? acted : last;
}

Json covered_card(const Json& card) {
  Json decisions = Json::array();
  for (const Json& decision : card["decisions"]) {
    decisions.push_back(covered_decision(decision));
  }
  return Json{{"covered", true},
              {"belief", covered_belief(card["belief"])},
              {"decisions", std::move(decisions)}};
}

}  // namespace threeam::server
