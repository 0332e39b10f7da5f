#include "sim/score/rivals.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "sim/base/parallel.h"
#include "sim/base/random.h"
#include "sim/score/memo.h"
#include "sim/score/suspects.h"

namespace threeam::score {
namespace {

using Made = Result<std::unique_ptr<round::Round>>;

Made create(const std::shared_ptr<const Scenario>& scenario, const JournalHeader& of, int world) {
  JournalHeader header;
  header.round = of.round;
  header.level = of.level;
  header.seed = derive_key(of.seed, static_cast<std::uint64_t>(world) + 1);
  auto made = round::Round::create(scenario, std::move(header), {});
  if (!made) {
    return made;
  }
  const auto begun = (*made)->add(Actor::interviewer, EntryKind::clock, Json{{"to", "start"}}, 0);
  return begun ? std::move(made) : tl::unexpected(begun.error());
}

}  // namespace

std::vector<Asked> asked_of(const round::Round& round) {
  std::vector<Asked> asked;
  for (const Entry& entry : round.journal().entries) {
    if (entry.kind != EntryKind::look || entry.actor != Actor::candidate) {
      continue;
    }
    for (Question& question : questions_of(round, entry.payload, entry.time)) {
      asked.push_back({entry.seq, std::move(question)});
    }
  }
  return asked;
}

// One world on its way through the journal.
class Rivals::Walk {
 public:
  explicit Walk(std::unique_ptr<round::Round> round) : round_(std::move(round)) {}

  // Whether all of this has been kept, or is still ahead.
  bool serves(const std::vector<Asked>& asked, const std::vector<std::uint64_t>& before) const {
    return std::all_of(asked.begin(), asked.end(),
                       [&](const Asked& one) {
                         return one.entry > reached_ || readings_.contains(one.entry);
                       }) &&
           std::all_of(before.begin(), before.end(), [&](std::uint64_t entry) {
             return entry > reached_ || worlds_.contains(entry);
           });
  }

  void follow(const Journal& journal, const std::vector<Asked>& asked,
              const std::vector<std::uint64_t>& before) {
    std::size_t question = 0;
    std::size_t head = 0;
    for (const Entry& entry : journal.entries) {
      const bool ahead = entry.seq > reached_;
      if (head < before.size() && before[head] == entry.seq) {
        ++head;
        if (ahead) {
          reach(entry, journal);
          worlds_.emplace(entry.seq, round_->world());
        }
      }
      while (question < asked.size() && asked[question].entry == entry.seq) {
        if (ahead) {
          reach(entry, journal);
          readings_[entry.seq].push_back(ask(*round_, asked[question].question));
        }
        ++question;
      }
    }
  }

  const Reading& reading(std::uint64_t entry, std::size_t i) const {
    return readings_.at(entry)[i];
  }
  const engine::World* before(std::uint64_t entry) const {
    const auto found = worlds_.find(entry);
    return found == worlds_.end() ? nullptr : &found->second;
  }

 private:
  // To just before an entry: all that was done before it is done.
  void reach(const Entry& entry, const Journal& journal) {
    while (next_ < journal.entries.size() && journal.entries[next_].seq < entry.seq) {
      const Entry& earlier = journal.entries[next_++];
      if (earlier.kind == EntryKind::act && advance(earlier.time)) {
        // What cannot be done here is not done here.
        (void)round_->add(earlier.actor, EntryKind::act, earlier.payload, earlier.wall_ms);
      }
    }
    advance(entry.time);
    reached_ = entry.seq;
  }

  bool advance(SimTime time) {
    return round_->clock() == round::ClockState::running && round_->advance(time, 0).has_value();
  }

  std::unique_ptr<round::Round> round_;
  std::size_t next_ = 0;       // of the journal's entries: to be done next
  std::uint64_t reached_ = 0;  // entry
  std::map<std::uint64_t, std::vector<Reading>> readings_;
  std::map<std::uint64_t, engine::World> worlds_;
};

Rivals::Rivals(const Scenario& scenario, const JournalHeader& header, int worlds)
    : header_(header), worlds_(worlds) {
  for (const Suspect& suspect : scenario.suspects) {
    scenarios_.push_back(std::make_shared<const Scenario>(world_of(scenario, suspect)));
  }
  walks_.resize(scenarios_.size() * static_cast<std::size_t>(worlds_));
}

Rivals::~Rivals() = default;

bool Rivals::belong_to(const round::Round& round, int worlds) const {
  const JournalHeader& header = round.journal().header;
  return header.round == header_.round && header.seed == header_.seed && worlds == worlds_;
}

Result<void> Rivals::follow(const round::Round& round, const std::vector<Asked>& asked,
                            const std::vector<std::uint64_t>& before, Memo& memo, int threads,
                            const std::function<void()>& told) {
  std::vector<Result<void>> ran(walks_.size());
  std::mutex telling;
  const auto start = [&](std::size_t suspect, int world) -> Made {
    if (!memo.many_rounds) {
      return create(scenarios_[suspect], header_, world);
    }
    using Kept = Result<std::shared_ptr<const round::Round>>;
    const Kept& kept =
        memo.at_page.get(fmt::format("{}/{}/{}", header_.seed, suspect, world), [&]() -> Kept {
          Made made = create(scenarios_[suspect], header_, world);
          return made ? Kept(std::move(*made)) : tl::unexpected(made.error());
        });
    return kept ? Made((*kept)->copy()) : tl::unexpected(kept.error());
  };
  run_jobs(walks_.size(), threads, [&](std::size_t job) {
    const std::size_t suspect = job / static_cast<std::size_t>(worlds_);
    const int world = static_cast<int>(job % static_cast<std::size_t>(worlds_));
    std::unique_ptr<Walk>& walk = walks_[job];
    if (walk == nullptr || !walk->serves(asked, before)) {
      Made made = start(suspect, world);
      if (!made) {
        ran[job] = tl::unexpected(made.error());
        return;
      }
      walk = std::make_unique<Walk>(std::move(*made));
    }
    walk->follow(round.journal(), asked, before);
    const std::lock_guard lock(telling);
    told();
  });
  for (const Result<void>& one : ran) {
    if (!one) {
      return one;
    }
  }
  return {};
}

RivalReadings Rivals::readings(std::uint64_t entry, std::size_t i) const {
  RivalReadings all(scenarios_.size());
  for (std::size_t job = 0; job < walks_.size(); ++job) {
    all[job / static_cast<std::size_t>(worlds_)].push_back(walks_[job]->reading(entry, i));
  }
  return all;
}

std::vector<std::vector<const engine::World*>> Rivals::before(std::uint64_t entry) const {
  std::vector<std::vector<const engine::World*>> all(scenarios_.size());
  for (std::size_t job = 0; job < walks_.size(); ++job) {
    all[job / static_cast<std::size_t>(worlds_)].push_back(walks_[job]->before(entry));
  }
  return all;
}

}  // namespace threeam::score
