#include "sim/scenario/load.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sim/base/hash.h"
#include "sim/scenario/read.h"
#include "sim/scenario/reader.h"
#include "sim/scenario/report.h"
#include "sim/scenario/rules.h"
#include "sim/scenario/yaml.h"

namespace threeam::scenario {
namespace {

constexpr std::string_view kScenarioFile = "scenario.yaml";

std::string join(std::string_view folder, std::string_view file) {
  if (folder.empty()) {
    return std::string(file);
  }
  return fmt::format("{}{}{}", folder, folder.ends_with('/') ? "" : "/", file);
}

// A text file that every scenario has.
void take_file(Reading& reading, std::string_view name, std::string& out) {
  const auto at = reading.files.find(std::string(name));
  if (at == reading.files.end()) {
    reading.report.add("missing-file", {join(reading.folder, name), {}},
                       fmt::format("every scenario has a `{}`", name));
    return;
  }
  reading.files_used.insert(at->first);
  reading.places.emplace(name, Place{join(reading.folder, name), {}});
  out = at->second;
}

// Texts that go to people must be text.
void check_texts(Reading& reading) {
  for (const auto& [name, text] : reading.files) {
    if (!reading.files_used.contains(name)) {
      reading.report.add("unused-file", {join(reading.folder, name), {}},
                         fmt::format("`{}` is not named by {}", name, kScenarioFile));
    } else if (name != kScenarioFile) {
      if (auto refusal = check_text(text)) {
        reading.report.add(refusal->rule, {join(reading.folder, name), refusal->mark},
                           refusal->message);
      }
    }
  }
}

void take_files(const Reading& reading, Scenario& scenario) {
  std::string digests;
  for (const std::string& name : reading.files_used) {
    const std::string& text = reading.files.at(name);
    scenario.files[name] = text;
    digests += fmt::format("{} {}\n", sha256_hex(text), name);
  }
  scenario.digest = sha256_hex(digests);
}

Loaded one_finding(std::string_view rule, std::string file, std::string message) {
  Report report;
  report.add(rule, {std::move(file), {}}, std::move(message));
  return {{}, report.take()};
}

Result<Scenario> to_result(Loaded loaded) {
  return no_errors(loaded.diagnostics).map([&] { return std::move(loaded.scenario); });
}

}  // namespace

std::string to_string(const Diagnostic& d) {
  const std::string place =
      d.line == 0 ? d.file : fmt::format("{}:{}:{}", d.file, d.line, d.column);
  return fmt::format("{}: {}{}: {}", place, d.rule, d.warning ? " (warning)" : "", d.message);
}

bool Loaded::ok() const {
  return std::all_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.warning; });
}

Loaded load(const std::map<std::string, std::string>& files, std::string_view folder) {
  Report report;
  Names names;
  Places places;
  Reading reading{report, names, places, files, std::string(folder), {}, {}};
  reading.file = join(folder, kScenarioFile);
  Loaded loaded;
  std::string text;
  take_file(reading, kScenarioFile, text);
  if (reading.files_used.empty()) {
    loaded.diagnostics = report.take();
    return loaded;
  }
  const Document document = parse_yaml(text);
  for (const Refusal& refusal : document.refusals) {
    report.add(refusal.rule, {reading.file, refusal.mark}, refusal.message);
  }
  if (document.readable) {
    Scenario& scenario = loaded.scenario;
    Reader::read_mapping(reading, document.root, "a scenario", "",
                         [&](Fields& in) { read_scenario(in, scenario); });
    take_file(reading, "brief.md", scenario.brief);
    take_file(reading, "interviewer.md", scenario.interviewer_notes);
    check_texts(reading);
    names.report_dangling(report);
    names.report_unused(report);
    for (const Rule& rule : rules()) {
      if (rule.check != nullptr) {
        rule.check({scenario, names, places}, report);
      }
    }
    take_files(reading, scenario);
  }
  loaded.diagnostics = report.take();
  return loaded;
}

Result<std::string> read_text_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string text(kMaxFileBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (stream.bad() || (stream.fail() && !stream.eof())) {
    return fail(ErrorCode::storage, "cannot be read", path);
  }
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

Loaded load_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::map<std::string, std::string> files;
  fs::directory_iterator entries(folder, error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const fs::path& path = entries->path();
    const std::string name = path.filename().string();
    if (name != kScenarioFile && path.extension() != ".md" && path.extension() != ".csv") {
      continue;
    }
    auto text = read_text_file(path.string());
    if (!text) {
      return one_finding("missing-file", path.string(), text.error().message);
    }
    files[name] = std::move(*text);
  }
  if (error) {
    return one_finding("missing-file", folder, "cannot be read: " + error.message());
  }
  return load(files, folder);
}

Result<Scenario> load_or_error(const std::string& folder) {
  return to_result(load_folder(folder));
}

Result<Scenario> load_or_error(const std::map<std::string, std::string>& files) {
  return to_result(load(files));
}

}  // namespace threeam::scenario
