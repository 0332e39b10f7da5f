// `threeam export-scores`: for whoever analyses how scores fall. Categories come from outside.
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/cli/csv.h"
#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/verbs.h"
#include "sim/cli/verify.h"
#include "sim/model/retention.h"
#include "sim/score/impact.h"
#include "sim/score/pack.h"
#include "sim/score/rubric.h"
#include "sim/score/score.h"
#include "sim/store/store.h"

namespace threeam::cli {

namespace {

struct Row {
  JournalHeader header;
  std::string rubric;
  double process = 0, outcome = 0;
  std::optional<double> rating;
};

// The mean of the ratings that were locked; of one person and dimension the last counts.
std::optional<double> mean_rating(const Journal& journal) {
  std::map<std::pair<Actor, std::string>, double> locked;
  for (const Entry& entry : journal.entries) {
    if (entry.kind == EntryKind::rating && entry.payload.value("locked", false)) {
      locked[{entry.actor, string_or(entry.payload, "dimension", "")}] =
          number_or(entry.payload, "points", 0);
    }
  }
  if (locked.empty()) {
    return std::nullopt;
  }
  double sum = 0;
  for (const auto& [by, points] : locked) {
    sum += points;
  }
  return sum / static_cast<double>(locked.size());
}

Result<Row> row_of_pack(const std::string& path) {
  const std::optional<Json> pack = read_pack(path);
  if (!pack) {
    return fail(ErrorCode::invalid_input, "is not an evidence pack", path);
  }
  const auto journal = score::pack_journal(*pack);
  if (!journal) {
    return fail(journal.error().code, journal.error().message, path);
  }
  const Json card = pack->value("scorecard", Json::object());
  const auto score_of = [&](const char* part) {
    return number_or(card.value(part, Json::object()), "score", 0);
  };
  const Json rubric = pack->value("rubric", Json::object());
  return Row{journal->header, string_or(rubric, "version", ""), score_of("process"),
             score_of("outcome"), mean_rating(*journal)};
}

Result<Row> row_of_journal(Journal journal) {
  const std::optional<double> rating = mean_rating(journal);
  const JournalHeader header = journal.header;
  const auto scenario = scenario_of(journal);
  const auto round = scenario ? round::Round::replay(*scenario, std::move(journal), {})
                              : tl::unexpected(scenario.error());
  const auto card = round ? score::score(**round) : tl::unexpected(round.error());
  if (!card) {
    return fail(card.error().code, card.error().message, "round " + header.round);
  }
  return Row{header, std::string(score::kRubricVersion), card->process_score, card->outcome_score,
             rating};
}

Result<std::vector<Row>> rows_of_data(const ExportScoresOptions& options) {
  const std::string path = (std::filesystem::path(options.data) / "rounds.db").string();
  if (std::error_code error; !std::filesystem::exists(path, error)) {
    return fail(ErrorCode::storage, "no rounds are kept there", path);
  }
  const auto store = store::open_sqlite(path);
  const auto kept = store ? (*store)->rounds() : tl::unexpected(store.error());
  if (!kept) {
    return tl::unexpected(kept.error());
  }
  std::vector<Row> rows;
  Progress progress("score");
  for (std::size_t i = 0; i < kept->size(); ++i) {
    const store::RoundRow& one = (*kept)[i];
    const bool asked = options.scenario.empty() || one.scenario == options.scenario;
    if (asked && one.state == store::RoundState::finished) {
      auto journal = (*store)->journal(one.round);
      auto row = journal ? row_of_journal(*std::move(journal)) : tl::unexpected(journal.error());
      if (!row) {
        return tl::unexpected(row.error());
      }
      rows.push_back(*std::move(row));
    }
    progress.report(static_cast<double>(i + 1) / static_cast<double>(kept->size()));
  }
  return rows;
}

Result<std::vector<Row>> rows_of_packs(const ExportScoresOptions& options) {
  std::vector<Row> rows;
  for (const std::string& path : options.packs) {
    auto row = row_of_pack(path);
    if (!row) {
      return tl::unexpected(row.error());
    }
    if (options.scenario.empty() || row->header.scenario == options.scenario) {
      rows.push_back(*std::move(row));
    }
  }
  return rows;
}

using Groups = std::map<std::string, std::string>;

Result<Groups> read_groups(const std::string& path) {
  const auto text = read_file(path);
  if (!text) {
    return tl::unexpected(text.error());
  }
  const auto lines = parse_csv(*text);
  if (!lines) {
    return fail(ErrorCode::invalid_input, lines.error().message, path + ":" + lines.error().where);
  }
  Groups groups;
  for (std::size_t i = 0; i < lines->size(); ++i) {
    const std::vector<std::string>& line = (*lines)[i];
    if (i == 0 && line == std::vector<std::string>{"round", "category"}) {
      continue;
    }
    if (line.size() != 2) {
      return fail(ErrorCode::invalid_input, "expected round,category",
                  fmt::format("{}:{}:1", path, i + 1));
    }
    if (!groups.emplace(line[0], line[1]).second) {
      return fail(ErrorCode::invalid_input, "a second category of round " + line[0],
                  fmt::format("{}:{}:1", path, i + 1));
    }
  }
  return groups;
}

std::string rows_csv(const std::vector<Row>& rows) {
  std::string text = csv_line({"round", "date", "scenario", "scenario_digest", "rubric", "level",
                               "process", "outcome", "rating"});
  for (const Row& row : rows) {
    text += csv_line({row.header.round, format_date(row.header.created_ms), row.header.scenario,
                      row.header.scenario_digest, row.rubric, row.header.level,
                      format_number(row.process), format_number(row.outcome),
                      row.rating ? format_number(*row.rating) : ""});
  }
  return text;
}

// Of those rows that have the score.
template <class Score>
score::Impact impact_of(const std::vector<Row>& rows, const Groups& groups, Score score_of) {
  std::vector<score::ScoredPerson> people;
  for (const Row& row : rows) {
    if (const std::optional<double> score = score_of(row)) {
      const auto group = groups.find(row.header.round);
      people.push_back({group == groups.end() ? "" : group->second, *score});
    }
  }
  return score::impact(people);
}

Json impact_json(const score::Impact& impact) {
  Json rows = Json::array();
  for (const score::ImpactRow& row : impact.rows) {
    rows.push_back({{"category", row.category},
                    {"people", row.people},
                    {"above_median", row.above},
                    {"scoring_rate", row.scoring_rate},
                    {"impact_ratio", row.impact_ratio ? Json(*row.impact_ratio) : Json(nullptr)},
                    {"small", row.small},
                    {"below_four_fifths", row.below_four_fifths}});
  }
  return {{"people", impact.people},
          {"unknown", impact.unknown},
          {"median", impact.median},
          {"categories", std::move(rows)}};
}

std::string impact_text(std::string_view name, const score::Impact& impact) {
  std::string text =
      fmt::format("\n{}: {} people, median {:.3f}; {} of unknown category are not among them\n",
                  name, impact.people, impact.median, impact.unknown);
  text += fmt::format("  {:<32} {:>6} {:>6} {:>8} {:>7}\n", "category", "people", "above", "rate",
                      "ratio");
  for (const score::ImpactRow& row : impact.rows) {
    text += fmt::format("  {:<32} {:>6} {:>6} {:>8} {:>7}{}\n", row.category, row.people, row.above,
                        percent(row.scoring_rate),
                        row.impact_ratio ? fmt::format("{:.3f}", *row.impact_ratio) : "-",
                        row.small               ? "  below 2 % of the people: no ratio"
                        : row.below_four_fifths ? "  below four fifths"
                                                : "");
  }
  return text;
}

}  // namespace

int export_scores(const ExportScoresOptions& options) {
  if (options.data.empty() == options.packs.empty()) {
    return complain_usage("give either --data or --pack");
  }
  Result<Groups> groups = Groups{};
  if (!options.groups.empty()) {
    groups = read_groups(options.groups);
  }
  if (!groups) {
    return complain(groups.error());
  }
  const auto rows = options.packs.empty() ? rows_of_data(options) : rows_of_packs(options);
  if (!rows) {
    return complain(rows.error());
  }
  if (const auto written = write_file(options.out, rows_csv(*rows)); !written) {
    return complain(written.error());
  }
  const std::pair<const char*, score::Impact> tables[] = {
      {"process",
       impact_of(*rows, *groups, [](const Row& row) { return std::optional(row.process); })},
      {"outcome",
       impact_of(*rows, *groups, [](const Row& row) { return std::optional(row.outcome); })},
      {"rating", impact_of(*rows, *groups, [](const Row& row) { return row.rating; })}};
  Json json = {{"rounds", rows->size()}};
  std::string text = fmt::format("{} rounds in {}\n", rows->size(), options.out);
  if (!options.groups.empty()) {
    for (const auto& [name, table] : tables) {
      json["impact"][name] = impact_json(table);
      text += impact_text(name, table);
    }
  }
  options.json ? print_json(json) : print(text);
  return kHolds;
}

}  // namespace threeam::cli
