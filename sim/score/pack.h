// The evidence pack: one JSON file with all that a score of a round rests on, so that it can be
// recomputed, defended and kept apart from the server.
//
// {pack_version, scenario {id, digest}, engine_version, rubric {version, digest}, seed,
//  journal {header (with the scenario's files), entries[]}, interventions {hint[], inject[],
//  skip[], pause[]} (seqs), ratings [{seq, actor, dimension, points, locked}], disclosures [{seq,
//  notice, accepted_ms, before_start}], accommodation {time_multiplier}, retention {class,
//  delete_after_ms, delete_after} (null: never), scorecard, digest}. `digest` is the SHA-256 of the
//  canonical JSON of
// everything else.
#pragma once

#include <string>

#include "sim/base/result.h"
#include "sim/model/journal.h"
#include "sim/model/json.h"
#include "sim/model/retention.h"

namespace threeam::score {

inline constexpr int kPackVersion = 1;

// `card` is to_json of the journal's scorecard.
Json make_pack(const Journal& journal, Json card, const Keeping& keeping);

// Whether this is a pack at all: an object with a `pack_version`.
bool is_pack(const Json& json);

// What a pack was made from; errors are `invalid_input` or `incompatible`, its path in `where`. The
// journal's chain is checked on the way ("line 17: chain broken: ...", the header being line 1).
Result<Journal> pack_journal(const Json& pack);
Result<Keeping> pack_keeping(const Json& pack);

std::string pack_digest(const Json& pack);

// The path of the first field in which two packs (or cards) differ, "/scorecard/process/score"; ""
// when they are equal.
std::string first_difference(const Json& given, const Json& computed);

}  // namespace threeam::score
