#include "sim/score/rubric.h"

#include "sim/base/hash.h"
#include "sim/score/criteria.h"
#include "sim/score/weights.h"

namespace threeam::score {

Json rubric() {
  Json all = Json::array();
  for (const Criterion& criterion : criteria()) {
    all.push_back({{"id", criterion.id},
                   {"name", criterion.name},
                   {"dimension", criterion.dimension},
                   {"weight", criterion.weight},
                   {"source", criterion.source}});
  }
  Json levels = Json::object();
  for (const LevelWeights& level : level_weights()) {
    Json& weights = levels[std::string(level.level)];
    for (std::size_t i = 0; i < level.weights.size(); ++i) {
      weights[std::string(dimensions()[i])] = level.weights[i];
    }
  }
  return {{"version", kRubricVersion}, {"criteria", std::move(all)}, {"levels", std::move(levels)}};
}

std::string rubric_digest() {
  return sha256_hex(dump_json(rubric()));
}

}  // namespace threeam::score
