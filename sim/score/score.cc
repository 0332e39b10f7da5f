#include "sim/score/score.h"

#include <utility>

#include "sim/round/show.h"
#include "sim/score/choice.h"
#include "sim/score/criteria.h"
#include "sim/score/evidence.h"
#include "sim/score/outcome.h"
#include "sim/score/report_html.h"
#include "sim/score/simulate.h"
#include "sim/score/weights.h"

namespace threeam::score {
namespace {

Milestone milestone(std::string name, std::optional<SimTime> at,
                    std::vector<std::uint64_t> entries) {
  return {std::move(name), at, std::move(entries)};
}

Milestone first_of(std::string name, const std::vector<Said>& said) {
  if (said.empty()) {
    return milestone(std::move(name), std::nullopt, {});
  }
  return milestone(std::move(name), said.front().at, {said.front().seq});
}

// A right hypothesis: accepted or near, held, on evidence that had been looked at.
Milestone right_hypothesis(const Evidence& evidence) {
  for (const Hypothesis& stated : evidence.hypotheses) {
    if (stated.match != Match::none && stated.open && stated.supported > 0 &&
        stated.confidence >= kHeldConfidence) {
      std::vector<std::uint64_t> entries = stated.support;
      entries.push_back(stated.seq);
      return milestone("hypothesis", stated.at, std::move(entries));
    }
  }
  return milestone("hypothesis", std::nullopt, {});
}

// Where nothing had to be done, there is nothing to mitigate or to restore.
std::vector<Milestone> milestones(const Evidence& evidence) {
  std::vector<Milestone> reached = {first_of("acknowledge", evidence.acknowledged),
                                    right_hypothesis(evidence)};
  std::vector<std::uint64_t> acts;
  for (const Act& act : evidence.acts) {
    if (evidence.sim.mitigated && act.changes_state() && act.at <= *evidence.sim.mitigated) {
      acts.push_back(act.seq);
    }
  }
  if (evidence.sim.needs_action) {
    reached.push_back(milestone("mitigate", evidence.sim.mitigated, std::move(acts)));
    reached.push_back(milestone("restore", evidence.sim.restored, {}));
  }
  reached.push_back(first_of("resolved", evidence.resolved));
  return reached;
}

}  // namespace

Result<Scorecard> score(const round::Round& round, const Effort& effort) {
  if (round.clock() == round::ClockState::waiting) {
    return fail(ErrorCode::rejected, "the round has not started, there is nothing to score");
  }
  const Scenario& scenario = round.scenario();
  const JournalHeader& header = round.journal().header;
  const Shown shown = [&](const Json& look, SimTime at) -> std::optional<Json> {
    Result<Json> json = round::show(round, look, at);
    return json ? std::optional<Json>(std::move(*json)) : std::nullopt;
  };
  Evidence evidence = gather(scenario, round.journal(), shown);
  evidence.end = round.now();
  Result<Simulated> simulated = simulate(evidence, round, effort);
  if (!simulated) {
    return tl::unexpected(simulated.error());
  }
  evidence.sim = std::move(*simulated);
  support_by_belief(evidence);
  for (Decision& decision : evidence.sim.decisions) {
    if (const std::optional<Choice> choice = judge_choice(evidence, decision)) {
      decision.verdict = choice->verdict;
    }
  }

  Scorecard card;
  card.round = header.round;
  card.scenario = header.scenario;
  card.scenario_digest = header.scenario_digest;
  card.engine_version = header.engine_version;
  card.level = header.level;
  card.seed = header.seed;
  card.milestones = milestones(evidence);
  card.change_failure = change_failure(evidence.sim.decisions);
  card.findings = evaluate(evidence);
  card.decisions = evidence.sim.decisions;
  card.estimates = evidence.sim.estimates;
  card.courses = evidence.sim.courses;
  card.belief = evidence.sim.belief;
  card.dimensions = dimension_scores(card.findings, card.level);
  card.process_score = process_score(card.dimensions);
  card.outcome_score = outcome_score(card.courses);
  return card;
}

std::string to_html(const Scorecard& card, const round::Round& round) {
  return report_html(card, round.scenario(), round.journal());
}

}  // namespace threeam::score
