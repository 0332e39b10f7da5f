// Files of this folder and of the bundled scenarios, as tests read them.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace threeam::scenario {

inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline std::filesystem::path source_path(const std::string& path) {
  return std::filesystem::path(THREEAM_SOURCE_DIR) / path;
}

inline std::string test_text(const std::string& name) {
  return read_text(source_path("tests/unit/scenario") / name);
}

// A folder's files around this scenario.yaml.
inline std::map<std::string, std::string> folder_of(std::string scenario_yaml) {
  return {{"scenario.yaml", std::move(scenario_yaml)},
          {"brief.md", "You are on call.\n"},
          {"interviewer.md", "What happened.\n"},
          {"runbook.md", "Orders.\n"}};
}

// Folders under scenarios/, the skeleton included.
inline std::vector<std::filesystem::path> bundled_scenarios() {
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(source_path("scenarios"))) {
    if (std::filesystem::exists(entry.path() / "scenario.yaml")) {
      folders.push_back(entry.path());
    }
  }
  return folders;
}

}  // namespace threeam::scenario
