// The rules of lint, in one table.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sim/model/scenario.h"
#include "sim/scenario/names.h"
#include "sim/scenario/report.h"

namespace threeam::scenario {

// Where everything that was read stands, by path: "timeline/2/at", "components/ledger/workers".
using Places = std::map<std::string, Place, std::less<>>;

// What a rule looks at: a scenario as far as it could be read.
struct Subject {
  const Scenario& scenario;
  const Names& names;
  const Places& places;

  // Null when the file does not say it, or says it in a way that was reported already.
  const Place* place(std::string_view path) const;
};

struct Rule {
  std::string_view id;
  bool warning;
  std::string_view says;  // what must hold
  // Null: found while reading (yaml.cc, reader.cc, names.cc, load.cc, specimen.cc).
  void (*check)(const Subject& subject, Report& report);
  // A specimen has a world, and no round to be played.
  enum class Of { world, round } of = Of::world;
};

std::span<const Rule> rules();
const Rule* find_rule(std::string_view id);

}  // namespace threeam::scenario
