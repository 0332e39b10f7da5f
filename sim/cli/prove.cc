// `threeam prove`: can the score of a scenario be gamed, and is the scenario fair?
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/verbs.h"
#include "sim/scenario/load.h"
#include "sim/scenario/script.h"
#include "sim/score/interval.h"
#include "sim/score/tournament.h"
#include "sim/score/tournament_svg.h"

namespace threeam::cli {

namespace {

namespace fs = std::filesystem;

// The folder's plays that say of themselves that they are good.
Result<std::vector<score::ReferencePath>> references_of(const fs::path& folder,
                                                        const Scenario& scenario) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator file(folder / "plays", error), end; !error && file != end;
       file.increment(error)) {
    if (file->path().extension() == ".yaml") {
      files.push_back(file->path().string());
    }
  }
  std::ranges::sort(files);
  std::vector<score::ReferencePath> paths;
  for (const std::string& file : files) {
    const Result<std::string> text = read_file(file);
    if (!text) {
      return tl::unexpected(text.error());
    }
    Result<Script> script = scenario::load_script(*text, file, scenario);
    if (!script) {
      return tl::unexpected(script.error());
    }
    if (script->reference) {
      paths.push_back({fs::path(file).stem().string(), std::move(*script)});
    }
  }
  return paths;
}

std::string interval_text(const std::vector<double>& values) {
  const Interval interval = score::mean_interval(values);
  return values.size() < 2 ? fmt::format("{:.2f}", interval.mean)
                           : fmt::format("{:.2f} [{:.2f}, {:.2f}]", interval.mean,
                                         std::max(0.0, interval.low), std::min(1.0, interval.high));
}

std::string table_text(const score::Tournament& tournament) {
  std::string text =
      fmt::format("{}: {} (process at level {}, {} luck{}; outcome, {} lucks{})\n\n",
                  tournament.scenario, tournament.title, tournament.level, tournament.process_seeds,
                  tournament.process_seeds == 1 ? "" : "s", tournament.seeds,
                  tournament.needs_action ? "" : "; nothing had to be done");
  text += fmt::format("  {:<22} {:>20}  {:>20} {:>10}  verdict\n", "", "process", "outcome",
                      "recovered");
  for (const score::Standing& one : tournament.standings) {
    text += fmt::format("  {:<22} {:>20}  {:>20} {:>10}  {}\n",
                        fmt::format("{} {}", one.reference ? "*" : " ", one.id),
                        interval_text(one.processes), interval_text(one.outcomes),
                        fmt::format("{}/{}", one.recovered, tournament.seeds), one.verdict);
  }
  text += "  (* a reference path)\n\n";
  for (const score::Difficulty& one : tournament.difficulty) {
    text += fmt::format("  {:<8} process of references {:.2f}, of bots {:.2f}\n", one.level,
                        one.references, one.bots);
  }
  text += "  options ";
  for (const score::OptionHarm& one : tournament.options) {
    text += fmt::format(" {} {},", one.id, grouped(one.units));
  }
  text.back() = ' ';
  text += "harm units\n";
  text += fmt::format(
      "  spread   process {:.2f} to {:.2f} (standard deviation {:.2f}), outcome "
      "{:.2f} to {:.2f} ({:.2f})\n\n",
      tournament.process.low, tournament.process.high, tournament.process.deviation,
      tournament.outcome.low, tournament.outcome.high, tournament.outcome.deviation);
  for (const score::Check& check : tournament.checks) {
    text += fmt::format("  {:<6} {}{}{}: {}\n", check.holds ? "holds" : "FAILS", check.id,
                        check.subject.empty() ? "" : " ", check.subject, check.text);
  }
  return text + fmt::format("\n{}: {}\n", tournament.scenario,
                            tournament.holds() ? "holds" : "does not hold");
}

// One scenario; nullopt after the complaint in `status`.
std::optional<score::Tournament> prove_folder(const std::string& folder,
                                              const ProveOptions& options, Exit& status) {
  std::error_code error;
  if (!fs::is_regular_file(fs::path(folder) / "scenario.yaml", error)) {
    status = complain({ErrorCode::storage, "there is no scenario.yaml in it", folder});
    return std::nullopt;
  }
  Result<Scenario> loaded = scenario::load_or_error(folder);
  if (!loaded) {
    print_findings(loaded.error().message);
    status = kDoesNotHold;
    return std::nullopt;
  }
  const auto scenario = std::make_shared<const Scenario>(std::move(*loaded));
  const auto references = references_of(folder, *scenario);
  if (!references) {
    print_findings(references.error().message);
    status = kDoesNotHold;
    return std::nullopt;
  }
  Progress progress("prove " + scenario->id);
  score::TournamentEffort effort;
  effort.seeds = options.seeds;
  effort.process_seeds = options.process_seeds;
  effort.threads = options.threads;
  effort.progress = [&](double share) { progress.report(share); };
  Result<void> kept;
  if (!options.journals.empty()) {
    fs::create_directories(options.journals, error);
    effort.played = [&](const Journal& journal) {
      const fs::path file =
          fs::path(options.journals) / (scenario->id + "-" + journal.header.round + ".jsonl");
      if (auto written = write_file(file.string(), write_jsonl(journal)); !written && kept) {
        kept = written;
      }
    };
  }
  Result<score::Tournament> tournament = score::hold_tournament(scenario, *references, effort);
  progress.end();
  if (!kept) {
    status = complain(kept.error());
    return std::nullopt;
  }
  if (!tournament) {
    status = complain(tournament.error(), folder);
    return std::nullopt;
  }
  return std::move(*tournament);
}

}  // namespace

int prove(const ProveOptions& options) {
  Exit worst = kHolds;
  std::vector<score::Tournament> tournaments;
  for (const std::string& folder : options.paths) {
    Exit status = kHolds;
    if (auto tournament = prove_folder(folder, options, status)) {
      status = tournament->holds() ? kHolds : kDoesNotHold;
      if (!options.json) {
        print(table_text(*tournament));
      }
      tournaments.push_back(std::move(*tournament));
    }
    worst = std::max(worst, status);
  }
  if (options.json) {
    Json all = Json::array();
    for (const score::Tournament& tournament : tournaments) {
      all.push_back(to_json(tournament));
    }
    print_json(all);
  }
  if (!options.svg.empty()) {
    const Result<void> written = write_file(options.svg, score::tournament_svg(tournaments));
    if (!written) {
      return complain(written.error());
    }
  }
  return worst;
}

}  // namespace threeam::cli
