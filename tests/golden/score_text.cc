#include "tests/golden/score_text.h"

#include <fmt/format.h>

#include "sim/base/text.h"

namespace threeam::golden {
namespace {

std::string entries_text(const std::vector<std::uint64_t>& entries) {
  std::string text;
  for (const std::uint64_t entry : entries) {
    text += fmt::format("{}{}", text.empty() ? "" : " ", entry);
  }
  return "[" + text + "]";
}

std::string course_text(const Course& course) {
  std::string kinds;
  for (const HarmRow& row : course.harm) {
    kinds += fmt::format(" {}={:.0f}", row.kind, row.amount);
  }
  return fmt::format("{:<12} {:>12.1f} units  restored {:<8}{}\n", course.id, course.harm_units,
                     course.restored ? format_clock(*course.restored) : "never", kinds);
}

}  // namespace

std::string as_text(const Scorecard& card) {
  std::string text =
      fmt::format("{} level {} seed {}\nprocess {:.3f}  outcome {:.3f}\n\n", card.scenario,
                  card.level, card.seed, card.process_score, card.outcome_score);
  for (const Scorecard::DimensionScore& dimension : card.dimensions) {
    text +=
        fmt::format("{:<22} {:.2f}  {}\n", dimension.dimension, dimension.weight,
                    dimension.observed ? fmt::format("{:.3f}", dimension.score) : "not observed");
  }
  text += "\n";
  for (const Milestone& milestone : card.milestones) {
    text += fmt::format("{:<12} {:<8} {}\n", milestone.name,
                        milestone.at ? format_clock(*milestone.at) : "never",
                        entries_text(milestone.entries));
  }
  text += "\n";
  for (const Course& course : card.courses) {
    text += course_text(course);
  }
  for (const Decision& decision : card.decisions) {
    text += fmt::format("\nentry {} at {}: {} ({}){}{} unreadable {:.4f}\n", decision.entry,
                        format_clock(decision.at), decision.action, decision.kind,
                        decision.change_opened ? ", cause seen" : "",
                        decision.data_checked ? ", data seen" : "", decision.unreadable_share);
    for (const Course& course : decision.from_here) {
      text += "  " + course_text(course);
    }
  }
  text += "\n";
  for (const Estimate& estimate : card.estimates) {
    text += fmt::format("entry {} {}: said {:.4g}, true {:.4g}, factor {:.2f}\n", estimate.entry,
                        estimate.quantity, estimate.said, estimate.truth, estimate.factor);
  }
  for (const Finding& finding : card.findings) {
    text += fmt::format("{:<4} {:<22} {:<9} {} {}\n", finding.criterion, finding.name,
                        finding.observed ? fmt::format("{:.2f}", finding.points) : "-",
                        finding.text, entries_text(finding.entries));
  }
  return text;
}

}  // namespace threeam::golden
