// Stocks: quantities that steps and time fill and drain, and what happens at their limits.
#include <algorithm>

#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/find.h"
#include "sim/engine/program.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

constexpr std::size_t kMaxStocks = 4096;   // levels of all stocks
constexpr Duration kLimitCheck = kSecond;  // of what time alone fills
constexpr double kRounding = 1e-6;  // of an amount: far above what sums of amounts are off by

double capacity_of(const StockState& stock) {
  return stock.capacity * stock.capacity_factor;
}

const Stock& stock_of(const Model& model, const StockInfo& info) {
  return model.scenario.components[info.component].stocks[info.stock];
}

}  // namespace

// ---- compiled -------------------------------------------------------------------------------

Result<void> add_stocks(Model& model) {
  for (Index c = 0; c < model.components.size(); ++c) {
    const Component& component = model.scenario.components[c];
    model.first_stock.push_back(static_cast<Index>(model.stocks.size()));
    for (Index s = 0; s < component.stocks.size(); ++s) {
      const Stock& stock = component.stocks[s];
      const std::string where = fmt::format("components.{}.stocks.{}", component.name, stock.name);
      if (stock.capacity <= 0 || stock.initial < 0 || stock.initial > stock.capacity) {
        return refuse("needs a capacity above 0 and an initial level within it", where);
      }
      if (stock.crashes && stock.scope != StockScope::instance) {
        return refuse("only what every instance has for itself can crash one", where);
      }
      StockInfo info;
      info.component = c;
      info.stock = s;
      info.status = stock.fail;
      intern_status(model, stock.fail);
      info.log = stock.log.empty() ? kNone : model.find_log(stock.log);
      if (!stock.log.empty() && info.log == kNone) {
        return refuse(fmt::format("there is no log {}", stock.log), where);
      }
      model.stocks.push_back(info);
    }
  }
  return {};
}

Result<void> place_stocks(Model& model) {
  for (StockInfo& info : model.stocks) {
    info.first_instance = model.groups[model.group_of(info.component, 0)].first;
    const GroupInfo& last =
        model.groups[model.group_of(info.component, static_cast<Index>(model.regions) - 1)];
    info.first = model.stock_levels;
    switch (stock_of(model, info).scope) {
      case StockScope::instance:
        info.levels = last.first + last.slots - info.first_instance;
        break;
      case StockScope::region:
        info.levels = model.regions;
        break;
      case StockScope::global:
        info.levels = 1;
        break;
    }
    model.stock_levels += info.levels;
  }
  for (const Component& component : model.scenario.components) {
    if (component.needs && model.needs.empty()) {
      model.needs.resize(model.components.size(), kNone);
    }
  }
  for (Index c = 0; c < model.needs.size(); ++c) {
    const auto& need = model.scenario.components[c].needs;
    if (!need) {
      continue;
    }
    const Index owner = model.find_component(need->component);
    model.needs[c] = owner == kNone ? kNone : model.find_stock(owner, need->stock);
    if (model.needs[c] == kNone || need->amount < 0 ||
        stock_of(model, model.stocks[model.needs[c]]).scope == StockScope::instance) {
      return refuse("needs a stock that a region or all have in common",
                    fmt::format("components.{}.needs", model.component_name(c)));
    }
  }
  if (model.stock_levels > kMaxStocks) {
    return refuse(
        fmt::format("{} stocks by instance or region; at most {}", model.stock_levels, kMaxStocks),
        "components");
  }
  return {};
}

// ---- levels ---------------------------------------------------------------------------------

double stock_level(const Model& model, const StockInfo& info, const StockState& stock,
                   SimTime now) {
  const double rate = stock_of(model, info).per_second * stock.rate_factor;
  const double moved = rate * static_cast<double>(now - stock.at) / static_cast<double>(kSecond);
  return std::clamp(stock.level + moved, 0.0, capacity_of(stock));
}

Index stock_region(const Model& model, const StockInfo& info, std::size_t i) {
  switch (stock_of(model, info).scope) {
    case StockScope::instance:
      return model.instances[info.first_instance + i].region;
    case StockScope::region:
      return static_cast<Index>(i);
    case StockScope::global:
      break;
  }
  return kNone;
}

std::size_t stock_place(const Model& model, const StockInfo& info, Index instance) {
  switch (stock_of(model, info).scope) {
    case StockScope::instance:
      return info.first + (instance - info.first_instance);
    case StockScope::region:
      return info.first + model.instances[instance].region;
    case StockScope::global:
      break;
  }
  return info.first;
}

void Simulation::start_stocks() {
  state_.stocks.resize(model_.stock_levels);
  for (const StockInfo& info : model_.stocks) {
    const Stock& stock = stock_of(model_, info);
    for (std::size_t at = info.first; at < info.first + info.levels; ++at) {
      state_.stocks[at].level = stock.initial;
      state_.stocks[at].capacity = stock.capacity;
      state_.stocks[at].at = state_.now;
      if (stock.crashes && stock.per_second > 0) {
        schedule(state_.now + kLimitCheck, EventKind::stock, static_cast<Index>(at));
      }
    }
  }
}

// Instances that run from the start occupy what they need.
void Simulation::place_first_instances() {
  if (model_.needs.empty()) {
    return;
  }
  state_.placed.resize(model_.instances.size(), 0);
  for (Index i = 0; i < state_.instances.size(); ++i) {
    if (state_.instances[i].service == Service::ready) {
      make_ready(i);
    }
  }
}

// Brings every level to now, before what fills it changes.
void settle_stocks(const Model& model, State& state) {
  for (const StockInfo& info : model.stocks) {
    for (std::size_t at = info.first; at < info.first + info.levels; ++at) {
      StockState& stock = state.stocks[at];
      stock.level = stock_level(model, info, stock, state.now);
      stock.at = state.now;
    }
  }
}

// ---- steps ----------------------------------------------------------------------------------

// The status that ends the visit; 0: it goes on.
int Simulation::move_stock(Index id, const MoveSpec& spec) {
  const Visit& visit = state_.visits[id];
  const StockInfo& info = model_.stocks[spec.stock];
  const Stock& stock = stock_of(model_, info);
  const std::size_t place = stock_place(model_, info, visit.instance);
  StockState& state = state_.stocks[place];
  state.level = stock_level(model_, info, state, state_.now);
  state.at = state_.now;
  const double capacity = capacity_of(state);
  const double level = state.level + spec.amount;
  const double rounding = kRounding * (spec.amount < 0 ? -spec.amount : spec.amount);
  const bool full = level > capacity + rounding;
  if (level >= -rounding && !full) {
    state.level = std::clamp(level, 0.0, capacity);
    if (!stock.crashes || state.level < capacity) {
      return 0;
    }
  }
  if (info.log != kNone) {
    log(id, info.log);
  }
  if (stock.crashes && spec.amount > 0) {
    state.level = capacity;
    if (state.doomed == 0) {  // once this event is over
      state.doomed = 1;
      schedule(state_.now, EventKind::stock, static_cast<Index>(place));
    }
    return 0;
  }
  if (traced(id)) {
    trace_->note(id, stock.name + (full ? ": no room left" : ": not enough left"));
  }
  return info.status;
}

// ---- limits ---------------------------------------------------------------------------------

// The event of a stock: it has filled up, or it is time to see whether time has filled it.
void Simulation::stock_event(Index at) {
  const auto info = std::find_if(model_.stocks.begin(), model_.stocks.end(), [&](const auto& one) {
    return at >= one.first && at < one.first + one.levels;
  });
  const Stock& stock = stock_of(model_, *info);
  const auto instance = static_cast<Index>(info->first_instance + (at - info->first));
  StockState& state = state_.stocks[at];
  const bool doomed = state.doomed != 0;
  state.doomed = 0;
  const double level = stock_level(model_, *info, state, state_.now);
  if (doomed || level >= capacity_of(state)) {
    crash(instance, stock.back_after);
  }
  if (!doomed) {
    schedule(state_.now + kLimitCheck, EventKind::stock, at);
  }
}

// An instance has stopped: what it held for itself is as at a start.
void Simulation::reset_stocks(Index instance) {
  for (const StockInfo& info : model_.stocks) {
    const Stock& stock = stock_of(model_, info);
    if (info.component == model_.instances[instance].component &&
        stock.scope == StockScope::instance && stock.resets) {
      StockState& state = state_.stocks[info.first + (instance - info.first_instance)];
      state.level = stock.initial;
      state.at = state_.now;
    }
  }
}

}  // namespace threeam::engine
