#include "sim/score/rivals.h"

#include <memory>
#include <mutex>
#include <utility>

#include "sim/base/parallel.h"
#include "sim/base/random.h"
#include "sim/score/suspects.h"

namespace threeam::score {
namespace {

// One world on its way through the journal.
class Course {
 public:
  Course(std::unique_ptr<round::Round> round, const Journal& journal)
      : round_(std::move(round)), journal_(journal) {}

  // To just before an entry: all that was done before it is done.
  void reach(const Entry& entry) {
    while (next_ < journal_.entries.size() && journal_.entries[next_].seq < entry.seq) {
      const Entry& earlier = journal_.entries[next_++];
      if (earlier.kind == EntryKind::act && advance(earlier.time)) {
        // What cannot be done here is not done here.
        (void)round_->add(earlier.actor, EntryKind::act, earlier.payload, earlier.wall_ms);
      }
    }
    advance(entry.time);
  }

  const round::Round& round() const { return *round_; }

 private:
  bool advance(SimTime time) {
    return round_->clock() == round::ClockState::running && round_->advance(time, 0).has_value();
  }

  std::unique_ptr<round::Round> round_;
  const Journal& journal_;
  std::size_t next_ = 0;
};

Result<std::unique_ptr<round::Round>> start(const std::shared_ptr<const Scenario>& scenario,
                                            const JournalHeader& of, int seed) {
  JournalHeader header;
  header.round = of.round;
  header.level = of.level;
  header.seed = derive_key(of.seed, static_cast<std::uint64_t>(seed) + 1);
  auto made = round::Round::create(scenario, std::move(header), {});
  if (!made) {
    return made;
  }
  const auto begun = (*made)->add(Actor::interviewer, EntryKind::clock, Json{{"to", "start"}}, 0);
  return begun ? std::move(made) : tl::unexpected(begun.error());
}

}  // namespace

Result<Rivals> run_rivals(const round::Round& round, const std::vector<Asked>& asked,
                          const std::vector<std::uint64_t>& before, int threads,
                          const std::function<void()>& told) {
  const std::vector<Suspect>& suspects = round.scenario().suspects;
  const std::vector<Entry>& entries = round.journal().entries;
  std::vector<std::shared_ptr<const Scenario>> scenarios;
  for (const Suspect& suspect : suspects) {
    scenarios.push_back(std::make_shared<const Scenario>(world_of(round.scenario(), suspect)));
  }
  Rivals rivals;
  rivals.readings.assign(asked.size(),
                         RivalReadings(suspects.size(), std::vector<Reading>(kSeeds)));
  rivals.worlds.assign(before.size(),
                       std::vector<std::vector<std::optional<engine::World>>>(
                           suspects.size(), std::vector<std::optional<engine::World>>(kSeeds)));
  std::vector<Result<void>> ran(suspects.size() * kSeeds);
  std::mutex telling;
  run_jobs(ran.size(), threads, [&](std::size_t job) {
    const std::size_t suspect = job / kSeeds;
    const std::size_t seed = job % kSeeds;
    auto made = start(scenarios[suspect], round.journal().header, static_cast<int>(seed));
    if (!made) {
      ran[job] = tl::unexpected(made.error());
      return;
    }
    Course course(std::move(*made), round.journal());
    std::size_t question = 0;
    std::size_t head = 0;
    for (const Entry& entry : entries) {
      while (head < before.size() && before[head] == entry.seq) {
        course.reach(entry);
        rivals.worlds[head++][suspect][seed] = course.round().world();
      }
      while (question < asked.size() && asked[question].entry == entry.seq) {
        course.reach(entry);
        rivals.readings[question][suspect][seed] = ask(course.round(), asked[question].question);
        ++question;
      }
    }
    const std::lock_guard lock(telling);
    told();
  });
  for (const Result<void>& one : ran) {
    if (!one) {
      return tl::unexpected(one.error());
    }
  }
  return rivals;
}

}  // namespace threeam::score
