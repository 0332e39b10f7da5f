// Findings of one reading, by rule.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/load.h"
#include "sim/scenario/yaml.h"

namespace threeam::scenario {

struct Place {
  std::string file;
  Mark mark;
};

class Report {
 public:
  // `rule` is one of rules.h's, which says whether it is an error or a warning.
  void add(std::string_view rule, const Place& place, std::string message);
  // So many findings that nobody reads more; later ones are dropped.
  bool full() const { return diagnostics_.size() >= kMost; }
  // In order of file, line and column.
  std::vector<Diagnostic> take();

 private:
  static constexpr std::size_t kMost = 1000;
  std::vector<Diagnostic> diagnostics_;
};

// One error with all of them, a line each, when there is one among them that is not a warning.
Result<void> no_errors(const std::vector<Diagnostic>& diagnostics);

// " (did you mean `queue`?)" when a candidate is near enough, else "".
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

// "`a`, `b` or `c`"
std::string any_of(const std::vector<std::string>& words);

}  // namespace threeam::scenario
