// Is it safe to act: how long will it take, what runs where, can less be changed at first, does
// what writes wrong rows go on.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/score/aim.h"
#include "sim/score/criteria.h"

namespace threeam::score {
namespace {

bool commits(const Act& act) {
  return act.kind == "roll_back" || act.kind == "fix_forward" || act.kind == "repair";
}

const Change& change_of(const Evidence& evidence, const Act& act) {
  return find_action(*evidence.scenario, act.action)->change;
}

bool within_factor_of_two(Duration said, Duration took) {
  const Duration least = std::max<Duration>(std::min(said, took), kSecond);
  return std::max(said, took) <= 2 * least;
}

// S16. Each rollback, fix and repair came with the time it would take (0.5), which was right within
// a factor of 2 (0.5, where it came to its end). The mean.
Verdict time_stated(const Evidence& evidence) {
  Verdict verdict;
  double of = 0;
  int stated = 0;
  int ended = 0;
  int right = 0;
  for (const Act& act : evidence.acts) {
    if (!commits(act)) {
      continue;
    }
    verdict.entries.push_back(act.seq);
    const bool to_compare = act.expected_in && act.done;
    const bool close = to_compare && within_factor_of_two(*act.expected_in, *act.done - act.at);
    of += act.expected_in && !act.done ? 0.5 : 1;
    verdict.points += (act.expected_in ? 0.5 : 0) + (close ? 0.5 : 0);
    stated += act.expected_in.has_value();
    ended += to_compare;
    right += close;
  }
  if (verdict.entries.empty()) {
    return not_observed("Nothing was rolled back, fixed or repaired.");
  }
  verdict.points /= of;
  verdict.text = fmt::format(
      "How long it would take was said for {} of {} rollbacks, fixes and "
      "repairs",
      stated, verdict.entries.size());
  verdict.text +=
      ended == 0 ? "." : fmt::format("; {} of {} were right within a factor of 2.", right, ended);
  return verdict;
}

// S18. What runs where was looked at (the map, anything by version) before the first rollback or
// flag: 1; only after 0.25; never 0.
Verdict versions_checked(const Evidence& evidence) {
  const auto first = std::find_if(evidence.acts.begin(), evidence.acts.end(), [](const Act& act) {
    return act.kind == "roll_back" || act.lever.starts_with("flag/");
  });
  if (first == evidence.acts.end()) {
    return not_observed("No version was put back and no flag set.");
  }
  Verdict verdict;
  bool before = false;
  for (const Look& look : evidence.looks) {
    if (look.versions && look.worth != Worth::nothing) {
      before |= look.seq < first->seq;
      verdict.entries.push_back(look.seq);
    }
  }
  verdict.points = before ? 1 : verdict.entries.empty() ? 0 : 0.25;
  verdict.text = before ? "Looked at which versions run where before changing one or a flag."
                 : verdict.entries.empty()
                     ? "Put a version back or set a flag without looking at what runs where."
                     : "Looked at which versions run where only after changing one or a flag.";
  verdict.entries.push_back(first->seq);
  return verdict;
}

// What a change does, and to how much of it: regions (none: all of them), stages, seconds. Two
// changes with the same `what` are the same thing at different sizes.
struct Size {
  std::string what;
  std::vector<std::string> regions;
  bool at_once = true;
};

std::vector<std::string> one_region(const std::string& region) {
  return region.empty() ? std::vector<std::string>{} : std::vector<std::string>{region};
}

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::optional<Size> size_of(const Change& change) {
  using Sized = std::optional<Size>;
  return std::visit(
      Overloaded{
          [](const Restart& c) -> Sized {
            return Size{"restart/" + c.component, c.regions};
          },
          [](const FreezeWrites& c) -> Sized {
            return Size{"freeze/" + c.dataset, c.regions};
          },
          [](const FlushCache& c) -> Sized {
            return Size{"flush/" + c.cache, one_region(c.region)};
          },
          [](const SetStock& c) -> Sized {
            return Size{"stock/" + c.component + "/" + c.stock, one_region(c.region)};
          },
          [](const SetStockCapacity& c) -> Sized {
            return Size{"capacity/" + c.component + "/" + c.stock, one_region(c.region)};
          },
          [](const SetFlag& c) -> Sized {
            return Size{fmt::format("flag/{}/{}", c.name, c.on), {}, c.over == 0};
          },
          [](const Rollback& c) -> Sized {
            return Size{"version/" + c.component + "/" + c.to, {}};
          },
          [](const Deploy& c) -> Sized {
            std::vector<std::string> regions;
            for (const DeployStage& stage : c.stages) {
              regions.push_back(stage.region);
            }
            return Size{"version/" + c.component + "/" + c.to, std::move(regions),
                        c.stages.size() < 2};
          },
          [](const auto&) -> Sized { return std::nullopt; },
      },
      change);
}

bool smaller(const Size& one, const Size& other) {
  if (one.what != other.what) {
    return false;
  }
  const bool fewer =
      !one.regions.empty() && (other.regions.empty() || one.regions.size() < other.regions.size());
  const bool more =
      !other.regions.empty() && (one.regions.empty() || other.regions.size() < one.regions.size());
  return fewer || (!more && !one.at_once && other.at_once);
}

// Something that was also offered smaller.
struct Sizes {
  bool choice = false;  // there is a smaller or a larger one
  bool least = true;    // there is none smaller
};

Sizes sizes_beside(const Scenario& scenario, const Size& chosen) {
  Sizes sizes;
  for (const Action& action : scenario.actions) {
    if (const std::optional<Size> other = size_of(action.change)) {
      const bool lesser = smaller(*other, chosen);
      sizes.choice |= lesser || smaller(chosen, *other);
      sizes.least &= !lesser;
    }
  }
  return sizes;
}

bool looked_between(const Evidence& evidence, std::uint64_t from, std::uint64_t to) {
  return std::any_of(evidence.looks.begin(), evidence.looks.end(),
                     [&](const Look& look) { return look.seq > from && look.seq < to; });
}

// S19. Of what was offered in a region or in stages and also at once, each thing began small: 1, or
// went further with a look at what the small one had done: 1; at once 0. What the best course
// takes is no larger than it has to be. The mean over acts. Refusing by degrees is not judged: how
// much has to be refused is what the incident asks.
Verdict smallest_first(const Evidence& evidence) {
  Verdict verdict;
  const Aim aim(*evidence.scenario);
  std::vector<std::pair<Size, std::uint64_t>> earlier;
  int small = 0;
  for (const Act& act : evidence.acts) {
    const std::optional<Size> size = size_of(change_of(evidence, act));
    if (!size) {
      continue;
    }
    const Sizes beside = sizes_beside(*evidence.scenario, *size);
    if (!beside.choice) {
      continue;
    }
    const bool after_less = std::any_of(earlier.begin(), earlier.end(), [&](const auto& before) {
      return smaller(before.first, *size) && looked_between(evidence, before.second, act.seq);
    });
    small += beside.least || after_less || aim.best(act.action);
    verdict.entries.push_back(act.seq);
    earlier.emplace_back(*size, act.seq);
  }
  if (verdict.entries.empty()) {
    return not_observed("Nothing that was done was offered in a smaller size.");
  }
  verdict.points = static_cast<double>(small) / static_cast<double>(verdict.entries.size());
  verdict.text = fmt::format(
      "{} of {} changes that could be made in a region or in stages began with the smaller one.",
      small, verdict.entries.size());
  return verdict;
}

bool rows_go_wrong(const Truth& truth) {
  return !truth.data_at_risk.empty() &&
         (truth.harm.wrong_row > 0 || truth.harm.lost_row > 0 || truth.harm.wrong_effect > 0);
}

// What an act does to the writer of wrong rows: ends its writes, keeps it from spreading.
enum class Writer { untouched, kept_from_spreading, stopped };

Writer writer_after(const Evidence& evidence, const Aim& aim, const Act& act) {
  const Change& change = change_of(evidence, act);
  if (const auto* freeze = std::get_if<FreezeWrites>(&change)) {
    return aim.at_risk(freeze->dataset) ? Writer::stopped : Writer::untouched;
  }
  if (act.kind != "contain" || act.on_decoy) {
    return Writer::untouched;
  }
  if (std::holds_alternative<SetFlag>(change)) {
    return act.on_blamed || aim.best(act.action) ? Writer::stopped : Writer::untouched;
  }
  return act.on_blamed && std::holds_alternative<StopRollout>(change) ? Writer::kept_from_spreading
                                                                      : Writer::untouched;
}

// S20. Where rows go wrong, writes to them were frozen, or the flag behind them turned, at the
// latest kContainWithin after the first rollback, fix or repair, within kMitigateWithin where there
// is none: 1; later, or only the rollout stopped, 0.5; never 0.
Verdict writer_stopped(const Evidence& evidence) {
  if (!rows_go_wrong(evidence.scenario->truth)) {
    return not_observed("No rows went wrong.");
  }
  const Aim aim(*evidence.scenario);
  const Act* commitment = evidence.first_commitment();
  const SimTime due = commitment == nullptr ? kMitigateWithin : commitment->at + kContainWithin;
  Verdict verdict;
  verdict.text = "What wrote wrong rows was left to go on.";
  for (const Act& act : evidence.acts) {
    const Writer writer = writer_after(evidence, aim, act);
    if (writer == Writer::stopped) {
      const bool in_time = act.at <= due;
      return {.points = in_time ? 1.0 : 0.5,
              .text = fmt::format("Wrong rows were stopped at {}{}.", format_clock(act.at),
                                  in_time ? "" : ", after the question had been settled"),
              .entries = {act.seq}};
    }
    if (writer == Writer::kept_from_spreading && verdict.points < 0.5) {
      verdict.points = 0.5;
      verdict.text = fmt::format("Kept from spreading at {}; where it ran, wrong rows went on.",
                                 format_clock(act.at));
      verdict.entries = {act.seq};
    }
  }
  return verdict;
}

constexpr Criterion kSafety[] = {
    {"S16", "time_stated", kTradeoffs, 1, "xMatters 2020; rollback decision table", time_stated},
    {"S18", "versions_checked", kOperationalJudgment, 1, "SEC 34-70694 (Knight Capital)",
     versions_checked},
    {"S19", "smallest_first", kOperationalJudgment, 1, "Google SRE ch. 8, canaries",
     smallest_first},
    {"S20", "writer_stopped", kOperationalJudgment, 1, "Google SRE ch. 12", writer_stopped},
};

}  // namespace

std::span<const Criterion> safety_criteria() {
  return kSafety;
}

}  // namespace threeam::score
