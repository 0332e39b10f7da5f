// Who rated what in a round, from its journal.
//
// A rater is an actor and a name (`rater` of the entry, else the role's name): several people may
// rate by one reviewer's link. Of a dimension, the last entry counts; a locked one is final. A
// locked rating without points says that the dimension was not observed.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/journal.h"

namespace threeam {

inline constexpr std::array<std::string_view, 5> kRatedDimensions = {
    "fundamentals", "system_design", "debugging", "operational_judgment", "tradeoffs"};

struct Rating {
  std::uint64_t seq = 0;
  std::optional<int> points;  // 1 to 5; nullopt: not observed
  std::string text;
  bool locked = false;
};

struct Rater {
  Actor actor = Actor::reviewer;
  std::string name;
  std::map<std::string, Rating, std::less<>> ratings;  // by dimension

  // All five dimensions are locked: from then on others' ratings may be seen.
  bool locked() const;
  std::optional<int> points(std::string_view dimension) const;
};

// In the order in which they began.
std::vector<Rater> raters_of(const std::vector<Entry>& entries);

// The one of this name; nullptr when they have not begun.
const Rater* find_rater(const std::vector<Rater>& raters, Actor actor, std::string_view name);

// Who a rating's payload says rates: `rater`, else the role's name.
std::string rater_name(Actor actor, const Json& payload);

}  // namespace threeam
