// A tiny incident and a way to write a round down in a few lines.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/model/journal.h"
#include "sim/model/scenario.h"
#include "sim/score/criteria.h"
#include "sim/score/evidence.h"

namespace threeam::score::testing {

// `web` was released eight minutes before the page in one region, the other is to follow at +12 m;
// it writes rows that others cannot read. `mail` was released too and has nothing to do with it.
// `prefix` goes in front of every name.
Scenario incident(const std::string& prefix = "");

class Story {
 public:
  explicit Story(std::string prefix = "") : prefix_(std::move(prefix)) {}

  // Each returns the story, so that a round reads as one.
  Story& at(SimTime time);
  Story& look(const std::string& what, Json more = Json::object());
  Story& panel(const std::string& metric, Labels where = {}, std::vector<std::string> by = {},
               SimTime from = -30 * kMinute);
  Story& say(const std::string& what, Json more = Json::object());
  Story& hypothesis(const std::string& component, const std::string& mechanism, double confidence,
                    const std::string& id = "h", const std::string& refuted_by = "if not",
                    const std::string& state = "open");
  Story& act(const std::string& action, const std::string& why = "because",
             const std::string& expect = "better", int expect_in_s = 0);
  Story& outcome(const std::string& state);  // of the last act
  Story& interviewer(EntryKind kind, Json payload);
  Story& finish();

  const Journal& journal() const { return journal_; }
  // Entry numbers are those of the journal: 1, 2, 3, ...
  Evidence evidence(const Scenario& scenario, const Shown& shown = {}) const;

  // Wall times as far apart as a slow typist's.
  Story& typed_slowly();

 private:
  Story& add(Actor actor, EntryKind kind, Json payload);
  std::string name(const std::string& plain) const;

  std::string prefix_;
  Journal journal_;
  SimTime time_ = 0;
  std::uint64_t last_act_ = 0;
};

// The finding with this id.
Finding finding(const Evidence& evidence, std::string_view criterion);

}  // namespace threeam::score::testing
