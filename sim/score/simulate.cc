#include "sim/score/simulate.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <utility>

#include "sim/base/parallel.h"
#include "sim/metrics/alerts.h"
#include "sim/score/belief.h"
#include "sim/score/choice.h"
#include "sim/score/courses.h"
#include "sim/score/decisions.h"
#include "sim/score/estimates.h"
#include "sim/score/memo.h"
#include "sim/score/outcome.h"
#include "sim/score/rivals.h"
#include "sim/score/suspects.h"
#include "sim/score/values.h"

namespace threeam::score {
namespace {

// Shares of the work, for progress.
constexpr double kBeliefEnd = 0.35;
constexpr double kCoursesEnd = 0.6;
constexpr double kValuesEnd = 0.95;

void tell(const Effort& effort, double from, double to, std::size_t done, std::size_t of) {
  if (effort.progress) {
    effort.progress(from + (to - from) * static_cast<double>(done) / static_cast<double>(of));
  }
}

// A course to run, and where it goes.
struct Run {
  Course* to = nullptr;
  std::function<Course()> make;
};

// Courses do not depend on one another; all take about as long.
void run_all(const std::vector<Run>& runs, const Effort& effort) {
  std::mutex telling;
  std::size_t done = 0;
  run_jobs(runs.size(), effort.threads, [&](std::size_t i) {
    *runs[i].to = runs[i].make();
    const std::lock_guard lock(telling);
    tell(effort, kBeliefEnd, kCoursesEnd, ++done, runs.size());
  });
}

// A decision whose options are compared from where it was made.
struct Table {
  Decision* decision = nullptr;
  std::vector<CourseOfAction> options;
};

std::vector<Table> tables_of(const Scenario& scenario, const std::vector<Plan>& all,
                             std::vector<Decision>& decisions) {
  std::vector<Table> tables;
  for (const std::size_t i : plans_to_judge(all)) {
    const auto decision =
        std::find_if(decisions.begin(), decisions.end(),
                     [&](const Decision& row) { return row.entry == all[i].front().seq; });
    tables.push_back({&*decision, options_from_here(scenario, all[i])});
    decision->from_here.resize(tables.back().options.size());
  }
  return tables;
}

// Fills `courses`, the candidate's and the options' over the whole round, and the tables.
void run_courses(const round::Round& round, const std::vector<Table>& tables,
                 std::vector<Course>& courses, const Effort& effort, Memo& memo) {
  const Scenario& scenario = round.scenario();
  const std::vector<CourseOfAction>& options = scenario.truth.options;
  const SimTime until = horizon(round);
  const auto once = [&memo](const std::string& key, const CourseOfAction& option,
                            const std::function<Course()>& make) {
    Course course = memo.courses.get(key, make);
    course.id = option.id;
    return course;
  };
  courses.resize(1 + options.size());
  std::vector<Run> runs = {{&courses[0], [&] { return candidate_course(round); }}};
  for (std::size_t i = 0; i < options.size(); ++i) {
    runs.push_back({&courses[1 + i], [&, i] { return option_course(memo, round, options[i]); }});
  }
  for (const Table& table : tables) {
    const engine::World world = round.before(table.decision->entry);
    for (std::size_t i = 0; i < table.options.size(); ++i) {
      runs.push_back({&table.decision->from_here[i], [&scenario, &once, &table, world, until, i] {
                        const CourseOfAction& option = table.options[i];
                        return once(run_key(world, option.actions, until), option, [&] {
                          return run_curve(scenario, world, option.actions, until, option.id);
                        });
                      }});
    }
  }
  run_all(runs, effort);
}

// A look can be read at its time, an answer when it comes: entries in the order of that.
std::vector<std::pair<SimTime, const Entry*>> readable(const Evidence& evidence,
                                                       const Journal& journal) {
  std::vector<std::pair<SimTime, const Entry*>> entries;
  for (const Look& look : evidence.looks) {
    if (look.at <= evidence.end) {
      entries.emplace_back(look.at, &journal.entries[look.seq - 1]);
    }
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return entries;
}

Belief believe(const Evidence& evidence, const round::Round& round, const std::vector<Asked>& asked,
               const Rivals& rivals) {
  BeliefKeeper keeper(evidence.scenario->suspects, rivals.worlds());
  for (const auto& [at, entry] : readable(evidence, round.journal())) {
    if (const auto words = words_of(entry->payload)) {
      keeper.read(entry->seq, at, words->of, words->name, words->person);
      continue;
    }
    std::vector<std::pair<std::string, Testimony>> seen;
    for (const Asked& one : asked) {
      if (one.entry == entry->seq) {
        seen.emplace_back(one.question.source, testimony(ask(round, one.question),
                                                         rivals.readings(one.entry, seen.size())));
      }
    }
    if (!seen.empty()) {
      keeper.look(entry->seq, at, seen);
    }
  }
  return keeper.belief();
}

// Follows the journal in the suspects' worlds. Nothing is believed where no suspect is told.
Result<Belief> follow_suspects(const Evidence& evidence, const round::Round& round,
                               const std::vector<Table>& tables, const Effort& effort, Memo& memo) {
  const Scenario& scenario = round.scenario();
  if (!effort.belief || true_suspect(scenario) == nullptr) {
    return Belief{};
  }
  const std::vector<Asked> asked = asked_of(round);
  std::vector<std::uint64_t> heads;
  for (const Table& table : tables) {
    heads.push_back(table.decision->entry);
  }
  if (memo.rivals == nullptr || !memo.rivals->belong_to(round, effort.worlds)) {
    memo.rivals = std::make_unique<Rivals>(scenario, round.journal().header, effort.worlds);
  }
  std::size_t done = 0;
  const std::size_t all = scenario.suspects.size() * static_cast<std::size_t>(effort.worlds);
  if (auto ok = memo.rivals->follow(round, asked, heads, memo, effort.threads,
                                    [&] { tell(effort, 0, kBeliefEnd, ++done, all); });
      !ok) {
    return tl::unexpected(ok.error());
  }
  return believe(evidence, round, asked, *memo.rivals);
}

// The values of each table's options under the belief of its moment.
void weigh(const round::Round& round, const std::vector<Table>& tables, const Belief& belief,
           const Effort& effort, Memo& memo) {
  if (belief.steps.empty()) {
    return;
  }
  for (std::size_t i = 0; i < tables.size(); ++i) {
    Decision& decision = *tables[i].decision;
    decision.values = option_values(
        round.scenario(), tables[i].options, belief_before(belief, decision.entry, decision.at),
        memo.rivals->before(decision.entry), horizon(round), memo, effort.threads);
    tell(effort, kCoursesEnd, kValuesEnd, i + 1, tables.size());
  }
}

}  // namespace

Result<Simulated> simulate(const Evidence& evidence, const round::Round& round,
                           const Effort& effort) {
  const Scenario& scenario = round.scenario();
  Simulated sim;
  sim.decisions = list_decisions(evidence, round);
  const std::vector<Table> tables = tables_of(scenario, plans(evidence.acts), sim.decisions);
  Memo own;
  Memo& memo = effort.memo == nullptr ? own : *effort.memo;
  // The belief first: it stands in a third of the time, and somebody may be waiting for it.
  Result<Belief> belief = follow_suspects(evidence, round, tables, effort, memo);
  if (!belief) {
    return tl::unexpected(belief.error());
  }
  sim.belief = std::move(*belief);
  if (effort.believed && !sim.belief.steps.empty()) {
    effort.believed(sim.belief);
  }
  run_courses(round, tables, sim.courses, effort, memo);
  weigh(round, tables, sim.belief, effort, memo);
  sim.estimates = check_estimates(evidence, round);
  sim.needs_action = needs_action(sim.courses);
  const Course* candidate = find_course(sim.courses, "candidate");
  const Course* nothing = find_course(sim.courses, "nothing");
  const Act* first = evidence.first_act();
  if (first != nullptr && nothing != nullptr && sim.needs_action) {
    sim.mitigated = mitigated_at(*candidate, *nothing, first->at);
  }
  sim.restored = candidate->restored;
  if (!evidence.resolved.empty()) {
    const SimTime at = evidence.resolved.back().at;
    sim.restored_at_resolve = metrics::restored_since(round.recorder(), scenario, at);
    sim.well_at_resolve = metrics::well_since(round.recorder(), scenario, at).has_value();
  }
  if (effort.progress) {
    effort.progress(1);
  }
  return sim;
}

}  // namespace threeam::score
