// Changes of what caches hold.
#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"

namespace threeam::engine {

namespace {

// Both kinds name a cache and, or not, a region.
template <class Kind>
Result<void> valid_place(const Model& model, const Kind& kind) {
  if (auto ok = known(model.find_cache(kind.cache), "cache", kind.cache); !ok) {
    return ok;
  }
  return kind.region.empty() ? Result<void>{}
                             : known(model.find_region(kind.region), "region", kind.region);
}

template <class Kind, class Each>
void for_each_region(const Model& model, const Kind& kind, Each each) {
  const Index cache = model.find_cache(kind.cache);
  for (Index r = 0; r < model.regions; ++r) {
    if (kind.region.empty() || kind.region == model.scenario.regions[r]) {
      each(cache, r);
    }
  }
}

void set_invalid(Simulation& simulation, const InvalidateKeys& kind, bool on) {
  const Model& model = simulation.model();
  for_each_region(model, kind, [&](Index cache, Index region) {
    CacheState& state = simulation.state().caches[cache * model.regions + region];
    state.invalid_from = on ? static_cast<std::uint32_t>(kind.key) : 0;
    state.invalid_to = on ? static_cast<std::uint32_t>(kind.key + kind.keys) : 0;
  });
}

}  // namespace

const ChangeKind kFlushCache = {
    [](const Model& model, const Change& change) {
      return valid_place(model, std::get<FlushCache>(change));
    },
    always,
    [](Simulation& simulation, Index control) {
      const auto& flush = begin_and_end<FlushCache>(simulation, control);
      for_each_region(simulation.model(), flush,
                      [&](Index cache, Index region) { simulation.flush_cache(cache, region); });
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& flush = change_of<FlushCache>(model, control);
      return fmt::format("{} was emptied in {}", flush.cache,
                         flush.region.empty() ? "every region" : flush.region);
    }};

const ChangeKind kInvalidateKeys = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& kind = std::get<InvalidateKeys>(change);
      if (auto ok = valid_place(model, kind); !ok) {
        return ok;
      }
      const int keys = model.scenario.caches[model.find_cache(kind.cache)].keys;
      if (kind.key < 0 || kind.keys < 1 || kind.key > keys - kind.keys || kind.lasts < 0) {
        return bad(fmt::format("{} has the keys 0 to {}", kind.cache, keys - 1));
      }
      return {};
    },
    always,
    [](Simulation& simulation, Index control) {
      const Control& self = simulation.state().controls[control];
      const auto& kind = change_of<InvalidateKeys>(simulation.model(), self);
      set_invalid(simulation, kind, true);
      if (kind.lasts == 0) {
        return conclude(simulation, control, Outcome::State::done);
      }
      step_at(simulation, control, self.begins + kind.lasts);
    },
    [](Simulation& simulation, Index control) {
      set_invalid(simulation, begin_and_end<InvalidateKeys>(simulation, control), false);
    },
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& kind = change_of<InvalidateKeys>(model, control);
      return fmt::format("{} keys of {} were invalid", kind.keys, kind.cache);
    }};

}  // namespace threeam::engine
