// Triage: is it real, who is hurt, how much, since when.
#include <algorithm>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/score/criteria.h"

namespace threeam::score {
namespace {

bool user_facing(const Look& look) {
  return look.group == "errors" || look.group == "clients" || look.group == "traffic" ||
         look.group == "latency";
}

// S1. A user-facing signal opened (0.4), narrowed down or against the healthy past (0.3), an
// estimate in numbers (0.3), all before the first act.
Verdict scoped_impact(const Evidence& evidence) {
  const SimTime until = before_acting(evidence);
  Verdict verdict;
  bool opened = false;
  bool narrowed = false;
  for (const Look& look : evidence.looks) {
    if (look.at > until || look.kind != LookKind::panel || !user_facing(look)) {
      continue;
    }
    opened = true;
    narrowed |= look.split || look.compared;
    verdict.entries.push_back(look.seq);
  }
  bool estimated = false;
  for (const EstimateSaid& said : evidence.estimates) {
    if (said.has_number() && said.at <= until) {
      estimated = true;
      verdict.entries.push_back(said.seq);
    }
  }
  verdict.points = 0.4 * opened + 0.3 * narrowed + 0.3 * estimated;
  verdict.text = fmt::format(
      "Before acting: what users see was {}; {}; the blast radius was {}.",
      opened ? "opened" : "not opened",
      narrowed ? "narrowed down or compared with the healthy past" : "not narrowed down",
      estimated ? "put into numbers" : "not put into numbers");
  return verdict;
}

// S2. Acknowledged within kAcknowledgeWithin (0.5; late 0.25), severity within kLookWithin (0.5;
// late 0.25). Which severity is not judged: over-declaring costs nothing.
Verdict declared(const Evidence& evidence) {
  Verdict verdict;
  const auto part = [&](const std::vector<Said>& said, Duration target) {
    if (said.empty()) {
      return 0.0;
    }
    verdict.entries.push_back(said.front().seq);
    return said.front().at <= target ? 0.5 : 0.25;
  };
  const double acknowledged = part(evidence.acknowledged, kAcknowledgeWithin);
  const double severity = part(evidence.severities, kLookWithin);
  verdict.points = acknowledged + severity;
  const auto in_words = [](const std::vector<Said>& said, Duration target, std::string_view what) {
    return said.empty() ? fmt::format("never {}", what)
                        : fmt::format("{} at {}{}", what, format_clock(said.front().at),
                                      said.front().at <= target ? "" : ", late");
  };
  verdict.text = fmt::format("The page was {}; a severity was {}.",
                             in_words(evidence.acknowledged, kAcknowledgeWithin, "acknowledged"),
                             in_words(evidence.severities, kLookWithin, "set"));
  return verdict;
}

// S3. The service map, a runbook or a colleague before the first act that settles anything: who
// contains first is right to. Later is a quarter.
Verdict read_the_system(const Evidence& evidence) {
  const auto settles = std::find_if(evidence.acts.begin(), evidence.acts.end(), [](const Act& act) {
    return act.changes_state() && act.kind != "contain";
  });
  const Act* first = settles == evidence.acts.end() ? nullptr : &*settles;
  Verdict verdict;
  bool before = false;
  for (const Look& look : evidence.looks) {
    if (look.kind != LookKind::topology && look.kind != LookKind::runbook &&
        look.kind != LookKind::ask && look.kind != LookKind::trace) {
      continue;
    }
    verdict.entries.push_back(look.seq);
    before |= first == nullptr || look.seq < first->seq;
  }
  verdict.points = before ? 1 : verdict.entries.empty() ? 0 : 0.25;
  verdict.text = before
                     ? "Read how the system hangs together, or asked, before more than containing."
                 : verdict.entries.empty()
                     ? "Opened neither the service map, a runbook nor a trace, and put no question."
                     : "Looked at how the system hangs together only after acting: a quarter.";
  return verdict;
}

// S7. Of the signals that say what is wrong (errors, latency percentiles, saturation, and where
// there are queues their depth and age), the share that was opened. The first screen comes to
// everybody and counts for nothing.
Verdict signals_read(const Evidence& evidence) {
  bool errors = false;
  bool percentiles = false;
  bool saturation = false;
  bool queues = false;
  Verdict verdict;
  for (const Look& look : evidence.looks) {
    if (look.kind != LookKind::panel) {
      continue;
    }
    const bool is_error = look.group == "errors" || look.group == "clients";
    const bool is_saturation = look.group == "saturation";
    const bool is_queue = look.group == "queues";
    errors |= is_error;
    percentiles |= look.quantile;
    saturation |= is_saturation;
    queues |= is_queue;
    if (is_error || look.quantile || is_saturation || is_queue) {
      verdict.entries.push_back(look.seq);
    }
  }
  const bool has_queues = !evidence.scenario->queues.empty();
  const int seen = errors + percentiles + saturation + (has_queues && queues);
  // One kind may stay shut: nobody needs every panel to be sure.
  const int enough = has_queues ? 3 : 2;
  verdict.points = std::min(1.0, static_cast<double>(seen) / enough);
  verdict.text = fmt::format(
      "Opened {} of {} kinds of signal: errors, percentiles, saturation{}; "
      "{} are enough.",
      seen, has_queues ? 4 : 3, has_queues ? ", queues" : "", enough);
  return verdict;
}

double points_for_factor(double factor) {
  if (factor <= 2) {
    return 1;
  }
  if (factor <= 5) {
    return 0.5;
  }
  return factor <= 10 ? 0.25 : 0.1;
}

std::string_view in_words(const Estimate& estimate) {
  return estimate.quantity == "failing_ratio"  ? "the share that fails"
         : estimate.quantity == "since"        ? "since when"
         : estimate.quantity == "rows_written" ? "the rows written"
                                               : std::string_view(estimate.quantity);
}

std::string how_far_off(double factor) {
  return factor < 1.05 ? "as it was" : fmt::format("off by a factor of {:.1f}", factor);
}

// M1. Magnitudes, not adjectives: the last estimate of each quantity against the truth at that
// moment. Within a factor of 2: 1; 5: 0.5; 10: 0.25; further: 0.1, for a number was given.
Verdict magnitudes(const Evidence& evidence) {
  Verdict verdict;
  for (const EstimateSaid& said : evidence.estimates) {
    verdict.entries.push_back(said.seq);
  }
  std::vector<const Estimate*> last;
  for (const Estimate& estimate : evidence.sim.estimates) {
    if (estimate.factor <= 0) {
      continue;
    }
    std::erase_if(last, [&](const Estimate* e) { return e->quantity == estimate.quantity; });
    last.push_back(&estimate);
  }
  const bool numbers = std::any_of(evidence.estimates.begin(), evidence.estimates.end(),
                                   [](const EstimateSaid& said) { return said.has_number(); });
  if (!numbers) {
    verdict.text = "The blast radius was never put into numbers.";
    return verdict;
  }
  if (last.empty()) {
    return not_observed("Numbers were given, but none that the simulation can check.");
  }
  std::string listed;
  for (const Estimate* estimate : last) {
    verdict.points += points_for_factor(estimate->factor);
    listed += fmt::format("{}{}: {} ({:g})", listed.empty() ? "" : "; ", in_words(*estimate),
                          how_far_off(estimate->factor), points_for_factor(estimate->factor));
  }
  verdict.points /= static_cast<double>(last.size());
  verdict.text = "Estimates in numbers: " + listed + ".";
  return verdict;
}

constexpr Criterion kTriage[] = {
    {"S1", "scoped_impact", kSystemDesign, 1, "Erbay; Google SRE ch. 12", scoped_impact, true},
    {"S2", "declared", kOperationalJudgment, 1, "PagerDuty incident response", declared},
    {"S3", "read_the_system", kSystemDesign, 1, "Polomodov", read_the_system, true},
    {"S7", "signals_read", kFundamentals, 1, "four golden signals, Google SRE ch. 6", signals_read,
     true},
    {"M1", "magnitudes", kFundamentals, 1, "KORE1 2026, red flags", magnitudes},
};

}  // namespace

std::span<const Criterion> triage_criteria() {
  return kTriage;
}

}  // namespace threeam::score
