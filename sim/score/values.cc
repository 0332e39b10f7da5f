#include "sim/score/values.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/base/parallel.h"
#include "sim/engine/recorder.h"
#include "sim/metrics/alerts.h"
#include "sim/round/round.h"
#include "sim/score/interval.h"
#include "sim/score/outcome.h"
#include "sim/score/suspects.h"

namespace threeam::score {
namespace {

// Harm of each option in one suspect's world of one seed: [option].
using Ends = std::vector<End>;

End run_to_end(const Scenario& scenario, const engine::World& world, const CourseOfAction& option,
               SimTime until) {
  engine::Recorder recorder(world.model());
  const engine::World end = round::run_course(world, option.actions, until, &recorder);
  return {engine::weigh(end.harm(), scenario.truth.harm),
          metrics::restored_since(recorder, scenario, until).has_value()};
}

struct Active {
  std::size_t suspect = 0;
  double share = 0;  // of the belief in those that are active; 0: only there as the truth
};

std::vector<Active> active_suspects(const Scenario& scenario, const std::vector<double>& belief) {
  const std::size_t count = scenario.suspects.size();
  double known = 0;
  for (std::size_t h = 0; h < count; ++h) {
    known += belief[h];
  }
  std::vector<Active> active;
  double sum = 0;
  for (std::size_t h = 0; h < count; ++h) {
    const bool believed = belief[h] >= kActive * known;
    if (believed || scenario.suspects[h].is_true()) {
      active.push_back({h, believed ? belief[h] : 0});
      sum += active.back().share;
    }
  }
  for (Active& one : active) {
    one.share = sum > 0 ? one.share / sum : 1 / static_cast<double>(active.size());
  }
  return active;
}

// Under the belief, within one seed: of each option.
std::vector<double> expected(const std::vector<Active>& active,
                             const std::vector<Ends>& ends_of_active) {
  std::vector<double> harm(ends_of_active.front().size(), 0);
  for (std::size_t a = 0; a < active.size(); ++a) {
    for (std::size_t option = 0; option < harm.size(); ++option) {
      harm[option] += active[a].share * ends_of_active[a][option].units;
    }
  }
  return harm;
}

std::size_t index_of(const std::vector<CourseOfAction>& options, std::string_view id) {
  return static_cast<std::size_t>(
      std::find_if(options.begin(), options.end(), [&](const auto& one) { return one.id == id; }) -
      options.begin());
}

bool settled(const std::vector<Active>& active, const std::vector<std::vector<Ends>>& by_seed,
             std::size_t nothing) {
  std::optional<Standing> first;
  for (const std::vector<Ends>& ends : by_seed) {
    const std::vector<double> harm = expected(active, ends);
    const Standing standing = standing_of(
        relative_harm(harm.front(), harm[nothing], *std::min_element(harm.begin(), harm.end())));
    if (first && *first != standing) {
      return false;
    }
    first = standing;
  }
  return true;
}

}  // namespace

double relative_harm(double taken, double nothing, double least) {
  const double avoidable = nothing - least;
  if (avoidable <= std::max(0.02 * nothing, kHarmFloor)) {
    return taken <= nothing + 0.1 * std::max(nothing, kHarmFloor) ? 1 : 2;
  }
  return (taken - least) / avoidable;
}

Standing standing_of(double r) {
  return r <= 0.35  ? Standing::good
         : r <= 0.9 ? Standing::helps
         : r <= 1.1 ? Standing::no_use
                    : Standing::harmful;
}

std::vector<OptionValue> option_values(const Scenario& scenario,
                                       const std::vector<CourseOfAction>& options,
                                       const std::vector<double>& belief,
                                       const std::vector<std::vector<const engine::World*>>& worlds,
                                       SimTime until, Memo& memo, int threads) {
  const std::vector<Active> active = active_suspects(scenario, belief);
  const std::size_t nothing = index_of(options, "nothing");
  const std::size_t of_each = worlds.front().size();
  std::vector<std::vector<Ends>> by_seed;
  std::size_t seeds = std::max<std::size_t>(1, of_each / 2);
  while (by_seed.size() < seeds) {
    const std::size_t from = by_seed.size();
    by_seed.resize(seeds, std::vector<Ends>(active.size(), Ends(options.size())));
    const std::size_t jobs_a_seed = active.size() * options.size();
    run_jobs((seeds - from) * jobs_a_seed, threads, [&](std::size_t job) {
      const std::size_t seed = from + job / jobs_a_seed;
      const std::size_t a = job % jobs_a_seed / options.size();
      const CourseOfAction& option = options[job % options.size()];
      const engine::World* world = worlds[active[a].suspect][seed];
      if (world != nullptr) {
        by_seed[seed][a][job % options.size()] = memo.ends.get(
            fmt::format("{} {}", active[a].suspect, run_key(*world, option.actions, until)),
            [&] { return run_to_end(scenario, *world, option, until); });
      }
    });
    if (nothing < options.size() && !settled(active, by_seed, nothing)) {
      seeds = of_each;
    }
  }
  const auto truth = std::find_if(active.begin(), active.end(), [&](const Active& one) {
    return scenario.suspects[one.suspect].is_true();
  });
  std::vector<OptionValue> values;
  for (std::size_t option = 0; option < options.size(); ++option) {
    std::vector<double> believed;
    std::vector<double> in_truth;
    int recovered = 0;
    for (const std::vector<Ends>& ends : by_seed) {
      believed.push_back(expected(active, ends)[option]);
      if (truth != active.end()) {
        const End& end = ends[static_cast<std::size_t>(truth - active.begin())][option];
        in_truth.push_back(end.units);
        recovered += end.recovered;
      }
    }
    OptionValue value;
    value.id = options[option].id;
    value.expected = mean_interval(believed);
    value.expected.low = std::max(0.0, value.expected.low);
    if (!in_truth.empty()) {
      value.truth = mean_interval(in_truth);
      value.truth.low = std::max(0.0, value.truth.low);
      value.recovered = share_interval(recovered, static_cast<int>(in_truth.size()));
    }
    values.push_back(std::move(value));
  }
  return values;
}

std::optional<double> relative_harm(const std::vector<Course>& from_here) {
  const Course* taken = find_course(from_here, "this");
  const Course* nothing = find_course(from_here, "nothing");
  if (taken == nullptr || nothing == nullptr) {
    return std::nullopt;
  }
  double least = nothing->harm_units;
  for (const Course& course : from_here) {
    least = std::min(least, course.harm_units);
  }
  return relative_harm(taken->harm_units, nothing->harm_units, least);
}

std::optional<double> relative_harm(const std::vector<OptionValue>& values) {
  const auto find = [&](std::string_view id) {
    return std::find_if(values.begin(), values.end(),
                        [&](const auto& one) { return one.id == id; });
  };
  const auto taken = find("this");
  const auto nothing = find("nothing");
  if (taken == values.end() || nothing == values.end()) {
    return std::nullopt;
  }
  double least = nothing->expected.mean;
  for (const OptionValue& value : values) {
    least = std::min(least, value.expected.mean);
  }
  return relative_harm(taken->expected.mean, nothing->expected.mean, least);
}

}  // namespace threeam::score
