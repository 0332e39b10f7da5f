// Changes of what stocks hold, and of how much they can.
#include <fmt/format.h>

#include "sim/engine/change_kinds.h"
#include "sim/engine/changes.h"
#include "sim/engine/find.h"

namespace threeam::engine {

namespace {

// Both kinds name a component, its stock and, or not, a region, and say what becomes of it.
template <class Kind>
Index find_stock_of(const Model& model, const Kind& kind) {
  const Index component = model.find_component(kind.component);
  return component == kNone ? kNone : model.find_stock(component, kind.stock);
}

template <class Kind>
Result<void> valid_stock(const Model& model, const Change& change) {
  const auto& kind = std::get<Kind>(change);
  const Index stock = find_stock_of(model, kind);
  if (stock == kNone) {
    return bad(fmt::format("{} has no stock {}", kind.component, kind.stock));
  }
  if (!kind.region.empty()) {
    const StockInfo& info = model.stocks[stock];
    if (model.scenario.components[info.component].stocks[info.stock].scope == StockScope::global) {
      return bad(fmt::format("{} is one for all regions", kind.stock));
    }
    return known(model.find_region(kind.region), "region", kind.region);
  }
  return {};
}

template <class Kind, class Each>
void for_each_level(Simulation& simulation, const Kind& kind, Each each) {
  const Model& model = simulation.model();
  const StockInfo& info = model.stocks[find_stock_of(model, kind)];
  settle_stocks(model, simulation.state());
  for (std::size_t i = 0; i < info.levels; ++i) {
    if (kind.region.empty() || model.find_region(kind.region) == stock_region(model, info, i)) {
      each(simulation.state().stocks[info.first + i]);
    }
  }
}

std::string unit_of(const Model& model, const std::string& component, const std::string& stock) {
  const StockInfo& info = model.stocks[model.find_stock(model.find_component(component), stock)];
  return model.scenario.components[info.component].stocks[info.stock].unit;
}

}  // namespace

const ChangeKind kSetStock = {
    valid_stock<SetStock>, always,
    [](Simulation& simulation, Index control) {
      const auto& set = begin_and_end<SetStock>(simulation, control);
      for_each_level(simulation, set, [&](StockState& stock) {
        const double capacity = stock.capacity * stock.capacity_factor;
        stock.level = set.to < capacity ? set.to : capacity;
      });
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& set = change_of<SetStock>(model, control);
      return fmt::format("{} of {} is at {} {}", set.stock, set.component, set.to,
                         unit_of(model, set.component, set.stock));
    }};

const ChangeKind kSetStockCapacity = {
    [](const Model& model, const Change& change) -> Result<void> {
      if (std::get<SetStockCapacity>(change).to <= 0) {
        return bad("a capacity is above 0");
      }
      return valid_stock<SetStockCapacity>(model, change);
    },
    always,
    [](Simulation& simulation, Index control) {
      const auto& set = begin_and_end<SetStockCapacity>(simulation, control);
      for_each_level(simulation, set, [&](StockState& stock) { stock.capacity = set.to; });
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& set = change_of<SetStockCapacity>(model, control);
      return fmt::format("{} of {} can hold {} {}", set.stock, set.component, set.to,
                         unit_of(model, set.component, set.stock));
    }};

}  // namespace threeam::engine
