#include "sim/score/rated_rounds.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "sim/base/random.h"

namespace threeam::score {
namespace {

constexpr std::uint64_t kResamplingKey = 0x7468726565616dULL;  // any will do, as long as it stays

std::vector<Rater> locked_only(std::vector<Rater> raters) {
  std::erase_if(raters, [](const Rater& rater) { return !rater.locked(); });
  return raters;
}

// Points of a dimension by rater's name. Somebody who rated twice in one round counts once.
using Given = std::map<std::string, double>;

std::vector<Given> given_in(const std::vector<RatedRound>& rounds, std::string_view dimension) {
  std::vector<Given> table;
  for (const RatedRound& round : rounds) {
    Given& given = table.emplace_back();
    for (const Rater& rater : round.raters) {
      if (const auto points = rater.points(dimension)) {
        given.emplace(rater.name, *points);
      }
    }
  }
  return table;
}

// Rows of the rounds that all of `names` rated.
std::vector<std::vector<double>> complete_rows(const std::vector<Given>& table,
                                               const std::vector<std::string>& names) {
  std::vector<std::vector<double>> rows;
  for (const Given& given : table) {
    std::vector<double> row;
    for (const std::string& name : names) {
      if (const auto found = given.find(name); found != given.end()) {
        row.push_back(found->second);
      }
    }
    if (row.size() == names.size()) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::size_t cells(const std::vector<std::vector<double>>& rows) {
  return rows.size() < 2 ? 0 : rows.size() * rows.front().size();
}

// From every pair on, the rater is added who keeps the table largest, while it grows.
std::vector<std::string> largest_complete(const std::vector<Given>& table) {
  std::set<std::string> all;
  for (const Given& given : table) {
    for (const auto& [name, points] : given) {
      all.insert(name);
    }
  }
  std::vector<std::string> best;
  std::size_t best_cells = 0;
  for (auto one = all.begin(); one != all.end(); ++one) {
    for (auto other = std::next(one); other != all.end(); ++other) {
      std::vector<std::string> names = {*one, *other};
      std::size_t size = cells(complete_rows(table, names));
      for (bool grew = true; grew;) {
        grew = false;
        std::vector<std::string> larger = names;
        for (const std::string& name : all) {
          if (std::find(names.begin(), names.end(), name) != names.end()) {
            continue;
          }
          std::vector<std::string> with = names;
          with.push_back(name);
          if (const std::size_t grown = cells(complete_rows(table, with)); grown > size) {
            size = grown;
            larger = with;
            grew = true;
          }
        }
        names = larger;
      }
      if (size > best_cells) {
        best_cells = size;
        best = names;
      }
    }
  }
  std::sort(best.begin(), best.end());
  return best;
}

DimensionAgreement agreement_on(const std::vector<RatedRound>& rounds, std::size_t index) {
  DimensionAgreement found;
  found.dimension = std::string(kRatedDimensions[index]);
  const std::vector<Given> table = given_in(rounds, found.dimension);
  found.icc_raters = largest_complete(table);
  found.icc = icc(complete_rows(table, found.icc_raters));
  std::vector<std::vector<std::optional<double>>> sparse;
  for (const Given& given : table) {
    auto& row = sparse.emplace_back();
    for (const auto& [name, points] : given) {
      row.emplace_back(points);
    }
  }
  found.alpha = krippendorff_alpha(sparse, Scale::ordinal, derive_key(kResamplingKey, index));
  return found;
}

// Mean over the dimensions that both observed; nullopt when there is none.
std::optional<double> apart(const Rater& one, const std::vector<Rater>& raters) {
  double sum = 0;
  int count = 0;
  for (const std::string_view dimension : kRatedDimensions) {
    const auto mine = one.points(dimension);
    double theirs = 0;
    int others = 0;
    for (const Rater& other : raters) {
      const auto points = other.points(dimension);
      if (other.name != one.name && points) {
        theirs += *points;
        ++others;
      }
    }
    if (mine && others > 0) {
      sum += *mine - theirs / others;
      ++count;
    }
  }
  return count > 0 ? std::optional(sum / count) : std::nullopt;
}

void add(Difference& difference, double value) {
  ++difference.rounds;
  difference.mean += (value - difference.mean) / static_cast<double>(difference.rounds);
}

std::vector<Drift> drift_of(const std::vector<RatedRound>& rounds) {
  std::map<std::string, std::pair<Difference, std::map<std::string, Difference>>> by_rater;
  for (const RatedRound& round : rounds) {
    for (const Rater& rater : round.raters) {
      if (const auto value = apart(rater, round.raters)) {
        auto& [all, months] = by_rater[rater.name];
        add(all, *value);
        add(months[month_of(round.created_ms)], *value);
      }
    }
  }
  std::vector<Drift> drift;
  for (auto& [name, found] : by_rater) {
    drift.push_back({name, found.first, {found.second.begin(), found.second.end()}});
  }
  return drift;
}

Level level_of(const std::vector<RatedRound>& rounds, bool hints) {
  Level level;
  double sum = 0;
  std::size_t ratings = 0;
  for (const RatedRound& round : rounds) {
    if ((round.hints > 0) != hints) {
      continue;
    }
    ++level.rounds;
    for (const Rater& rater : round.raters) {
      for (const std::string_view dimension : kRatedDimensions) {
        if (const auto points = rater.points(dimension)) {
          sum += *points;
          ++ratings;
        }
      }
    }
  }
  if (ratings > 0) {
    level.mean = sum / static_cast<double>(ratings);
  }
  return level;
}

}  // namespace

MeanRating mean_rating(const std::vector<Rater>& raters, std::string_view dimension) {
  MeanRating found;
  double sum = 0;
  for (const Rater& rater : raters) {
    const auto points = rater.points(dimension);
    if (!points || !rater.locked()) {
      continue;
    }
    found.low = found.raters == 0 ? *points : std::min(found.low, *points);
    found.high = std::max(found.high, *points);
    sum += *points;
    ++found.raters;
  }
  if (found.raters > 0) {
    found.mean = sum / static_cast<double>(found.raters);
  }
  return found;
}

bool needs_third_rater(const std::vector<Rater>& raters) {
  const auto locked = std::count_if(raters.begin(), raters.end(),
                                    [](const Rater& rater) { return rater.locked(); });
  return locked == 2 && std::any_of(kRatedDimensions.begin(), kRatedDimensions.end(),
                                    [&](std::string_view dimension) {
                                      const MeanRating rating = mean_rating(raters, dimension);
                                      return rating.high - rating.low >= kDisagreement;
                                    });
}

std::vector<std::string> debrief_waits_for(const std::vector<Rater>& raters, bool interviewed) {
  std::vector<std::string> names;
  bool interviewer = !interviewed;
  for (const Rater& rater : raters) {
    interviewer |= rater.actor == Actor::interviewer;
    if (!rater.locked()) {
      names.push_back(rater.name);
    }
  }
  if (!interviewer) {
    names.emplace_back("interviewer");
  }
  return names;
}

Agreement agreement(std::vector<RatedRound> rounds) {
  for (RatedRound& round : rounds) {
    round.raters = locked_only(std::move(round.raters));
  }
  std::erase_if(rounds, [](const RatedRound& round) { return round.raters.empty(); });
  std::stable_sort(rounds.begin(), rounds.end(), [](const RatedRound& a, const RatedRound& b) {
    return a.created_ms < b.created_ms;
  });
  Agreement found;
  found.rounds = rounds.size();
  for (std::size_t index = 0; index < kRatedDimensions.size(); ++index) {
    found.dimensions.push_back(agreement_on(rounds, index));
  }
  for (const RatedRound& round : rounds) {
    if (needs_third_rater(round.raters)) {
      found.third_rater.push_back(round.round);
    }
  }
  found.drift = drift_of(rounds);
  found.with_hints = level_of(rounds, true);
  found.without_hints = level_of(rounds, false);
  return found;
}

std::string month_of(std::int64_t unix_ms) {
  constexpr std::int64_t kDayMs = 86'400'000;
  constexpr std::int64_t kDaysOfEra = 146'097;  // 400 years
  // Days since 0000-03-01, so that a leap day ends its year.
  const std::int64_t days = (unix_ms - (unix_ms % kDayMs + kDayMs) % kDayMs) / kDayMs + 719'468;
  const std::int64_t era = (days >= 0 ? days : days - kDaysOfEra + 1) / kDaysOfEra;
  const std::int64_t day = days - era * kDaysOfEra;
  const std::int64_t year = (day - day / 1460 + day / 36'524 - day / 146'096) / 365;
  const std::int64_t day_of_year = day - (365 * year + year / 4 - year / 100);
  const std::int64_t from_march = (5 * day_of_year + 2) / 153;
  const std::int64_t month = from_march < 10 ? from_march + 3 : from_march - 9;
  return fmt::format("{:04}-{:02}", year + era * 400 + (month <= 2 ? 1 : 0), month);
}

}  // namespace threeam::score
