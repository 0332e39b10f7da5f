// The scenario loader on arbitrary bytes: it never crashes, and every finding is inside the text.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/assert.h"
#include "sim/scenario/load.h"
#include "sim/scenario/script.h"
#include "sim/scenario/specimen.h"

namespace {

// Length of each line, without its end.
std::vector<std::size_t> line_lengths(std::string_view text) {
  std::vector<std::size_t> lengths = {0};
  for (const char c : text) {
    if (c == '\n') {
      lengths.push_back(0);
    } else {
      ++lengths.back();
    }
  }
  return lengths;
}

void check_places(const std::vector<threeam::scenario::Diagnostic>& diagnostics,
                  std::string_view text) {
  const std::vector<std::size_t> lengths = line_lengths(text);
  for (const threeam::scenario::Diagnostic& found : diagnostics) {
    THREEAM_ASSERT(!found.rule.empty() && !found.message.empty());
    if (found.file != "scenario.yaml" || found.line == 0) {
      continue;
    }
    const auto line = static_cast<std::size_t>(found.line);
    THREEAM_ASSERT(found.line > 0 && line <= lengths.size());
    // One past the end is where something is missing.
    THREEAM_ASSERT(found.column > 0 &&
                   static_cast<std::size_t>(found.column) <= lengths[line - 1] + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(size, '\0');
  std::copy(data, data + size, text.begin());
  const std::map<std::string, std::string> files = {{"scenario.yaml", text},
                                                    {"brief.md", "You are on call."},
                                                    {"interviewer.md", "What happened."},
                                                    {"runbook-orders.md", "Orders."}};
  const threeam::scenario::Loaded loaded = threeam::scenario::load(files);
  check_places(loaded.diagnostics, text);
  // The same bytes as a script: of the scenario as far as it could be read.
  const auto script = threeam::scenario::load_script(text, "play.yaml", loaded.scenario);
  THREEAM_ASSERT(script || !script.error().message.empty());
  // And as a specimen.
  check_places(threeam::scenario::load_specimen(text, "scenario.yaml").diagnostics, text);
  return 0;
}
