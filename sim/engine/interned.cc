// What programs and traffic share: one number for each distinct timeout, status, Zipf distribution
// and table of quantiles.
#include <algorithm>
#include <utility>

#include "sim/engine/program.h"

namespace threeam::engine {

Index intern_timeout(Model& model, Duration timeout) {
  if (timeout <= 0) {
    return kNone;
  }
  const auto found = std::find(model.timeouts.begin(), model.timeouts.end(), timeout);
  if (found != model.timeouts.end()) {
    return static_cast<Index>(found - model.timeouts.begin());
  }
  model.timeouts.push_back(timeout);
  return static_cast<Index>(model.timeouts.size() - 1);
}

Index intern_status(Model& model, int status) {
  const auto found = std::find(model.statuses.begin(), model.statuses.end(), status);
  if (found != model.statuses.end()) {
    return static_cast<Index>(found - model.statuses.begin());
  }
  model.statuses.push_back(status);
  return std::min(static_cast<Index>(model.statuses.size() - 1), Index{63});
}

Index intern_quantiles(Model& model, Distribution distribution, double sigma) {
  std::vector<Quantiles>& all = model.quantiles;
  const auto same = std::find_if(all.begin(), all.end(), [&](const Quantiles& one) {
    return one.distribution() == distribution && one.sigma() == sigma;
  });
  const auto place = static_cast<Index>(same - all.begin());
  if (same == all.end()) {
    all.emplace_back(distribution, sigma);
  }
  return place;
}

Index intern_zipf(Model& model, std::uint32_t keys, double popularity) {
  const auto same = std::find_if(model.zipfs.begin(), model.zipfs.end(), [&](const Zipf& zipf) {
    return zipf.keys() == keys && zipf.exponent() == popularity;
  });
  const auto place = static_cast<Index>(same - model.zipfs.begin());
  if (same == model.zipfs.end()) {
    model.zipfs.emplace_back(keys, popularity);
  }
  return place;
}

tl::unexpected<Error> refuse(std::string message, std::string where) {
  return fail(ErrorCode::invalid_input, std::move(message), std::move(where));
}

}  // namespace threeam::engine
