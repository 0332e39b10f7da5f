#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/scenario/checks.h"
#include "sim/scenario/walk.h"

namespace threeam::scenario {
namespace {

// What a call says about itself, as far as it cannot be meant.
void check_call(const Subject& subject, Report& report, const CallStep& call,
                const std::string& path) {
  const auto add = [&](std::string_view key, std::string message) {
    if (const Place* place = subject.place(fmt::format("{}/{}", path, key))) {
      report.add("call", *place, std::move(message));
    }
  };
  if (call.hedge_after > 0 && call.timeout > 0 && call.timeout <= call.hedge_after) {
    add("hedge", fmt::format("the call is given up after {}; expected a hedge before that",
                             format_duration(call.timeout)));
  }
  if (call.hedge_after > 0 && call.fan_out > 1) {
    add("hedge", "a call with `fan_out` is not hedged; expected one of the two");
  }
  if (call.timeout == 0 && call.hedge_after == 0) {
    add("on_timeout", "the call waits for ever; expected a `timeout` beside it");
  }
  if (call.retries.attempts == 0 && call.retries.budget > 0) {
    add("retries", "a `budget` without `attempts` bounds nothing");
  }
}

bool is_of_links(const ParameterChange& change) {
  return change.parameter == Parameter::latency || change.parameter == Parameter::loss ||
         change.parameter == Parameter::partition;
}

}  // namespace

void check_calls(const Subject& subject, Report& report) {
  for (const Component& component : subject.scenario.components) {
    for (const Operation& operation : component.operations) {
      visit_steps(component, operation.name, [&](const Step& step, const std::string& path) {
        if (const auto* call = std::get_if<CallStep>(&step.step)) {
          check_call(subject, report, *call, path);
        }
      });
    }
  }
}

void check_repeats(const Subject& subject, Report& report) {
  for (const Component& component : subject.scenario.components) {
    for (const Operation& operation : component.operations) {
      std::string outer;
      visit_steps(component, operation.name, [&](const Step& step, const std::string& path) {
        if (!std::holds_alternative<RepeatStep>(step.step)) {
          return;
        }
        const Place* place = subject.place(path + "/repeat");
        if (!outer.empty() && path.starts_with(outer + "/") && place != nullptr) {
          report.add("repeat", *place, "a repeat within a repeat; expected one with more `times`");
        } else {
          outer = path;
        }
      });
    }
  }
}

void check_selectors(const Subject& subject, Report& report) {
  for (std::size_t i = 0; i < subject.scenario.timeline.size(); ++i) {
    const auto* change = std::get_if<ParameterChange>(&subject.scenario.timeline[i].change);
    if (change == nullptr || is_of_links(*change)) {
      continue;
    }
    for (const std::string_view key : {"from", "to", "to_component"}) {
      const Place* place = subject.place(fmt::format("timeline/{}/change/where/{}", i, key));
      if (place != nullptr) {
        report.add("selector", *place,
                   fmt::format("`{}` selects links; expected latency, loss or partition as the "
                               "parameter",
                               key));
      }
    }
  }
}

}  // namespace threeam::scenario
