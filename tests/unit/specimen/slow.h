// A specimen for tests: one instance that becomes slow at 0s.
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "sim/scenario/specimen.h"

namespace threeam::specimen {

inline std::string slow_yaml(const std::string& signature) {
  return R"(specimen: slow
number: 7
mechanism: Slow & late
looks_like: Latency rises.
seen_at: nobody, never
past: 90s
length: 1m
windows:
  before: {from: -60s, to: 0s}
  during: {from: 0s, to: 60s}
regions: [north]
components:
  shop:
    about: Takes orders.
    version: "1.0"
    instances: {north: 1}
    accept_queue: 100
    operations:
      order: {steps: [{use: {mean: 10ms, distribution: constant}}]}
traffic:
  order:
    entry: shop.order
    rate: {north: 20/s}
    client: {timeout: 10s}
timeline:
  - {at: 0s, id: slower, change: {parameter: work_time, factor: 3}}
actions:
  restart: {label: Restart, does: Restarts., restart: {component: shop, regions: [north], each: 5s}}
acts:
  - {at: 30s, do: restart}
signature:
)" + signature;
}

inline scenario::Specimen slow_specimen(const std::string& signature) {
  const auto loaded = scenario::load_specimen(slow_yaml(signature), "slow.yaml");
  EXPECT_TRUE(loaded.diagnostics.empty()) << to_string(loaded.diagnostics.front());
  return loaded.specimen;
}

}  // namespace threeam::specimen
