#include "sim/score/evidence.h"

#include <algorithm>
#include <set>

#include "sim/score/aim.h"
#include "sim/score/belief.h"
#include "sim/score/criteria.h"
#include "sim/score/looks.h"

namespace threeam::score {
namespace {

bool has_text(const Json& payload, std::string_view field) {
  return !string_or(payload, field, "").empty();
}

std::optional<double> number(const Json& payload, const char* field) {
  const auto found = payload.find(field);
  if (found == payload.end() || !found->is_number()) {
    return std::nullopt;
  }
  return found->get<double>();
}

// What supports one of everything supports none of it.
void drop_support_of_all(Evidence& evidence) {
  const auto named = [](const Hypothesis& stated) {
    return stated.last_word && stated.open && stated.confidence >= kHeldConfidence;
  };
  std::vector<Hypothesis>& all = evidence.hypotheses;
  if (std::count_if(all.begin(), all.end(), named) > kMostCauses) {
    for (Hypothesis& stated : all) {
      stated.supported = named(stated) ? 0 : stated.supported;
    }
  }
}

class Gatherer {
 public:
  Gatherer(const Scenario& scenario, const Shown& shown)
      : scenario_(scenario), shown_(shown), aim_(scenario) {}

  Evidence gather(const Journal& journal) {
    evidence_.scenario = &scenario_;
    for (const Entry& entry : journal.entries) {
      take(entry);
    }
    if (!journal.entries.empty()) {
      evidence_.end = journal.entries.back().time;
    }
    std::erase_if(evidence_.acts, [&](const Act& act) { return refused_.contains(act.seq); });
    drop_support_of_all(evidence_);
    return std::move(evidence_);
  }

 private:
  void take(const Entry& entry) {
    if (!entry.payload.is_object()) {
      return;
    }
    const bool candidate = entry.actor == Actor::candidate;
    switch (entry.kind) {
      case EntryKind::look:
        return candidate ? take_look(entry) : void();
      case EntryKind::say:
        return candidate ? take_say(entry) : void();
      case EntryKind::act:
        return candidate ? take_act(entry) : void();
      case EntryKind::outcome:
        return take_outcome(entry);
      case EntryKind::clock:
        evidence_.finished |= string_or(entry.payload, "to", "") == "finish";
        return;
      case EntryKind::hint:
        evidence_.hints.push_back({entry.seq, entry.time});
        return;
      case EntryKind::followup:
        return mark(evidence_.followups, entry, "id", "answered");
      case EntryKind::pushback:
        return mark(evidence_.pushbacks, entry, "id", "answered");
      case EntryKind::observed:
        return mark(evidence_.observed, entry, "what", "value");
      case EntryKind::inject:
      case EntryKind::note:
      case EntryKind::mark:
      case EntryKind::rating:
      case EntryKind::state:
        return;
    }
  }

  static void mark(std::vector<Marked>& marks, const Entry& entry, const char* what,
                   const char* answered) {
    const std::string of = string_or(entry.payload, what, "");
    std::erase_if(marks, [&](const Marked& earlier) { return earlier.what == of; });
    marks.push_back({entry.seq, of, string_or(entry.payload, answered, "")});
  }

  void take_look(const Entry& entry) {
    if (std::optional<Look> look = read_look(entry, scenario_, aim_, shown_)) {
      evidence_.looks.push_back(std::move(*look));
    }
  }

  void take_say(const Entry& entry) {
    const std::string what = string_or(entry.payload, "what", "");
    const Said said{entry.seq, entry.time};
    if (what == "acknowledge") {
      evidence_.acknowledged.push_back(said);
    } else if (what == "severity") {
      evidence_.severities.push_back(said);
    } else if (what == "hypothesis") {
      take_hypothesis(entry);
    } else if (what == "estimate") {
      take_estimate(entry);
    } else if (what == "prediction" && has_text(entry.payload, "text")) {
      evidence_.predictions.push_back(said);
    } else if (what == "update" && has_text(entry.payload, "text")) {
      evidence_.updates.push_back(said);
    } else if (what == "resolved") {
      evidence_.resolved.push_back(said);
    } else if (what == "handover" && has_text(entry.payload, "text")) {
      evidence_.handovers.push_back(said);
    }
  }

  void take_hypothesis(const Entry& entry) {
    Hypothesis stated;
    stated.seq = entry.seq;
    stated.at = entry.time;
    stated.id = string_or(entry.payload, "id", "");
    stated.component = string_or(entry.payload, "component", "");
    stated.mechanism = string_or(entry.payload, "mechanism", "");
    stated.confidence = std::clamp(number_or(entry.payload, "confidence", 0), 0.0, 1.0);
    stated.refutable = has_text(entry.payload, "refuted_by");
    stated.open = string_or(entry.payload, "state", "open") != "refuted";
    stated.match = aim_.match(stated.component, stated.mechanism);
    stated.decoy = stated.match == Match::none && aim_.decoy_component(stated.component);
    for (Hypothesis& earlier : evidence_.hypotheses) {
      earlier.last_word &= earlier.id != stated.id;
    }
    bool shown = false;
    std::set<LookKind> pointing;
    for (const Look& look : evidence_.looks) {
      if (look.worth == Worth::nothing || look.at > entry.time) {
        continue;
      }
      stated.support.push_back(look.seq);
      shown |= look.worth == Worth::shows;
      pointing.insert(look.kind);
    }
    stated.supported = shown || pointing.size() >= 2 ? 1 : 0;
    evidence_.hypotheses.push_back(std::move(stated));
  }

  void take_estimate(const Entry& entry) {
    EstimateSaid said;
    said.seq = entry.seq;
    said.at = entry.time;
    said.failing_ratio = number(entry.payload, "failing_ratio");
    said.failing_requests_per_second = number(entry.payload, "failing_requests_per_second");
    said.rows_written = number(entry.payload, "rows_written");
    if (number(entry.payload, "since_ns")) {
      said.since = integer_or(entry.payload, "since_ns", 0);
    }
    evidence_.estimates.push_back(said);
  }

  void take_act(const Entry& entry) {
    const Action* action = find_action(scenario_, string_or(entry.payload, "action", ""));
    if (action == nullptr) {
      return;
    }
    Act act;
    act.seq = entry.seq;
    act.at = entry.time;
    act.action = action->id;
    act.label = action->label;
    act.why = string_or(entry.payload, "why", "");
    act.reason = !act.why.empty();
    act.expectation = has_text(entry.payload, "expect");
    const std::int64_t within = integer_or(entry.payload, "expect_in_s", 0);
    if (within > 0 && within <= 24 * kHour / kSecond) {
      act.expected_in = within * kSecond;
    }
    act.kind = std::string(decision_kind(action->change));
    act.reversible = reversible(action->change);
    act.lever = lever(action->change);
    if (const auto* shed = std::get_if<Shed>(&action->change)) {
      act.refused = shed->ratio;
    }
    act.known = aim_.known(action->id);
    act.on_blamed = aim_.on_blamed(action->change);
    act.on_decoy = !aim_.best(action->id) && !act.on_blamed && aim_.on_decoy(action->change);
    evidence_.acts.push_back(std::move(act));
  }

  void take_outcome(const Entry& entry) {
    const auto of = static_cast<std::uint64_t>(integer_or(entry.payload, "of", 0));
    const std::string state = string_or(entry.payload, "state", "");
    if (state == "refused") {
      refused_.insert(of);
    }
    for (Act& act : evidence_.acts) {
      if (act.seq != of) {
        continue;
      }
      act.failed |= state == "failed";
      if (state == "done") {
        act.done = entry.time;
      }
    }
  }

  const Scenario& scenario_;
  const Shown& shown_;
  Aim aim_;
  Evidence evidence_;
  std::set<std::uint64_t> refused_;
};

}  // namespace

const Act* Evidence::first_act() const {
  for (const Act& act : acts) {
    if (act.changes_state()) {
      return &act;
    }
  }
  return nullptr;
}

const Act* Evidence::first_commitment() const {
  for (const Act& act : acts) {
    if (act.kind == "roll_back" || act.kind == "fix_forward" || act.kind == "repair") {
      return &act;
    }
  }
  return nullptr;
}

double believed_share(double belief) {
  return std::clamp((belief - kUnbelieved) / (kBelieved - kUnbelieved), 0.0, 1.0);
}

std::optional<double> believed_truth(const Evidence& evidence, std::uint64_t entry, SimTime at) {
  const Belief& belief = evidence.sim.belief;
  const std::vector<double> before = belief_before(belief, entry, at);
  for (std::size_t h = 0; h < before.size(); ++h) {
    if (belief.suspects[h].cause) {
      return before[h];
    }
  }
  return std::nullopt;
}

bool meets_unreadable(const Evidence& evidence, std::uint64_t entry) {
  return std::any_of(evidence.sim.decisions.begin(), evidence.sim.decisions.end(),
                     [&](const Decision& decision) {
                       return decision.entry == entry && decision.unreadable_share > kUnreadable;
                     });
}

std::vector<SimTime> stages_to_come(const Scenario& scenario) {
  std::vector<SimTime> stages;
  if (scenario.truth.blamed_change.empty()) {
    return stages;
  }
  const TimelineEvent* event = find_event(scenario, scenario.truth.blamed_change);
  const auto* deploy = event == nullptr ? nullptr : std::get_if<Deploy>(&event->change);
  if (deploy == nullptr || event->hidden) {
    return stages;
  }
  for (const DeployStage& stage : deploy->stages) {
    if (event->at + stage.after > 0) {
      stages.push_back(event->at + stage.after);
    }
  }
  std::sort(stages.begin(), stages.end());
  return stages;
}

void support_by_belief(Evidence& evidence) {
  constexpr double kMoved = 0.2;  // nats; less is no support worth citing
  const Belief& belief = evidence.sim.belief;
  const auto cause = std::find_if(belief.suspects.begin(), belief.suspects.end(),
                                  [](const Belief::Of& one) { return one.cause; });
  for (Hypothesis& stated : evidence.hypotheses) {
    const auto believed = believed_truth(evidence, stated.seq, stated.at);
    if (!believed) {
      continue;
    }
    stated.supported *= believed_share(*believed);
    stated.support.clear();
    for (const Belief::Step& step : belief.steps) {
      if (step.entry > 0 && step.entry < stated.seq && step.at <= stated.at &&
          step.apart >= kMoved && step.toward == cause->id) {
        stated.support.push_back(step.entry);
      }
    }
  }
  drop_support_of_all(evidence);
}

Evidence gather(const Scenario& scenario, const Journal& journal, const Shown& shown) {
  return Gatherer(scenario, shown).gather(journal);
}

}  // namespace threeam::score
