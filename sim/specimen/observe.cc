#include "sim/specimen/observe.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "sim/base/assert.h"
#include "sim/base/text.h"
#include "sim/engine/recorder.h"
#include "sim/engine/world.h"
#include "sim/metrics/query.h"
#include "sim/model/metric.h"

namespace threeam::specimen {
namespace {

using scenario::Claim;
using scenario::SignatureSeries;
using scenario::SignatureWindow;
using scenario::Specimen;
using scenario::Take;
using scenario::Term;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double count_of(const engine::Harm& harm, std::string_view kind) {
  constexpr std::pair<std::string_view, double engine::Harm::*> kKinds[] = {
      {"failed_requests", &engine::Harm::failed_requests},
      {"late_requests", &engine::Harm::late_requests},
      {"wrong_rows", &engine::Harm::wrong_rows},
      {"wrong_effects", &engine::Harm::wrong_effects},
      {"late_messages", &engine::Harm::late_messages},
      {"dead_messages", &engine::Harm::dead_messages},
      {"lost_rows", &engine::Harm::lost_rows},
  };
  const auto* const at = std::find_if(std::begin(kKinds), std::end(kKinds),
                                      [&](const auto& known) { return known.first == kind; });
  THREEAM_ASSERT(at != std::end(kKinds));
  return harm.*(at->second);
}

// What was seen of a run.
struct Run {
  engine::Recorder recorder;
  std::vector<engine::Harm> harm;  // at each sample
};

Result<Run> run(const Specimen& specimen, std::uint64_t seed) {
  const auto model = engine::compile(specimen.world);
  if (!model) {
    return tl::unexpected(model.error());
  }
  Run seen{engine::Recorder(**model), {}};
  engine::World world(*model, seed);
  std::size_t acts = 0;
  for (SimTime time = -specimen.world.past; time < specimen.world.length;) {
    time = std::min(time + kSampleInterval, specimen.world.length);
    for (; acts < specimen.acts.size() && specimen.acts[acts].at <= time; ++acts) {
      const scenario::SpecimenAct& act = specimen.acts[acts];
      world.advance(act.at, &seen.recorder);
      if (auto ok = world.check(act.action); !ok) {
        return fail(ErrorCode::rejected, fmt::format("`{}` at {} cannot start: {}", act.action,
                                                     format_duration(act.at), ok.error().message));
      }
      world.apply(act.action, acts + 1);
    }
    world.advance(time, &seen.recorder);
    seen.harm.resize(seen.recorder.samples(), world.harm());
  }
  return seen;
}

bool is_gauge(Reading reading) {
  return reading == Reading::value || reading == Reading::maximum || reading == Reading::fraction;
}

// Measures the series of one run.
class Ruler {
 public:
  Ruler(const Specimen& specimen, const Run& run) : specimen_(specimen), run_(run) {
    for (std::size_t i = 0; i < run.recorder.samples(); ++i) {
      times_.push_back(run.recorder.first_sample() + static_cast<SimTime>(i) * kSampleInterval);
    }
    for (const SignatureSeries& series : specimen.signature) {
      curves_.push_back(curve(series));
    }
  }

  const std::vector<SimTime>& times() const { return times_; }
  const std::vector<Curve>& curves() const { return curves_; }

  double measure(const Term& term) const {
    if (term.window.empty()) {
      return term.factor;
    }
    const SignatureWindow& window = *find_window(specimen_, term.window);
    const SignatureSeries& series = *find_series(specimen_, term.series);
    if (term.take != Take::whole) {
      return term.factor * take(term.take, points(series, window));
    }
    const PanelMetric* metric = find_panel_metric(series.metric);
    if (metric == nullptr || is_gauge(metric->reading)) {
      return term.factor * take(Take::whole, points(series, window));
    }
    return term.factor * metrics::value_at(run_.recorder, series.metric, series.where, window.to,
                                           window.to - window.from);
  }

 private:
  Curve curve(const SignatureSeries& series) const {
    Curve curve;
    curve.name = series.name;
    const PanelMetric* metric = find_panel_metric(series.metric);
    curve.unit = metric == nullptr ? series.harm : std::string(metric->unit);
    curve.axis = metric != nullptr && metric->reading == Reading::fraction ? 1 : 0;
    for (std::size_t i = 0; i < times_.size(); ++i) {
      curve.points.push_back(metric == nullptr
                                 ? count_of(run_.harm[i], series.harm)
                                 : metrics::value_at(run_.recorder, series.metric, series.where,
                                                     times_[i], kSampleInterval));
    }
    return curve;
  }

  std::vector<double> points(const SignatureSeries& series, const SignatureWindow& window) const {
    const auto at = static_cast<std::size_t>(&series - specimen_.signature.data());
    std::vector<double> points;
    for (std::size_t i = 0; i < times_.size(); ++i) {
      if (times_[i] > window.from && times_[i] <= window.to && !std::isnan(curves_[at].points[i])) {
        points.push_back(curves_[at].points[i]);
      }
    }
    return points;
  }

  const Specimen& specimen_;
  const Run& run_;
  std::vector<SimTime> times_;
  std::vector<Curve> curves_;
};

double mean(const std::vector<double>& points) {
  double sum = 0;
  for (const double point : points) {
    sum += point;
  }
  return sum / static_cast<double>(points.size());
}

// Climbs out of the lower third of the range into the upper third: noise does not count.
double rises(const std::vector<double>& points, double least, double most) {
  const double third = (most - least) / 3;
  bool low = false;
  int climbs = 0;
  for (const double point : points) {
    if (point <= least + third) {
      low = true;
    } else if (point >= most - third && low) {
      low = false;
      ++climbs;
    }
  }
  return most > least ? climbs : 0;
}

std::vector<Happening> happenings_of(const Specimen& specimen) {
  std::vector<Happening> all;
  for (const TimelineEvent& event : specimen.world.timeline) {
    all.push_back({event.at, event.id});
  }
  for (const scenario::SpecimenAct& act : specimen.acts) {
    all.push_back({act.at, "do " + act.action});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Happening& a, const Happening& b) { return a.at < b.at; });
  return all;
}

}  // namespace

double take(Take what, const std::vector<double>& points) {
  if (points.empty()) {
    return kNan;
  }
  const auto [least, most] = std::minmax_element(points.begin(), points.end());
  switch (what) {
    case Take::whole:
      return mean(points);
    case Take::most:
      return *most;
    case Take::least:
      return *least;
    case Take::first:
      return points.front();
    case Take::last:
      return points.back();
    case Take::swing:
      return *most - *least;
    case Take::rises:
      return rises(points, *least, *most);
  }
  return kNan;
}

bool holds(Claim::Relation relation, double left, double right) {
  switch (relation) {
    case Claim::Relation::below:
      return left < right;
    case Claim::Relation::above:
      return left > right;
    case Claim::Relation::about:
      return std::abs(left - right) <= std::abs(right) / 10;
    case Claim::Relation::missing:
      return std::isnan(left);
  }
  return false;
}

Result<Observation> observe(const Specimen& specimen, std::uint64_t seed) {
  const auto seen = run(specimen, seed);
  if (!seen) {
    return tl::unexpected(seen.error());
  }
  const Ruler ruler(specimen, *seen);
  Observation observation{ruler.times(), ruler.curves(), {}, happenings_of(specimen)};
  for (const SignatureSeries& series : specimen.signature) {
    for (const Claim& claim : series.claims) {
      const double left = ruler.measure(claim.left);
      const bool missing = claim.relation == Claim::Relation::missing;
      const double right = missing ? 0 : ruler.measure(claim.right);
      observation.verdicts.push_back(
          {series.name, claim, left, right, holds(claim.relation, left, right)});
    }
  }
  return observation;
}

bool holds(const Observation& observation) {
  return std::all_of(observation.verdicts.begin(), observation.verdicts.end(),
                     [](const Verdict& verdict) { return verdict.holds; });
}

}  // namespace threeam::specimen
