#include "sim/server/options.h"

#include <utility>

#include "sim/base/assert.h"
#include "sim/base/random.h"
#include "sim/engine/recorder.h"
#include "sim/metrics/alerts.h"
#include "sim/score/interval.h"
#include "sim/server/describe.h"

namespace threeam::server {
namespace {

Json interval_json(const Interval& interval) {
  return Json{{"mean", interval.mean}, {"low", interval.low}, {"high", interval.high}};
}

Json actions_json(const CourseOfAction& option) {
  Json actions = Json::array();
  for (const PlannedAction& planned : option.actions) {
    actions.push_back({{"action", planned.action}, {"after_ns", planned.after}});
  }
  return actions;
}

}  // namespace

std::vector<ActDone> acts_done(const round::Round& round) {
  const std::vector<Entry>& entries = round.journal().entries;
  std::vector<ActDone> acts;
  for (const engine::Outcome& outcome : round.world().outcomes()) {
    const Entry& act = entries.at(outcome.command - 1);
    acts.push_back({outcome.command, outcome.at, string_or(act.payload, "action", "")});
  }
  return acts;
}

OtherLuck other_luck(const Scenario& scenario, std::uint64_t seed, std::size_t number) {
  auto model = engine::compile(scenario);
  THREEAM_ASSERT(model);
  return {engine::World(*std::move(model), derive_key(seed, number)), 0};
}

void follow(OtherLuck& luck, const std::vector<ActDone>& acts, SimTime now) {
  for (; luck.acts < acts.size(); ++luck.acts) {
    const ActDone& act = acts[luck.acts];
    luck.world.advance(act.at);
    if (luck.world.check(act.action)) {
      luck.world.apply(act.action, act.seq);
    }
  }
  luck.world.advance(now);
}

OptionEnd option_end(const Scenario& scenario, const engine::World& now,
                     const CourseOfAction& option) {
  engine::Recorder recorder(now.model());
  const engine::World end = round::run_course(now, option.actions, scenario.length, &recorder);
  const engine::Harm harm = end.harm();
  return {harm, engine::weigh(harm, scenario.truth.harm),
          metrics::restored_since(recorder, scenario, scenario.length)};
}

Json options_json(const Scenario& scenario, const std::vector<LuckEnds>& lucks) {
  Json rows = Json::array();
  const std::vector<CourseOfAction>& options = scenario.truth.options;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (!lucks.front()[i]) {
      continue;
    }
    std::vector<double> units;
    int recovered = 0;
    for (const LuckEnds& ends : lucks) {
      units.push_back(ends[i]->harm_units);
      recovered += ends[i]->restored ? 1 : 0;
    }
    const OptionEnd& own = *lucks.front()[i];
    rows.push_back({{"id", options[i].id},
                    {"actions", actions_json(options[i])},
                    {"harm", harm_json(own.harm)},
                    {"harm_units", own.harm_units},
                    {"harm_over_lucks", interval_json(score::mean_interval(units))},
                    {"restored_ns", own.restored ? Json(*own.restored) : Json(nullptr)},
                    {"recovers", interval_json(score::share_interval(
                                     recovered, static_cast<int>(lucks.size())))}});
  }
  return rows;
}

}  // namespace threeam::server
