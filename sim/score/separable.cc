// Can the suspects be told apart at all? Somebody who opens everything, twice, in their worlds.
#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "sim/base/math.h"
#include "sim/base/text.h"
#include "sim/score/belief.h"
#include "sim/score/bots.h"
#include "sim/score/fairness.h"
#include "sim/score/rivals.h"

namespace threeam::score {
namespace {

// When everything is opened: by a quick reader, and late enough for what grows to have grown.
constexpr SimTime kReadAt[] = {3 * kMinute, 12 * kMinute};

// The look that sets two suspects apart furthest.
struct Furthest {
  double nats = 0;
  const Entry* look = nullptr;
};

std::string look_text(const Json& look) {
  std::string text = string_or(look, "what", "");
  for (const char* of :
       {"change", "runbook", "dataset", "component", "which", "person", "answer"}) {
    if (const std::string value = string_or(look, of, ""); !value.empty()) {
      text += " " + value;
    }
  }
  if (const auto query = look.find("query"); query != look.end()) {
    text += " " + string_or(*query, "metric", "");
  }
  return text;
}

// What is between two suspects once an entry was read, by the model that scores (belief.h).
double between(const BeliefKeeper& keeper, std::size_t one, std::size_t other) {
  const std::vector<double>& belief = keeper.belief().steps.back().belief;
  return det_log(std::max(belief[one], 1e-12) / std::max(belief[other], 1e-12));
}

class Separating {
 public:
  Separating(const Scenario& scenario, const round::Round& round, const Rivals& rivals)
      : scenario_(scenario), round_(round), rivals_(rivals), asked_(asked_of(round)) {}

  std::vector<Check> checks() const {
    std::vector<Check> all;
    for (std::size_t one = 0; one < scenario_.suspects.size(); ++one) {
      for (std::size_t other = one + 1; other < scenario_.suspects.size(); ++other) {
        all.push_back(check(one, other));
      }
    }
    return all;
  }

 private:
  Check check(std::size_t one, std::size_t other) const {
    Furthest furthest;
    for (const Entry& entry : round_.journal().entries) {
      if (entry.kind == EntryKind::look) {
        // In whichever of the two is the case, it has to be seen to be.
        const double nats = std::min(speaks(entry, one, other), speaks(entry, other, one));
        if (nats > furthest.nats) {
          furthest = {nats, &entry};
        }
      }
    }
    Check check{"separable",
                fmt::format("{} and {}", scenario_.suspects[one].id, scenario_.suspects[other].id),
                furthest.nats >= kSeparable, ""};
    check.text = furthest.look == nullptr
                     ? "nothing that can be opened tells them apart"
                     : fmt::format("{} at {} tells them apart by {:.1f} nats",
                                   look_text(furthest.look->payload),
                                   format_clock(furthest.look->time), furthest.nats);
    return check;
  }

  // How far an entry speaks for a suspect that is the case against one that is not.
  double speaks(const Entry& entry, std::size_t truth, std::size_t other) const {
    BeliefKeeper keeper(scenario_.suspects, rivals_.worlds());
    if (const auto words = words_of(entry.payload)) {
      keeper.read(entry.seq, entry.time, words->of, words->name, words->person);
      // An author writes what is so in the scenario as it is.
      const double nats = between(keeper, truth, other);
      return nats < 0 ? -nats : nats;
    }
    std::vector<std::pair<std::string, Testimony>> seen;
    const auto [first, last] =
        std::equal_range(asked_.begin(), asked_.end(), Asked{entry.seq, {}},
                         [](const Asked& a, const Asked& b) { return a.entry < b.entry; });
    for (auto at = first; at != last; ++at) {
      RivalReadings readings = rivals_.readings(entry.seq, seen.size());
      const Reading there = readings[truth].front();
      seen.emplace_back(at->question.source, testimony(there, readings));
    }
    keeper.look(entry.seq, entry.time, seen);
    return between(keeper, truth, other);
  }

  const Scenario& scenario_;
  const round::Round& round_;
  const Rivals& rivals_;
  std::vector<Asked> asked_;
};

}  // namespace

Result<std::vector<Check>> check_separable(const std::shared_ptr<const Scenario>& scenario,
                                           const JournalHeader& header, int worlds, Memo& memo,
                                           int threads) {
  const CandidateView view = view_of(*scenario);
  Script script = read_everything(view, kReadAt);
  auto round = round::play(scenario, header, std::move(script));
  if (!round) {
    return tl::unexpected(round.error());
  }
  Rivals rivals(*scenario, (*round)->journal().header, worlds);
  if (auto ok = rivals.follow(**round, asked_of(**round), {}, memo, threads, [] {}); !ok) {
    return tl::unexpected(ok.error());
  }
  return Separating(*scenario, **round, rivals).checks();
}

}  // namespace threeam::score
