#include "sim/scenario/report.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "sim/base/assert.h"
#include "sim/scenario/rules.h"

namespace threeam::scenario {
namespace {

// Levenshtein distance with adjacent swaps (optimal string alignment), by bytes.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        now[j] = std::min(now[j], before[j - 2] + 1);
      }
    }
    before.swap(last);
    last.swap(now);
  }
  return last[b.size()];
}

}  // namespace

void Report::add(std::string_view rule, const Place& place, std::string message) {
  const Rule* known = find_rule(rule);
  THREEAM_ASSERT(known != nullptr);
  if (full()) {
    return;
  }
  diagnostics_.push_back({place.file, place.mark.line, place.mark.column, std::string(rule),
                          std::move(message), known->warning});
}

std::vector<Diagnostic> Report::take() {
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
                   });
  return std::exchange(diagnostics_, {});
}

Result<void> no_errors(const std::vector<Diagnostic>& diagnostics) {
  std::string errors;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!diagnostic.warning) {
      errors += (errors.empty() ? "" : "\n") + to_string(diagnostic);
    }
  }
  if (errors.empty()) {
    return {};
  }
  return fail(ErrorCode::invalid_input, std::move(errors));
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongestWord = 64;
  constexpr std::size_t kMostCandidates = 500;
  if (word.size() > kLongestWord || candidates.size() > kMostCandidates) {
    return "";
  }
  const std::string* nearest = nullptr;
  std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(candidate.size(), word.size());
    const std::size_t shorter = std::min(candidate.size(), word.size());
    if (candidate.size() > kLongestWord || longer - shorter >= least) {
      continue;  // at least as far away as their lengths
    }
    if (const std::size_t far = distance(word, candidate); far < least && far < word.size()) {
      least = far;
      nearest = &candidate;
    }
  }
  return nearest == nullptr ? "" : fmt::format(" (did you mean `{}`?)", *nearest);
}

std::string any_of(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) {
      text += i + 1 == words.size() ? " or " : ", ";
    }
    text += "`" + words[i] + "`";
  }
  return text;
}

}  // namespace threeam::scenario
