#include "sim/cli/command_line.h"

#include <algorithm>
#include <exception>
#include <functional>
#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "sim/base/text.h"
#include "sim/cli/moment.h"
#include "sim/cli/output.h"
#include "sim/cli/verbs.h"

namespace threeam::cli {

namespace {

using Verb = std::function<int()>;
using Verbs = std::map<const CLI::App*, Verb>;

// The options live in the returned closure, which outlives the parsing.
template <class Options>
Verb verb(std::shared_ptr<Options> options, int (*run)(const Options&)) {
  return [options, run] { return run(*options); };
}

std::function<bool(const CLI::results_t&)> moment_into(std::function<void(SimTime)> set) {
  return [set = std::move(set)](const CLI::results_t& texts) {
    const Result<SimTime> time = parse_moment(texts.back());
    if (!time) {
      throw CLI::ValidationError("--at", time.error().message);
    }
    set(*time);
    return true;
  };
}

CLI::Option* add_journal(CLI::App& app, std::string& path) {
  return app.add_option("journal", path, "a round's journal, ROUND.jsonl")->required();
}

void add_at(CLI::App& app, const std::string& about, bool required,
            std::function<void(SimTime)> set) {
  app.add_option("--at", moment_into(std::move(set)), about + ": 12m, -9m, +06:12")
      ->type_name("TIME")
      ->required(required);
}

void add_keeping(CLI::App& app, std::string& retention, std::optional<std::string>& delete_after) {
  app.add_option("--retention", retention,
                 "how long it is kept: standard (1 year), california (4 years), eu (6 months at "
                 "least), litigation_hold (until it is lifted)")
      ->capture_default_str();
  app.add_option("--delete-after", delete_after, "a later day than the class's: 2031-04-30");
}

Verb add_serve(CLI::App& app) {
  auto options = std::make_shared<ServeOptions>();
  app.add_option("--listen", options->listen, "address and port; port 0: any free one")
      ->capture_default_str();
  app.add_option("--data", options->data, "folder of the rounds and the operator's key")
      ->capture_default_str();
  app.add_option("--scenarios", options->scenarios, "folder of scenarios")->capture_default_str();
  auto* certificate = app.add_option("--tls-cert", options->certificate, "certificate chain, PEM");
  auto* key = app.add_option("--tls-key", options->private_key, "private key, PEM");
  certificate->needs(key);
  key->needs(certificate);
  app.add_flag("--insecure", options->insecure,
               "listen beyond loopback without TLS (behind a proxy that has it)");
  app.add_option("--demo", options->demo, "open a round of this scenario and print its links");
  return verb(options, serve);
}

Verb add_round(CLI::App& app) {
  auto options = std::make_shared<RoundOptions>();
  app.add_option("scenario", options->scenario, "a scenario's id")->required();
  app.add_option("--level", options->level,
                 "one of the scenario's levels (junior, mid, senior, staff); weighs the score")
      ->capture_default_str();
  app.add_option("--seed", options->seed,
                 "its luck: the same seed is the same world; default: the server draws one");
  add_keeping(app, options->retention, options->delete_after);
  app.add_option("--time-multiplier", options->time_multiplier,
                 "an accommodation: how much more time was promised; recorded, never scored")
      ->check(CLI::Range(1.0, 4.0));
  app.add_option("--candidate", options->candidate,
                 "their name, for the operator's list alone; deleted with the round");
  app.add_option("--data", options->data, "data folder of the running server")
      ->capture_default_str();
  app.add_option("--server", options->server, "http://HOST:PORT instead of the data folder's");
  app.add_flag("--json", options->json, "print JSON");
  return verb(options, round);
}

Verb add_play(CLI::App& app) {
  auto options = std::make_shared<PlayOptions>();
  app.add_option("scenario", options->scenario, "a scenario's folder or id")->required();
  app.add_option("--script", options->script, "the story, plays/*.yaml")->required();
  app.add_option("--out", options->out, "the journal to write")->required();
  app.add_option("--seed", options->seed, "its luck: the same seed is the same world")
      ->capture_default_str();
  app.add_option("--level", options->level,
                 "one of the scenario's levels; weighs the score. Default: senior, or its first");
  app.add_option("--scenarios", options->scenarios, "folder of scenarios")->capture_default_str();
  return verb(options, play);
}

Verb add_replay(CLI::App& app) {
  auto options = std::make_shared<ReplayOptions>();
  add_journal(app, options->journal);
  add_at(app, "the moment, default the end", false,
         [options](SimTime time) { options->at = time; });
  app.add_flag("--json", options->json, "print JSON");
  return verb(options, replay);
}

Verb add_fork(CLI::App& app) {
  auto options = std::make_shared<ForkOptions>();
  add_journal(app, options->journal);
  add_at(app, "where it leaves the round", true, [options](SimTime time) { options->at = time; });
  app.add_option("--do", options->actions, "ACTION, or ACTION@30s after --at; none: nothing");
  app.add_option("--seeds", options->effort.seeds,
                 "how many lucks at most; the first is the round's own")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_flag("--all", options->effort.all, "all of them, though the answer is settled before");
  app.add_option("--threads", options->effort.threads, "default: one for each core")
      ->check(CLI::Range(1, 256));
  app.footer(
      "The course follows the journal up to --at and leaves out what was done from then on, but\n"
      "for what --do repeats; it is compared with the round as it was, luck by luck.");
  app.add_flag("--json", options->json, "print JSON");
  return verb(options, fork);
}

Verb add_score(CLI::App& app) {
  auto options = std::make_shared<ScoreOptions>();
  add_journal(app, options->journal);
  app.add_flag("--json", options->json, "print JSON");
  app.add_option("--html", options->html, "write a page that stands alone");
  return verb(options, score);
}

Verb add_pack(CLI::App& app) {
  auto options = std::make_shared<PackOptions>();
  add_journal(app, options->journal);
  app.add_option("--out", options->out, "the pack to write, JSON")->required();
  add_keeping(app, options->retention, options->delete_after);
  return verb(options, pack);
}

Verb add_verify(CLI::App& app) {
  auto options = std::make_shared<VerifyOptions>();
  app.add_option("journal", options->journal, "a round's journal, ROUND.jsonl, or its pack")
      ->required();
  app.add_option("--score", options->card, "a `score --json` to compare with");
  app.add_flag("--partial", options->partial,
               "accept a journal without the round's end (exported while it ran, or cut off)");
  return verb(options, verify);
}

Verb add_purge(CLI::App& app) {
  auto options = std::make_shared<PurgeOptions>();
  app.add_option("--data", options->data, "folder of a server that does not run")
      ->capture_default_str();
  app.add_option("--now", options->now, "as if it were that day: 2031-04-30");
  app.add_flag("--dry-run", options->dry_run, "only say what is due");
  app.add_flag("--json", options->json, "print JSON");
  return verb(options, purge);
}

Verb add_export_scores(CLI::App& app) {
  auto options = std::make_shared<ExportScoresOptions>();
  auto* data = app.add_option("--data", options->data,
                              "a server's folder: its finished rounds, scored now (minutes)");
  app.add_option("--pack", options->packs, "evidence packs, with the scores in them")
      ->excludes(data);
  app.add_option("--scenario", options->scenario, "only rounds of this scenario");
  app.add_option("--groups", options->groups,
                 "a CSV file, round,category, for the four-fifths table; read, never kept");
  app.add_option("--out", options->out, "the CSV file to write, a row a round")->required();
  app.add_flag("--json", options->json, "print the table as JSON");
  return verb(options, export_scores);
}

Verb add_lint(CLI::App& app) {
  auto options = std::make_shared<LintOptions>();
  app.add_option("path", options->paths, "folders with a scenario.yaml, or files of specimens")
      ->required();
  return verb(options, lint);
}

Verb add_prove(CLI::App& app) {
  auto options = std::make_shared<ProveOptions>();
  app.add_option("path", options->paths, "folders with a scenario.yaml")->required();
  app.add_option("--seeds", options->seeds, "lucks that outcomes are taken over")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--process-seeds", options->process_seeds,
                 "of them, those that scorecards are made under; each costs minutes")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--threads", options->threads, "default: one for each core")
      ->check(CLI::Range(1, 256));
  app.add_flag("--json", options->json, "print JSON");
  app.add_option("--svg", options->svg, "write a picture, process against outcome");
  app.add_option("--journals", options->journals,
                 "a folder to write the scored rounds to, to be scored or replayed one by one");
  app.footer(
      "Plays that say `reference: true` are the good paths: every bot has to lose against them, "
      "and\n"
      "two of them have to tie. Fair: nothing of the fault shows before it began, and everything\n"
      "that is graded can be seen.");
  return verb(options, prove);
}

Verb add_specimen(CLI::App& app) {
  auto options = std::make_shared<SpecimenOptions>();
  app.add_option("file", options->files, "specimens, tests/specimens/*.yaml")->required();
  app.add_option("--seed", options->seed, "another luck than the file's");
  return verb(options, specimen);
}

void add_verbs(CLI::App& app, Verbs& verbs) {
  const auto add = [&](const char* name, const char* about, Verb (*declare)(CLI::App&)) {
    CLI::App* sub = app.add_subcommand(name, about);
    verbs[sub] = declare(*sub);
  };
  add("serve", "the server: rounds in the browser", add_serve);
  add("round", "a new round on a running server; prints its links", add_round);
  add("play", "a scripted candidate, headless, at full speed", add_play);
  add("replay", "the world as it was at a moment", add_replay);
  add("fork", "what another course would have led to", add_fork);
  add("score", "the scorecard of a journal", add_score);
  add("pack", "a round with all that its score rests on, in one file", add_pack);
  add("verify", "recompute a journal's or a pack's chain, state hashes, looks and score",
      add_verify);
  add("purge", "delete the rounds whose day has come, and prove it", add_purge);
  add("export-scores", "a row a round, and how scores fall by category", add_export_scores);
  add("lint", "everything that is wrong with a scenario", add_lint);
  add("prove", "whether a scenario is fair, and its score cannot be gamed", add_prove);
  add("specimen", "what a mechanism of failure looks like, measured", add_specimen);
  add("schema", "the JSON Schema of scenario.yaml, for editors",
      [](CLI::App&) -> Verb { return schema; });
}

}  // namespace

int run(int argc, const char* const* argv) {
  CLI::App app{"ThreeAM: incidents to diagnose, live, replayed and scored", "threeam"};
  app.require_subcommand(1);
  app.footer(
      "Exit status: 0 holds, 1 what was checked does not hold, 2 usage, 3 unreadable input.");
  Verbs verbs;
  add_verbs(app, verbs);
  const std::string first = argc > 1 ? argv[1] : "";
  const bool known =
      std::ranges::any_of(verbs, [&](const auto& verb) { return verb.first->get_name() == first; });
  if (!first.empty() && first.front() != '-' && !known) {
    return complain_usage("no verb \"" + first + "\"; `threeam --help` lists them");
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked_for_help) {
    return app.exit(asked_for_help);
  } catch (const CLI::ParseError& error) {
    return complain_usage(error.what());
  }
  return verbs.at(app.get_subcommands().front())();
}

}  // namespace threeam::cli
