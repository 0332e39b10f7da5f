#include "sim/server/ratings.h"

#include <algorithm>

namespace threeam::server {
namespace {

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json given_json(const Rater& rater) {
  Json given = Json::object();
  for (const auto& [dimension, rating] : rater.ratings) {
    given[dimension] = {{"points", or_null(rating.points)},
                        {"text", rating.text},
                        {"locked", rating.locked},
                        {"seq", rating.seq}};
  }
  return given;
}

// `shown`: with what they gave.
Json rater_json(const Rater& rater, bool shown) {
  return Json{{"rater", rater.name},
              {"role", to_string(rater.actor)},
              {"locked", rater.locked()},
              {"ratings", shown ? given_json(rater) : Json(nullptr)}};
}

Json dimensions_json(const std::vector<Rater>& raters) {
  Json list = Json::array();
  for (const std::string_view dimension : kRatedDimensions) {
    const score::MeanRating rating = score::mean_rating(raters, dimension);
    list.push_back({{"dimension", dimension},
                    {"raters", rating.raters},
                    {"mean", or_null(rating.mean)},
                    {"low", rating.mean ? Json(rating.low) : Json(nullptr)},
                    {"high", rating.mean ? Json(rating.high) : Json(nullptr)}});
  }
  return list;
}

Json limits_json(const std::optional<score::Limits>& limits) {
  return limits ? Json{{"low", limits->low}, {"high", limits->high}} : Json(nullptr);
}

Json icc_json(const score::DimensionAgreement& dimension) {
  if (!dimension.icc) {
    return nullptr;
  }
  const score::Icc& icc = *dimension.icc;
  return Json{{"rounds", icc.rounds}, {"raters", dimension.icc_raters},
              {"single", icc.single}, {"single_limits", limits_json(icc.single_interval)},
              {"mean", icc.mean},     {"mean_limits", limits_json(icc.mean_interval)}};
}

Json alpha_json(const std::optional<score::Alpha>& alpha) {
  return alpha ? Json{{"rounds", alpha->rounds},
                      {"ratings", alpha->values},
                      {"alpha", alpha->alpha},
                      {"limits", limits_json(alpha->interval)}}
               : Json(nullptr);
}

Json level_json(const score::Level& level) {
  return Json{{"rounds", level.rounds}, {"mean", or_null(level.mean)}};
}

}  // namespace

bool sees_others(const std::vector<Rater>& raters, Actor actor, std::string_view name) {
  const Rater* rater = find_rater(raters, actor, name);
  return rater != nullptr && rater->locked();
}

Json ratings_json(const std::vector<Rater>& raters, Actor actor, std::string_view name,
                  bool interviewed) {
  const bool sees = sees_others(raters, actor, name);
  Json list = Json::array();
  for (const Rater& rater : raters) {
    const bool own = rater.actor == actor && rater.name == name;
    list.push_back(rater_json(rater, own || (sees && rater.locked())));
  }
  const Rater* own = find_rater(raters, actor, name);
  return Json{{"rater", name},
              {"own", own != nullptr ? given_json(*own) : Json::object()},
              {"locked", sees},
              {"raters", std::move(list)},
              {"dimensions", sees ? dimensions_json(raters) : Json(nullptr)},
              {"third_rater", sees ? Json(score::needs_third_rater(raters)) : Json(nullptr)},
              {"debrief_waits_for", score::debrief_waits_for(raters, interviewed)}};
}

Json debrief_json(const std::vector<Rater>& raters) {
  Json list = Json::array();
  for (const Rater& rater : raters) {
    list.push_back(rater_json(rater, true));
  }
  return Json{{"raters", std::move(list)},
              {"dimensions", dimensions_json(raters)},
              {"third_rater", score::needs_third_rater(raters)}};
}

Json agreement_json(const score::Agreement& agreement) {
  Json dimensions = Json::array();
  for (const score::DimensionAgreement& dimension : agreement.dimensions) {
    dimensions.push_back({{"dimension", dimension.dimension},
                          {"icc", icc_json(dimension)},
                          {"alpha", alpha_json(dimension.alpha)}});
  }
  Json drift = Json::array();
  for (const score::Drift& rater : agreement.drift) {
    Json months = Json::array();
    for (const auto& [month, difference] : rater.months) {
      months.push_back(
          {{"month", month}, {"rounds", difference.rounds}, {"difference", difference.mean}});
    }
    drift.push_back({{"rater", rater.rater},
                     {"rounds", rater.all.rounds},
                     {"difference", rater.all.mean},
                     {"months", std::move(months)}});
  }
  return Json{{"rounds", agreement.rounds},
              {"dimensions", std::move(dimensions)},
              {"third_rater", agreement.third_rater},
              {"drift", std::move(drift)},
              {"with_hints", level_json(agreement.with_hints)},
              {"without_hints", level_json(agreement.without_hints)}};
}

}  // namespace threeam::server
