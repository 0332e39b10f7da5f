// What a candidate's pages show must not say what is wrong.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/checks.h"

namespace threeam::scenario {
namespace {

struct Shown {
  std::string path;  // in Places
  std::string_view text;
};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Small letters, runs of white space as one space.
std::string normal(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) {
      out += lower(c);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') {
    out.pop_back();
  }
  return out;
}

// Sentences of the summary, links of the chain, ids of the truth, and words that tell on a decoy.
std::vector<std::string> secrets_of(const Scenario& s) {
  constexpr std::size_t kShortest = 16;  // shorter sentences are said by accident
  std::vector<std::string> secrets = {"decoy", "red herring"};
  if (!s.id.empty()) {
    secrets.push_back(normal(s.id));
  }
  for (const Suspect& suspect : s.suspects) {
    secrets.push_back(normal(suspect.id));
  }
  std::vector<std::string> told = s.truth.chain;
  std::string sentence;
  for (const char c : normal(s.truth.summary) + ". ") {
    if (c == '.' || c == ';') {
      told.push_back(std::exchange(sentence, ""));
    } else {
      sentence += c;
    }
  }
  for (const std::string& text : told) {
    const std::string phrase = normal(text);
    const std::size_t start = std::min(phrase.find_first_not_of(' '), phrase.size());
    if (phrase.size() - start >= kShortest) {
      secrets.push_back(phrase.substr(start));
    }
  }
  return secrets;
}

void add_world(const Scenario& s, std::vector<Shown>& shown) {
  shown.push_back({"title", s.title});
  shown.push_back({"page/text", s.page_text});
  for (const Component& component : s.components) {
    shown.push_back({"components/" + component.name, component.name});
    shown.push_back({fmt::format("components/{}/about", component.name), component.about});
  }
  for (const Flag& flag : s.flags) {
    shown.push_back({"flags/" + flag.name, flag.name});
    shown.push_back({fmt::format("flags/{}/about", flag.name), flag.about});
  }
  for (const Alert& alert : s.alerts) {
    shown.push_back({"alerts/" + alert.id, alert.id});
    shown.push_back({fmt::format("alerts/{}/title", alert.id), alert.title});
    shown.push_back({fmt::format("alerts/{}/text", alert.id), alert.text});
  }
  for (const LogTemplate& log : s.logs) {
    shown.push_back({fmt::format("logs/{}/text", log.id), log.text});
  }
}

void add_changes(const Scenario& s, std::vector<Shown>& shown) {
  for (std::size_t i = 0; i < s.timeline.size(); ++i) {
    const TimelineEvent& event = s.timeline[i];
    if (!event.hidden) {
      const std::string path = fmt::format("timeline/{}", i);
      shown.push_back({path + "/id", event.id});
      shown.push_back({path + "/note", event.note});
      shown.push_back({path + "/diff", event.diff});
    }
  }
  for (const Action& action : s.actions) {
    shown.push_back({"actions/" + action.id, action.id});
    shown.push_back({fmt::format("actions/{}/label", action.id), action.label});
    shown.push_back({fmt::format("actions/{}/does", action.id), action.does});
    shown.push_back({fmt::format("actions/{}/fails", action.id), action.fails});
    shown.push_back({fmt::format("actions/{}/blocked/message", action.id), action.blocked.message});
  }
}

void add_texts(const Scenario& s, std::vector<Shown>& shown) {
  for (std::size_t i = 0; i < s.runbooks.size(); ++i) {
    shown.push_back({fmt::format("runbooks/{}/title", i), s.runbooks[i].title});
    shown.push_back({fmt::format("runbooks/{}/file", i), s.runbooks[i].text});
  }
  for (const Person& person : s.people) {
    shown.push_back({fmt::format("people/{}/role", person.name), person.role});
    for (std::size_t i = 0; i < person.answers.size(); ++i) {
      const std::string path = fmt::format("people/{}/answers/{}", person.name, i);
      shown.push_back({path + "/ask", person.answers[i].ask});
      shown.push_back({path + "/answer", person.answers[i].answer});
    }
  }
  shown.push_back({"brief.md", s.brief});
}

}  // namespace

void check_leaks(const Subject& subject, Report& report) {
  std::vector<Shown> shown;
  add_world(subject.scenario, shown);
  add_changes(subject.scenario, shown);
  add_texts(subject.scenario, shown);
  const std::vector<std::string> secrets = secrets_of(subject.scenario);
  for (const Shown& item : shown) {
    const Place* place = subject.place(item.path);
    if (place == nullptr) {
      continue;
    }
    const std::string text = normal(item.text);
    for (const std::string& secret : secrets) {
      if (text.find(secret) != std::string::npos) {
        report.add("leak", *place, fmt::format("candidates see this, and it says `{}`", secret));
      }
    }
  }
}

}  // namespace threeam::scenario
