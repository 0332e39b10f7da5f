#include "sim/score/pack.h"

#include <utility>

#include "sim/base/hash.h"
#include "sim/score/rubric.h"

namespace threeam::score {
namespace {

Json interventions(const Journal& journal) {
  Json found = {{"hint", Json::array()},
                {"inject", Json::array()},
                {"skip", Json::array()},
                {"pause", Json::array()}};
  for (const Entry& entry : journal.entries) {
    const std::string to = string_or(entry.payload, "to", "");
    if (entry.kind == EntryKind::hint || entry.kind == EntryKind::inject) {
      found[std::string(to_string(entry.kind))].push_back(entry.seq);
    } else if (entry.kind == EntryKind::clock && (to == "skip" || to == "pause")) {
      found[to].push_back(entry.seq);
    }
  }
  return found;
}

Json ratings(const Journal& journal) {
  Json found = Json::array();
  for (const Entry& entry : journal.entries) {
    if (entry.kind == EntryKind::rating) {
      Json row = entry.payload;
      row["seq"] = entry.seq;
      row["actor"] = to_string(entry.actor);
      found.push_back(std::move(row));
    }
  }
  return found;
}

Json disclosures(const Journal& journal) {
  Json found = Json::array();
  bool started = false;
  for (const Entry& entry : journal.entries) {
    started |= entry.kind == EntryKind::clock && string_or(entry.payload, "to", "") == "start";
    if (entry.kind == EntryKind::say && string_or(entry.payload, "what", "") == "notice") {
      found.push_back({{"seq", entry.seq},
                       {"notice", string_or(entry.payload, "version", "")},
                       {"accepted_ms", entry.wall_ms},
                       {"before_start", !started}});
    }
  }
  return found;
}

Json retention(const Keeping& keeping) {
  Json json = {
      {"class", keeping.retention}, {"delete_after_ms", nullptr}, {"delete_after", nullptr}};
  if (keeping.delete_after_ms) {
    json["delete_after_ms"] = *keeping.delete_after_ms;
    json["delete_after"] = format_date(*keeping.delete_after_ms);
  }
  return json;
}

Json journal_json(const Journal& journal) {
  Json entries = Json::array();
  for (const Entry& entry : journal.entries) {
    entries.push_back(to_json(entry));
  }
  return {{"header", to_json(journal.header)}, {"entries", std::move(entries)}};
}

}  // namespace

Json make_pack(const Journal& journal, Json card, const Keeping& keeping) {
  const JournalHeader& header = journal.header;
  Json pack = {{"pack_version", kPackVersion},
               {"scenario", {{"id", header.scenario}, {"digest", header.scenario_digest}}},
               {"engine_version", header.engine_version},
               {"rubric", {{"version", kRubricVersion}, {"digest", rubric_digest()}}},
               {"seed", header.seed},
               {"journal", journal_json(journal)},
               {"interventions", interventions(journal)},
               {"ratings", ratings(journal)},
               {"disclosures", disclosures(journal)},
               {"accommodation", {{"time_multiplier", header.time_multiplier}}},
               {"retention", retention(keeping)},
               {"scorecard", std::move(card)}};
  pack["digest"] = pack_digest(pack);
  return pack;
}

bool is_pack(const Json& json) {
  return json.is_object() && json.contains("pack_version");
}

Result<Journal> pack_journal(const Json& pack) {
  if (integer_or(pack, "pack_version", 0) != kPackVersion) {
    return fail(ErrorCode::incompatible, "another program's pack", "/pack_version");
  }
  const auto journal = pack.find("journal");
  const bool whole = journal != pack.end() && journal->is_object() && journal->contains("header") &&
                     journal->contains("entries") && (*journal)["entries"].is_array();
  if (!whole) {
    return fail(ErrorCode::invalid_input, "expected a header and entries", "/journal");
  }
  std::string text = dump_json((*journal)["header"]) + "\n";
  for (const Json& entry : (*journal)["entries"]) {
    text += dump_json(entry) + "\n";
  }
  auto read = read_jsonl(text);
  return read ? std::move(read) : fail(read.error().code, read.error().message, "/journal");
}

Result<Keeping> pack_keeping(const Json& pack) {
  const auto found = pack.find("retention");
  if (found == pack.end() || !found->is_object()) {
    return fail(ErrorCode::invalid_input, "expected a class and its date", "/retention");
  }
  Keeping keeping;
  keeping.retention = string_or(*found, "class", "");
  const auto due = found->find("delete_after_ms");
  if (due != found->end() && due->is_number_integer()) {
    keeping.delete_after_ms = due->get<std::int64_t>();
  }
  return keeping;
}

std::string pack_digest(const Json& pack) {
  Json rest = pack;
  rest.erase("digest");
  return sha256_hex(dump_json(rest));
}

std::string first_difference(const Json& given, const Json& computed) {
  const Json difference = Json::diff(given, computed);
  return difference.empty() ? "" : difference[0]["path"].get<std::string>();
}

}  // namespace threeam::score
