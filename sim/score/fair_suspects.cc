// Can the suspects be told apart, and is belief right as often as it says? Put to the test by
// somebody who opens everything, in worlds of the suspects' that the model of belief has not seen.
#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "sim/base/math.h"
#include "sim/base/random.h"
#include "sim/base/text.h"
#include "sim/score/belief.h"
#include "sim/score/bots.h"
#include "sim/score/evidence.h"
#include "sim/score/fairness.h"
#include "sim/score/rivals.h"

namespace threeam::score {
namespace {

// When everything is opened: by a quick reader, and late enough for what grows to have grown.
constexpr SimTime kReadAt[] = {3 * kMinute, 12 * kMinute};

constexpr std::uint64_t kReaders = 200;               // who each open a few things
constexpr std::uint64_t kMostOpened = 6;              // of them, at most
constexpr std::uint64_t kReaderKey = 0x726561646572;  // names their draws

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

// What is between two suspects, by the model that scores (belief.h).
double between(const std::vector<double>& belief, std::size_t one, std::size_t other) {
  return det_log(std::max(belief[one], 1e-12) / std::max(belief[other], 1e-12));
}

class Trial {
 public:
  // `rivals` have one world more of each suspect than the model is given: the one that is the case.
  Trial(const Scenario& scenario, const round::Round& round, const Rivals& rivals)
      : scenario_(scenario), rivals_(rivals) {
    const std::vector<Asked> asked = asked_of(round);
    for (const Entry& entry : round.journal().entries) {
      if (entry.kind == EntryKind::look) {
        looks_.push_back({&entry, {}, {}});
        for (const Asked& one : asked) {
          if (one.entry == entry.seq) {
            looks_.back().sources.push_back(one.question.source);
          }
        }
      }
    }
  }

  std::vector<Check> checks() {
    for (OneLook& look : looks_) {
      read(look);
    }
    std::vector<Check> all;
    for (std::size_t one = 0; one < suspects(); ++one) {
      for (std::size_t other = one + 1; other < suspects(); ++other) {
        all.push_back(told_apart(one, other));
      }
    }
    all.push_back(calibrated());
    return all;
  }

 private:
  using Seen = std::vector<std::pair<std::string, Testimony>>;

  struct OneLook {
    const Entry* entry = nullptr;
    std::vector<std::string> sources;  // of its questions
    std::vector<Seen> in_world_of;     // by the suspect that is the case; empty for words
  };

  std::size_t suspects() const { return scenario_.suspects.size(); }

  BeliefKeeper keeper() const { return BeliefKeeper(scenario_.suspects, rivals_.worlds() - 1); }

  void read(OneLook& look) const {
    if (look.sources.empty()) {
      return;
    }
    look.in_world_of.resize(suspects());
    for (std::size_t question = 0; question < look.sources.size(); ++question) {
      RivalReadings model = rivals_.readings(look.entry->seq, question);
      std::vector<Reading> cases;
      for (std::vector<Reading>& of_suspect : model) {
        cases.push_back(std::move(of_suspect.back()));
        of_suspect.pop_back();
      }
      for (std::size_t truth = 0; truth < suspects(); ++truth) {
        look.in_world_of[truth].emplace_back(look.sources[question],
                                             testimony(cases[truth], model));
      }
    }
  }

  // How far a look speaks for a suspect that is the case against one that is not.
  double speaks(const OneLook& look, std::size_t truth, std::size_t other) const {
    const Entry& entry = *look.entry;
    BeliefKeeper reader = keeper();
    if (const auto words = words_of(entry.payload)) {
      reader.read(entry.seq, entry.time, words->of, words->name, words->person);
      // An author writes what is so in the scenario as it is.
      const double nats = between(reader.belief().steps.back().belief, truth, other);
      return nats < 0 ? -nats : nats;
    }
    if (look.in_world_of.empty()) {
      return 0;
    }
    reader.look(entry.seq, entry.time, look.in_world_of[truth]);
    return between(reader.belief().steps.back().belief, truth, other);
  }

  Check told_apart(std::size_t one, std::size_t other) const {
    double furthest = 0;
    const OneLook* best = nullptr;
    for (const OneLook& look : looks_) {
      const double nats = std::min(speaks(look, one, other), speaks(look, other, one));
      if (nats > furthest) {
        furthest = nats;
        best = &look;
      }
    }
    Check check{"separable",
                fmt::format("{} and {}", scenario_.suspects[one].id, scenario_.suspects[other].id),
                furthest >= kSeparable, "nothing that can be opened tells them apart"};
    if (best != nullptr) {
      check.text =
          fmt::format("{} at {} tells them apart by {:.1f} nats", look_text(best->entry->payload),
                      format_clock(best->entry->time), furthest);
    }
    return check;
  }

  // What a reader of a few looks, drawn by lot, believes where `truth` is the case.
  std::vector<double> reads_a_few(std::uint64_t reader, std::size_t truth) const {
    std::vector<std::size_t> opened;
    const std::uint64_t count = 1 + derive_key(kReaderKey, reader) % kMostOpened;
    for (std::uint64_t i = 0; i < count; ++i) {
      opened.push_back(derive_key(derive_key(kReaderKey, reader), i + 1) % looks_.size());
    }
    std::sort(opened.begin(), opened.end());
    BeliefKeeper keeper = this->keeper();
    for (const std::size_t i : opened) {
      const OneLook& look = looks_[i];
      if (!look.in_world_of.empty()) {
        keeper.look(look.entry->seq, look.entry->time, look.in_world_of[truth]);
      }
    }
    return keeper.belief().steps.back().belief;
  }

  Check calibrated() const {
    double stated = 0;
    double right = 0;
    double count = 0;
    for (std::uint64_t reader = 0; reader < kReaders && !looks_.empty(); ++reader) {
      for (std::size_t truth = 0; truth < suspects(); ++truth) {
        const std::vector<double> belief = reads_a_few(reader, truth);
        for (std::size_t h = 0; h < suspects(); ++h) {
          if (belief[h] >= kBelieved) {
            stated += belief[h];
            right += h == truth ? 1 : 0;
            ++count;
          }
        }
      }
    }
    Check check{"calibrated", "belief", true, "no reader of a few things believed anything"};
    if (count > 0) {
      check.holds = right / count >= stated / count - kMiscalibrated;
      check.text = fmt::format(
          "of {:.0f} readers who believed a cause by half or more, {:.2f} on average, {:.2f} were "
          "right",
          count, stated / count, right / count);
    }
    return check;
  }

  const Scenario& scenario_;
  const Rivals& rivals_;
  std::vector<OneLook> looks_;
};

}  // namespace

Result<std::vector<Check>> check_suspects(const std::shared_ptr<const Scenario>& scenario,
                                          const JournalHeader& header, int worlds, Memo& memo,
                                          int threads) {
  if (scenario->suspects.empty()) {
    return std::vector<Check>{};
  }
  auto round = round::play(scenario, header, read_everything(view_of(*scenario), kReadAt));
  if (!round) {
    return tl::unexpected(round.error());
  }
  Rivals rivals(*scenario, (*round)->journal().header, worlds + 1);
  if (auto ok = rivals.follow(**round, asked_of(**round), {}, memo, threads, [] {}); !ok) {
    return tl::unexpected(ok.error());
  }
  return Trial(*scenario, **round, rivals).checks();
}

}  // namespace threeam::score
