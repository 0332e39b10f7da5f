// `threeam score`: the scorecard as text, as JSON, as a page.
#include "sim/score/score.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/verbs.h"
#include "sim/score/decisions.h"
#include "sim/score/estimates.h"

namespace threeam::cli {

namespace {

std::string time_text(const std::optional<SimTime>& time) {
  return time ? format_clock(*time) : "never";
}

std::string entries_text(const std::vector<std::uint64_t>& entries) {
  return entries.empty() ? "" : fmt::format(" [{}]", fmt::join(entries, ", "));
}

// What the journal alone says, before any world has run.
std::string done_text(const Journal& journal) {
  const JournalHeader& header = journal.header;
  std::string text =
      fmt::format("{} of {}, {}\n\nwhat was done\n", header.round, header.scenario, header.level);
  std::size_t looks = 0;
  for (const Entry& entry : journal.entries) {
    if (entry.actor != Actor::candidate) {
      continue;
    }
    looks += entry.kind == EntryKind::look ? 1 : 0;
    const std::string what = entry.kind == EntryKind::act   ? string_or(entry.payload, "action", "")
                             : entry.kind == EntryKind::say ? string_or(entry.payload, "what", "")
                                                            : std::string();
    if (!what.empty()) {
      text += fmt::format("  {:<8} {} [{}]\n", format_clock(entry.time), what, entry.seq);
    }
  }
  return text + fmt::format("  {} looks\n", looks);
}

std::string belief_text(const Belief& belief) {
  std::string text = "\nwhat was to be believed from what had been opened (first, last)\n";
  for (std::size_t h = 0; h < belief.suspects.size(); ++h) {
    text += fmt::format("  {:<22} {:>6} {:>6}  {}\n", belief.suspects[h].id,
                        percent(belief.steps.front().belief[h], 0),
                        percent(belief.steps.back().belief[h], 0),
                        belief.suspects[h].cause ? "the cause" : "");
  }
  return text;
}

std::string dimensions_text(const Scorecard& card) {
  std::string text = "\nprocess: the mean of the dimensions observed, by weight\n";
  for (const Scorecard::DimensionScore& dimension : card.dimensions) {
    text += fmt::format("  {:<22} {:>6}  {}\n", dimension.dimension, percent(dimension.weight, 0),
                        dimension.observed ? fmt::format("{:.3f}", dimension.score) : "-");
  }
  return text;
}

// By dimension, so that each one's mean can be followed.
std::string findings_text(const Scorecard& card) {
  std::string text;
  for (const Scorecard::DimensionScore& dimension : card.dimensions) {
    text += fmt::format("\n{} (criterion, weight, points, journal entries)\n", dimension.dimension);
    for (const Finding& finding : card.findings) {
      if (finding.dimension != dimension.dimension) {
        continue;
      }
      const std::string points = finding.observed
                                     ? fmt::format("{:.3g}/{:g}", finding.points, finding.of)
                                     : std::string("-");
      text += fmt::format("  {:<5} {:<24} x{:g} {:>7}  {}{}\n", finding.criterion, finding.name,
                          finding.weight, points, finding.text, entries_text(finding.entries));
    }
  }
  return text;
}

std::string decisions_text(const Scorecard& card) {
  std::string text = "\ndecisions (harm units to the end: of this; of the others from there)\n";
  for (std::size_t i = 0; i < card.decisions.size(); ++i) {
    const Decision& decision = card.decisions[i];
    std::string others;
    std::string own = score::why_not_compared(card.decisions, i);
    for (const Course& course : decision.from_here) {
      if (course.id == "this") {
        own = grouped(course.harm_units);
      } else {
        others += fmt::format("{}{} {}", others.empty() ? "; " : ", ", course.id,
                              grouped(course.harm_units));
      }
    }
    text += fmt::format("  {:<8} {:<28} {}{} [{}]\n", format_clock(decision.at), decision.action,
                        own, others, decision.entry);
  }
  return text;
}

std::string card_text(const Scorecard& card) {
  std::string text =
      fmt::format("\nprocess {:.2f}   outcome {:.2f}\n\n", card.process_score, card.outcome_score);
  for (const Milestone& milestone : card.milestones) {
    text += fmt::format("  {:<14} {}{}\n", milestone.name, time_text(milestone.at),
                        entries_text(milestone.entries));
  }
  if (card.change_failure.changes > 0) {
    text += fmt::format("  {:<14} {} of {} changes made it worse than doing nothing{}\n",
                        "change failure", card.change_failure.failed, card.change_failure.changes,
                        entries_text(card.change_failure.entries));
  }
  text += dimensions_text(card) + findings_text(card) + decisions_text(card);
  text += "\nestimates (said, truth, factor)\n";
  for (const Estimate& estimate : card.estimates) {
    text += fmt::format("  {:<16} {:>18} {:>18}  x {:.2f} [{}]\n", estimate.quantity,
                        score::amount_text(estimate.quantity, estimate.said),
                        score::amount_text(estimate.quantity, estimate.truth), estimate.factor,
                        estimate.entry);
  }
  text += "\nwhat was, and what else would have happened (harm units, restored)\n";
  for (const Course& course : card.courses) {
    text += fmt::format("  {:<14} {:>14}  {}\n", course.id, grouped(course.harm_units),
                        time_text(course.restored));
  }
  return text;
}

}  // namespace

int score(const ScoreOptions& options) {
  // As text, each part is printed when it stands.
  const bool text = !options.json && options.html.empty();
  Result<Journal> journal = read_journal(options.journal);
  if (!journal) {
    return complain(journal.error(), options.journal);
  }
  if (text) {
    print(done_text(*journal));
  }
  const auto round = open_round(std::move(*journal), options.journal);
  if (!round) {
    return complain(round.error(), options.journal);
  }
  Progress progress("score");
  score::Effort effort;
  effort.progress = [&](double share) { progress.report(share); };
  effort.believed = [&](const Belief& belief) {
    if (text) {
      progress.end();
      print(belief_text(belief));
    }
  };
  const Result<Scorecard> card = score::score(**round, effort);
  progress.end();
  if (!card) {
    return complain(card.error(), options.journal);
  }
  if (!options.html.empty()) {
    const Result<void> written = write_file(options.html, score::to_html(*card, **round));
    if (!written) {
      return complain(written.error());
    }
  }
  if (options.json) {
    print_json(to_json(*card));
  } else if (text) {
    print(card_text(*card));
  }
  return kHolds;
}

}  // namespace threeam::cli
