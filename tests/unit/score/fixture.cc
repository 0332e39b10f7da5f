#include "tests/unit/score/fixture.h"

#include <algorithm>

namespace threeam::score::testing {

Scenario incident(const std::string& prefix) {
  const auto named = [&](const char* plain) { return prefix + plain; };
  Scenario scenario;
  scenario.id = named("incident");
  scenario.regions = {named("north"), named("south")};
  for (const char* component : {"web", "mail", "db"}) {
    Component made;
    made.name = named(component);
    scenario.components.push_back(made);
  }
  MessageQueue queue;
  queue.name = named("jobs");
  scenario.queues.push_back(queue);
  Dataset dataset;
  dataset.name = named("rows");
  scenario.datasets.push_back(dataset);
  scenario.flags.push_back({named("new_rows"), "", true});

  TimelineEvent release;
  release.id = named("web-2");
  release.at = -8 * kMinute;
  release.change =
      Deploy{named("web"), "2", {{named("north"), 0, 0}, {named("south"), 0, 20 * kMinute}}};
  TimelineEvent decoy;
  decoy.id = named("mail-9");
  decoy.at = -20 * kMinute;
  decoy.change = Deploy{named("mail"), "9", {{named("north"), 0, 0}}};
  scenario.timeline = {decoy, release};

  const auto action = [&](const char* id, Change change) {
    scenario.actions.push_back({named(id), id, "", 0, std::move(change)});
  };
  action("roll-back", Rollback{named("web"), "1", 20 * kSecond});
  action("stop", StopRollout{named("web-2")});
  action("flag-off", SetFlag{named("new_rows"), false});
  action("flag-on", SetFlag{named("new_rows"), true});
  action("fix", FixForward{5 * kMinute, 0, {{named("db"), "3", 20 * kSecond}}});
  action("repair", RepairData{named("rows"), "new", "old", 100});
  action("restart", Restart{named("web"), {}, 10 * kSecond});
  action("scale", Scale{named("db"), named("north"), 4});
  action("roll-back-mail", Rollback{named("mail"), "8", 20 * kSecond});
  action("silence", Silence{named("errors")});

  Person owner;
  owner.name = named("kim");
  Answer safe;
  safe.id = named("safe");
  safe.after = 2 * kMinute;
  owner.answers = {safe};
  scenario.people = {owner};

  Truth& truth = scenario.truth;
  truth.began = release.at;
  truth.accept = {{named("web"), named("release")}};
  truth.near = {{named("db"), named("data")}};
  truth.decoys = {decoy.id};
  truth.blamed_change = release.id;
  truth.data_at_risk = {named("rows")};
  truth.restored_when = {{"error_ratio", {}, 0.01, 2 * kMinute}};
  truth.options = {
      {"nothing", {}},
      {"roll_back", {{named("roll-back"), 0}}},
      {"fix_forward", {{named("stop"), 0}, {named("fix"), 0}}},
      {"best", {{named("stop"), 0}, {named("flag-off"), 0}, {named("repair"), kMinute}}},
  };
  return scenario;
}

Story& Story::add(Actor actor, EntryKind kind, Json payload) {
  Entry entry;
  entry.seq = journal_.entries.size() + 1;
  entry.wall_ms = 1'700'000'000'000 + time_ / kMillisecond;
  entry.time = time_;
  entry.actor = actor;
  entry.kind = kind;
  entry.payload = std::move(payload);
  journal_.entries.push_back(std::move(entry));
  return *this;
}

std::string Story::name(const std::string& plain) const {
  return plain.empty() ? plain : prefix_ + plain;
}

Story& Story::at(SimTime time) {
  time_ = time;
  return *this;
}

Story& Story::look(const std::string& what, Json more) {
  more["what"] = what;
  for (const char* field : {"change", "dataset", "person", "answer", "component"}) {
    if (more.contains(field)) {
      more[field] = name(more[field].get<std::string>());
    }
  }
  return add(Actor::candidate, EntryKind::look, std::move(more));
}

Story& Story::panel(const std::string& metric, Labels where, std::vector<std::string> by,
                    SimTime from) {
  for (auto& [label, value] : where) {
    value = name(value);
  }
  Query query;
  query.metric = metric;
  query.where = std::move(where);
  query.by = std::move(by);
  query.from = from;
  query.to = time_;
  return look("panel", {{"query", to_json(query)}});
}

Story& Story::say(const std::string& what, Json more) {
  more["what"] = what;
  return add(Actor::candidate, EntryKind::say, std::move(more));
}

Story& Story::hypothesis(const std::string& component, const std::string& mechanism,
                         double confidence, const std::string& id, const std::string& refuted_by,
                         const std::string& state) {
  return say("hypothesis", {{"id", id},
                            {"component", name(component)},
                            {"mechanism", name(mechanism)},
                            {"confidence", confidence},
                            {"refuted_by", refuted_by},
                            {"state", state},
                            {"text", "some words"}});
}

Story& Story::act(const std::string& action, const std::string& why, const std::string& expect,
                  int expect_in_s) {
  Json payload = {{"action", name(action)}, {"why", why}, {"expect", expect}};
  if (expect_in_s > 0) {
    payload["expect_in_s"] = expect_in_s;
  }
  add(Actor::candidate, EntryKind::act, std::move(payload));
  last_act_ = journal_.entries.back().seq;
  return *this;
}

Story& Story::outcome(const std::string& state) {
  return add(Actor::system, EntryKind::outcome,
             {{"of", last_act_}, {"state", state}, {"message", ""}});
}

Story& Story::interviewer(EntryKind kind, Json payload) {
  return add(Actor::interviewer, kind, std::move(payload));
}

Story& Story::finish() {
  return add(Actor::system, EntryKind::clock, {{"to", "finish"}});
}

Story& Story::typed_slowly() {
  std::int64_t wall = 1'700'000'000'000;
  for (Entry& entry : journal_.entries) {
    entry.wall_ms = wall;
    wall += 600'000;
  }
  return *this;
}

Evidence Story::evidence(const Scenario& scenario, const Shown& shown) const {
  return gather(scenario, journal_, shown);
}

Finding finding(const Evidence& evidence, std::string_view criterion) {
  const std::vector<Finding> findings = evaluate(evidence);
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [&](const Finding& one) { return one.criterion == criterion; });
  return found == findings.end() ? Finding{} : *found;
}

}  // namespace threeam::score::testing
