#include "sim/engine/log_text.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "sim/base/hash.h"
#include "sim/base/math.h"
#include "sim/base/random.h"

namespace threeam::engine {

namespace {

constexpr std::array<std::string_view, 12> kWords = {"amber", "birch",   "copper",  "delta",
                                                     "ember", "fjord",   "granite", "harbor",
                                                     "iris",  "juniper", "kelp",    "lumen"};
constexpr std::array<std::string_view, 6> kTails = {"core", "kit", "io", "parser", "client", "ui"};
constexpr std::array<std::string_view, 5> kPaths = {"orders", "items", "profile", "search",
                                                    "files"};

std::uint64_t name_key(std::string_view name) {
  Fnv1a hash;
  hash.add(name);
  return hash.value();
}

// Cents; most amounts are small, some are not.
std::uint64_t amount_minor(std::uint64_t values) {
  const auto luck = philox(values, name_key("amount"), 0);
  const double cents = det_exp(8.0 + 0.9 * det_normal_quantile(uniform(luck[0])));
  return 100 + static_cast<std::uint64_t>(cents);
}

std::string placeholder(const Model& model, const LogLine& line, std::string_view name) {
  const auto luck = philox(line.values, name_key(name), 0);
  if (name == "amount") {
    const std::uint64_t cents = amount_minor(line.values);
    return fmt::format("{}.{:02}", cents / 100, cents % 100);
  }
  if (name == "amount_minor") {
    return fmt::format("{}", amount_minor(line.values));
  }
  if (name == "account") {
    return fmt::format("{}", 10'000 + luck[0] % 80'000);
  }
  if (name == "message") {
    return fmt::format("m-{:08x}", luck[0]);
  }
  if (name == "package") {
    return fmt::format("{}-{}-{}.{}.{}", kWords[luck[0] % kWords.size()],
                       kTails[luck[1] % kTails.size()], luck[2] % 4, luck[2] / 4 % 12, luck[3] % 9);
  }
  if (name == "host") {
    return fmt::format("{}-{}-{}", model.component_name(line.component),
                       model.region_name(line.region), line.instance);
  }
  if (name == "path") {
    return fmt::format("/{}/{}", kPaths[luck[0] % kPaths.size()], luck[1] % 100'000);
  }
  if (name == "ms") {
    return fmt::format("{}", 1 + luck[0] % 120);
  }
  return fmt::format("{}", luck[0] % 100'000);
}

}  // namespace

std::string log_text(const Model& model, const LogLine& line) {
  const std::string_view pattern = model.scenario.logs[line.log].text;
  std::string text;
  std::size_t at = 0;
  while (at < pattern.size()) {
    const std::size_t open = pattern.find('{', at);
    const std::size_t close = open == pattern.npos ? open : pattern.find('}', open);
    if (close == pattern.npos) {
      break;
    }
    text += pattern.substr(at, open - at);
    text += placeholder(model, line, pattern.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  text += pattern.substr(at);
  return text;
}

}  // namespace threeam::engine
