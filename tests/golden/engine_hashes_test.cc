// The bytes of a run, pinned: a change of a golden hash is a bug or a new engine version.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "sim/base/hash.h"
#include "sim/base/text.h"
#include "sim/engine/model.h"
#include "sim/engine/recorder.h"
#include "sim/engine/world.h"
#include "sim/scenario/load.h"

namespace threeam {
namespace {

const std::filesystem::path kSource = THREEAM_SOURCE_DIR;

std::vector<std::string> bundled_scenarios() {
  std::vector<std::string> ids;
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "scenarios")) {
    const std::string id = entry.path().filename().string();
    if (entry.is_directory() && id[0] != '_') {
      ids.push_back(id);
    }
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

// A short past, the page, then the first action that can start.
std::string hashes_of(const std::string& id) {
  auto loaded = scenario::load_or_error((kSource / "scenarios" / id).string());
  if (!loaded) {
    return id + ": " + to_string(loaded.error()) + "\n";
  }
  loaded->past = 4 * kMinute;
  const auto model = engine::compile(*loaded);
  if (!model) {
    return id + ": " + to_string(model.error()) + "\n";
  }
  engine::World world(*model, 1);
  engine::Recorder recorder(**model);
  std::string text = id + " digest " + loaded->digest.substr(0, 16) + "\n";
  for (const SimTime at : {-3 * kMinute, -kMinute, SimTime{0}, kMinute, 2 * kMinute}) {
    world.advance(at, &recorder);
    text += id + " seed 1 at " + format_clock(at) + " state " + hex64(world.state_hash()) +
            " recorder " + hex64(recorder.hash()) + "\n";
    if (at == 0) {
      const auto& actions = loaded->actions;
      const auto first = std::find_if(actions.begin(), actions.end(), [&](const Action& action) {
        return world.check(action.id).has_value();
      });
      if (first != actions.end()) {
        world.apply(first->id, 1);
        text += id + " do " + first->id + "\n";
      }
    }
  }
  return text;
}

TEST(EngineHashes, AreThoseOfTheEngineVersion) {
  std::string actual = "engine " + std::string(engine::kEngineVersion) + "\n";
  for (const std::string& id : bundled_scenarios()) {
    actual += hashes_of(id);
  }
  const auto path = kSource / "tests" / "golden" / "engine_hashes.txt";
  if (std::getenv("THREEAM_GOLDEN_UPDATE") != nullptr) {
    std::ofstream(path) << actual;
  }
  std::stringstream expected;
  expected << std::ifstream(path).rdbuf();
  EXPECT_EQ(actual, expected.str())
      << "A change of a golden hash is a bug, or a new engine version (or scenario): then raise "
         "kEngineVersion and run this test with THREEAM_GOLDEN_UPDATE=1.";
}

}  // namespace
}  // namespace threeam
