// The journal: everything that was said, looked at and done in a round, and all that a replay
// needs.
//
// On disk a journal is JSON Lines: a header, then entries. Each line carries the SHA-256 of the
// line before it (`prev`), so that a changed, missing or reordered line is found. `hash` of an
// entry is sha256_hex(prev + canonical JSON of the entry without hash); the header's hash is over
// its own JSON.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/base/units.h"
#include "sim/model/json.h"

namespace threeam {

inline constexpr int kJournalVersion = 1;

struct JournalHeader {
  int journal_version = kJournalVersion;
  std::string engine_version;
  std::string round;  // unguessable id
  std::string scenario;
  std::string scenario_digest;
  std::map<std::string, std::string> scenario_files;
  std::uint64_t seed = 0;
  std::string level;            // junior, mid, senior, staff
  std::int64_t created_ms = 0;  // Unix time
  // An accommodation: how much more time this candidate was promised. Recorded, never scored; on
  // disk only when it is not 1.
  double time_multiplier = 1;
};

enum class Actor { system, candidate, interviewer, reviewer };

// Kinds and their payloads (JSON objects; fields in brackets are optional):
//   clock    {to: start|pause|resume|finish} or {to: skip, until_ns}      interviewer, system
//   look     {what, ...see below, digest}                                  candidate
//   say      {what, ...}                                                   candidate
//   do       {action, why, expect, [expect_in_s], [course]}                candidate
//   outcome  {action, of: seq of the do, state: started|done|failed|refused, message}   system
//   hint     {index}     inject {text}     note {text}     mark {text}     interviewer
//   followup {id, answered: crisp|partial|faded}    pushback {id, answered: holds|updates|digs_in}
//   observed {what: drawing, value: drew|named|none|unseen} or
//            {what: assistant, value: checked|pasted|unseen}               interviewer
//   rating   {dimension, [points (1..5)], text, locked, [rater]}           interviewer, reviewer
//   state    {hash}       every simulated minute and before every do       system
//
// do.expect_in_s: within how many seconds it is expected to have worked, 1 to 86400.
// look.what: overview | panel {query} | logs {search, level, component, region, from_ns, to_ns} |
//   trace {request} | traces {component, route, region, which: slow|failed|any, from_ns, to_ns} |
//   changes | diff {change} | topology | runbook {runbook} | flags | data_check {dataset} |
//   ask {person, answer} | alerts.  `digest` is the SHA-256 of the JSON that was shown.
// say.what: acknowledge | severity {level: 1..4} |
//   hypothesis {id, component, mechanism, text, confidence (0..1), refuted_by, [state:
//   open|refuted]} | estimate {failing_ratio, failing_requests_per_second, since_ns, rows_written,
//   text} | notice {version} (what is recorded and kept was read, before the start or after) |
//   prediction {text} | update {text} | resolved {text} | handover {text}
enum class EntryKind {
  clock,
  look,
  say,
  act,  // "do" on disk; `do` is a C++ keyword
  outcome,
  hint,
  inject,
  note,
  mark,
  followup,
  pushback,
  observed,  // what only a person in the room can see; `unseen` takes it back
  rating,
  state,
};

struct Entry {
  std::uint64_t seq = 0;     // 1, 2, 3, ...
  std::int64_t wall_ms = 0;  // Unix time; never read by engine or score
  SimTime time = 0;          // "time_ns" on disk
  Actor actor = Actor::system;
  EntryKind kind = EntryKind::note;
  Json payload;
  std::string prev;
  std::string hash;
};

struct Journal {
  JournalHeader header;
  std::vector<Entry> entries;
};

std::string_view to_string(Actor actor);
std::string_view to_string(EntryKind kind);
Result<Actor> parse_actor(std::string_view text);
Result<EntryKind> parse_entry_kind(std::string_view text);

// Canonical JSON: keys sorted, no spaces, integers as integers. to/from are inverses.
Json to_json(const JournalHeader& header);
Json to_json(const Entry& entry);
Result<JournalHeader> header_from_json(const Json& json);
Result<Entry> entry_from_json(const Json& json);

// Hash of the header line, which the first entry's `prev` holds.
std::string header_hash(const JournalHeader& header);
// Hash of the entry, given its `prev`.
std::string entry_hash(const Entry& entry);

// The whole file, and back. Errors name the line: a cut-off last line, a broken chain ("line 17:
// chain broken: ..."), a newer journal version (incompatible).

std::string write_jsonl(const Journal& journal);
Result<Journal> read_jsonl(std::string_view text, std::string_view file = "journal");

}  // namespace threeam
