// The scenarios that this server can play, and those that journals brought along.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/model/scenario.h"

namespace threeam::server {

using SharedScenario = std::shared_ptr<const Scenario>;

class Library {
 public:
  // Reads every folder in `folder` that has a scenario.yaml, those named _... aside. One that does
  // not load is left out and reported on stderr; a server with nine good scenarios serves nine.
  static Library read(const std::string& folder);

  void add(Scenario scenario);
  std::vector<SharedScenario> all() const;  // by id
  SharedScenario find(std::string_view id) const;
  // The scenario that a journal's files make; the same object for the same digest.
  Result<SharedScenario> from_files(const std::map<std::string, std::string>& files,
                                    const std::string& digest);

 private:
  std::map<std::string, SharedScenario, std::less<>> by_id_;
  std::map<std::string, SharedScenario, std::less<>> by_digest_;
};

}  // namespace threeam::server
