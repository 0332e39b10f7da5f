// What a person in the room recorded: answers to questions, drawing, and what was made of an
// assistant's answer. What nobody recorded is not observed.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/score/criteria.h"

namespace threeam::score {
namespace {

using Marks = std::array<std::pair<std::string_view, double>, 3>;

Verdict from_marks(const std::vector<Marked>& marked, const Marks& worth,
                   std::string_view question) {
  Verdict verdict;
  int counted = 0;
  std::string listed;
  for (const Marked& mark : marked) {
    for (const auto& [name, points] : worth) {
      if (mark.answered == name) {
        ++counted;
        verdict.points += points;
        verdict.entries.push_back(mark.seq);
        listed += fmt::format("{}{}", listed.empty() ? "" : ", ", name);
      }
    }
  }
  if (counted == 0) {
    return not_observed(fmt::format("The interviewer marked no {}.", question));
  }
  verdict.points /= counted;
  verdict.text = fmt::format("The interviewer marked each {}: {}.", question, listed);
  return verdict;
}

// F1. "And then what breaks?", as the interviewer marked it.
Verdict second_follow_up(const Evidence& evidence) {
  return from_marks(evidence.followups, {{{"crisp", 1}, {"partial", 0.5}, {"faded", 0}}},
                    "follow-up");
}

// F2. A polite push-back: holding with reasons and updating on a fair point are equally good.
Verdict push_back(const Evidence& evidence) {
  return from_marks(evidence.pushbacks, {{{"holds", 1}, {"updates", 1}, {"digs_in", 0}}},
                    "push-back");
}

// The one observation of this kind, or not observed; `unseen` is no observation.
struct Observation {
  std::string_view value;
  double points;
  std::string_view text;
};

Verdict from_observation(const Evidence& evidence, std::string_view what,
                         std::span<const Observation> known, std::string_view missing) {
  for (const Marked& mark : evidence.observed) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const Observation& one) {
      return mark.what == what && mark.answered == one.value;
    });
    if (found != known.end()) {
      return {.points = found->points, .text = std::string(found->text), .entries = {mark.seq}};
    }
  }
  return not_observed(std::string(missing));
}

// D1. Asked for a picture of the system: drew it 1, named its parts 0.5, neither 0.
Verdict drawing(const Evidence& evidence) {
  static constexpr Observation kKnown[] = {
      {"drew", 1, "Drew the system."},
      {"named", 0.5, "Named the parts of the system, but did not draw it."},
      {"none", 0, "Could not draw the system."},
  };
  return from_observation(evidence, "drawing", kKnown, "Nobody asked for a drawing of the system.");
}

// A1. Having an assistant is no demerit: its answer was checked before it was used, 1; used as it
// came, 0.
Verdict assistant(const Evidence& evidence) {
  static constexpr Observation kKnown[] = {
      {"checked", 1, "Checked what an assistant answered before using it."},
      {"pasted", 0, "Used what an assistant answered as it came."},
  };
  return from_observation(evidence, "assistant", kKnown, "No use of an assistant was seen.");
}

constexpr Criterion kObserved[] = {
    {"F1", "second_follow_up", kSystemDesign, 1, "KORE1 2026, second follow-up", second_follow_up},
    {"F2", "push_back", kTradeoffs, 1, "KORE1 2026, push-back", push_back},
    {"D1", "drawing", kSystemDesign, 1, "KORE1 2026, can they draw it", drawing},
    {"A1", "assistant", kFundamentals, 1, "KORE1 2026, AI assistants", assistant},
};

}  // namespace

std::span<const Criterion> observed_criteria() {
  return kObserved;
}

}  // namespace threeam::score
