#include "sim/server/cover.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace threeam::server {
namespace {

constexpr const char* kElse = "something_else";

// In the scenario's order the first suspect would be the cause, and its words would say it. What is
// none of the suspects stays last, under its name.
Json covered_belief(Json belief) {
  const Json suspects = belief["suspects"];
  const auto is_else = [&](std::size_t i) { return string_or(suspects[i], "id", "") == kElse; };
  std::vector<std::size_t> order(suspects.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(is_else(a), string_or(suspects[a], "about", "")) <
           std::pair(is_else(b), string_or(suspects[b], "about", ""));
  });
  std::map<std::string, std::string> letters;
  for (std::size_t place = 0; place < order.size(); ++place) {
    const std::string letter =
        is_else(order[place]) ? kElse : std::string(1, static_cast<char>('A' + place));
    letters[string_or(suspects[order[place]], "id", "")] = letter;
    belief["suspects"][place] = {{"id", letter},
                                 {"about", letter == kElse ? "Something else" : letter},
                                 {"component", ""},
                                 {"mechanism", ""},
                                 {"cause", false}};
  }
  for (Json& step : belief["steps"]) {
    const Json before = step["belief"];
    for (std::size_t place = 0; place < order.size(); ++place) {
      step["belief"][place] = before[order[place]];
    }
    for (const char* side : {"toward", "away"}) {
      const auto found = letters.find(string_or(step, side, ""));
      step[side] = found == letters.end() ? std::string() : found->second;
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

Json covered_truth(const Json& view) {
  Json covered = view;
  covered["notes"] = "";
  covered["suspects"] = Json::array();
  Json& truth = covered["truth"];
  truth.update({{"summary", ""},
                {"chain", Json::array()},
                {"cause", Json::object()},
                {"began_ns", 0},
                {"decoys", Json::array()},
                {"blamed_change", ""},
                {"data_at_risk", Json::array()},
                {"estimate", Json::object()}});
  for (Json& option : truth["options"]) {
    option = {{"id", option["id"]}};
  }
  Json seen = Json::array();
  for (const Json& event : view["timeline"]) {
    if (!event.value("hidden", false)) {
      seen.push_back(event);
    }
  }
  covered["timeline"] = std::move(seen);
  for (Json& hint : covered["script"]["hints"]) {
    hint["gives_away"] = "";
  }
  for (const char* asked : {"followups", "pushback"}) {
    for (Json& question : covered["script"][asked]) {
      question["good"] = "";
    }
  }
  return covered;
}

}  // namespace threeam::server
