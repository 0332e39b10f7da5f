#include "sim/cli/futures.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "sim/base/parallel.h"
#include "sim/base/random.h"
#include "sim/metrics/alerts.h"

namespace threeam::cli {

namespace {

constexpr std::size_t kFirstLook = 5;  // pairs of futures before it may be settled

// What the journal did from `time` on, as a course.
std::vector<PlannedAction> course_as_it_was(const Journal& journal, SimTime time) {
  std::vector<PlannedAction> course;
  for (const LeftOut& act : left_out(journal, time)) {
    course.push_back({act.action, act.at - time});
  }
  return course;
}

Result<Future> future_of(const round::Round& round, SimTime time,
                         const std::vector<PlannedAction>& course,
                         std::optional<std::uint64_t> seed) {
  const Scenario& scenario = round.scenario();
  engine::Recorder recorder(round.world().model());
  const Result<engine::World> world = round.fork(time, course, scenario.length, seed, &recorder);
  if (!world) {
    return tl::unexpected(world.error());
  }
  Future future;
  future.harm = world->harm();
  future.units = engine::weigh(future.harm, scenario.truth.harm);
  future.recovered = metrics::restored_since(recorder, scenario, scenario.length).has_value();
  return future;
}

double mean_of_units(const std::vector<Future>& futures) {
  double sum = 0;
  for (const Future& future : futures) {
    sum += future.units;
  }
  return sum / static_cast<double>(futures.size());
}

// Is recovery likelier than not, or is it not?
bool knows_recovery(const std::vector<Future>& futures) {
  const Interval share = recovered_of(futures);
  return share.low > 0.5 || share.high < 0.5;
}

// The round's own luck first, in which only the course differs from what was.
std::optional<std::uint64_t> luck(const round::Round& round, std::size_t index) {
  return index == 0 ? std::nullopt : std::optional(derive_key(round.journal().header.seed, index));
}

}  // namespace

Interval recovered_of(const std::vector<Future>& futures) {
  const auto count = std::ranges::count_if(futures, &Future::recovered);
  return score::share_interval(static_cast<int>(count), static_cast<int>(futures.size()));
}

std::vector<LeftOut> left_out(const Journal& journal, SimTime time) {
  std::vector<LeftOut> acts;
  for (const Entry& entry : journal.entries) {
    if (entry.kind == EntryKind::act && entry.time >= time) {
      acts.push_back({entry.time, string_or(entry.payload, "action", "")});
    }
  }
  return acts;
}

bool is_settled(const Futures& futures) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < futures.course.size(); ++i) {
    differences.push_back(futures.course[i].units - futures.as_it_was[i].units);
  }
  const Interval harm = score::mean_interval(differences, score::Confidence::p99);
  const double slight =
      0.01 * std::max(mean_of_units(futures.as_it_was), mean_of_units(futures.course));
  const bool harm_is_known =
      harm.low > 0 || harm.high < 0 || (harm.low >= -slight && harm.high <= slight);
  return harm_is_known && knows_recovery(futures.as_it_was) && knows_recovery(futures.course);
}

Result<Futures> run_futures(const round::Round& round, SimTime time,
                            const std::vector<PlannedAction>& course, const Effort& effort,
                            const std::function<void(double)>& progress) {
  const std::vector<PlannedAction> was = course_as_it_was(round.journal(), time);
  const auto seeds = static_cast<std::size_t>(effort.seeds);
  std::vector<Result<Future>> made(2 * seeds);
  std::mutex telling;
  std::size_t done = 0;
  Futures futures;
  // Looked at a few times only: each look is one more chance to stop by accident.
  for (std::size_t count = kFirstLook; futures.course.size() < seeds && !futures.settled;
       count *= 2) {
    const std::size_t from = futures.course.size();
    const std::size_t to = effort.all ? seeds : std::min(count, seeds);
    run_jobs(2 * (to - from), effort.threads, [&](std::size_t job) {
      const std::size_t i = 2 * from + job;
      made[i] = future_of(round, time, i % 2 == 0 ? was : course, luck(round, i / 2));
      const std::lock_guard lock(telling);
      progress(static_cast<double>(++done) / static_cast<double>(made.size()));
    });
    for (std::size_t i = 2 * from; i < 2 * to; ++i) {
      if (!made[i]) {
        return tl::unexpected(made[i].error());
      }
      (i % 2 == 0 ? futures.as_it_was : futures.course).push_back(*made[i]);
    }
    futures.settled = to >= kFirstLook && is_settled(futures);
  }
  return futures;
}

}  // namespace threeam::cli
