// One function a verb, with what the command line gave it. Each returns an exit status (output.h),
// writes what was asked for to stdout and everything else to stderr.
//
// To add a verb: its options and function here, its file, its declaration in command_line.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.h"
#include "sim/cli/futures.h"

namespace threeam::cli {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string data = "data";
  std::string scenarios = "scenarios";
  std::string certificate, private_key;  // PEM files; both or neither
  bool insecure = false;                 // the explicit word for beyond loopback without TLS
  std::string demo;                      // a scenario to open a round of at once; may be empty
};
// Serves until SIGINT or SIGTERM.
int serve(const ServeOptions& options);

struct RoundOptions {
  std::string scenario;
  std::string level = "senior";
  std::optional<std::uint64_t> seed;
  std::string retention = "standard";
  std::optional<std::string> delete_after;  // 2031-04-30
  double time_multiplier = 1;
  std::string candidate;      // a name, for the operator's list; empty: none
  std::string data = "data";  // where the server left its address and the operator's key
  std::string server;         // instead of DATA/address
  bool json = false;
};
// Creates a round on a running server.
int round(const RoundOptions& options);

struct PlayOptions {
  std::string scenario;  // a folder, or an id in `scenarios`
  std::string scenarios = "scenarios";
  std::string script;
  std::string level;  // one of the scenario's; empty: senior, or its first
  std::uint64_t seed = 1;
  std::string out;
};
// Plays a scripted candidate at full speed. The same arguments make the same bytes.
int play(const PlayOptions& options);

struct ReplayOptions {
  std::string journal;
  std::optional<SimTime> at;  // default: the end
  bool json = false;
};
int replay(const ReplayOptions& options);

struct ForkOptions {
  std::string journal;
  SimTime at = 0;
  std::vector<std::string> actions;  // "ACTION" or "ACTION@30s", counted from `at`
  Effort effort;
  bool json = false;
};
int fork(const ForkOptions& options);

struct ScoreOptions {
  std::string journal;
  bool json = false;
  std::string html;  // a file to write the page to; may be empty
};
int score(const ScoreOptions& options);

struct PackOptions {
  std::string journal;
  std::string out;
  std::string retention = "standard";
  std::optional<std::string> delete_after;  // 2031-04-30
};
// Scores a whole round and writes its evidence pack (score/pack.h).
int pack(const PackOptions& options);

struct VerifyOptions {
  std::string journal;   // or an evidence pack
  std::string card;      // a score --json to compare with; may be empty
  bool partial = false;  // a journal without the round's end will do
};
// The chain, every state hash, the digest of every look, the scorecard when one is given, and that
// the round's end is there. Of a pack, everything in it.
int verify(const VerifyOptions& options);

struct PurgeOptions {
  std::string data = "data";
  std::optional<std::string> now;  // a date, instead of today
  bool dry_run = false;
  bool json = false;
};
// Deletes the rounds whose day has come, and wipes what they were stored in.
int purge(const PurgeOptions& options);

struct ExportScoresOptions {
  std::string data;                // a server's folder; its finished rounds are scored
  std::vector<std::string> packs;  // or evidence packs, whose scores are taken as they are
  std::string scenario;            // only its rounds; empty: all
  std::string groups;              // round,category; may be empty
  std::string out;
  bool json = false;
};
// A row for each round, and with groups the four-fifths table (score/impact.h).
int export_scores(const ExportScoresOptions& options);

struct LintOptions {
  std::vector<std::string> paths;  // scenarios' folders, specimens' files
};
int lint(const LintOptions& options);

struct ProveOptions {
  std::vector<std::string> paths;  // scenarios' folders
  int seeds = 5;                   // of outcomes
  int process_seeds = 1;           // of processes
  int threads = 0;                 // at a time, 0: one for each core
  bool json = false;
  std::string svg;       // a file to write the picture to; may be empty
  std::string journals;  // a folder for the rounds that are scored, SCENARIO-WHO-....jsonl
};
// The tournament of bots and reference paths, and whether each scenario is fair; 1 when not.
int prove(const ProveOptions& options);

struct SpecimenOptions {
  std::vector<std::string> files;
  std::optional<std::uint64_t> seed;  // instead of the files'
};
// Runs specimens and prints what they show; 1 when a signature does not hold.
int specimen(const SpecimenOptions& options);

// Prints the JSON Schema of scenario.yaml.
int schema();

}  // namespace threeam::cli
