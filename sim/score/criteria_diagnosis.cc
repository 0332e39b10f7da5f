// Diagnosis: from symptom to cause, on evidence.
#include <algorithm>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/score/criteria.h"

namespace threeam::score {
namespace {

constexpr double kSetsApart = 0.5;  // nats

bool held(const Hypothesis& stated) {
  return stated.open && stated.confidence >= kHeldConfidence;
}

// S4. The change feed before acting and within kLookWithin; later is half.
Verdict checked_changes(const Evidence& evidence) {
  const SimTime until = before_acting(evidence);
  for (const Look& look : evidence.looks) {
    if (look.kind != LookKind::changes && look.kind != LookKind::diff) {
      continue;
    }
    const bool early = look.at <= until;
    return {.points = early ? 1.0 : 0.5,
            .text = fmt::format("Recent changes were opened at {}{}.", format_clock(look.at),
                                early ? ", before acting" : ", after acting or late"),
            .entries = {look.seq}};
  }
  return {.points = 0, .text = "Recent changes were never opened.", .entries = {}};
}

// Set suspects apart, where that is known; else is of a kind that can.
bool tests_something(const Evidence& evidence, const Look& look) {
  if (!evidence.sim.belief.steps.empty()) {
    return std::any_of(evidence.sim.belief.steps.begin(), evidence.sim.belief.steps.end(),
                       [&](const Belief::Step& step) {
                         return step.entry == look.seq && step.apart >= kSetsApart;
                       });
  }
  switch (look.kind) {
    case LookKind::panel:
    case LookKind::logs:
    case LookKind::trace:
    case LookKind::traces:
    case LookKind::diff:
    case LookKind::data_check:
    case LookKind::ask:
      return true;
    default:
      return false;
  }
}

// S5. A hypothesis before the first act (0.5), with what would refute it (0.25), and a look that
// could test it between the two (0.25): one that set suspects apart. Stated only after acting:
// 0.25. The best one counts.
Verdict hypothesis_first(const Evidence& evidence) {
  const Act* first = evidence.first_commitment();
  if (first == nullptr) {
    first = evidence.first_act();
  }
  Verdict best;
  best.text = "No hypothesis was stated.";
  for (const Hypothesis& stated : evidence.hypotheses) {
    Verdict verdict;
    verdict.entries = {stated.seq};
    const bool before = first == nullptr || stated.seq < first->seq;
    const Look* test = nullptr;
    for (const Look& look : evidence.looks) {
      const bool between = look.seq > stated.seq && (first == nullptr || look.seq < first->seq);
      if (test == nullptr && between && tests_something(evidence, look)) {
        test = &look;
      }
    }
    verdict.points = !before ? 0.25 : 0.5 + 0.25 * stated.refutable + 0.25 * (test != nullptr);
    if (before && test != nullptr) {
      verdict.entries.push_back(test->seq);
    }
    verdict.text = fmt::format("A hypothesis was stated {}, {} what would refute it, and {}.",
                               before ? "before deciding" : "only after deciding",
                               stated.refutable ? "with" : "without",
                               before && test != nullptr ? "put to a test" : "not put to a test");
    if (verdict.points > best.points) {
      best = std::move(verdict);
    }
  }
  return best;
}

// S8. A wrong hypothesis that was held is given up: withdrawn, lowered, or overtaken by a surer
// one.
Verdict gave_up_wrong(const Evidence& evidence) {
  Verdict verdict;
  int wrong = 0;
  int given_up = 0;
  for (const Hypothesis& stated : evidence.hypotheses) {
    if (!held(stated) || stated.match != Match::none) {
      continue;
    }
    ++wrong;
    verdict.entries.push_back(stated.seq);
    for (const Hypothesis& later : evidence.hypotheses) {
      const bool same = later.id == stated.id && later.seq > stated.seq;
      const bool withdrawn = same && (!held(later) || later.match != Match::none);
      const bool overtaken = later.seq > stated.seq && later.match != Match::none && held(later) &&
                             later.confidence > stated.confidence;
      if (withdrawn || overtaken) {
        ++given_up;
        verdict.entries.push_back(later.seq);
        break;
      }
    }
  }
  if (wrong == 0) {
    return not_observed("No wrong hypothesis was held.");
  }
  verdict.points = static_cast<double>(given_up) / wrong;
  verdict.text = fmt::format("Of {} wrong hypotheses, {} were given up.", wrong, given_up);
  return verdict;
}

// Stated of a suspect that had been seen to be none, when the last word on it was still to hold it.
bool refuted(const Evidence& evidence, const Hypothesis& stated) {
  const Belief& belief = evidence.sim.belief;
  for (std::size_t h = 0; h < belief.suspects.size() && !belief.steps.empty(); ++h) {
    const Belief::Of& suspect = belief.suspects[h];
    if (!suspect.cause && suspect.component == stated.component &&
        suspect.mechanism == stated.mechanism && !stated.mechanism.empty()) {
      return belief.steps.back().belief[h] < kRefuted;
    }
  }
  return false;
}

// S9. Acting on a decoy: 0. Standing by one at the end, or by a suspect that what was opened had
// refuted: 0.5. Needs something said or done.
Verdict not_captured(const Evidence& evidence) {
  if (evidence.scenario->truth.decoys.empty()) {
    return not_observed("This incident has no decoys.");
  }
  if (evidence.first_act() == nullptr && evidence.hypotheses.empty()) {
    return not_observed("Nothing was said or done that a decoy could have misled.");
  }
  Verdict verdict;
  for (const Act& act : evidence.acts) {
    if (act.on_decoy) {
      verdict.entries.push_back(act.seq);
    }
  }
  if (!verdict.entries.empty()) {
    verdict.text = "Acted on a change that only happened at the same time.";
    return verdict;
  }
  for (const Hypothesis* stated : final_hypotheses(evidence)) {
    if (stated->decoy || refuted(evidence, *stated)) {
      verdict.entries.push_back(stated->seq);
    }
  }
  verdict.points = verdict.entries.empty() ? 1 : 0.5;
  if (verdict.entries.empty()) {
    for (const Hypothesis& stated : evidence.hypotheses) {
      verdict.entries.push_back(stated.seq);
    }
    for (const Act& act : evidence.acts) {
      verdict.entries.push_back(act.seq);
    }
    verdict.text = "Was not misled by what only happened at the same time.";
  } else {
    verdict.text =
        "Still held responsible what only happened at the same time, or had been refuted by what "
        "was "
        "opened.";
  }
  return verdict;
}

// S10. The causes stood by in the end: accepted 1, neighbouring 0.5, others 0; the mean, so that
// naming everything earns little. A cause earns as far as evidence before it supports it (S11).
Verdict right_cause(const Evidence& evidence) {
  const std::vector<const Hypothesis*> finals = final_hypotheses(evidence);
  if (finals.empty()) {
    return {.points = 0, .text = "No cause was named with confidence.", .entries = {}};
  }
  Verdict verdict;
  bool unsupported = false;
  bool doubted = false;
  for (const Hypothesis* stated : finals) {
    verdict.entries.push_back(stated->seq);
    const double match = stated->match == Match::accept ? 1
                         : stated->match == Match::near ? 0.5
                                                        : 0;
    unsupported |= match > 0 && stated->supported <= 0;
    doubted |= match > 0 && stated->supported < 1;
    verdict.points += stated->supported * match;
  }
  verdict.points /= static_cast<double>(finals.size());
  verdict.text =
      verdict.points >= 1 ? "Named the cause."
      : verdict.points > 0 && doubted
          ? "Named the cause, or its neighbour, while what had been opened left it in doubt."
      : verdict.points > 0 ? "Named a neighbour of the cause, or the cause among others."
      : unsupported        ? "Named the cause without having seen anything that shows it."
                           : "Did not name the cause.";
  if (!evidence.hints.empty() && verdict.points > 0) {
    int before = 0;
    for (const Said& hint : evidence.hints) {
      if (hint.seq < finals.back()->seq) {
        verdict.entries.push_back(hint.seq);
        ++before;
      }
    }
    verdict.text += fmt::format(" Hints given before: {}.", before);
  }
  return verdict;
}

// S11. At the first right hypothesis: had something been looked at that carries it?
Verdict evidence_first(const Evidence& evidence) {
  for (const Hypothesis& stated : evidence.hypotheses) {
    if (!held(stated) || stated.match == Match::none) {
      continue;
    }
    Verdict verdict;
    verdict.points = stated.supported;
    verdict.entries = stated.support;
    verdict.entries.push_back(stated.seq);
    verdict.text = stated.supported >= 1
                       ? "The right cause was named on evidence that had been opened."
                   : stated.supported > 0
                       ? "The right cause was named while what had been opened left it in doubt."
                       : "The right cause was named before anything showed it: a guess.";
    return verdict;
  }
  return not_observed("The right cause was never held, so there is nothing to have evidence for.");
}

std::string right_change_text(std::size_t aimed, int blamed, int known, int unverified) {
  const std::size_t astray = aimed - static_cast<std::size_t>(blamed + known);
  std::string text = fmt::format(
      "Of {} rollbacks, fixes and containing acts, {} {} against the change that did it "
      "(whether that was good then is the choice)",
      aimed, blamed, blamed == 1 ? "was" : "were");
  if (known > 0) {
    text += fmt::format(", {} took another way that is known to help", known);
  }
  if (astray > 0) {
    text += fmt::format(", {} did neither", astray);
  }
  if (unverified > 0) {
    text +=
        fmt::format("; {} came before anything that shows the cause was opened (half)", unverified);
  }
  return text + ".";
}

// S14. Rollbacks, fixes and containing acts aim at the change that did it, or take a way that a
// course of truth.options takes: the share that does; half of it where nothing that shows the cause
// had been opened before.
Verdict right_change(const Evidence& evidence) {
  if (evidence.scenario->truth.blamed_change.empty()) {
    return not_observed("No change was to blame.");
  }
  Verdict verdict;
  std::size_t aimed = 0;
  int blamed = 0;
  int known = 0;
  int unverified = 0;
  for (const Act& act : evidence.acts) {
    if (act.kind != "roll_back" && act.kind != "contain" && act.kind != "fix_forward") {
      continue;
    }
    ++aimed;
    verdict.entries.push_back(act.seq);
    const auto opened =
        std::find_if(evidence.looks.begin(), evidence.looks.end(), [&](const Look& look) {
          return look.seq < act.seq && look.at <= act.at && look.worth == Worth::shows;
        });
    if (!act.on_blamed && !act.known) {
      continue;
    }
    ++(act.on_blamed ? blamed : known);
    unverified += opened == evidence.looks.end();
    verdict.points += opened == evidence.looks.end() ? 0.5 : 1;
    if (opened != evidence.looks.end()) {
      verdict.entries.push_back(opened->seq);
    }
  }
  if (aimed == 0) {
    return not_observed("No act blamed a change.");
  }
  verdict.points /= static_cast<double>(aimed);
  verdict.text = right_change_text(aimed, blamed, known, unverified);
  return verdict;
}

constexpr Criterion kDiagnosis[] = {
    {"S4", "checked_changes", kDebugging, 1, "Allspaw 2015", checked_changes, true},
    {"S5", "hypothesis_first", kDebugging, 1, "Slimmon 2024; Google SRE ch. 12", hypothesis_first},
    {"S8", "gave_up_wrong", kDebugging, 1, "Google SRE ch. 12", gave_up_wrong},
    {"S9", "not_captured", kDebugging, 1, "Google SRE ch. 12, spurious correlation", not_captured},
    {"S10", "right_cause", kDebugging, 2, "Gallego 2018", right_cause},
    {"S11", "evidence_first", kDebugging, 1, "SREGym issue 932", evidence_first},
    {"S14", "right_change", kDebugging, 1, "Google CRE, verify per version", right_change},
};

}  // namespace

std::vector<const Hypothesis*> final_hypotheses(const Evidence& evidence) {
  constexpr double kAboutAsSure = 0.1;
  double surest = 0;
  for (const Hypothesis& stated : evidence.hypotheses) {
    if (stated.last_word && held(stated)) {
      surest = std::max(surest, stated.confidence);
    }
  }
  std::vector<const Hypothesis*> finals;
  for (const Hypothesis& stated : evidence.hypotheses) {
    if (stated.last_word && held(stated) && stated.confidence >= surest - kAboutAsSure) {
      finals.push_back(&stated);
    }
  }
  return finals;
}

std::span<const Criterion> diagnosis_criteria() {
  return kDiagnosis;
}

}  // namespace threeam::score
