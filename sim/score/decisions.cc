#include "sim/score/decisions.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/score/html.h"

namespace threeam::score {
namespace {

const Rollback* rollback_of(const Scenario& scenario, const Act& act) {
  const Action* action = find_action(scenario, act.action);
  return action == nullptr ? nullptr : std::get_if<Rollback>(&action->change);
}

// Rows since it began in another form than the first, over all regions.
SafetyAnswer new_shape(const Scenario& scenario, const engine::World& world) {
  double rows = 0;
  for (const engine::DatasetRows& in : world.datasets()) {
    const Dataset* dataset = find_dataset(scenario, in.dataset);
    for (std::size_t f = 0; dataset != nullptr && f < in.written.size(); ++f) {
      rows += dataset->formats[f].name == dataset->initial_format ? 0 : in.written[f];
    }
  }
  return {"new_shape",
          rows > 0 ? fmt::format("{} rows have been written in a new form.", format_count(rows))
                   : std::string("Nothing has been written in a new form."),
          rows > 0, false};
}

// Did something rewrite rows, a migration or a repair? Away from the first form it bars the way
// back.
SafetyAnswer migration_run(const Scenario& scenario, const engine::World& world) {
  double rewritten = 0;
  bool away = false;
  for (const engine::DatasetRows& in : world.datasets()) {
    const Dataset* dataset = find_dataset(scenario, in.dataset);
    rewritten += in.repaired;
    for (std::size_t f = 0; dataset != nullptr && f < in.rows.size(); ++f) {
      const bool later = dataset->formats[f].name != dataset->initial_format;
      away |= later && in.repaired > 0 && in.rows[f] > in.written[f];
    }
  }
  return {"migration_run",
          rewritten > 0 ? fmt::format("{} rows have been rewritten{}.", format_count(rewritten),
                                      away ? ", to a form that the older version may not know" : "")
                        : std::string("No migration or repair has rewritten rows."),
          away, false};
}

SafetyAnswer old_reads_it(double unreadable, const std::string& version) {
  return {"old_reads_it",
          unreadable > 0 ? fmt::format("{:.2f} % of the rows in use cannot be read by {}.",
                                       100 * unreadable, version)
                         : fmt::format("{} can read every row in use.", version),
          unreadable > 0, false};
}

SafetyAnswer not_undone(const engine::World& world) {
  const double effects = world.harm().wrong_effects;
  return {"not_undone",
          effects > 0 ? fmt::format("{} effects have gone out that nothing calls back.",
                                    format_count(effects))
                      : std::string("No effect has gone out that cannot be called back."),
          effects > 0, false};
}

// How long until the last instance is replaced.
Duration length_of(const Scenario& scenario, const Rollback& rollback) {
  const Component* component = find_component(scenario, rollback.component);
  int most = 0;
  if (component != nullptr) {
    for (const auto& [region, instances] : component->instances) {
      most = std::max(most, instances);
    }
  }
  return most * rollback.each;
}

SafetyAnswer back_in_time(const Scenario& scenario, const Rollback& rollback) {
  const Duration back = length_of(scenario, rollback);
  Duration fix = 0;
  for (const Action& action : scenario.actions) {
    if (const auto* forward = std::get_if<FixForward>(&action.change)) {
      Duration length = action.takes + forward->prepare;
      for (const Rollback& deploy : forward->deploys) {
        length = std::max(length, action.takes + forward->prepare + length_of(scenario, deploy));
      }
      fix = fix == 0 ? length : std::min(fix, length);
    }
  }
  return {"back_in_time",
          fix == 0 ? fmt::format("Rolling back takes about {}.", format_duration(back))
                   : fmt::format("Rolling back takes about {}, the quickest fix about {}.",
                                 format_duration(back), format_duration(fix)),
          fix > 0 && back >= fix, true};
}

// The questions before a rollback (d4b.dev 2026), answered by the data of that second.
void answer_safety(const Scenario& scenario, const round::Round& round, const Act& act,
                   Decision& decision) {
  const Rollback* rollback = rollback_of(scenario, act);
  if (rollback == nullptr) {
    return;
  }
  const engine::World world = round.before(act.seq);
  for (const std::string& dataset : scenario.truth.data_at_risk) {
    decision.unreadable_share =
        std::max(decision.unreadable_share,
                 world.unreadable_share(dataset, rollback->component, rollback->to));
  }
  decision.safety = {migration_run(scenario, world), new_shape(scenario, world),
                     old_reads_it(decision.unreadable_share, rollback->to), not_undone(world),
                     back_in_time(scenario, *rollback)};
  for (SafetyAnswer& answer : decision.safety) {
    answer.looked |= decision.data_checked;
  }
}

// Entry of the first act of its plan; a silence's own.
std::uint64_t plan_of(const std::vector<Plan>& all, std::uint64_t entry) {
  for (const Plan& plan : all) {
    if (std::any_of(plan.begin(), plan.end(), [&](const Act& act) { return act.seq == entry; })) {
      return plan.front().seq;
    }
  }
  return entry;
}

SimTime time_of(const std::vector<Decision>& decisions, std::uint64_t entry) {
  const auto found = std::find_if(decisions.begin(), decisions.end(),
                                  [&](const Decision& one) { return one.entry == entry; });
  return found == decisions.end() ? 0 : found->at;
}

}  // namespace

std::vector<Decision> list_decisions(const Evidence& evidence, const round::Round& round) {
  const Scenario& scenario = *evidence.scenario;
  const std::vector<Plan> all = plans(evidence.acts);
  std::vector<Decision> decisions;
  for (const Act& act : evidence.acts) {
    Decision decision;
    decision.entry = act.seq;
    decision.plan = plan_of(all, act.seq);
    decision.at = act.at;
    decision.action = act.action;
    decision.label = act.label;
    decision.why = act.why;
    decision.kind = act.kind;
    for (const Look& look : evidence.looks) {
      if (look.seq > act.seq || look.at > act.at) {
        continue;
      }
      const bool data = look.kind == LookKind::data_check || look.group == "data";
      decision.data_checked |= data && look.worth == Worth::shows;
      decision.change_opened |= !data && look.worth == Worth::shows;
    }
    answer_safety(scenario, round, act, decision);
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

std::string why_not_compared(const std::vector<Decision>& decisions, std::size_t index) {
  const Decision& decision = decisions[index];
  if (!decision.from_here.empty()) {
    return "";
  }
  if (decision.kind == "silence") {
    return "not computed: silencing changes nothing for users";
  }
  return decision.plan != decision.entry
             ? fmt::format("counted with the plan that began at {}",
                           format_clock(time_of(decisions, decision.plan)))
             : fmt::format("not computed: the {} plans that weigh most are", kMaxTables);
}

std::vector<CourseOfAction> options_from_here(const Scenario& scenario, const Plan& plan) {
  CourseOfAction taken{"this", {}};
  for (const Act& act : plan) {
    taken.actions.push_back({act.action, act.at - plan.front().at});
  }
  std::vector<CourseOfAction> options = {std::move(taken)};
  options.insert(options.end(), scenario.truth.options.begin(), scenario.truth.options.end());
  return options;
}

}  // namespace threeam::score
