#include "sim/server/views.h"

#include <algorithm>

namespace threeam::server {
namespace {

bool candidate_sees(const Entry& entry) {
  switch (entry.kind) {
    case EntryKind::clock:
    case EntryKind::look:
    case EntryKind::say:
    case EntryKind::act:
    case EntryKind::outcome:
    case EntryKind::hint:
    case EntryKind::inject:
      return true;
    case EntryKind::note:
    case EntryKind::mark:
    case EntryKind::followup:
    case EntryKind::pushback:
    case EntryKind::observed:
    case EntryKind::rating:
    case EntryKind::state:
      break;
  }
  return false;
}

// The fields of `payload` that are named, those that are there.
Json pick(const Json& payload, std::initializer_list<const char*> fields) {
  Json picked = Json::object();
  for (const char* field : fields) {
    if (payload.contains(field)) {
      picked[field] = payload[field];
    }
  }
  return picked;
}

Json candidate_payload(const Entry& entry, const CandidateNumbers& numbers,
                       const Scenario& scenario) {
  switch (entry.kind) {
    case EntryKind::clock:
      return pick(entry.payload, {"to", "until_ns"});
    case EntryKind::hint: {
      const auto& hints = scenario.interviewer.hints;
      const auto index = static_cast<std::size_t>(integer_or(entry.payload, "index", 0));
      return Json{{"text", index < hints.size() ? hints[index].text : std::string()}};
    }
    case EntryKind::inject:
      return pick(entry.payload, {"text"});
    case EntryKind::outcome: {
      Json payload = pick(entry.payload, {"action", "state", "message"});
      const auto of = static_cast<std::uint64_t>(integer_or(entry.payload, "of", 0));
      payload["of"] = numbers.number_of(of).value_or(0);
      return payload;
    }
    default:
      return entry.payload;  // the candidate's own words
  }
}

// Ratings are blind: who rated what is told, not how. ratings.h has the rest.
Json staff_payload(const Entry& entry) {
  return entry.kind == EntryKind::rating ? pick(entry.payload, {"dimension", "rater", "locked"})
                                         : entry.payload;
}

}  // namespace

std::string_view to_string(Role role) {
  return to_string(actor_of(role));
}

Actor actor_of(Role role) {
  switch (role) {
    case Role::candidate:
      return Actor::candidate;
    case Role::interviewer:
      return Actor::interviewer;
    case Role::reviewer:
      break;
  }
  return Actor::reviewer;
}

bool may_add(Role role, EntryKind kind) {
  switch (kind) {
    case EntryKind::say:
    case EntryKind::act:
      return role == Role::candidate;
    case EntryKind::clock:
    case EntryKind::hint:
    case EntryKind::inject:
    case EntryKind::followup:
    case EntryKind::pushback:
    case EntryKind::observed:
      return role == Role::interviewer;
    case EntryKind::note:
    case EntryKind::mark:
    case EntryKind::rating:
      return role != Role::candidate;
    case EntryKind::look:
    case EntryKind::outcome:
    case EntryKind::state:
      break;
  }
  return false;
}

void CandidateNumbers::update(const std::vector<Entry>& entries) {
  for (; read_ < entries.size(); ++read_) {
    if (candidate_sees(entries[read_])) {
      seqs_.push_back(entries[read_].seq);
    }
  }
}

std::optional<std::uint64_t> CandidateNumbers::seq_of(std::uint64_t number) const {
  return number == 0 || number > seqs_.size() ? std::nullopt : std::optional(seqs_[number - 1]);
}

std::optional<std::uint64_t> CandidateNumbers::number_of(std::uint64_t seq) const {
  const auto found = std::lower_bound(seqs_.begin(), seqs_.end(), seq);
  if (found == seqs_.end() || *found != seq) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(found - seqs_.begin()) + 1;
}

Json entry_json(const Entry& entry, Role role, const CandidateNumbers& numbers,
                const Scenario& scenario) {
  const bool candidate = role == Role::candidate;
  return Json{
      {"seq", candidate ? numbers.number_of(entry.seq).value_or(0) : entry.seq},
      {"time_ns", entry.time},
      {"wall_ms", entry.wall_ms},
      {"actor", to_string(entry.actor)},
      {"kind", to_string(entry.kind)},
      {"payload", candidate ? candidate_payload(entry, numbers, scenario) : staff_payload(entry)}};
}

Json entries_after(std::uint64_t after, const std::vector<Entry>& entries, Role role,
                   const CandidateNumbers& numbers, const Scenario& scenario) {
  Json list = Json::array();
  const std::uint64_t last = last_number(entries, role, numbers);
  for (std::uint64_t number = after < last ? after + 1 : last + 1; number <= last; ++number) {
    const std::uint64_t seq =
        role == Role::candidate ? numbers.seq_of(number).value_or(number) : number;
    list.push_back(entry_json(entries[seq - 1], role, numbers, scenario));
  }
  return list;
}

std::uint64_t last_number(const std::vector<Entry>& entries, Role role,
                          const CandidateNumbers& numbers) {
  return role == Role::candidate ? numbers.last() : entries.size();
}

Json look_again(const Entry& look, SimTime now) {
  Json payload = look.payload;
  payload.erase("digest");
  // A panel has its range within its query.
  Json& range = payload.contains("query") ? payload["query"] : payload;
  const Duration passed = now - look.time;
  if (range.is_object() && range.contains("to_ns") && range["to_ns"].is_number_integer() &&
      range["to_ns"].get<SimTime>() >= look.time) {
    range["to_ns"] = now;
    if (range.contains("from_ns") && range["from_ns"].is_number_integer()) {
      range["from_ns"] = range["from_ns"].get<SimTime>() + passed;
    }
  }
  return payload;
}

}  // namespace threeam::server
