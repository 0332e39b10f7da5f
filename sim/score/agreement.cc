#include "sim/score/agreement.h"

#include <algorithm>

#include "sim/base/random.h"
#include "sim/score/f_distribution.h"

namespace threeam::score {
namespace {

constexpr double kTail = 0.975;  // upper end of a two-sided 95 %

double square(double x) {
  return x * x;
}

double at_least_minus_one(double x) {
  return std::max(x, -1.0);
}

// ---- intraclass correlation -----------------------------------------------------------------

MeanSquares mean_squares(const std::vector<std::vector<double>>& table) {
  const std::size_t raters = table.front().size();
  const auto n = static_cast<double>(table.size());
  const auto k = static_cast<double>(raters);
  std::vector<double> of_rater(raters, 0);
  double grand = 0;
  for (const std::vector<double>& row : table) {
    for (std::size_t rater = 0; rater < raters; ++rater) {
      of_rater[rater] += row[rater] / n;
      grand += row[rater] / (n * k);
    }
  }
  MeanSquares squares;
  for (const double mean : of_rater) {
    squares.raters += n * square(mean - grand) / (k - 1);
  }
  for (const std::vector<double>& row : table) {
    double of_round = 0;
    for (const double rating : row) {
      of_round += rating / k;
    }
    squares.rounds += k * square(of_round - grand) / (n - 1);
    for (std::size_t rater = 0; rater < raters; ++rater) {
      squares.error +=
          square(row[rater] - of_round - of_rater[rater] + grand) / ((n - 1) * (k - 1));
    }
  }
  // What rounding leaves of an exact zero.
  constexpr double kNothing = 1e-12;
  for (double* square_of : {&squares.rounds, &squares.raters, &squares.error}) {
    *square_of = *square_of < kNothing ? 0 : *square_of;
  }
  return squares;
}

// Of one rater. F_J of the paper is JMS / EMS; here both sides are multiplied by EMS, which may be
// zero.
std::optional<Limits> single_interval(const MeanSquares& squares, double rho, double n, double k) {
  const double of_raters = k * rho * squares.raters;
  const double of_error = (n * (1 + (k - 1) * rho) - k * rho) * squares.error;
  const double spread = (n - 1) * square(of_raters) + square(of_error);
  if (spread <= 0) {
    return std::nullopt;
  }
  const double freedom = std::max(1.0, (k - 1) * (n - 1) * square(of_raters + of_error) / spread);
  const double lower_f = f_quantile(kTail, n - 1, freedom);
  const double upper_f = f_quantile(kTail, freedom, n - 1);
  const double within = k * squares.raters + (k * n - k - n) * squares.error;
  return Limits{
      n * (squares.rounds - lower_f * squares.error) / (lower_f * within + n * squares.rounds),
      n * (upper_f * squares.rounds - squares.error) / (within + n * upper_f * squares.rounds)};
}

// Spearman and Brown: reliability of the mean of k, from that of one.
double of_mean(double single, double k) {
  const double denominator = 1 + (k - 1) * single;
  return denominator <= 0 ? -1 : at_least_minus_one(k * single / denominator);
}

// ---- alpha ----------------------------------------------------------------------------------

// What one round adds to the matrix of coincidences, by index of the two values.
struct Coincidence {
  std::size_t one, other;
  double weight;
};

class Coincidences {
 public:
  Coincidences(std::size_t values, Scale scale, const std::vector<double>& of)
      : values_(values), scale_(scale), of_(of), cells_(values * values, 0), totals_(values, 0) {}

  void clear() {
    std::fill(cells_.begin(), cells_.end(), 0.0);
    std::fill(totals_.begin(), totals_.end(), 0.0);
  }

  void add(const std::vector<Coincidence>& round) {
    for (const Coincidence& pair : round) {
      cells_[pair.one * values_ + pair.other] += pair.weight;
      totals_[pair.one] += pair.weight;
    }
  }

  // nullopt when all values are equal.
  std::optional<double> alpha() const {
    double all = 0;
    for (const double total : totals_) {
      all += total;
    }
    double observed = 0;
    double expected = 0;
    for (std::size_t c = 0; c < values_; ++c) {
      for (std::size_t k = c + 1; k < values_; ++k) {
        const double apart = distance(c, k);
        observed += cells_[c * values_ + k] * apart;
        expected += totals_[c] * totals_[k] * apart;
      }
    }
    return expected > 0 ? std::optional(1 - (all - 1) * observed / expected) : std::nullopt;
  }

 private:
  double distance(std::size_t c, std::size_t k) const {
    switch (scale_) {
      case Scale::nominal:
        return 1;
      case Scale::interval:
        return square(of_[k] - of_[c]);
      case Scale::ordinal:
        break;
    }
    double between = -(totals_[c] + totals_[k]) / 2;
    for (std::size_t g = c; g <= k; ++g) {
      between += totals_[g];
    }
    return square(between);
  }

  std::size_t values_;
  Scale scale_;
  const std::vector<double>& of_;
  std::vector<double> cells_;
  std::vector<double> totals_;
};

using SparseTable = std::vector<std::vector<std::optional<double>>>;

// Ratings of each round with two or more of them.
std::vector<std::vector<double>> pairable(const SparseTable& table) {
  std::vector<std::vector<double>> rounds;
  for (const auto& row : table) {
    std::vector<double> given;
    for (const std::optional<double>& rating : row) {
      if (rating) {
        given.push_back(*rating);
      }
    }
    if (given.size() >= 2) {
      rounds.push_back(std::move(given));
    }
  }
  return rounds;
}

std::vector<Coincidence> coincidences_of(const std::vector<double>& given,
                                         const std::vector<double>& values) {
  const auto index = [&](double value) {
    return static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), value) -
                                    values.begin());
  };
  std::vector<Coincidence> pairs;
  for (std::size_t i = 0; i < given.size(); ++i) {
    for (std::size_t j = 0; j < given.size(); ++j) {
      if (i != j) {
        pairs.push_back(
            {index(given[i]), index(given[j]), 1 / static_cast<double>(given.size() - 1)});
      }
    }
  }
  return pairs;
}

std::optional<Limits> resampled(const std::vector<std::vector<Coincidence>>& rounds,
                                Coincidences& sum, std::uint64_t key) {
  if (rounds.size() < kAlphaRoundsMin) {
    return std::nullopt;
  }
  std::vector<double> alphas;
  std::uint64_t drawn = 0;
  for (int sample = 0; sample < kAlphaResamples; ++sample) {
    sum.clear();
    for (std::size_t i = 0; i < rounds.size(); ++i) {
      const double at = draw(key, drawn++) * static_cast<double>(rounds.size());
      sum.add(rounds[static_cast<std::size_t>(at)]);
    }
    if (const auto alpha = sum.alpha()) {
      alphas.push_back(*alpha);
    }
  }
  if (alphas.empty()) {
    return std::nullopt;
  }
  std::sort(alphas.begin(), alphas.end());
  const auto at = [&](double share) {
    return alphas[static_cast<std::size_t>(share * static_cast<double>(alphas.size() - 1))];
  };
  return Limits{at(1 - kTail), at(kTail)};
}

}  // namespace

std::optional<Icc> icc(const std::vector<std::vector<double>>& table) {
  if (table.size() < 2 || table.front().size() < 2 ||
      std::any_of(table.begin(), table.end(), [&](const std::vector<double>& row) {
        return row.size() != table.front().size();
      })) {
    return std::nullopt;
  }
  Icc found;
  found.rounds = table.size();
  found.raters = table.front().size();
  found.mean_squares = mean_squares(table);
  const auto n = static_cast<double>(found.rounds);
  const auto k = static_cast<double>(found.raters);
  const auto& [rounds, raters, error] = found.mean_squares;
  const double spread = rounds + (k - 1) * error + k * (raters - error) / n;
  if (rounds + raters + error <= 0) {
    return std::nullopt;
  }
  found.single = spread > 0 ? (rounds - error) / spread : 0;
  found.mean = of_mean(found.single, k);
  found.single_interval = single_interval(found.mean_squares, found.single, n, k);
  if (found.single_interval) {
    Limits& single = *found.single_interval;
    found.mean_interval = Limits{of_mean(single.low, k), of_mean(single.high, k)};
    single.low = at_least_minus_one(single.low);
  }
  found.single = at_least_minus_one(found.single);
  return found;
}

std::optional<Alpha> krippendorff_alpha(const SparseTable& table, Scale scale, std::uint64_t key) {
  const std::vector<std::vector<double>> rounds = pairable(table);
  Alpha found;
  found.rounds = rounds.size();
  std::vector<double> values;
  for (const std::vector<double>& given : rounds) {
    found.values += given.size();
    values.insert(values.end(), given.begin(), given.end());
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::vector<std::vector<Coincidence>> coincidences;
  Coincidences sum(values.size(), scale, values);
  for (const std::vector<double>& given : rounds) {
    coincidences.push_back(coincidences_of(given, values));
    sum.add(coincidences.back());
  }
  const std::optional<double> alpha = sum.alpha();
  if (!alpha) {
    return std::nullopt;
  }
  found.alpha = *alpha;
  found.interval = resampled(coincidences, sum, key);
  return found;
}

}  // namespace threeam::score
