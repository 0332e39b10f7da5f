// What the people who rated a scenario's rounds agree on, and who drifts. Pure.
//
// Only raters who locked all dimensions count: the others may still change their minds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/journal.h"
#include "sim/model/rating.h"
#include "sim/score/agreement.h"

namespace threeam::score {

struct RatedRound {
  std::string round;
  std::int64_t created_ms = 0;  // Unix time
  std::size_t hints = 0;        // that were given
  std::vector<Rater> raters;
};

// From here on raters disagree: two points of five.
inline constexpr int kDisagreement = 2;

// One dimension of one round, over the raters who locked and observed it: arithmetic mean and
// range. Combining ratings mechanically keeps their reliability, talking them into one does not
// (Conway, Jako and Goodman 1995).
struct MeanRating {
  std::size_t raters = 0;
  std::optional<double> mean;
  int low = 0, high = 0;
};

MeanRating mean_rating(const std::vector<Rater>& raters, std::string_view dimension);

// Two have locked and differ by kDisagreement or more in some dimension, and no third has.
bool needs_third_rater(const std::vector<Rater>& raters);

// Did somebody lead it? A round that was played without a server has no date.
inline bool was_interviewed(const JournalHeader& header) {
  return header.created_ms != 0;
}

// Who has begun to rate and not locked; the interviewer also when they have not begun, where there
// was one. Names, in order. Nobody: the debrief may open.
std::vector<std::string> debrief_waits_for(const std::vector<Rater>& raters, bool interviewed);

struct DimensionAgreement {
  std::string dimension;
  // Needs raters who rated the same rounds: of all sets of raters grown name by name, the one
  // whose complete table is largest.
  std::optional<Icc> icc;
  std::vector<std::string> icc_raters;
  std::optional<Alpha> alpha;  // ordinal; of all ratings, whoever gave them
};

// A rater against the others of the same rounds: mean over rounds of (own mean - the others'), over
// the dimensions that both observed. Above 0 is milder.
struct Difference {
  std::size_t rounds = 0;
  double mean = 0;
};

struct Drift {
  std::string rater;
  Difference all;
  std::vector<std::pair<std::string, Difference>> months;  // "2026-11" (UTC), oldest first
};

// Mean of all ratings of rounds of a kind.
struct Level {
  std::size_t rounds = 0;
  std::optional<double> mean;
};

struct Agreement {
  std::size_t rounds = 0;  // that somebody has rated and locked
  std::vector<DimensionAgreement> dimensions;
  std::vector<std::string> third_rater;  // rounds that wait for one, oldest first
  std::vector<Drift> drift;              // raters by name
  Level with_hints, without_hints;
};

Agreement agreement(std::vector<RatedRound> rounds);

// "2026-11", of the UTC calendar (Hinnant, "chrono-compatible low-level date algorithms").
std::string month_of(std::int64_t unix_ms);

}  // namespace threeam::score
