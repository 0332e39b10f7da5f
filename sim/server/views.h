// The journal as each role sees it: what may be seen, and under which number. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/model/journal.h"
#include "sim/model/json.h"
#include "sim/model/scenario.h"

namespace threeam::server {

enum class Role { candidate, interviewer, reviewer };

std::string_view to_string(Role role);
Actor actor_of(Role role);

// May this role add entries of this kind?
bool may_add(Role role, EntryKind kind);

// Which entries of a journal a candidate sees: clock, own looks, says and dos, outcomes, hints and
// injects, numbered 1, 2, 3 ... among themselves. Follows a journal that only grows.
class CandidateNumbers {
 public:
  void update(const std::vector<Entry>& entries);

  std::uint64_t last() const { return seqs_.size(); }
  // Both ways between the candidate's number and the journal's seq; nullopt when there is none.
  std::optional<std::uint64_t> seq_of(std::uint64_t number) const;
  std::optional<std::uint64_t> number_of(std::uint64_t seq) const;

 private:
  std::vector<std::uint64_t> seqs_;  // by number - 1
  std::size_t read_ = 0;             // entries of the journal
};

// {seq, time_ns, wall_ms, actor, kind, payload}, numbered and cut as the role may see it. Of a
// rating nobody gets points or words here: they are blind, and come by ratings.h. A
// candidate's view exists only for entries that have a number.
Json entry_json(const Entry& entry, Role role, const CandidateNumbers& numbers,
                const Scenario& scenario);

// Those after number `after` of the role's own, in order.
Json entries_after(std::uint64_t after, const std::vector<Entry>& entries, Role role,
                   const CandidateNumbers& numbers, const Scenario& scenario);

// The last number that this role knows: 0 before the first entry.
std::uint64_t last_number(const std::vector<Entry>& entries, Role role,
                          const CandidateNumbers& numbers);

// A look's payload as it asks when it is asked again later: without its digest, and with a range
// that ended at the time of the look moved on to `now`.
Json look_again(const Entry& look, SimTime now);

}  // namespace threeam::server
