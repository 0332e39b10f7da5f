// Scenario files in, trusted Scenario out. The only door to yaml-cpp.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/model/scenario.h"

namespace threeam::scenario {

// One finding of lint, "file:line:column: rule: message".
struct Diagnostic {
  std::string file;
  int line = 0;         // from 1; 0: the file as a whole
  int column = 0;       // from 1
  std::string rule;     // "unknown-key", "unit", "dangling-name", ...
  std::string message;  // what is wrong, and what was expected
  bool warning = false;
};

std::string to_string(const Diagnostic& diagnostic);

struct Loaded {
  Scenario scenario;  // meaningful only when there is no error among the diagnostics
  std::vector<Diagnostic> diagnostics;  // in file order
  bool ok() const;                      // no errors (warnings allowed)
};

// From the files' texts by name ("scenario.yaml", "brief.md", ...): strict, all findings at once.
// Never throws; refuses files over 1 MiB, aliases, and nesting over 32.
Loaded load(const std::map<std::string, std::string>& files, std::string_view folder = "");

// Reads the folder's files (scenario.yaml, *.md), then load(). An unreadable folder is a
// Diagnostic.
Loaded load_folder(const std::string& folder);

// load_folder, then one Error with all findings when there are any.
Result<Scenario> load_or_error(const std::string& folder);
// The same from a journal's files.
Result<Scenario> load_or_error(const std::map<std::string, std::string>& files);

// A text file; of one that is too large, as much as shows it. Errors are `storage`, the path in
// `where`.
Result<std::string> read_text_file(const std::string& path);

// JSON Schema (2020-12) of scenario.yaml for editors.
std::string json_schema();

}  // namespace threeam::scenario
