// How far people who rated the same rounds agree. Pure statistics: tables in, numbers out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace threeam::score {

// 95 % confidence limits.
struct Limits {
  double low = 0;
  double high = 0;
};

// Mean squares of the two-way table (Shrout and Fleiss 1979, table 3).
struct MeanSquares {
  double rounds = 0;  // BMS, between targets; n - 1 degrees of freedom
  double raters = 0;  // JMS, between judges; k - 1
  double error = 0;   // EMS, what is left; (n - 1)(k - 1)
};

// Intraclass correlation, two-way random effects, absolute agreement.
struct Icc {
  std::size_t rounds = 0, raters = 0;  // n, k
  MeanSquares mean_squares;
  double single = 0;  // ICC(2,1): of one rater
  double mean = 0;    // ICC(2,k): of the mean of k raters
  // 95 %; nullopt where the data leave it open (no variance within or between rounds but between
  // raters).
  std::optional<Limits> single_interval, mean_interval;
};

// Of a complete table: a row a round, a column a rater.
//
//   ICC(2,1) = (BMS - EMS) / (BMS + (k - 1) EMS + k (JMS - EMS) / n)
//   ICC(2,k) = (BMS - EMS) / (BMS + (JMS - EMS) / n)
//
// Shrout and Fleiss, "Intraclass correlations: uses in assessing rater reliability", Psychological
// Bulletin 86 (1979), pp. 423-424 and 426; the same as ICC(A,1) and ICC(A,k) of McGraw and Wong,
// "Forming inferences about some intraclass correlation coefficients", Psychological Methods 1
// (1996), table 4, p. 35. Intervals: Shrout and Fleiss p. 424; McGraw and Wong table 7, p. 41, with
// Satterthwaite's degrees of freedom, taken as no less than 1. What is below -1 is given as -1.
//
// nullopt with fewer than two rounds or two raters, with rows of different lengths, or when every
// rating is the same: then there is nothing to agree on.
std::optional<Icc> icc(const std::vector<std::vector<double>>& table);

// How far apart two values are.
enum class Scale {
  nominal,   // 0 when equal, else 1
  ordinal,   // (sum of n_g from c to k - (n_c + n_k) / 2)^2, n_g how often value g was given
  interval,  // (c - k)^2
};

struct Alpha {
  std::size_t rounds = 0;  // that two or more rated
  std::size_t values = 0;  // ratings in them
  double alpha = 0;        // 1 perfect, 0 as by chance, negative: worse
  // 95 %: percentiles over kAlphaResamples draws of as many rounds, with replacement; nullopt below
  // kAlphaRoundsMin rounds. A draw in which all ratings are equal says nothing and is left out.
  std::optional<Limits> interval;
};

inline constexpr int kAlphaResamples = 1000;
inline constexpr std::size_t kAlphaRoundsMin = 5;

// Krippendorff's alpha = 1 - D_o / D_e over the coincidences of a table with missing values: a row
// a round, a column a rater. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011),
// pp. 4-6 (section C, any scale, incomplete data). Rounds with fewer than two ratings do not count.
// The interval resamples rounds (Efron and Tibshirani 1993, section 13.3), as rounds, not pairs of
// ratings, are what is independent; its draws are named by `key`, so the same data give the same
// interval.
//
// nullopt when no round has two ratings, or when all ratings in such rounds are equal.
std::optional<Alpha> krippendorff_alpha(
    const std::vector<std::vector<std::optional<double>>>& table, Scale scale, std::uint64_t key);

}  // namespace threeam::score
