#include "sim/server/library.h"

#include <filesystem>

#include <fmt/core.h>

#include "sim/scenario/load.h"

namespace threeam::server {

Library Library::read(const std::string& folder) {
  namespace fs = std::filesystem;
  Library library;
  std::error_code error;
  std::vector<std::string> folders;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    const bool hidden = at->path().filename().string().starts_with("_");
    if (!hidden && fs::exists(at->path() / "scenario.yaml", ignored)) {
      folders.push_back(at->path().string());
    }
  }
  if (error) {
    fmt::print(stderr, "threeam: {}: {}\n", folder, error.message());
  }
  for (const std::string& each : folders) {
    auto scenario = scenario::load_or_error(each);
    if (scenario) {
      library.add(*std::move(scenario));
    } else {
      fmt::print(stderr, "threeam: not served: {}: {}\n", each, to_string(scenario.error()));
    }
  }
  return library;
}

void Library::add(Scenario scenario) {
  auto shared = std::make_shared<const Scenario>(std::move(scenario));
  by_id_[shared->id] = shared;
  by_digest_[shared->digest] = shared;
}

std::vector<SharedScenario> Library::all() const {
  std::vector<SharedScenario> list;
  for (const auto& [id, scenario] : by_id_) {
    list.push_back(scenario);
  }
  return list;
}

SharedScenario Library::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

Result<SharedScenario> Library::from_files(const std::map<std::string, std::string>& files,
                                           const std::string& digest) {
  if (const auto found = by_digest_.find(digest); found != by_digest_.end()) {
    return found->second;
  }
  auto scenario = scenario::load_or_error(files);
  if (!scenario) {
    return tl::unexpected(scenario.error());
  }
  if (scenario->digest != digest) {
    return fail(ErrorCode::incompatible, "the journal's scenario files do not have its digest");
  }
  auto shared = std::make_shared<const Scenario>(*std::move(scenario));
  by_digest_[shared->digest] = shared;
  return shared;
}

}  // namespace threeam::server
