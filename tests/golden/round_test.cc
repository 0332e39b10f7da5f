// The bundled plays, minute by minute. A difference is a change of behaviour: on purpose, then
// THREEAM_GOLDEN_UPDATE=1 writes the tables anew and the engine's version goes up; or a bug, or a
// compiler that rounds in its own way.
#include "sim/round/round.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "sim/base/hash.h"
#include "sim/base/text.h"
#include "sim/metrics/query.h"
#include "sim/scenario/load.h"
#include "sim/scenario/script.h"

namespace threeam::round {
namespace {

const std::filesystem::path kSource = THREEAM_SOURCE_DIR;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Shortest text, so that the last bit shows.
std::string number(double value) {
  return format_number(value);
}

void add_metrics(const Round& round, SimTime time, std::string& table) {
  const Scenario& scenario = round.scenario();
  for (const Traffic& traffic : scenario.traffic) {
    const Labels where = {{"component", traffic.component}, {"route", traffic.route}};
    const auto value = [&](std::string_view metric) {
      return number(metrics::value_at(round.recorder(), metric, where, time));
    };
    const double failing = metrics::value_at(round.recorder(), "client_failure_ratio",
                                             {{"route", traffic.route}}, time);
    table += fmt::format("  {:<32} rate {:<20} errors {:<20} p99 {:<20} clients failing {}\n",
                         traffic.route, value("request_rate"), value("error_ratio"),
                         value("latency_p99"), number(failing));
  }
  for (const MessageQueue& queue : scenario.queues) {
    const auto value = [&](std::string_view metric) {
      return number(metrics::value_at(round.recorder(), metric, {{"queue", queue.name}}, time));
    };
    table += fmt::format("  {:<32} depth {:<19} oldest {}\n", queue.name,
                         value("message_queue_depth"), value("message_queue_oldest_age_seconds"));
  }
}

std::string table_of(const Round& round) {
  std::string table;
  for (SimTime time = -round.scenario().past + kMinute; time <= round.now(); time += kMinute) {
    const bool with_state = time % (5 * kMinute) == 0;
    table += format_clock(time);
    table += with_state ? fmt::format("  state {}\n", hex64(round.at(time).state_hash())) : "\n";
    add_metrics(round, time, table);
  }
  const engine::Harm harm = round.world().harm();
  table += fmt::format(
      "harm: failed_requests {} late_requests {} wrong_rows {} wrong_effects {} late_messages {} "
      "dead_messages {} of user_requests {}\n",
      number(harm.failed_requests), number(harm.late_requests), number(harm.wrong_rows),
      number(harm.wrong_effects), number(harm.late_messages), number(harm.dead_messages),
      number(harm.user_requests));
  for (const Entry& entry : round.journal().entries) {
    if (entry.kind == EntryKind::act || entry.kind == EntryKind::outcome) {
      Json payload = entry.payload;
      payload.erase("why");
      payload.erase("expect");
      table += fmt::format("{} {} {}\n", format_clock(entry.time), to_string(entry.kind),
                           dump_json(payload));
    }
  }
  return table + fmt::format("columns {}\n", hex64(round.recorder().hash()));
}

// "line 12: expected ..., found ..." of the first line that differs.
std::string first_difference(const std::string& expected, const std::string& found) {
  std::istringstream before(expected);
  std::istringstream now(found);
  std::string was;
  std::string is;
  for (int line = 1;; ++line) {
    const bool more = static_cast<bool>(std::getline(before, was));
    const bool more_now = static_cast<bool>(std::getline(now, is));
    if (!more && !more_now) {
      return "nothing differs";
    }
    if (more != more_now || was != is) {
      return fmt::format("line {}:\n  expected {}\n  found    {}", line, more ? was : "the end",
                         more_now ? is : "the end");
    }
  }
}

struct Play {
  std::string scenario, script;
};

class BundledPlay : public ::testing::TestWithParam<Play> {};

TEST_P(BundledPlay, GoesAsItWent) {
  const auto& [id, script_name] = GetParam();
  const std::filesystem::path folder = kSource / "scenarios" / id;
  auto scenario = scenario::load_or_error(folder.string());
  ASSERT_TRUE(scenario) << to_string(scenario.error());
  const std::filesystem::path play_file = folder / "plays" / (script_name + ".yaml");
  auto script = scenario::load_script(read_file(play_file), play_file.string(), *scenario);
  ASSERT_TRUE(script) << to_string(script.error());
  JournalHeader header;
  header.round = "golden";
  header.seed = 1;
  const auto round =
      play(std::make_shared<const Scenario>(*std::move(scenario)), header, *std::move(script));
  ASSERT_TRUE(round) << to_string(round.error());
  const std::string table = table_of(**round);
  const std::filesystem::path golden =
      kSource / "tests/golden" / fmt::format("round_{}_{}.txt", id, script_name);
  if (std::getenv("THREEAM_GOLDEN_UPDATE") != nullptr) {
    std::ofstream(golden) << table;
  }
  const std::string expected = read_file(golden);
  EXPECT_TRUE(expected == table) << golden << ' ' << first_difference(expected, table);
}

INSTANTIATE_TEST_SUITE_P(
    All, BundledPlay,
    ::testing::Values(Play{"broken-download-links", "good"}, Play{"broken-download-links", "hasty"},
                      Play{"broken-download-links", "idle"}, Play{"flags-retry-storm", "good"},
                      Play{"flags-retry-storm", "hasty"}, Play{"flags-retry-storm", "idle"},
                      Play{"ledger-minor-units", "good"}, Play{"ledger-minor-units", "hasty"},
                      Play{"ledger-minor-units", "idle"}, Play{"quiet-503s", "good"},
                      Play{"quiet-503s", "hasty"}, Play{"quiet-503s", "idle"}),
    [](const auto& instance) {
      std::string name = instance.param.scenario + "_" + instance.param.script;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

}  // namespace
}  // namespace threeam::round
