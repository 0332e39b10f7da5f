// Keyed caches: what is stored until when, who fetches it, who waits for that.
//
// An entry is a number: the first millisecond at which what is stored there is too old
// (0: nothing is stored), or, while a coalescing cache fetches it, kFetched and the fetch's index.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/lines.h"
#include "sim/engine/program.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kKeyLuck = 0x6b6579;      // names the key that a request asks for
constexpr std::uint64_t kAgeLuck = 0x616765;      // names ages at the start
constexpr std::uint64_t kLifeLuck = 0x6c696665;   // names lives, with jitter
constexpr std::uint32_t kFetched = 0x80000000;    // mark of an entry
constexpr std::uint32_t kForEver = kFetched - 1;  // as a time
constexpr std::size_t kMaxEntries = 32'768;       // of all caches: they are part of every snapshot
constexpr int kMaxKeys = 16'384;                  // of a cache

// From two days before the page, since an ordinary day is simulated from a day before it.
std::uint32_t millisecond(SimTime time) {
  return static_cast<std::uint32_t>((time + 2 * 24 * kHour) / kMillisecond);
}

// Times end after two days (compile() allows 24 h before and after the page), far below kForEver.
std::uint32_t end_of_life(SimTime now, double life) {
  const auto left = static_cast<SimTime>(std::min(life, 2.0 * static_cast<double>(24 * kHour)));
  return std::max(millisecond(now + left), millisecond(now) + 1);
}

}  // namespace

// ---- compiled -------------------------------------------------------------------------------

Result<void> add_caches(Model& model) {
  for (const Cache& cache : model.scenario.caches) {
    const std::string where = fmt::format("caches.{}", cache.name);
    CacheInfo info;
    info.component = model.find_component(cache.component);
    if (info.component == kNone) {
      return refuse(fmt::format("there is no component {}", cache.component), where);
    }
    if (cache.keys < 1 || cache.keys > kMaxKeys || cache.popularity < 0 || cache.popularity > 5 ||
        cache.ttl < 0 || cache.ttl_jitter < 0 || cache.ttl_jitter > 1) {
      return refuse(fmt::format("needs 1 to {} keys, a popularity in 0..5, a ttl and a jitter in "
                                "0..1",
                                kMaxKeys),
                    where);
    }
    info.keys = static_cast<std::uint32_t>(cache.keys);
    info.first_instance = model.groups[model.group_of(info.component, 0)].first;
    info.first_entry = model.cache_entries;
    const GroupInfo& last =
        model.groups[model.group_of(info.component, static_cast<Index>(model.regions) - 1)];
    const std::size_t places = cache.scope == CacheScope::region
                                   ? model.regions
                                   : last.first + last.slots - info.first_instance;
    model.cache_entries += places * info.keys;
    info.zipf = intern_zipf(model, info.keys, cache.popularity);
    model.caches.push_back(info);
  }
  if (model.cache_entries > kMaxEntries) {
    return refuse(
        fmt::format("{} keys by region or instance; at most {}", model.cache_entries, kMaxEntries),
        "caches");
  }
  return {};
}

// ---- at the start ---------------------------------------------------------------------------

void Simulation::start_caches() {
  state_.caches.resize(model_.caches.size() * model_.regions);
  state_.cache_entries.resize(model_.cache_entries, 0);
  for (std::size_t c = 0; c < model_.caches.size(); ++c) {
    const Cache& cache = model_.scenario.caches[c];
    const CacheInfo& info = model_.caches[c];
    const std::size_t end =
        c + 1 < model_.caches.size() ? model_.caches[c + 1].first_entry : model_.cache_entries;
    for (std::size_t e = info.first_entry; cache.warm && e < end; ++e) {
      const double age = uniform(philox(state_.seed, derive_key(kAgeLuck, e), 0)[0]);
      state_.cache_entries[e] =
          cache.ttl == 0 ? kForEver : end_of_life(state_.now, age * static_cast<double>(cache.ttl));
    }
  }
}

// ---- steps ----------------------------------------------------------------------------------

std::uint32_t Simulation::key_of_request(std::uint64_t request, Index zipf) const {
  return model_.zipfs[zipf].key(luck_of_request(request, kKeyLuck));
}

Simulation::Looked Simulation::look(const Visit& visit, Index cache) const {
  const CacheInfo& info = model_.caches[cache];
  Looked looked;
  looked.key = key_of_request(visit.request, info.zipf);
  const Index region = model_.flows[visit.flow].region;
  const std::size_t place = model_.scenario.caches[cache].scope == CacheScope::region
                                ? region
                                : visit.instance - info.first_instance;
  looked.entry = static_cast<Index>(info.first_entry + place * info.keys + looked.key);
  looked.cache = static_cast<Index>(cache * model_.regions + region);
  const CacheState& state = state_.caches[looked.cache];
  looked.valid = looked.key < state.invalid_from || looked.key >= state.invalid_to;
  return looked;
}

// True: it goes on, behind the miss or into it. False: it waits for another's fetch.
bool Simulation::lookup(Index id, const LookupSpec& spec) {
  Visit& visit = state_.visits[id];
  const Cache& cache = model_.scenario.caches[spec.cache];
  const Looked looked = look(visit, spec.cache);
  CacheState& state = state_.caches[looked.cache];
  std::uint32_t& entry = state_.cache_entries[looked.entry];
  if ((entry & kFetched) != 0) {
    ++state.coalesced;
    visit.phase = Phase::fetch_waiting;
    push_back(state_.visits, state_.fetches[entry & ~kFetched].line, id);
    if (traced(id)) {
      trace_->note(id, "cache " + cache.name + ": miss, waits for the one who fetches it");
    }
    return false;
  }
  if (looked.valid && entry > millisecond(state_.now)) {
    ++state.hits;
    visit.pc = spec.then;
    if (traced(id)) {
      trace_->note(id, "cache " + cache.name + ": hit");
    }
    return true;
  }
  ++state.misses;
  ++visit.pc;
  if (traced(id)) {
    trace_->note(id, "cache " + cache.name + ": miss");
  }
  if (cache.coalesce) {
    visit.marks |= kFetches;
    entry = kFetched | begin_fetch(id, looked.entry);
  }
  return true;
}

// The miss has gone well.
void Simulation::store(Index id, const LookupSpec& spec) {
  const Visit& visit = state_.visits[id];
  const Cache& cache = model_.scenario.caches[spec.cache];
  const Looked looked = look(visit, spec.cache);
  std::uint32_t& entry = state_.cache_entries[looked.entry];
  if ((entry & kFetched) != 0) {
    end_fetch(entry & ~kFetched, [&](Index waiting) {
      state_.visits[waiting].phase = Phase::running;
      state_.visits[waiting].pc = spec.then;
      take_turn(waiting);
    });
  }
  if (!looked.valid) {
    entry = 0;
    return;
  }
  if (cache.ttl == 0) {
    entry = kForEver;
    return;
  }
  double life = static_cast<double>(cache.ttl) * state_.caches[looked.cache].ttl_factor;
  if (cache.ttl_jitter > 0) {
    life *= 1 - cache.ttl_jitter * draw(visit.key, kLifeLuck);
  }
  entry = end_of_life(state_.now, life);
}

// ---- fetches that others wait for -------------------------------------------------------------

Index Simulation::begin_fetch(Index visit, Index entry) {
  Index fetch = state_.free_fetch;
  if (fetch == kNone) {
    fetch = static_cast<Index>(state_.fetches.size());
    state_.fetches.emplace_back();
  } else {
    state_.free_fetch = state_.fetches[fetch].next;
  }
  state_.fetches[fetch] = {visit, entry, {}, kNone};
  return fetch;
}

// The entry is empty afterwards.
template <class Wake>
void Simulation::end_fetch(Index fetch, Wake wake) {
  Fetch ended = state_.fetches[fetch];
  state_.cache_entries[ended.entry] = 0;
  state_.fetches[fetch] = {};
  state_.fetches[fetch].next = state_.free_fetch;
  state_.free_fetch = fetch;
  while (ended.line.count > 0) {
    wake(pop_front(state_.visits, ended.line));
  }
}

// The visit ends within misses: those who wait for what it fetches end as it does.
void Simulation::fail_fetches(Index id, int status) {
  for (Index f = 0; f < state_.fetches.size(); ++f) {
    if (state_.fetches[f].visit == id) {
      end_fetch(f, [&](Index waiting) {
        Visit& visit = state_.visits[waiting];
        visit.phase = Phase::running;
        const bool usual =
            ((model_.flows[visit.flow].statuses >> model_.status_index(status)) & 1) != 0;
        finish(waiting, usual ? status : 503);
      });
    }
  }
}

// The visit is cut off: those who wait look again.
void Simulation::drop_fetches(Index id) {
  for (Index f = 0; f < state_.fetches.size(); ++f) {
    if (state_.fetches[f].visit == id) {
      end_fetch(f, [&](Index waiting) {
        state_.visits[waiting].phase = Phase::running;
        take_turn(waiting);
      });
    }
  }
}

// The visit waits no longer for another's fetch.
void Simulation::leave_fetch(Index id) {
  const Index cache = model_.lookups[model_.code[state_.visits[id].pc].arg].cache;
  const std::uint32_t entry = state_.cache_entries[look(state_.visits[id], cache).entry];
  remove(state_.visits, state_.fetches[entry & ~kFetched].line, id);
}

// ---- emptied --------------------------------------------------------------------------------

// What is being fetched will be stored all the same.
void Simulation::empty_entries(std::size_t first, std::size_t count) {
  for (std::size_t e = first; e < first + count; ++e) {
    if ((state_.cache_entries[e] & kFetched) == 0) {
      state_.cache_entries[e] = 0;
    }
  }
}

void Simulation::flush_cache(Index cache, Index region) {
  const CacheInfo& info = model_.caches[cache];
  if (model_.scenario.caches[cache].scope == CacheScope::region) {
    return empty_entries(info.first_entry + region * std::size_t{info.keys}, info.keys);
  }
  const GroupInfo& group = model_.groups[model_.group_of(info.component, region)];
  empty_entries(info.first_entry + (group.first - info.first_instance) * info.keys,
                group.slots * info.keys);
}

// An instance has stopped: what was in its memory is gone.
void Simulation::forget_caches(Index instance) {
  for (std::size_t c = 0; c < model_.caches.size(); ++c) {
    const CacheInfo& info = model_.caches[c];
    if (info.component == model_.instances[instance].component &&
        model_.scenario.caches[c].scope == CacheScope::instance) {
      empty_entries(info.first_entry + (instance - info.first_instance) * info.keys, info.keys);
    }
  }
}

}  // namespace threeam::engine
