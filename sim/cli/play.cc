// `threeam play`: a scripted candidate, headless, at full speed.
#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "sim/base/hash.h"
#include "sim/base/text.h"
#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/verbs.h"
#include "sim/engine/world.h"
#include "sim/scenario/load.h"
#include "sim/scenario/script.h"

namespace threeam::cli {

namespace {

// Named after what it was made from, so that the same play is the same file.
JournalHeader header_of(const Scenario& scenario, const PlayOptions& options,
                        const std::string& level, const std::string& script) {
  JournalHeader header;
  header.engine_version = engine::kEngineVersion;
  header.round =
      "play-" + sha256_hex(fmt::format("{}/{}/{}/{}", scenario.digest, level, options.seed, script))
                    .substr(0, 20);
  header.scenario = scenario.id;
  header.scenario_digest = scenario.digest;
  header.scenario_files = scenario.files;
  header.seed = options.seed;
  header.level = level;
  return header;
}

// What was asked for, else senior, else the scenario's first; "" when it is not one of its levels.
std::string level_of(const Scenario& scenario, const std::string& asked) {
  const std::string level = asked.empty() ? "senior" : asked;
  if (std::ranges::find(scenario.levels, level) != scenario.levels.end()) {
    return level;
  }
  return asked.empty() && !scenario.levels.empty() ? scenario.levels.front() : "";
}

}  // namespace

int play(const PlayOptions& options) {
  const Result<std::string> folder = find_scenario(options.scenario, options.scenarios);
  if (!folder) {
    return complain(folder.error());
  }
  scenario::Loaded loaded = scenario::load_folder(*folder);
  for (const scenario::Diagnostic& diagnostic : loaded.diagnostics) {
    print_findings(scenario::to_string(diagnostic));
  }
  if (!loaded.ok()) {
    return kUnreadable;
  }
  const auto scenario = std::make_shared<const Scenario>(std::move(loaded.scenario));
  const std::string level = level_of(*scenario, options.level);
  if (level.empty()) {
    return complain_usage(fmt::format("--level {} is not one of {}'s levels: {}", options.level,
                                      scenario->id, fmt::join(scenario->levels, ", ")));
  }
  const Result<std::string> text = read_file(options.script);
  if (!text) {
    return complain(text.error());
  }
  Result<Script> script = scenario::load_script(*text, options.script, *scenario);
  if (!script) {
    print_findings(script.error().message);
    return kUnreadable;
  }
  const auto round =
      round::play(scenario, header_of(*scenario, options, level, *text), std::move(*script));
  if (!round) {
    return complain(round.error(), options.script);
  }
  const Journal& journal = (*round)->journal();
  if (const Result<void> written = write_file(options.out, write_jsonl(journal)); !written) {
    return complain(written.error());
  }
  print(fmt::format("{}: {} entries to {}\n", options.out, journal.entries.size(),
                    format_clock((*round)->now())));
  return kHolds;
}

}  // namespace threeam::cli
