#include "sim/scenario/rules.h"

#include <algorithm>
#include <array>

#include "sim/scenario/checks.h"

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
    // Times.
    Rule{"impossible-time", false, "Times lie in the round, and in order.", check_times},
    Rule{"short-past", false, "At least 30 minutes of past to compare with.", check_past,
         Rule::Of::round},
    Rule{"healthy-past", true, "At least 30 minutes before anything went wrong.",
         check_healthy_past, Rule::Of::round},
    Rule{"length", true, "A round takes 20 to 45 minutes.", check_length, Rule::Of::round},
    // The system.
    Rule{"new-operation", false, "A version replaces operations that exist.", check_versions},
    Rule{"link", false, "A link has two ends.", check_links},
    Rule{"no-capacity", false, "Where requests come in, all they need has an instance.",
         check_capacity},
    Rule{"no-traffic", false, "Users ask for something.", check_traffic},
    Rule{"route", false, "A route is called what the operation that takes it calls it.",
         check_routes},
    Rule{"call-cycle", false, "No operation waits for itself.", check_cycles},
    Rule{"misplaced-step", false,
         "Only a consumer has a message in hand; a cache is its component's.",
         check_misplaced_steps},
    Rule{"call", false, "What a call says of its waiting fits together.", check_calls},
    Rule{"repeat", false, "No repeat is within another.", check_repeats},
    Rule{"selector", false, "Only changes of links select two ends.", check_selectors},
    Rule{"router", false, "A balancer and a discipline have what they look at.", check_routers},
    Rule{"replicas", false, "What reads from or changes copies has copies.", check_replicas},
    Rule{"recording", false, "A recording can be read, and its names are its own.",
         check_recordings},
    Rule{"action-fails", false, "What an action says or does when it fails can happen.",
         check_failures},
    // What is told.
    Rule{"too-few", false, "Enough of everything for a round: four hints, two follow-ups, ...",
         check_counts},
    Rule{"options", false, "nothing, roll_back, fix_forward and best are among the options.",
         check_options},
    Rule{"threshold", false, "A ratio can be above what an alert says.", check_thresholds},
    Rule{"weights", false, "Some harm weighs something.", check_weights},
    Rule{"hidden-cause", false, "The change to blame can be seen.", check_causes},
    Rule{"decoy", false, "The change to blame is no decoy.", nullptr},
    Rule{"suspect", false, "One suspect is the true cause; every other has a world of its own.",
         check_suspects},
    Rule{"label", false, "Labels are ones that the metric has.", check_all_labels},
    Rule{"placeholder", false, "Placeholders of log lines are {name}.", check_placeholders},
    Rule{"id", false, "The id is made of small letters, digits and -.", check_id},
    // What a candidate may not read.
    Rule{"leak", true, "Nothing a candidate sees tells what is wrong, or names the scenario.",
         check_leaks, Rule::Of::round},
    // Specimens (specimen.cc).
    Rule{"window", false, "A window of a specimen is a stretch of its run, in whole samples.",
         nullptr},
    Rule{"claim", false, "What a signature claims can be measured.", nullptr},
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
