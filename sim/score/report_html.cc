#include "sim/score/report_html.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/score/curves_svg.h"
#include "sim/score/decisions.h"
#include "sim/score/estimates.h"
#include "sim/score/html.h"
#include "sim/score/outcome.h"
#include "sim/score/rated_rounds.h"
#include "sim/score/report_ratings.h"

namespace threeam::score {
namespace {

constexpr std::string_view kStyle = R"(
:root{--ink:#1b1f24;--soft:#5b6470;--line:#d9dee5;--good:#0b6b4f;--paper:#fff}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:22px 26px;font:13px/1.42 system-ui,sans-serif;
 color:var(--ink);background:var(--paper)}
h1{font-size:20px;margin:0}h2{font-size:14px;margin:18px 0 6px;border-bottom:1px solid var(--line)}
p{margin:4px 0}.soft{color:var(--soft)}.two{display:grid;grid-template-columns:1fr 1fr;gap:18px}
.score{display:flex;align-items:baseline;gap:10px}.score b{font-size:34px;font-weight:650}
.bar{height:8px;background:#edf0f4;border-radius:4px;overflow:hidden;min-width:90px}
.bar i{display:block;height:100%;background:#2f6fb0}
table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:600;color:var(--soft)}
td,th{padding:3px 8px 3px 0;vertical-align:top;border-bottom:1px solid #eef1f5}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
a{color:#1d5fa8;text-decoration:none}.key{display:flex;flex-wrap:wrap;gap:14px;margin:2px 0}
.key svg{width:26px;height:8px;vertical-align:middle;margin-right:5px}
svg text{font-size:10px;fill:#5b6470}.end{text-anchor:end}.middle{text-anchor:middle}
.grid{stroke:#e6eaef}.mark{stroke:#9aa4b0;stroke-dasharray:1 2}
.found table{margin-bottom:6px}
@page{margin:8mm}
@media print{body{padding:0;font-size:7px;line-height:1.22;max-width:none}
 h1{font-size:13px}h2{margin:4px 0 2px;font-size:9px}p{margin:1px 0}
 td,th{padding:.6px 5px .6px 0}tr,svg{break-inside:avoid}.score b{font-size:18px}.bar{height:5px}
 figure svg{max-height:76px;width:100%}.found{columns:2;column-gap:16px}.found table{margin:0 0 2px}
 .found td:first-child{white-space:nowrap}
 .found td:last-child,.found th:last-child,.cited{display:none}}
)";

std::string percent(double share) {
  return fmt::format("{:.0f}", 100 * share);
}

std::string time_or(const std::optional<SimTime>& time, std::string_view otherwise) {
  return time ? format_clock(*time) : std::string(otherwise);
}

std::string links(const std::vector<std::uint64_t>& entries) {
  constexpr std::size_t kShown = 8;
  std::string html;
  for (std::size_t i = 0; i < std::min(entries.size(), kShown); ++i) {
    html += fmt::format("<a href='#e{0}'>{0}</a> ", entries[i]);
  }
  if (entries.size() > kShown) {
    html += fmt::format("<span class='soft'>and {} more</span>", entries.size() - kShown);
  }
  return html;
}

std::string bar(double share) {
  return fmt::format("<div class='bar'><i style='width:{}%'></i></div>", percent(share));
}

std::string head(const Scorecard& card, const Scenario& scenario) {
  return fmt::format(
      "<header><h1>{}</h1><p class='soft'>Scorecard of round {} · scenario {} · level {} · seed {} "
      "· "
      "engine {} · scenario digest {}</p></header>",
      escape_html(scenario.title), escape_html(card.round), escape_html(card.scenario),
      escape_html(card.level), card.seed, escape_html(card.engine_version),
      escape_html(card.scenario_digest.substr(0, 12)));
}

std::string process(const Scorecard& card) {
  std::string html = fmt::format(
      "<section><div class='score'><b>{}</b><span>of 100 · process<br><span class='soft'>how it "
      "was "
      "done, from what was looked at, said and decided</span></span></div><table>",
      percent(card.process_score));
  for (const Scorecard::DimensionScore& dimension : card.dimensions) {
    html += fmt::format(
        "<tr><td>{}</td><td class='n soft'>weight {} %</td><td>{}</td><td class='n'>{}</td></tr>",
        sentence_case(dimension.dimension), percent(dimension.weight),
        dimension.observed ? bar(dimension.score) : "",
        dimension.observed ? percent(dimension.score) : "not observed");
  }
  return html + "</table></section>";
}

std::string outcome(const Scorecard& card) {
  std::string html = fmt::format(
      "<section><div class='score'><b>{}</b><span>of 100 · outcome<br><span class='soft'>avoidable "
      "harm that was avoided; luck has a part in it</span></span></div><table>",
      percent(card.outcome_score));
  for (const Milestone& milestone : card.milestones) {
    html += fmt::format(
        "<tr><td>{}</td><td class='n'>{}</td><td>{}</td></tr>",
        milestone.name == "hypothesis" ? std::string("Right cause") : sentence_case(milestone.name),
        time_or(milestone.at, "never"), links(milestone.entries));
  }
  if (const ChangeFailure& change = card.change_failure; change.changes > 0) {
    html += fmt::format(
        "<tr><td>Changes that made it worse</td><td class='n'>{} of {}</td>"
        "<td>{}</td></tr>",
        change.failed, change.changes, links(change.entries));
  }
  return html + "</table></section>";
}

std::string key(const std::vector<Course>& courses) {
  std::string html = "<p class='key'>";
  for (const Course& course : courses) {
    html += fmt::format(
        "<span><svg viewBox='0 0 26 8'><line x1='0' y1='4' x2='26' y2='4' stroke='{}' "
        "stroke-width='2.4' stroke-dasharray='{}'/></svg>{}</span>",
        course_color(course.id), course_dash(course.id), escape_html(course_title(course.id)));
  }
  return html + "</p>";
}

std::string courses(const Scorecard& card) {
  std::vector<SimTime> marks;
  for (const Decision& decision : card.decisions) {
    marks.push_back(decision.at);
  }
  std::string html = "<h2>What else would have happened</h2>" + key(card.courses);
  html += fmt::format(
      "<div class='two'><figure style='margin:0'>{}<figcaption class='soft'>Harm so far, in units; "
      "dotted lines are decisions</figcaption></figure><figure style='margin:0'>{}<figcaption "
      "class='soft'>Failed share of user requests</figcaption></figure></div>",
      curves_svg(card.courses, CurveOf::harm, marks),
      curves_svg(card.courses, CurveOf::errors, marks));
  html +=
      "<table><tr><th>Course</th><th>What is done</th><th class='n'>Harm, units</th>"
      "<th>Made of</th><th class='n'>Restored</th></tr>";
  for (const Course& course : card.courses) {
    std::string kinds;
    for (const HarmRow& row : course.harm) {
      if (row.amount <= 0) {
        continue;
      }
      kinds +=
          fmt::format("{}{} {}{}", kinds.empty() ? "" : "; ", format_count(row.amount),
                      row.kind == "wrong_effects" ? "wrong " + row.unit : sentence_case(row.kind),
                      row.money.empty() ? "" : " (" + row.money + ")");
    }
    html += fmt::format(
        "<tr><td>{}</td><td>{}</td><td class='n'>{}</td><td>{}</td><td class='n'>{}</td></tr>",
        escape_html(course_title(course.id)),
        course.id == "candidate" ? "The decisions below." : escape_html(course.text),
        format_count(course.harm_units), escape_html(kinds), time_or(course.restored, "no"));
  }
  return html + "</table>";
}

// Every course of the table but the choice itself, in the order of the courses of the round.
std::string compared(const Decision& decision) {
  std::string text;
  for (const Course& course : decision.from_here) {
    if (course.id != "this") {
      text += fmt::format("{}{} {}", text.empty() ? "" : " · ", course_title(course.id),
                          format_count(course.harm_units));
    }
  }
  return text;
}

std::string decisions(const Scorecard& card) {
  if (card.decisions.empty()) {
    return "<h2>Decisions</h2><p>Nothing was changed.</p>";
  }
  std::string html =
      "<h2>Decisions</h2><table><tr><th class='n'>At</th><th>Act</th><th>Why, in their words</th>"
      "<th>Seen before</th><th class='n'>Harm of this</th><th>of the others from here</th></tr>";
  for (std::size_t i = 0; i < card.decisions.size(); ++i) {
    const Decision& decision = card.decisions[i];
    const Course* taken = find_course(decision.from_here, "this");
    std::string seen = decision.change_opened ? "the cause" : "";
    if (decision.data_checked) {
      seen += seen.empty() ? "the data" : ", the data";
    }
    if (decision.unreadable_share > 0) {
      seen += fmt::format("{}<span class='soft'>{:.1f} % of rows unreadable for it</span>",
                          seen.empty() ? "" : "; ", 100 * decision.unreadable_share);
    }
    html += fmt::format(
        "<tr><td class='n'><a href='#e{}'>{}</a></td><td>{}</td><td>{}</td><td>{}</td>"
        "<td class='n'>{}</td><td>{}</td></tr>",
        decision.entry, format_clock(decision.at), escape_html(decision.label),
        escape_html(shorten(decision.why, 160)), seen.empty() ? "nothing that shows it" : seen,
        taken == nullptr ? "" : format_count(taken->harm_units),
        escape_html(taken == nullptr ? why_not_compared(card.decisions, i) : compared(decision)));
  }
  return html + "</table>";
}

std::string estimates(const Scorecard& card) {
  if (card.estimates.empty()) {
    return "";
  }
  std::string html =
      "<table><tr><th>Estimate</th><th class='n'>Said</th>"
      "<th class='n'>True then</th><th class='n'>Factor</th><th>Entry</th></tr>";
  for (const Estimate& estimate : card.estimates) {
    html += fmt::format(
        "<tr><td>{}</td><td class='n'>{}</td><td class='n'>{}</td><td class='n'>{}</td>"
        "<td>{}</td></tr>",
        sentence_case(estimate.quantity), amount_text(estimate.quantity, estimate.said),
        amount_text(estimate.quantity, estimate.truth),
        estimate.factor > 0 ? fmt::format("{:.1f}", estimate.factor) : "cannot be said",
        links({estimate.entry}));
  }
  return html + "</table>";
}

std::string findings(const Scorecard& card) {
  std::string html = "<h2>Findings</h2><div class='found'>" + estimates(card);
  for (const Scorecard::DimensionScore& dimension : card.dimensions) {
    html += fmt::format(
        "<table><tr><th>{}</th><th class='n'>Points</th><th>What was found</th>"
        "<th>Entries</th></tr>",
        sentence_case(dimension.dimension));
    for (const Finding& finding : card.findings) {
      if (finding.dimension != dimension.dimension) {
        continue;
      }
      html += fmt::format(
          "<tr{}><td>{} {}</td><td class='n'>{}</td><td>{}</td><td>{}</td></tr>",
          finding.observed ? "" : " class='soft'", escape_html(finding.criterion),
          sentence_case(finding.name),
          finding.observed
              ? fmt::format("{:.3g} / {:.2g}{}", finding.points, finding.of,
                            finding.weight == 1 ? "" : fmt::format(" ×{:g}", finding.weight))
              : "not observed",
          escape_html(finding.text), links(finding.entries));
    }
    html += "</table>";
  }
  return html + "</div>";
}

std::set<std::uint64_t> cited(const Scorecard& card) {
  std::set<std::uint64_t> seqs;
  for (const Finding& finding : card.findings) {
    seqs.insert(finding.entries.begin(), finding.entries.end());
  }
  for (const Milestone& milestone : card.milestones) {
    seqs.insert(milestone.entries.begin(), milestone.entries.end());
  }
  for (const Decision& decision : card.decisions) {
    seqs.insert(decision.entry);
  }
  for (const Estimate& estimate : card.estimates) {
    seqs.insert(estimate.entry);
  }
  return seqs;
}

// "error_ratio of gateway, eu-west by version"
std::string query_in_words(const Json& query) {
  std::string text = string_or(query, "metric", "");
  const auto add = [&](const char* field, std::string_view word) {
    const auto found = query.find(field);
    if (found == query.end() || !found->is_structured()) {
      return;
    }
    std::string names;
    for (const Json& name : *found) {
      names += name.is_string() ? (names.empty() ? "" : ", ") + name.get<std::string>() : "";
    }
    text += names.empty() ? "" : fmt::format(" {} {}", word, names);
  };
  add("where", "of");
  add("by", "by");
  return text;
}

std::string in_words(const Entry& entry) {
  const Json& payload = entry.payload;
  std::string text = string_or(payload, "what", "");
  if (const auto query = payload.find("query"); query != payload.end() && query->is_object()) {
    text += " · " + query_in_words(*query);
  }
  for (const char* field : {"action", "id", "component", "mechanism", "change", "dataset", "person",
                            "answer", "answered", "value", "search", "text", "why"}) {
    const std::string value = string_or(payload, field, "");
    if (!value.empty()) {
      text += (text.empty() ? "" : " · ") + value;
    }
  }
  return shorten(text, 140);
}

std::string entries(const Scorecard& card, const Journal& journal) {
  const std::set<std::uint64_t> seqs = cited(card);
  std::string html = "<div class='cited'><h2>Entries cited</h2>";
  for (const Entry& entry : journal.entries) {
    if (seqs.contains(entry.seq)) {
      html += fmt::format("<div id='e{0}'><b>{0}</b> <span class='soft'>{1} {2}</span> {3}</div>",
                          entry.seq, format_clock(entry.time), to_string(entry.kind),
                          escape_html(in_words(entry)));
    }
  }
  return html + "</div>";
}

}  // namespace

std::string report_html(const Scorecard& card, const Scenario& scenario, const Journal& journal) {
  return fmt::format(
      "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
      "<meta name='viewport' content='width=device-width'><title>Scorecard: {}</title>"
      "<style>{}</style></head><body>{}<div class='two'>{}{}</div>{}{}{}{}{}"
      "<p class='soft'>Process and outcome are apart on purpose: a good decision can end badly. "
      "What "
      "was not observed counts for nothing, neither for nor against. This page does not say "
      "hire.</p></body></html>\n",
      escape_html(scenario.title), kStyle, head(card, scenario), process(card), outcome(card),
      courses(card), decisions(card), findings(card),
      ratings_html(raters_of(journal.entries), was_interviewed(journal.header)),
      entries(card, journal));
}

}  // namespace threeam::score
