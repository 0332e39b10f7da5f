// `threeam specimen`: what a mechanism of failure looks like, measured.
#include "sim/scenario/specimen.h"

#include <algorithm>
#include <string>

#include "sim/cli/output.h"
#include "sim/cli/verbs.h"
#include "sim/specimen/observe.h"
#include "sim/specimen/report.h"

namespace threeam::cli {

namespace {

Exit show(const std::string& file, std::optional<std::uint64_t> seed) {
  const Result<scenario::Specimen> specimen = scenario::load_specimen_or_error(file);
  if (!specimen) {
    if (specimen.error().code == ErrorCode::storage) {
      return complain(specimen.error());
    }
    print_findings(specimen.error().message);
    return kUnreadable;
  }
  const auto observation =
      specimen::observe(*specimen, seed.value_or(static_cast<std::uint64_t>(specimen->seed)));
  if (!observation) {
    return complain(observation.error(), file);
  }
  print(specimen::report(*specimen, *observation));
  return specimen::holds(*observation) ? kHolds : kDoesNotHold;
}

}  // namespace

int specimen(const SpecimenOptions& options) {
  Exit worst = kHolds;
  for (const std::string& file : options.files) {
    if (&file != &options.files.front()) {
      print("\n");
    }
    worst = std::max(worst, show(file, options.seed));
  }
  return worst;
}

}  // namespace threeam::cli
