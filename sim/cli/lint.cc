// `threeam lint`: everything that is wrong with scenarios, at once.
#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "sim/base/parallel.h"
#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/verbs.h"
#include "sim/engine/world.h"
#include "sim/scenario/load.h"
#include "sim/scenario/script.h"
#include "sim/scenario/specimen.h"
#include "sim/score/suspects.h"

namespace threeam::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 1;  // of the suspects' worlds

std::vector<std::string> plays_of(const fs::path& folder) {
  std::vector<std::string> plays;
  std::error_code error;
  for (fs::directory_iterator file(folder / "plays", error), end; !error && file != end;
       file.increment(error)) {
    if (file->path().extension() == ".yaml") {
      plays.push_back(file->path().string());
    }
  }
  std::ranges::sort(plays);
  return plays;
}

bool lint_play(const std::string& path, const Scenario& scenario) {
  const Result<std::string> text = read_file(path);
  if (!text) {
    complain(text.error());
    return false;
  }
  if (const Result<Script> script = scenario::load_script(*text, path, scenario); !script) {
    print_findings(script.error().message);
    return false;
  }
  return true;
}

// Can the engine run it?
bool lint_world(const Scenario& scenario, const std::string& file) {
  const auto model = engine::compile(scenario);
  if (!model) {
    const std::string& field = model.error().where;
    complain({ErrorCode::rejected, model.error().message,
              field.empty() ? file : fmt::format("{}: {}", file, field)});
  }
  return model.has_value();
}

// Does each rival cause look like the page? One world each.
bool lint_suspects(const Scenario& scenario, const std::string& file) {
  std::vector<Result<void>> fits(scenario.suspects.size());
  run_jobs(fits.size(), 0, [&](std::size_t i) {
    fits[i] = score::fits_page(scenario, scenario.suspects[i], kSeed);
  });
  bool all = true;
  for (const Result<void>& one : fits) {
    if (!one) {
      all = false;
      complain(
          {one.error().code, one.error().message, fmt::format("{}: {}", file, one.error().where)});
    }
  }
  return all;
}

Exit lint_specimen(const std::string& path) {
  const Result<std::string> text = scenario::read_text_file(path);
  if (!text) {
    return complain(text.error());
  }
  const scenario::LoadedSpecimen loaded = scenario::load_specimen(*text, path);
  for (const scenario::Diagnostic& diagnostic : loaded.diagnostics) {
    print_findings(scenario::to_string(diagnostic));
  }
  if (!loaded.ok() || !lint_world(loaded.specimen.world, path)) {
    return kDoesNotHold;
  }
  print(fmt::format("{}: holds\n", loaded.specimen.slug));
  return kHolds;
}

Exit lint_folder(const std::string& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) {
    return complain({ErrorCode::storage, "no such folder", folder});
  }
  if (!fs::is_regular_file(fs::path(folder) / "scenario.yaml", error)) {
    return complain({ErrorCode::storage, "there is no scenario.yaml in it", folder});
  }
  const scenario::Loaded loaded = scenario::load_folder(folder);
  for (const scenario::Diagnostic& diagnostic : loaded.diagnostics) {
    print_findings(scenario::to_string(diagnostic));
  }
  if (!loaded.ok()) {
    return kDoesNotHold;
  }
  if (!lint_world(loaded.scenario, (fs::path(folder) / "scenario.yaml").string())) {
    return kDoesNotHold;
  }
  const bool suspects_hold =
      lint_suspects(loaded.scenario, (fs::path(folder) / "scenario.yaml").string());
  bool plays_hold = true;
  for (const std::string& play : plays_of(folder)) {
    plays_hold = lint_play(play, loaded.scenario) && plays_hold;
  }
  if (!plays_hold || !suspects_hold) {
    return kDoesNotHold;
  }
  print(fmt::format("{}: holds\n", loaded.scenario.id));
  return kHolds;
}

}  // namespace

int lint(const LintOptions& options) {
  Exit worst = kHolds;
  for (const std::string& path : options.paths) {
    std::error_code error;
    const bool is_specimen =
        fs::path(path).extension() == ".yaml" && !fs::is_directory(path, error);
    worst = std::max(worst, is_specimen ? lint_specimen(path) : lint_folder(path));
  }
  return worst;
}

int schema() {
  print(scenario::json_schema());
  print("\n");
  return kHolds;
}

}  // namespace threeam::cli
