// Every name a file defines and every name it uses, so that dangling and doubled ones are found in
// one place.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/scenario/report.h"

namespace threeam::scenario {

enum class Kind {
  region,
  component,
  operation,          // of a component
  version_operation,  // an operation that a version replaces; of a component and version
  version,            // of a component
  pool,               // of a component
  stock,              // of a component
  route,
  queue,
  cache,
  dataset,
  format,  // of a dataset; of any when the scope is empty
  effect,
  flag,
  alert,
  change,  // an event of the timeline
  action,
  log,
  runbook,
  person,
  answer,  // of a person
  mechanism,
  suspect,
  option,
  metric,
  recorded,
  question,  // of the interviewer's follow-ups or push-backs
  window,    // of a specimen's run
  series,    // of a specimen's signature
};

// "a component", for messages.
std::string_view with_article(Kind kind);

class Names {
 public:
  // Panel metrics are defined by the catalogue.
  Names();

  // Reports `duplicate-name` when it is defined already in that scope.
  void define(Kind kind, std::string_view scope, std::string_view name, const Place& place,
              Report& report);
  void refer(Kind kind, std::string_view scope, std::string_view name, const Place& place);

  // Reports `dangling-name` for every use without a definition, with the nearest one; only the
  // first where nothing of that kind is defined, and none whose owner is dangling itself.
  void report_dangling(Report& report) const;
  // Reports `unused` for definitions that only make sense when they are used.
  void report_unused(Report& report) const;

  bool defined(Kind kind, std::string_view scope, std::string_view name) const;
  // The names a reader could have meant, sorted.
  std::vector<std::string> of(Kind kind, std::string_view scope) const;

 private:
  struct Use {
    Kind kind;
    std::string scope, name;
    Place place;
  };
  std::vector<Use> definitions_, uses_;
  std::set<std::tuple<Kind, std::string, std::string>> defined_;  // kind, scope, name
  std::set<std::pair<Kind, std::string>> defined_somewhere_;      // kind, name
};

}  // namespace threeam::scenario
