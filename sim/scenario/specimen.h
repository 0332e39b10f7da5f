// A specimen: one mechanism of failure as the smallest world that shows it, and the signature by
// which an engineer knows it in the metrics. Read as strictly as a scenario, with the same sections
// and without what only a round needs. tests/specimens/README.md is the guide.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/model/scenario.h"
#include "sim/scenario/fields.h"
#include "sim/scenario/load.h"

namespace threeam::scenario {

// A stretch of the run: the samples in (from, to].
struct SignatureWindow {
  std::string name;
  SimTime from = 0;
  SimTime to = 0;
};

// What becomes of a series' points in a window. `whole`: the metric's own value over all of it (a
// rate, a share, a quantile), the mean of a gauge. The others look at the points, one each sample
// interval: `swing` is most - least, `rises` counts climbs from the lower third of the window's
// range into the upper third.
enum class Take { whole, most, least, first, last, swing, rises };

// factor * take(series in window); the factor alone when `window` is empty.
struct Term {
  double factor = 1;
  Take take = Take::whole;
  std::string series, window;
};

// "during > 2 * before". `about` means within a tenth of the right side; `missing` has none: there
// is no point in the window.
struct Claim {
  enum class Relation { below, above, about, missing };
  std::string text;
  Term left, right;
  Relation relation = Relation::below;
};

// One series of the signature: a panel metric, or one of World::harm()'s counts, with what it
// shows.
struct SignatureSeries {
  std::string name;
  std::string metric;  // empty: harm
  std::string harm;
  Labels where;
  std::vector<std::string> shows;
  std::vector<Claim> claims;  // `shows`, parsed
};

struct SpecimenAct {
  SimTime at = 0;
  std::string action;
};

struct Specimen {
  std::string slug;
  int number = 0;
  std::string mechanism;
  std::string looks_like;
  std::string seen_at;
  int seed = 1;
  Scenario world;  // time 0 is when the trouble starts
  std::vector<SpecimenAct> acts;
  std::vector<SignatureWindow> windows;
  std::vector<SignatureSeries> signature;
};

const SignatureWindow* find_window(const Specimen& specimen, std::string_view name);
const SignatureSeries* find_series(const Specimen& specimen, std::string_view name);

struct LoadedSpecimen {
  Specimen specimen;                    // meaningful only when there is no error
  std::vector<Diagnostic> diagnostics;  // in file order
  bool ok() const;
};

// From a file's text. `file` goes before findings; its stem has to be the slug.
LoadedSpecimen load_specimen(std::string_view yaml, std::string_view file);

// Reads the file, then load_specimen; one Error with all findings when there are any.
Result<Specimen> load_specimen_or_error(const std::string& path);

// The keys of the file (read_specimen.cc).
void read_specimen(Fields& in, Specimen& out);

// A claim of the series called `series`: terms are `0.05`, `during`, `2 * before`, `most during`,
// `other.during`. Errors are one sentence.
Result<Claim> parse_claim(std::string_view text, std::string_view series);

}  // namespace threeam::scenario
