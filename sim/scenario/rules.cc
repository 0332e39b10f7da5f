#include "sim/scenario/rules.h"

#include <algorithm>
#include <array>

namespace threeam::scenario {
namespace {

constexpr std::array kRules = {
    // Found while reading.
    Rule{"missing-file", false, "Every file that is needed is in the folder.", nullptr},
    Rule{"unused-file", true, "Every Markdown file in the folder is used.", nullptr},
    Rule{"too-large", false, "A file has at most 1 MiB.", nullptr},
    Rule{"not-utf8", false, "Files are UTF-8 text without control characters.", nullptr},
    Rule{"syntax", false, "The file is one YAML document without tags.", nullptr},
    Rule{"alias", false, "No anchors and aliases.", nullptr},
    Rule{"too-deep", false, "At most 32 levels of nesting.", nullptr},
    Rule{"duplicate-key", false, "A key is given once.", nullptr},
    Rule{"unknown-key", false, "Only keys that this format knows.", nullptr},
    Rule{"missing-key", false, "Every key that is needed is there.", nullptr},
    Rule{"too-many-keys", false, "Of keys that exclude each other, one is there.", nullptr},
    Rule{"type", false, "Text, numbers, lists and mappings where they are expected.", nullptr},
    Rule{"unit", false, "Durations, rates and times of day have their unit.", nullptr},
    Rule{"out-of-range", false, "Numbers are within their range.", nullptr},
    Rule{"unknown-word", false, "Words are from their list.", nullptr},
    Rule{"duplicate-name", false, "A name is defined once.", nullptr},
    Rule{"dangling-name", false, "A name that is used is defined.", nullptr},
    Rule{"unused", true, "What is defined is used.", nullptr},
    // About the story that the scenario tells.
    Rule{"impossible-time", false, "Times lie in the round, and in order.", nullptr},
    Rule{"label", false, "Labels are ones that the metric has.", nullptr},
};

}  // namespace

const Place* Subject::place(std::string_view path) const {
  const auto at = places.find(path);
  return at == places.end() ? nullptr : &at->second;
}

std::span<const Rule> rules() {
  return kRules;
}

const Rule* find_rule(std::string_view id) {
  const auto at =
      std::find_if(kRules.begin(), kRules.end(), [&](const Rule& rule) { return rule.id == id; });
  return at == kRules.end() ? nullptr : &*at;
}

}  // namespace threeam::scenario
