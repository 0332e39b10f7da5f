// `threeam pack`: a round and all that its score rests on, in one file; and whether such a file
// holds.
#include "sim/score/pack.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/cli/input.h"
#include "sim/cli/output.h"
#include "sim/cli/progress.h"
#include "sim/cli/verbs.h"
#include "sim/cli/verify.h"
#include "sim/model/journal_end.h"
#include "sim/score/rubric.h"
#include "sim/score/score.h"

namespace threeam::cli {

namespace {

Result<Scorecard> score_with_progress(const round::Round& round) {
  Progress progress("score");
  score::Effort effort;
  effort.progress = [&](double share) { progress.report(share); };
  Result<Scorecard> card = score::score(round, effort);
  progress.end();
  return card;
}

std::string rubric_text(const Json& rubric) {
  return fmt::format("{} ({:.12})", string_or(rubric, "version", "?"),
                     string_or(rubric, "digest", "?"));
}

// The pack that this program makes of the same journal and the same keeping.
Result<Json> packed_again(const Json& pack, const round::Round& round) {
  const Result<Keeping> keeping = score::pack_keeping(pack);
  if (!keeping) {
    return tl::unexpected(keeping.error());
  }
  const Result<Scorecard> card = score_with_progress(round);
  if (!card) {
    return tl::unexpected(card.error());
  }
  return score::make_pack(round.journal(), to_json(*card), *keeping);
}

Error of_file(Error error, const std::string& path) {
  error.where = error.where.starts_with('/') ? path + ":" + error.where : path;
  return error;
}

}  // namespace

int pack(const PackOptions& options) {
  const auto round = open_round(options.journal);
  if (!round) {
    return complain(round.error(), options.journal);
  }
  const Journal& journal = (*round)->journal();
  if (!is_whole(journal)) {
    return complain(
        {ErrorCode::rejected, "no end of the round: only a whole one is packed", options.journal});
  }
  const Result<Keeping> keeping =
      keeping_of(options.retention, journal.header.created_ms, options.delete_after);
  if (!keeping) {
    return complain_usage(to_string(keeping.error()));
  }
  const Result<Scorecard> card = score_with_progress(**round);
  if (!card) {
    return complain(card.error(), options.journal);
  }
  const Json made = score::make_pack(journal, to_json(*card), *keeping);
  if (const auto written = write_file(options.out, dump_json(made) + "\n"); !written) {
    return complain(written.error());
  }
  print(fmt::format("packed round {}: rubric {}, kept {}, digest {}\n", journal.header.round,
                    rubric_text(made["rubric"]),
                    keeping->delete_after_ms ? "until " + format_date(*keeping->delete_after_ms)
                                             : std::string("until the hold is lifted"),
                    string_or(made, "digest", "")));
  return kHolds;
}

std::optional<Json> read_pack(const std::string& path) {
  const Result<std::string> text = read_file(path);
  Result<Json> json = text ? parse_json(*text) : tl::unexpected(text.error());
  return json && score::is_pack(*json) ? std::optional(*std::move(json)) : std::nullopt;
}

int verify_pack(const Json& pack, const std::string& path) {
  Result<Journal> journal = score::pack_journal(pack);
  if (!journal) {
    const bool broken = journal.error().message.find("chain broken") != std::string::npos;
    const int status = complain(of_file(journal.error(), path));
    return broken ? kDoesNotHold : status;
  }
  print(fmt::format("chain: {} entries, each follows from the one before\n",
                    journal->entries.size()));
  const int states = count_states(*journal);
  const auto scenario = scenario_of(*journal);
  const auto round = scenario ? round::Round::replay(*scenario, *std::move(journal), {})
                              : tl::unexpected(scenario.error());
  if (!round) {
    return complain(of_file(round.error(), path));
  }
  print(fmt::format("world: {} state hashes recomputed, equal, to {}\n", states,
                    format_clock((*round)->now())));
  const Result<int> looks = verify_looks(**round);
  if (!looks) {
    return complain(of_file(looks.error(), path));
  }
  print(fmt::format("looks: {} shown again, the same bytes\n", *looks));
  const Json rubric = pack.value("rubric", Json::object());
  const Json ours = {{"version", score::kRubricVersion}, {"digest", score::rubric_digest()}};
  if (rubric != ours) {
    return complain({ErrorCode::diverged,
                     fmt::format("scored by rubric {}, this program has {}", rubric_text(rubric),
                                 rubric_text(ours)),
                     path + ":/rubric"});
  }
  print(fmt::format("rubric: {}, the same\n", rubric_text(ours)));
  const Result<Json> again = packed_again(pack, **round);
  if (!again) {
    return complain(of_file(again.error(), path));
  }
  if (const std::string at = score::first_difference(pack, *again); !at.empty()) {
    return complain({ErrorCode::diverged, "differs from what is computed now", path + ":" + at});
  }
  print(fmt::format("score and all else: equal; pack {}\n", string_or(pack, "digest", "")));
  return kHolds;
}

}  // namespace threeam::cli
