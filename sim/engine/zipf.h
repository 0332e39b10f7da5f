// Popularity of keys: key k of n is asked for with probability proportional to (k + 1)^-s (Zipf's
// law; Breslau et al., "Web caching and Zipf-like distributions", INFOCOM 1999, measure 0.64..0.83
// for pages; 1 and more for keys of a database).
#pragma once

#include <cstdint>
#include <vector>

namespace threeam::engine {

class Zipf {
 public:
  // `keys` >= 1, `exponent` >= 0 (0: all alike).
  Zipf(std::uint32_t keys, double exponent);

  std::uint32_t keys() const { return static_cast<std::uint32_t>(upper_.size()); }
  double exponent() const { return exponent_; }
  // Key for luck uniform in (0, 1); monotone, so that a hot request is hot among any number of
  // keys.
  std::uint32_t key(double luck) const;
  // Probability of a key.
  double share(std::uint32_t key) const { return upper_[key] - (key == 0 ? 0 : upper_[key - 1]); }

 private:
  double exponent_;
  std::vector<double> upper_;  // cumulative probabilities
};

}  // namespace threeam::engine
