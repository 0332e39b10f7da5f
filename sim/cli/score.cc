// `threeam score`: the scorecard as text, as JSON, as a page.
#include "sim/score/score.h"

#include <string>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/verbs.h"

namespace threeam::cli {

namespace {

std::string time_text(const std::optional<SimTime>& time) {
  return time ? format_clock(*time) : "never";
}

std::string entries_text(const std::vector<std::uint64_t>& entries) {
  return entries.empty() ? "" : fmt::format(" [{}]", fmt::join(entries, ", "));
}

std::string card_text(const Scorecard& card) {
  std::string text = fmt::format("{} of {}, {}\n\nprocess {:.2f}   outcome {:.2f}\n\n", card.round,
                                 card.scenario, card.level, card.process_score, card.outcome_score);
  for (const Milestone& milestone : card.milestones) {
    text += fmt::format("  {:<14} {}{}\n", milestone.name, time_text(milestone.at),
                        entries_text(milestone.entries));
  }
  text += "\ncriteria (points, journal entries)\n";
  for (const Finding& finding : card.findings) {
    const std::string points =
        finding.observed ? fmt::format("{:g}/{:g}", finding.points, finding.of) : std::string("-");
    text += fmt::format("  {:<5} {:<28} {:>7}  {}{}\n", finding.criterion, finding.name, points,
                        finding.text, entries_text(finding.entries));
  }
  text += "\nestimates (said, truth, factor)\n";
  for (const Estimate& estimate : card.estimates) {
    text += fmt::format("  {:<28} {:>12.4g} {:>12.4g}  x {:.2f} [{}]\n", estimate.quantity,
                        estimate.said, estimate.truth, estimate.factor, estimate.entry);
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
  const auto round = open_round(options.journal);
  if (!round) {
    return complain(round.error(), options.journal);
  }
  const Result<Scorecard> card = score::score(**round);
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
  } else if (options.html.empty()) {
    print(card_text(*card));
  }
  return kHolds;
}

}  // namespace threeam::cli
