#include "sim/model/rating.h"

#include <algorithm>

namespace threeam {

bool Rater::locked() const {
  return std::all_of(kRatedDimensions.begin(), kRatedDimensions.end(),
                     [&](std::string_view dimension) {
                       const auto found = ratings.find(dimension);
                       return found != ratings.end() && found->second.locked;
                     });
}

std::optional<int> Rater::points(std::string_view dimension) const {
  const auto found = ratings.find(dimension);
  return found == ratings.end() ? std::nullopt : found->second.points;
}

std::string rater_name(Actor actor, const Json& payload) {
  return string_or(payload, "rater", std::string(to_string(actor)));
}

std::vector<Rater> raters_of(const std::vector<Entry>& entries) {
  std::vector<Rater> raters;
  for (const Entry& entry : entries) {
    if (entry.kind != EntryKind::rating || !entry.payload.is_object()) {
      continue;
    }
    const std::string name = rater_name(entry.actor, entry.payload);
    auto rater = std::find_if(raters.begin(), raters.end(), [&](const Rater& one) {
      return one.actor == entry.actor && one.name == name;
    });
    if (rater == raters.end()) {
      rater = raters.insert(raters.end(), Rater{entry.actor, name, {}});
    }
    Rating& rating = rater->ratings[string_or(entry.payload, "dimension", "")];
    if (rating.locked) {
      continue;
    }
    const auto points = static_cast<int>(integer_or(entry.payload, "points", 0));
    const auto locked = entry.payload.find("locked");
    rating.seq = entry.seq;
    rating.points = points >= 1 && points <= 5 ? std::optional(points) : std::nullopt;
    rating.text = string_or(entry.payload, "text", "");
    rating.locked = locked != entry.payload.end() && *locked == true;
  }
  return raters;
}

const Rater* find_rater(const std::vector<Rater>& raters, Actor actor, std::string_view name) {
  const auto found = std::find_if(raters.begin(), raters.end(), [&](const Rater& one) {
    return one.actor == actor && one.name == name;
  });
  return found == raters.end() ? nullptr : &*found;
}

}  // namespace threeam
