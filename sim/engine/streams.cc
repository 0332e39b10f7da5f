// Traffic compiled: the calls of clients, and the streams in which they come.
#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "sim/base/random.h"
#include "sim/engine/model.h"
#include "sim/engine/program.h"

namespace threeam::engine {

namespace {

constexpr std::uint64_t kStreamKey = 0x7374726561;  // names the keys of arrivals

// The largest factor that changes of the scenario could ever put on a stream.
double largest_factor(const Scenario& scenario, const Traffic& traffic, const std::string& region) {
  double largest = 1;
  const auto raise = [&](const Change& change) {
    const auto* parameter = std::get_if<ParameterChange>(&change);
    if (parameter != nullptr && parameter->parameter == Parameter::traffic &&
        (parameter->route.empty() || parameter->route == traffic.route) &&
        (parameter->where.region.empty() || parameter->where.region == region)) {
      largest *= std::max(parameter->factor, 1.0);
    }
  };
  for_each_change(scenario, raise);
  return largest;
}

}  // namespace

Result<void> add_traffic(Model& model) {
  double total = 0;
  for (Index t = 0; t < model.scenario.traffic.size(); ++t) {
    const Traffic& traffic = model.scenario.traffic[t];
    const std::string where = fmt::format("traffic.{}", traffic.route);
    CallSpec call;
    call.component = model.find_component(traffic.component);
    call.operation =
        call.component == kNone ? kNone : model.find_operation(call.component, traffic.operation);
    if (call.operation == kNone) {
      return refuse(
          fmt::format("there is no {}.{} to enter by", traffic.component, traffic.operation),
          where);
    }
    if (traffic.client.attempts < 1 || traffic.client.attempts > 10) {
      return refuse("client attempts must be between 1 and 10", where + ".client");
    }
    call.timeout = traffic.client.timeout;
    call.timer = intern_timeout(model, traffic.client.timeout);
    call.retries = traffic.client.attempts - 1;
    call.backoff = traffic.client.backoff;
    call.jitter = traffic.client.jitter;
    model.calls.push_back(call);
    for (Flow& flow : model.flows) {
      flow.entry =
          flow.entry || (flow.component == call.component && flow.operation == call.operation);
    }
    TrafficInfo info;
    info.call = static_cast<Index>(model.calls.size() - 1);
    info.slo_latency = traffic.slo_latency;
    info.user_facing = traffic.user_facing;
    model.traffic.push_back(info);
    for (const auto& [region, rate] : traffic.rate) {
      StreamInfo stream;
      stream.traffic = t;
      stream.region = model.find_region(region);
      if (stream.region == kNone || rate < 0 || traffic.daily_amplitude < 0 ||
          traffic.daily_amplitude > 1) {
        return refuse("needs known regions, rates and an amplitude in 0..1", where + ".rate");
      }
      if (rate == 0) {
        continue;
      }
      stream.rate = rate;
      stream.envelope =
          rate * (1 + traffic.daily_amplitude) * largest_factor(model.scenario, traffic, region);
      stream.key = derive_key(derive_key(kStreamKey, t), stream.region);
      total += stream.envelope;
      model.streams.push_back(stream);
    }
  }
  if (total > kMaxRate) {
    return refuse(fmt::format("{:.0f} requests/s at peak; at most {:.0f}", total, kMaxRate),
                  "traffic");
  }
  return {};
}

}  // namespace threeam::engine
