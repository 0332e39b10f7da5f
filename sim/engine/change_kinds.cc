#include "sim/engine/change_kinds.h"

#include <algorithm>
#include <array>
#include <variant>

#include <fmt/format.h>

#include "sim/engine/changes.h"
#include "sim/engine/simulation.h"

namespace threeam::engine {

namespace {

// ---- traffic at the door ----------------------------------------------------------------------

// An empty route is all of them.
std::vector<Index> routes_of(const Model& model, const std::string& route) {
  std::vector<Index> routes;
  for (Index t = 0; t < model.scenario.traffic.size(); ++t) {
    if (route.empty() || model.scenario.traffic[t].route == route) {
      routes.push_back(t);
    }
  }
  return routes;
}

const ChangeKind kShed = {
    [](const Model& model, const Change& change) -> Result<void> {
      const auto& shed = std::get<Shed>(change);
      if (shed.ratio < 0 || shed.ratio > 1 || routes_of(model, shed.route).empty()) {
        return bad("needs a known route and a ratio in 0..1");
      }
      return {};
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& shed = std::get<Shed>(change);
      const auto routes = routes_of(model, shed.route);
      if (std::all_of(routes.begin(), routes.end(),
                      [&](Index route) { return state.shed[route] == shed.ratio; })) {
        return not_now(fmt::format("{:.0f} % is already what is refused", 100 * shed.ratio));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const auto& shed = begin_and_end<Shed>(simulation, control);
      for (const Index route : routes_of(simulation.model(), shed.route)) {
        simulation.state().shed[route] = shed.ratio;
      }
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      const auto& shed = change_of<Shed>(model, control);
      return fmt::format("{:.0f} % of {} are refused with 429", 100 * shed.ratio,
                         shed.route.empty() ? "all requests" : shed.route);
    }};

// ---- alerts -----------------------------------------------------------------------------------

const ChangeKind kSilence = {
    [](const Model& model, const Change& change) {
      const auto& name = std::get<Silence>(change).alert;
      return known(model.find_alert(name), "alert", name);
    },
    [](const Model& model, const State& state, const Change& change) -> Result<void> {
      const auto& name = std::get<Silence>(change).alert;
      if (state.silenced[model.find_alert(name)] != 0) {
        return not_now(fmt::format("{} is already silenced", name));
      }
      return {};
    },
    [](Simulation& simulation, Index control) {
      const auto& silence = begin_and_end<Silence>(simulation, control);
      simulation.state().silenced[simulation.model().find_alert(silence.alert)] = 1;
    },
    nullptr,
    [](const Model& model, const State& /*state*/, const Control& control) {
      return fmt::format("{} does not page any more", change_of<Silence>(model, control).alert);
    }};

// In the order of the alternatives of Change.
constexpr std::array<const ChangeKind*, std::variant_size_v<Change>> kKinds = {
    &kParameterChange,  &kDeploy,          &kRollback,   &kFixForward,     &kStopRollout,
    &kSetFlag,          &kScale,           &kRestart,    &kDrain,          &kShed,
    &kPauseConsumers,   &kResumeConsumers, &kPurgeQueue, &kFreezeWrites,   &kUnfreezeWrites,
    &kRepairData,       &kSilence,         &kFlushCache, &kInvalidateKeys, &kSetStock,
    &kSetStockCapacity, &kCrash,           &kTelemetry,  &kFailover,       &kDeleteRows,
    &kDiverge,          &kReconcile};

}  // namespace

tl::unexpected<Error> bad(std::string message) {
  return fail(ErrorCode::invalid_input, std::move(message));
}
tl::unexpected<Error> not_now(std::string message) {
  return fail(ErrorCode::rejected, std::move(message));
}

Result<void> always(const Model& /*model*/, const State& /*state*/, const Change& /*change*/) {
  return {};
}

Result<void> known(Index index, std::string_view what, std::string_view name) {
  if (index == kNone) {
    return bad(fmt::format("there is no {} {}", what, name));
  }
  return {};
}

const ChangeKind& kind_of(const Change& change) {
  return *kKinds[change.index()];
}

Result<void> check_changes(Model& model) {
  const auto check = [&](const Change& change, std::string where) -> Result<void> {
    if (auto ok = kind_of(change).valid(model, change); !ok) {
      return fail(ok.error().code, ok.error().message, std::move(where));
    }
    return {};
  };
  for (const TimelineEvent& event : model.scenario.timeline) {
    if (auto ok = check(event.change, "timeline." + event.id); !ok) {
      return ok;
    }
  }
  for (const Action& action : model.scenario.actions) {
    const std::string where = "actions." + action.id;
    if (auto ok = check(action.change, where); !ok) {
      return ok;
    }
    if (action.fail_chance < 0 || action.fail_chance > 1) {
      return fail(ErrorCode::invalid_input, "needs a fail_chance in 0..1", where);
    }
    if (!action.blocked.flag.empty() && model.find_flag(action.blocked.flag) == kNone) {
      return fail(ErrorCode::invalid_input, fmt::format("there is no flag {}", action.blocked.flag),
                  where + ".blocked");
    }
    for (const SideEffect& effect : action.also) {
      if (auto ok = check(effect.change, where + ".also"); !ok) {
        return ok;
      }
    }
  }
  return {};
}

}  // namespace threeam::engine
