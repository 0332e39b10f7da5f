// Places of names in the lists of a scenario and a model.
#pragma once

#include <cstddef>
#include <string_view>

#include "sim/engine/model.h"

namespace threeam::engine {

// The first in the list whose `name_of` is the name; kNone when there is none. The lists are short:
// tens of entries.
template <class List, class Name>
Index find_in(const List& list, std::string_view name, Name name_of) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (name_of(list[i]) == name) {
      return static_cast<Index>(i);
    }
  }
  return kNone;
}

inline constexpr auto kName = [](const auto& one) -> std::string_view { return one.name; };
inline constexpr auto kId = [](const auto& one) -> std::string_view { return one.id; };
inline constexpr auto kSelf = [](const auto& one) -> std::string_view { return one; };

}  // namespace threeam::engine
