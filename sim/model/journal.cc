#include "sim/model/journal.h"

#include <array>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "sim/base/hash.h"

namespace threeam {
namespace {

constexpr std::array<std::pair<Actor, std::string_view>, 4> kActors = {
    {{Actor::system, "system"},
     {Actor::candidate, "candidate"},
     {Actor::interviewer, "interviewer"},
     {Actor::reviewer, "reviewer"}}};

constexpr std::array<std::pair<EntryKind, std::string_view>, 14> kKinds = {
    {{EntryKind::clock, "clock"},
     {EntryKind::look, "look"},
     {EntryKind::say, "say"},
     {EntryKind::act, "do"},
     {EntryKind::outcome, "outcome"},
     {EntryKind::hint, "hint"},
     {EntryKind::inject, "inject"},
     {EntryKind::note, "note"},
     {EntryKind::mark, "mark"},
     {EntryKind::followup, "followup"},
     {EntryKind::pushback, "pushback"},
     {EntryKind::observed, "observed"},
     {EntryKind::rating, "rating"},
     {EntryKind::state, "state"}}};

template <class Value, std::size_t N>
std::string_view name_of(const std::array<std::pair<Value, std::string_view>, N>& names,
                         Value value) {
  for (const auto& [known, name] : names) {
    if (known == value) {
      return name;
    }
  }
  return {};
}

template <class Value, std::size_t N>
Result<Value> value_of(const std::array<std::pair<Value, std::string_view>, N>& names,
                       std::string_view text, std::string_view field) {
  std::string expected;
  for (const auto& [value, name] : names) {
    if (name == text) {
      return value;
    }
    expected += expected.empty() ? "" : ", ";
    expected += name;
  }
  return fail(ErrorCode::invalid_input, fmt::format("\"{}\" is none of {}", text, expected),
              std::string(field));
}

Json entry_without_hash(const Entry& entry) {
  return Json{{"seq", entry.seq},
              {"wall_ms", entry.wall_ms},
              {"time_ns", entry.time},
              {"actor", to_string(entry.actor)},
              {"kind", to_string(entry.kind)},
              {"payload", entry.payload},
              {"prev", entry.prev}};
}

Result<std::uint64_t> get_unsigned(const Json& json, std::string_view field) {
  const auto found = json.find(field);
  if (found == json.end() || !found->is_number_integer() ||
      (!found->is_number_unsigned() && found->get<std::int64_t>() < 0)) {
    return fail(ErrorCode::invalid_input, "expected an integer from 0 on", std::string(field));
  }
  return found->get<std::uint64_t>();
}

// Puts the first failure of several reads into one place, so that a codec stays a list of fields.
class Reader {
 public:
  template <class Target, class Value>
  void take(Target& target, Result<Value> value) {
    if (!value) {
      if (!error_) {
        error_ = std::move(value).error();
      }
      return;
    }
    target = *std::move(value);
  }
  template <class Value>
  Result<Value> finish(Value value) {
    if (error_) {
      return tl::unexpected(*std::move(error_));
    }
    return value;
  }

 private:
  std::optional<Error> error_;
};

tl::unexpected<Error> at_line(ErrorCode code, std::string_view file, std::size_t line,
                              std::string_view message) {
  return fail(code, fmt::format("line {}: {}", line, message), std::string(file));
}

// Lines of the text; a last line without its end is cut off.
struct Lines {
  std::string_view rest;
  std::size_t number = 0;

  bool more() const { return !rest.empty(); }
  Result<std::string_view> next(std::string_view file) {
    ++number;
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) {
      return at_line(ErrorCode::invalid_input, file, number,
                     "cut off: the line has no end, so the file is not whole");
    }
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
  }
};

Result<JournalHeader> read_header(Lines& lines, std::string_view file) {
  const auto line = lines.next(file);
  if (!line) {
    return tl::unexpected(line.error());
  }
  const auto json = parse_json(*line);
  if (!json) {
    return at_line(json.error().code, file, lines.number, json.error().message);
  }
  auto header = header_from_json(*json);
  if (!header) {
    return at_line(header.error().code, file, lines.number, to_string(header.error()));
  }
  if (dump_json(to_json(*header)) != *line) {
    return at_line(ErrorCode::invalid_input, file, lines.number,
                   "not in canonical form: expected sorted keys, no spaces and no other fields");
  }
  return header;
}

Result<Entry> read_entry(Lines& lines, std::string_view file, std::string_view prev,
                         std::uint64_t seq, SimTime not_before) {
  const auto line = lines.next(file);
  if (!line) {
    return tl::unexpected(line.error());
  }
  const auto bad = [&](const std::string& message) {
    return at_line(ErrorCode::invalid_input, file, lines.number, message);
  };
  const auto json = parse_json(*line);
  if (!json) {
    return bad(json.error().message);
  }
  auto entry = entry_from_json(*json);
  if (!entry) {
    return bad(to_string(entry.error()));
  }
  if (entry->prev != prev) {
    return bad(fmt::format("chain broken: `prev` is not the hash of line {}", lines.number - 1));
  }
  if (entry->hash != entry_hash(*entry)) {
    return bad("chain broken: `hash` is not the hash of this entry; it was changed");
  }
  if (entry->seq != seq) {
    return bad(fmt::format("expected seq {}, found {}", seq, entry->seq));
  }
  if (entry->time < not_before) {
    return bad("time_ns is before the entry above");
  }
  if (dump_json(to_json(*entry)) != *line) {
    return bad("not in canonical form: expected sorted keys, no spaces and no other fields");
  }
  return entry;
}

}  // namespace

std::string_view to_string(Actor actor) {
  return name_of(kActors, actor);
}

std::string_view to_string(EntryKind kind) {
  return name_of(kKinds, kind);
}

Result<Actor> parse_actor(std::string_view text) {
  return value_of(kActors, text, "actor");
}

Result<EntryKind> parse_entry_kind(std::string_view text) {
  return value_of(kKinds, text, "kind");
}

Json to_json(const JournalHeader& header) {
  Json json{{"journal_version", header.journal_version},
            {"engine_version", header.engine_version},
            {"round", header.round},
            {"scenario", header.scenario},
            {"scenario_digest", header.scenario_digest},
            {"scenario_files", header.scenario_files},
            {"seed", header.seed},
            {"level", header.level},
            {"created_ms", header.created_ms}};
  if (header.time_multiplier != 1) {
    json["time_multiplier"] = header.time_multiplier;
  }
  return json;
}

Json to_json(const Entry& entry) {
  Json json = entry_without_hash(entry);
  json["hash"] = entry.hash;
  return json;
}

Result<JournalHeader> header_from_json(const Json& json) {
  if (!json.is_object()) {
    return fail(ErrorCode::invalid_input, "expected a header, an object", "journal");
  }
  const auto version = get_integer(json, "journal_version");
  if (!version) {
    return tl::unexpected(version.error());
  }
  if (*version != kJournalVersion) {
    return fail(ErrorCode::incompatible,
                fmt::format("journal version {} cannot be read; this program reads version {}",
                            *version, kJournalVersion),
                "journal_version");
  }
  JournalHeader header;
  Reader reader;
  reader.take(header.engine_version, get_string(json, "engine_version"));
  reader.take(header.round, get_string(json, "round"));
  reader.take(header.scenario, get_string(json, "scenario"));
  reader.take(header.scenario_digest, get_string(json, "scenario_digest"));
  reader.take(header.seed, get_unsigned(json, "seed"));
  reader.take(header.level, get_string(json, "level"));
  reader.take(header.created_ms, get_integer(json, "created_ms"));
  header.time_multiplier = number_or(json, "time_multiplier", 1);
  const auto files = json.find("scenario_files");
  if (files == json.end() || !files->is_object()) {
    return fail(ErrorCode::invalid_input, "expected an object of texts", "scenario_files");
  }
  for (const auto& [name, text] : files->items()) {
    if (!text.is_string()) {
      return fail(ErrorCode::invalid_input, "expected a text", "scenario_files." + name);
    }
    header.scenario_files[name] = text.get<std::string>();
  }
  return reader.finish(std::move(header));
}

Result<Entry> entry_from_json(const Json& json) {
  if (!json.is_object()) {
    return fail(ErrorCode::invalid_input, "expected an entry, an object", "journal");
  }
  Entry entry;
  std::string actor;
  std::string kind;
  Reader reader;
  reader.take(entry.seq, get_unsigned(json, "seq"));
  reader.take(entry.wall_ms, get_integer(json, "wall_ms"));
  reader.take(entry.time, get_integer(json, "time_ns"));
  reader.take(actor, get_string(json, "actor"));
  reader.take(kind, get_string(json, "kind"));
  reader.take(entry.prev, get_string(json, "prev"));
  reader.take(entry.hash, get_string(json, "hash"));
  reader.take(entry.actor, parse_actor(actor));
  reader.take(entry.kind, parse_entry_kind(kind));
  const auto payload = json.find("payload");
  if (payload == json.end() || !payload->is_object()) {
    return fail(ErrorCode::invalid_input, "expected an object", "payload");
  }
  entry.payload = *payload;
  return reader.finish(std::move(entry));
}

std::string header_hash(const JournalHeader& header) {
  return sha256_hex(dump_json(to_json(header)));
}

std::string entry_hash(const Entry& entry) {
  return sha256_hex(entry.prev + dump_json(entry_without_hash(entry)));
}

std::string write_jsonl(const Journal& journal) {
  std::string text = dump_json(to_json(journal.header)) + '\n';
  for (const Entry& entry : journal.entries) {
    text += dump_json(to_json(entry));
    text += '\n';
  }
  return text;
}

Result<Journal> read_jsonl(std::string_view text, std::string_view file) {
  if (text.empty()) {
    return fail(ErrorCode::invalid_input, "the file is empty; expected a journal's header",
                std::string(file));
  }
  Lines lines{text};
  auto header = read_header(lines, file);
  if (!header) {
    return tl::unexpected(header.error());
  }
  Journal journal{*std::move(header), {}};
  std::string prev = header_hash(journal.header);
  while (lines.more()) {
    const SimTime not_before =
        journal.entries.empty() ? std::numeric_limits<SimTime>::min() : journal.entries.back().time;
    auto entry = read_entry(lines, file, prev, journal.entries.size() + 1, not_before);
    if (!entry) {
      return tl::unexpected(entry.error());
    }
    prev = entry->hash;
    journal.entries.push_back(*std::move(entry));
  }
  return journal;
}

}  // namespace threeam
