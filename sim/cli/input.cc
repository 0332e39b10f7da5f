#include "sim/cli/input.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/load.h"

namespace threeam::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kFileBytesMax = 64ULL << 20;

tl::unexpected<Error> disk_says_no(const std::string& path) {
  return fail(ErrorCode::storage, std::strerror(errno), path);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The JSON of a journal's line is one line; "parse error at line 1, column 40: why" says where in
// it.
std::string take_column(std::string& message) {
  constexpr std::string_view kAt = "parse error at line 1, column ";
  const std::size_t at = message.find(kAt);
  const std::size_t colon = at == std::string::npos ? at : message.find(": ", at);
  if (colon == std::string::npos) {
    return "1";
  }
  std::string column = message.substr(at + kAt.size(), colon - at - kAt.size());
  if (!is_number(column)) {
    return "1";
  }
  message.erase(at, colon + 2 - at);
  return column;
}

// "line 17: why" about a file becomes "why" at "file:17:1", as every other finding has it.
Error placed(Error error) {
  constexpr std::string_view kLine = "line ";
  const std::size_t colon = error.message.find(": ");
  if (!error.message.starts_with(kLine) || colon == std::string::npos) {
    return error;
  }
  const std::string number = error.message.substr(kLine.size(), colon - kLine.size());
  if (!is_number(number)) {
    return error;
  }
  error.message.erase(0, colon + 2);
  error.where += fmt::format(":{}:{}", number, take_column(error.message));
  return error;
}

// What a replay says about "entry 17" is about the file's line 18; all else is about its header.
Error placed_entry(Error error, const std::string& path) {
  constexpr std::string_view kEntry = "entry ";
  const std::string number =
      error.where.starts_with(kEntry) ? error.where.substr(kEntry.size()) : "0";
  const auto seq = is_number(number) ? std::stoull(number) : 0;
  error.where = fmt::format("{}:{}:1", path, seq + 1);
  return error;
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return fail(ErrorCode::storage, "is a folder, not a file", path);
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return disk_says_no(path);
  }
  const std::uintmax_t size = fs::file_size(path, error);
  if (!error && size > kFileBytesMax) {
    return fail(ErrorCode::storage,
                fmt::format("{} bytes are more than the {} that are read", size, kFileBytesMax),
                path);
  }
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) {
    return disk_says_no(path);
  }
  return text;
}

Result<void> write_file(const std::string& path, std::string_view text) {
  const std::string beside = path + ".part";
  errno = 0;
  {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.flush();
    if (!file) {
      return disk_says_no(path);
    }
  }
  std::error_code error;
  fs::rename(beside, path, error);
  if (error) {
    return fail(ErrorCode::storage, error.message(), path);
  }
  return {};
}

Result<Journal> read_journal(const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) {
    return tl::unexpected(text.error());
  }
  Result<Journal> journal = read_jsonl(*text, path);
  if (!journal) {
    return tl::unexpected(placed(journal.error()));
  }
  return journal;
}

Result<std::shared_ptr<const Scenario>> scenario_of(const Journal& journal) {
  Result<Scenario> scenario = scenario::load_or_error(journal.header.scenario_files);
  if (!scenario) {
    Error error = scenario.error();
    error.message = "the scenario inside the journal does not load: " + error.message;
    return tl::unexpected(std::move(error));
  }
  return std::make_shared<const Scenario>(std::move(*scenario));
}

Result<std::unique_ptr<round::Round>> open_round(const std::string& path,
                                                 std::optional<SimTime> until) {
  Result<Journal> journal = read_journal(path);
  if (!journal) {
    return tl::unexpected(journal.error());
  }
  return open_round(std::move(*journal), path, until);
}

Result<std::unique_ptr<round::Round>> open_round(Journal journal, const std::string& path,
                                                 std::optional<SimTime> until) {
  const auto scenario = scenario_of(journal);
  if (!scenario) {
    return tl::unexpected(scenario.error());
  }
  auto round = round::Round::replay(*scenario, std::move(journal), {}, until);
  if (!round) {
    return tl::unexpected(placed_entry(round.error(), path));
  }
  return round;
}

Result<std::string> find_scenario(const std::string& name, const std::string& scenarios) {
  const fs::path inside = fs::path(scenarios) / name;
  for (const fs::path& folder : {fs::path(name), inside}) {
    std::error_code error;
    if (fs::is_regular_file(folder / "scenario.yaml", error)) {
      return folder.string();
    }
  }
  return fail(ErrorCode::not_found,
              fmt::format("no scenario.yaml in {} or {}", name, inside.string()), name);
}

}  // namespace threeam::cli
