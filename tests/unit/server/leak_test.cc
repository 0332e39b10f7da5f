// Collects everything that a candidate's link can reach, in every bundled scenario, and looks for
// words of the truth in it.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>

#include "tests/unit/server/house.h"
#include <gtest/gtest.h>

#include "sim/scenario/load.h"

namespace threeam::server {
namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return text;
}

// As it would look inside a JSON string.
std::string quoted(const std::string& text) {
  const std::string json = dump_json(text);
  return json.substr(1, json.size() - 2);
}

std::vector<std::string> bundled_scenarios() {
  std::vector<std::string> names;
  const auto folder = std::filesystem::path(THREEAM_SOURCE_DIR) / "scenarios";
  for (const auto& each : std::filesystem::directory_iterator(folder)) {
    if (std::filesystem::exists(each.path() / "scenario.yaml")) {
      names.push_back(each.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

// What must not be read by a candidate, in lower case.
std::set<std::string> words_of_the_truth(const Scenario& scenario) {
  std::set<std::string> words = {"decoy",         "suspect",      "rubric",     "blamed_change",
                                 "gives_away",    "data_at_risk", "harm_units", "restored_when",
                                 "options_at_ns", "followup",     "pushback",   "\"truth\"",
                                 "\"hidden\""};
  words.insert("\"" + scenario.id + "\"");
  words.insert(scenario.truth.summary);
  words.insert(scenario.truth.chain.begin(), scenario.truth.chain.end());
  for (const TimelineEvent& event : scenario.timeline) {
    if (event.hidden) {
      words.insert("\"" + event.id + "\"");
    }
  }
  for (const Suspect& suspect : scenario.suspects) {
    words.insert({suspect.id, suspect.about});
  }
  for (const Hint& hint : scenario.interviewer.hints) {
    words.insert(hint.text);
    if (hint.gives_away.size() > 20) {  // shorter ones are words that a log may hold
      words.insert(hint.gives_away);
    }
  }
  for (const auto* questions : {&scenario.interviewer.followups, &scenario.interviewer.pushback}) {
    for (const Question& question : *questions) {
      words.insert({question.id, question.ask, question.good});
    }
  }
  std::set<std::string_view> kinds;  // of actions, which a candidate sees
  for (const Action& action : scenario.actions) {
    kinds.insert(change_kind(action.change));
  }
  for (const CourseOfAction& option : scenario.truth.options) {
    if (!kinds.contains(option.id)) {
      words.insert("\"" + option.id + "\"");
    }
  }
  std::set<std::string> searched;
  for (const std::string& word : words) {
    if (!word.empty()) {
      searched.insert(lower(word));
      searched.insert(lower(quoted(word)));
    }
  }
  return searched;
}

class LeakTest : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    auto loaded =
        scenario::load_or_error(std::string(THREEAM_SOURCE_DIR) + "/scenarios/" + GetParam());
    ASSERT_TRUE(loaded) << to_string(loaded.error());
    scenario_ = *std::move(loaded);
    store_ = store::make_memory();
    house_ = std::make_unique<House>(*store_, std::vector<Scenario>{scenario_});
    const std::string level = scenario_.levels.at(0);
    const auto created = house_->as_operator(
        "POST", "/api/rounds",
        dump_json({{"scenario", scenario_.id}, {"level", level}, {"seed", 11}}));
    ASSERT_EQ(created.status, 201) << created.response.body;
    const auto key = [&](const char* role) {
      const std::string link = string_or(created.json, role, "");
      return link.substr(link.rfind('/') + 1);
    };
    candidate_ = key("candidate");
    interviewer_ = key("interviewer");
    std::string metrics = string_or(created.json, "metrics", "");
    metrics_ = metrics.substr(metrics.find("/m/"));
  }

  void collect(const std::string& from, const House::Reply& reply) {
    std::string text = reply.response.content_type + "\n" + reply.response.body;
    for (const auto& [name, value] : reply.response.headers) {
      text += "\n" + name + ": " + value;
    }
    collected_[from] = std::move(text);
  }

  House::Reply look(const Json& look) {
    House::Reply reply = house_->look(candidate_, look);
    collect("look " + dump_json(look), reply);
    return reply;
  }

  void look_everywhere();
  void look_at_panels(SimTime now);
  void look_at_requests(SimTime now);
  void run_into_errors();

  Scenario scenario_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<House> house_;
  std::string candidate_, interviewer_, metrics_;
  std::map<std::string, std::string> collected_;
};

void LeakTest::look_at_panels(SimTime now) {
  const auto panel = [&](std::string_view metric, const Json& by) {
    look({{"what", "panel"},
          {"query",
           {{"metric", metric},
            {"where", Json::object()},
            {"by", by},
            {"from_ns", now - 40 * kMinute},
            {"to_ns", now},
            {"step_ns", 60 * kSecond}}}});
  };
  const Json opening = house_->get("/api/round/" + candidate_).json;
  for (const Json& metric : opening["metrics_catalogue"]) {
    const std::string name = metric["name"];
    panel(name, Json::array());
    for (const Json& label : metric["labels"]) {
      panel(name, Json::array({label}));
    }
  }
}

void LeakTest::look_at_requests(SimTime now) {
  const Json range{{"from_ns", now - 5 * kMinute}, {"to_ns", now}};
  for (const char* level : {"", "info", "warn", "error"}) {
    Json logs{{"what", "logs"}, {"search", ""}};
    logs.update(range);
    if (*level != '\0') {
      logs["level"] = level;
    }
    look(logs);
  }
  for (const char* which : {"slow", "failed", "any"}) {
    Json traces{{"what", "traces"}, {"which", which}};
    traces.update(range);
    const Json shown = look(traces).json["shown"];
    for (std::size_t i = 0; i < 3 && i < shown["traces"].size(); ++i) {
      look({{"what", "trace"}, {"request", shown["traces"][i]["request"]}});
    }
  }
}

void LeakTest::look_everywhere() {
  const SimTime now = house_->get("/api/round/" + candidate_).json["now_ns"].get<SimTime>();
  for (const char* what : {"overview", "changes", "topology", "flags", "alerts"}) {
    EXPECT_EQ(look({{"what", what}}).status, 200) << what;
  }
  look_at_panels(now);
  look_at_requests(now);
  for (const TimelineEvent& event : scenario_.timeline) {
    const auto reply = look({{"what", "diff"}, {"change", event.id}});
    EXPECT_TRUE(!event.hidden || reply.status >= 400) << event.id;
    // The candidate's own words come back in an error or an entry: not a leak.
    if (event.hidden) {
      collected_.erase("look " + dump_json({{"what", "diff"}, {"change", event.id}}));
    }
  }
  for (const Runbook& runbook : scenario_.runbooks) {
    EXPECT_EQ(look({{"what", "runbook"}, {"runbook", runbook.id}}).status, 200);
  }
  for (const Dataset& dataset : scenario_.datasets) {
    EXPECT_EQ(look({{"what", "data_check"}, {"dataset", dataset.name}}).status, 200);
  }
  for (const Person& person : scenario_.people) {
    for (const threeam::Answer& answer : person.answers) {
      look({{"what", "ask"}, {"person", person.name}, {"answer", answer.id}});
    }
  }
}

void LeakTest::run_into_errors() {
  look({{"what", "everything"}});
  look({{"what", "runbook"}, {"runbook", "none"}});
  look({{"what", "panel"}, {"query", {{"metric", "none"}}}});
  const std::string root = "/api/round/" + candidate_;
  for (const char* rest : {"/world", "/options", "/journal", "/score", "/shown/1", "/none"}) {
    collect(rest, house_->get(root + rest));
  }
  collect("query", house_->post(root + "/query", {{"metric", "error_ratio"}}));
  collect("act", house_->add(candidate_, "do", {{"action", "none"}, {"why", "x"}}));
  collect("say", house_->add(candidate_, "say", {{"what", "none"}}));
  collect("hint", house_->add(candidate_, "hint", {{"index", 0}}));
}

TEST_P(LeakTest, NoWordOfTheTruthReachesACandidate) {
  const std::string root = "/api/round/" + candidate_;
  house_->open(1, candidate_, 0);
  collect("before the start", house_->get(root));
  collect("page", house_->get("/c/" + candidate_));
  ASSERT_EQ(house_->add(interviewer_, "clock", {{"to", "start"}}).status, 200);
  house_->add(interviewer_, "note", {{"text", "a suspect thought"}});
  look_everywhere();
  house_->add(candidate_, "do", {{"action", scenario_.actions.at(0).id}, {"why", "x"}});
  house_->pass(kSecond);
  house_->add(interviewer_, "clock", {{"to", "skip"}, {"until_ns", 6 * kMinute}});
  look_everywhere();
  run_into_errors();
  collect("opening", house_->get(root));
  collect("metrics", house_->get(metrics_));
  collect("the server's metrics", house_->get("/metrics"));
  for (std::size_t i = 0; i < house_->pushed[1].size(); ++i) {
    collected_["frame " + std::to_string(i)] = dump_json(house_->pushed[1][i]);
  }
  EXPECT_GT(collected_.size(), 60U);
  const std::set<std::string> words = words_of_the_truth(scenario_);
  for (const auto& [from, text] : collected_) {
    const std::string searched = lower(text);
    for (const std::string& word : words) {
      EXPECT_EQ(searched.find(word), std::string::npos) << from << " holds: " << word;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Bundled, LeakTest, ::testing::ValuesIn(bundled_scenarios()),
                         [](const auto& instance) {
                           std::string name = instance.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
                               '_');
                           return name;
                         });

}  // namespace
}  // namespace threeam::server
