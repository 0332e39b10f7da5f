// `threeam verify`: does a journal say what the engine says?
#include "sim/cli/verify.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/base/hash.h"
#include "sim/base/text.h"
#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/verbs.h"
#include "sim/model/journal_end.h"
#include "sim/round/show.h"
#include "sim/score/score.h"

namespace threeam::cli {

Result<int> verify_looks(const round::Round& round) {
  int looks = 0;
  for (const Entry& entry : round.journal().entries) {
    if (entry.kind != EntryKind::look) {
      continue;
    }
    Json look = entry.payload;
    look.erase("digest");
    const Result<Json> shown = round::show(round, look, entry.time);
    if (!shown) {
      return tl::unexpected(shown.error());
    }
    const std::string digest = sha256_hex(dump_json(*shown));
    if (digest != string_or(entry.payload, "digest", "")) {
      return fail(ErrorCode::diverged,
                  fmt::format("entry {} at {} showed something else than it does now", entry.seq,
                              format_clock(entry.time)));
    }
    ++looks;
  }
  return looks;
}

int count_states(const Journal& journal) {
  int states = 0;
  for (const Entry& entry : journal.entries) {
    states += entry.kind == EntryKind::state ? 1 : 0;
  }
  return states;
}

namespace {

// Compares with a card made earlier; an error names the first field that differs.
Result<void> verify_card(const round::Round& round, const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) {
    return tl::unexpected(text.error());
  }
  const Result<Json> given = parse_json(*text);
  if (!given) {
    return fail(ErrorCode::invalid_input, given.error().message, path);
  }
  const Result<Scorecard> card = score::score(round);
  if (!card) {
    return tl::unexpected(card.error());
  }
  const Json difference = Json::diff(*given, to_json(*card));
  if (!difference.empty()) {
    return fail(ErrorCode::diverged,
                fmt::format("{} differs from the scorecard computed now ({} fields do)",
                            difference[0]["path"].get<std::string>(), difference.size()),
                path);
  }
  return {};
}

// A file that was cut off between two lines has an unbroken chain.
Exit verify_end(const Journal& journal, const VerifyOptions& options) {
  const std::string at = format_clock(journal.entries.empty() ? 0 : journal.entries.back().time);
  if (is_whole(journal)) {
    print(fmt::format("end: the round finished at {}\n", at));
    return kHolds;
  }
  const std::string missing =
      fmt::format("no end of the round after {} (exported while it ran, or cut off)", at);
  if (options.partial) {
    print(fmt::format("end: {}; taken as it is, --partial\n", missing));
    return kHolds;
  }
  return complain({ErrorCode::rejected,
                   fmt::format("the journal is not whole: {}; --partial accepts it", missing),
                   fmt::format("{}:{}:1", options.journal, journal.entries.size() + 1)});
}

}  // namespace

int verify(const VerifyOptions& options) {
  if (const std::optional<Json> pack = read_pack(options.journal)) {
    return verify_pack(*pack, options.journal);
  }
  const Result<Journal> journal = read_journal(options.journal);
  if (!journal) {
    // Readable, but not what was written: the one thing about a file that verify is asked.
    const bool broken = journal.error().message.starts_with("chain broken");
    const int status = complain(journal.error(), options.journal);
    return broken ? kDoesNotHold : status;
  }
  print(fmt::format("chain: {} entries, each follows from the one before\n",
                    journal->entries.size()));
  const auto round = open_round(options.journal);
  if (!round) {
    return complain(round.error(), options.journal);
  }
  print(fmt::format("world: {} state hashes recomputed, equal, to {}\n", count_states(*journal),
                    format_clock((*round)->now())));
  const Result<int> looks = verify_looks(**round);
  if (!looks) {
    return complain(looks.error(), options.journal);
  }
  print(fmt::format("looks: {} shown again, the same bytes\n", *looks));
  if (!options.card.empty()) {
    if (const Result<void> equal = verify_card(**round, options.card); !equal) {
      return complain(equal.error(), options.journal);
    }
    print("score: equal\n");
  }
  return verify_end(*journal, options);
}

}  // namespace threeam::cli
