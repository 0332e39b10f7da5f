// Files that the verbs read and write.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/model/journal.h"
#include "sim/model/scenario.h"
#include "sim/round/round.h"

namespace threeam::cli {

// The whole file, at most 64 MiB. Errors are `storage`, the path in `where`.
Result<std::string> read_file(const std::string& path);
// Writes beside the file, then renames: a reader sees the old text or the new.
Result<void> write_file(const std::string& path, std::string_view text);

Result<Journal> read_journal(const std::string& path);
// The scenario that a journal carries.
Result<std::shared_ptr<const Scenario>> scenario_of(const Journal& journal);

// The round of a journal's file up to `until` (default: all of it), every state hash on the way
// checked. Errors name the file and the line.
Result<std::unique_ptr<round::Round>> open_round(const std::string& path,
                                                 std::optional<SimTime> until = std::nullopt);
// The same of a journal that has been read from there.
Result<std::unique_ptr<round::Round>> open_round(Journal journal, const std::string& path,
                                                 std::optional<SimTime> until = std::nullopt);

// The folder of a scenario: `name` itself when it holds a scenario.yaml, else `scenarios`/`name`.
// Errors are `not_found`.
Result<std::string> find_scenario(const std::string& name, const std::string& scenarios);

}  // namespace threeam::cli
