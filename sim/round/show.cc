#include "sim/round/show.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include <fmt/core.h>
#include <fmt/format.h>

#include "sim/round/fields.h"
#include "sim/round/looks.h"

namespace threeam::round {
namespace {

Result<void> check_nothing_more(const Scenario& /*scenario*/, const Json& payload) {
  return Fields(payload).text("what").done();
}

struct Look {
  std::string_view what;
  Result<void> (*check)(const Scenario& scenario, const Json& payload);
  Result<Json> (*show)(const View& view, const Json& look);
};

constexpr std::array kLooks = {
    Look{"overview", check_nothing_more, show_overview},
    Look{"panel", check_panel, show_panel},
    Look{"logs", check_logs, show_logs},
    Look{"traces", check_traces, show_traces},
    Look{"trace", check_trace, show_trace},
    Look{"changes", check_nothing_more, show_changes},
    Look{"diff", check_diff, show_diff},
    Look{"topology", check_nothing_more, show_topology},
    Look{"runbook", check_runbook, show_runbook},
    Look{"flags", check_nothing_more, show_flags},
    Look{"data_check", check_data_check, show_data_check},
    Look{"ask", check_ask, show_ask},
    Look{"alerts", check_nothing_more, show_alerts},
};

Result<const Look*> find_look(const Json& payload) {
  const auto what = get_string(payload, "what");
  if (!what) {
    return tl::unexpected(what.error());
  }
  const auto found = std::find_if(kLooks.begin(), kLooks.end(),
                                  [&](const Look& look) { return look.what == *what; });
  if (found == kLooks.end()) {
    std::array<std::string_view, kLooks.size()> names;
    std::transform(kLooks.begin(), kLooks.end(), names.begin(),
                   [](const Look& look) { return look.what; });
    return fail(ErrorCode::invalid_input,
                fmt::format("expected one of {}, found \"{}\"", fmt::join(names, ", "), *what),
                "what");
  }
  return &*found;
}

Json without_digest(Json payload) {
  if (payload.is_object()) {
    payload.erase("digest");
  }
  return payload;
}

Result<Json> show_view(const View& view, const Json& payload) {
  const Json asked = without_digest(payload);
  const auto look = find_look(asked);
  if (!look) {
    return tl::unexpected(look.error());
  }
  if (auto ok = (*look)->check(view.scenario(), asked); !ok) {
    return tl::unexpected(ok.error());
  }
  return (*look)->show(view, asked);
}

constexpr std::uint64_t kAllEntries = std::numeric_limits<std::uint64_t>::max();

}  // namespace

const engine::World& View::world() const {
  const bool all = before_ > round_.journal().entries.size();
  if (all && time_ == round_.now()) {
    return round_.world();
  }
  if (!then_) {
    then_ = all ? round_.at(time_) : round_.before(before_);
  }
  return *then_;
}

SimTime View::sampled() const {
  return time_ - ((time_ % kSampleInterval) + kSampleInterval) % kSampleInterval;
}

Result<void> check_look(const Scenario& scenario, const Json& payload) {
  const Json asked = without_digest(payload);
  const auto look = find_look(asked);
  return look ? (*look)->check(scenario, asked) : tl::unexpected(look.error());
}

Result<Json> show(const Round& round, const Json& look) {
  return show_view(View(round, round.now(), kAllEntries), look);
}

Result<Json> show(const Round& round, const Json& look, SimTime time) {
  time = std::clamp(time, -round.scenario().past, round.now());
  const std::vector<Entry>& entries = round.journal().entries;
  const Json asked = without_digest(look);
  auto entry = std::partition_point(entries.begin(), entries.end(),
                                    [&](const Entry& one) { return one.time < time; });
  for (; entry != entries.end() && entry->time == time; ++entry) {
    if (entry->kind == EntryKind::look && without_digest(entry->payload) == asked) {
      return show_entry(round, entry->seq);
    }
  }
  return show_view(View(round, time, kAllEntries), look);
}

Result<Json> show_entry(const Round& round, std::uint64_t seq) {
  const std::vector<Entry>& entries = round.journal().entries;
  if (seq == 0 || seq > entries.size() || entries[seq - 1].kind != EntryKind::look) {
    return fail(ErrorCode::not_found, fmt::format("entry {} is no look", seq));
  }
  const Entry& entry = entries[seq - 1];
  return show_view(View(round, entry.time, seq), entry.payload);
}

}  // namespace threeam::round
