// Every rule of lint by example: findings.txt.
#include <algorithm>
#include <cstdlib>
#include <set>
#include <sstream>

#include "tests/unit/scenario/text_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/load.h"
#include "sim/scenario/rules.h"

namespace threeam::scenario {
namespace {

struct Case {
  std::string name;
  std::string before, after;  // of base.yaml
  std::string expected;       // findings, a line each
};

struct Cases {
  std::string head;  // comments before the first case
  std::vector<Case> cases;
};

Cases read_cases() {
  Cases all;
  std::istringstream lines(test_text("findings.txt"));
  for (std::string line; std::getline(lines, line);) {
    const std::string rest = line.size() > 2 ? line.substr(2) : "";
    if (line.starts_with("=== ")) {
      all.cases.push_back({line.substr(4), "", "", ""});
    } else if (all.cases.empty()) {
      all.head += line + "\n";
    } else if (line.starts_with("-")) {
      all.cases.back().before += rest + "\n";
    } else if (line.starts_with("+")) {
      all.cases.back().after += rest.empty() ? "" : rest + "\n";
    } else if (line.starts_with(">")) {
      all.cases.back().expected += rest + "\n";
    }
  }
  return all;
}

std::string prefixed(const std::string& text, const std::string& prefix) {
  std::string out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    out += prefix + line + "\n";
  }
  return out;
}

std::string findings_of(const Case& c) {
  std::string yaml = test_text("base.yaml");
  if (!c.before.empty()) {
    const auto at = yaml.find(c.before);
    EXPECT_NE(at, std::string::npos) << c.name << ": not in base.yaml:\n" << c.before;
    if (at != std::string::npos) {
      yaml.replace(at, c.before.size(), c.after);
    }
  }
  std::string found;
  for (const Diagnostic& diagnostic : load(folder_of(yaml)).diagnostics) {
    found += to_string(diagnostic) + "\n";
  }
  return found;
}

TEST(Findings, AreExactlyThoseOfEachExample) {
  Cases all = read_cases();
  ASSERT_GE(all.cases.size(), 60U);
  const bool update = std::getenv("THREEAM_UPDATE_GOLDEN") != nullptr;
  std::string updated = all.head;
  for (Case& c : all.cases) {
    const std::string found = findings_of(c);
    if (!update) {
      EXPECT_EQ(found, c.expected) << "case: " << c.name;
      continue;
    }
    const std::string after =
        c.after.empty() && !c.before.empty() ? "+\n" : prefixed(c.after, "+ ");
    updated +=
        "=== " + c.name + "\n" + prefixed(c.before, "- ") + after + prefixed(found, "> ") + "\n";
  }
  if (update) {
    std::ofstream(source_path("tests/unit/scenario/findings.txt")) << updated;
  }
}

TEST(Findings, ShowEveryRuleAtLeastOnce) {
  // Rules that need a file of their own are tested in yaml_test.cc, load_test.cc, specimen_test.cc.
  std::set<std::string, std::less<>> shown = {"too-large",   "not-utf8", "too-deep",
                                              "unused-file", "window",   "claim"};
  for (const Case& c : read_cases().cases) {
    std::istringstream lines(c.expected);
    for (std::string line; std::getline(lines, line);) {
      for (const Rule& rule : rules()) {
        const std::string id(rule.id);
        if (line.find(" " + id + ": ") != std::string::npos ||
            line.find(" " + id + " (warning): ") != std::string::npos) {
          shown.emplace(id);
        }
      }
    }
  }
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(shown.contains(rule.id)) << "no example of " << rule.id;
  }
}

TEST(Findings, HaveARuleOnce) {
  std::set<std::string_view> ids;
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
  }
}

}  // namespace
}  // namespace threeam::scenario
