// How fast the engine is: 800 requests/s through six hops with held workers, pools, timeouts,
// retries and a recorder; simpy_model.py is the same model. Prints "name value unit" lines;
// --json FILE also writes [{name, value, unit}]. --seconds N: simulated length (default 600).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/builders.h"

#include "sim/base/random.h"
#include "sim/engine/events.h"
#include "sim/engine/model.h"
#include "sim/engine/recorder.h"
#include "sim/engine/world.h"

namespace threeam {
namespace {

using namespace threeam::testing;

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// edge -> api -> cart -> (pool) stock -> price -> store, 0.4 ms between two.
Scenario six_hops() {
  const auto work = [](double ms) {
    return use(static_cast<Duration>(ms * 1e6), Distribution::lognormal, 0.6);
  };
  const auto ask = [](const char* callee) { return call(callee, "do", kSecond, 1, 50'000'000); };
  Component cart = service("cart", 4, 16, 64, {});
  cart.pools = {{"db", 12, 64, kSecond}};
  PoolStep pool;
  pool.pool = "db";
  pool.steps = steps(ask("stock"));
  cart.operations[0].steps = steps(work(3), pool);
  Scenario one =
      scenario({service("edge", 3, 96, 192, steps(work(1), ask("api"))),
                service("api", 4, 32, 96, steps(work(3), ask("cart"))), cart,
                service("stock", 4, 12, 48, steps(work(3), ask("price"))),
                service("price", 2, 16, 48, steps(work(2), ask("store"))),
                service("store", 2, 8, 128, steps(work(10)))},
               {traffic("GET /cart", "edge", 800, {2 * kSecond, 2, 200 * kMillisecond})});
  one.links = {{"r", "r", 400 * kMicrosecond, 0}};
  one.past = 0;
  return one;
}

// Events a second when handling one is nothing but scheduling the next: what the heap alone costs,
// as deep as in six_hops() (800 requests a second at work for 26 ms make 21, and a few timers).
double bare_events_per_second() {
  constexpr std::uint32_t kDepth = 24;
  constexpr std::uint64_t kEvents = 5'000'000;
  engine::EventHeap heap;
  for (std::uint32_t i = 0; i < kDepth; ++i) {
    heap.push(i, engine::EventKind::visit, i);
  }
  const double begin = seconds_now();
  for (std::uint64_t i = 0; i < kEvents; ++i) {
    const engine::Event event = heap.pop();
    const auto wait = static_cast<Duration>(derive_key(1, i) >> 40);
    heap.push(event.time + wait, event.kind(), event.index());
  }
  return static_cast<double>(kEvents) / (seconds_now() - begin);
}

struct Figure {
  std::string name;
  double value;
  std::string unit;
};

// Chains of `depth` components, each half busy; requests are spread over the chains.
Scenario chains(int components, int depth, double rate) {
  constexpr int kInstances = 4;
  constexpr double kHopSeconds = 0.0028;  // 2 ms of work, 0.4 ms there and back
  const auto name = [](int i) { return "c" + std::to_string(i); };
  const UseStep work = use(2 * kMillisecond, Distribution::lognormal, 0.6);
  const double each = rate * depth / components;
  std::vector<Component> all;
  std::vector<Traffic> traffics;
  for (int i = 0; i < components; ++i) {
    const bool last = (i + 1) % depth == 0;
    const int workers =
        static_cast<int>(each * kHopSeconds * (depth - i % depth) / 0.5 / kInstances) + 4;
    all.push_back(
        service(name(i), kInstances, workers, 4 * workers,
                last ? steps(work)
                     : steps(work, call(name(i + 1), "do", 2 * kSecond, 1, 50 * kMillisecond))));
    if (i % depth == 0) {
      traffics.push_back(
          traffic("GET /" + name(i), name(i), each, {4 * kSecond, 2, 200 * kMillisecond}));
    }
  }
  Scenario one = scenario(std::move(all), std::move(traffics));
  one.links = {{"r", "r", 400 * kMicrosecond, 0}};
  one.past = 0;
  return one;
}

// Nanoseconds for each hop of each request: the same wherever cost grows with requests and with
// components, and with nothing else.
double ns_per_hop(int components, int depth, double rate) {
  constexpr double kHops = 3e6;
  auto model = engine::compile(chains(components, depth, rate));
  if (!model) {
    std::fprintf(stderr, "%s\n", to_string(model.error()).c_str());
    std::exit(1);
  }
  engine::World world(*model, 1);
  engine::Recorder recorder(**model);
  world.advance(5 * kSecond, &recorder);  // warm
  const double seconds = std::max(2.0, kHops / rate / depth);
  const double begin = seconds_now();
  world.advance(world.now() + static_cast<Duration>(seconds * 1e9), &recorder);
  return (seconds_now() - begin) * 1e9 / (seconds * rate * depth);
}

void measure_growth(std::vector<Figure>& figures) {
  for (const int rate : {100, 1000, 10'000}) {
    figures.push_back({"engine_ns_per_hop_at_" + std::to_string(rate) + "_requests_per_second",
                       ns_per_hop(6, 6, rate), "ns"});
  }
  for (const int components : {3, 12, 30, 60}) {
    figures.push_back({"engine_ns_per_hop_with_" + std::to_string(components) + "_components",
                       ns_per_hop(components, 3, 1000), "ns"});
  }
}

std::vector<Figure> measure(Duration length) {
  auto model = engine::compile(six_hops());
  if (!model) {
    std::fprintf(stderr, "%s\n", to_string(model.error()).c_str());
    std::exit(1);
  }
  engine::World world(*model, 1);
  engine::Recorder recorder(**model);
  world.advance(30 * kSecond, &recorder);  // warm
  const SimTime from = world.now();
  const std::uint64_t events = world.events();
  std::vector<engine::World> keyframes;
  double copying = 0;
  const double begin = seconds_now();
  while (world.now() < from + length) {
    const double copy = seconds_now();
    keyframes.push_back(world);
    copying += seconds_now() - copy;
    world.advance(world.now() + 30 * kSecond, &recorder);
  }
  const double took = seconds_now() - begin;
  const double simulated = static_cast<double>(world.now() - from) / 1e9;

  // A seek is a copy of the keyframe before it, and at most 30 s of simulation without a recorder.
  double slowest_seek = 0;
  for (std::size_t i = 0; i < keyframes.size(); i += 3) {
    const double start = seconds_now();
    engine::World there = keyframes[i];
    there.advance(there.now() + 30 * kSecond - 1);
    slowest_seek = std::max(slowest_seek, seconds_now() - start);
  }
  // A what-if of 40 minutes from the first keyframe.
  const double start = seconds_now();
  engine::World fork = keyframes.front();
  fork.advance(fork.now() + 40 * kMinute);
  const double forked = seconds_now() - start;

  std::size_t keyframe_bytes = 0;
  for (const engine::World& keyframe : keyframes) {
    keyframe_bytes += keyframe.state_bytes();
  }
  const double hours = simulated / 3600;
  return {{"engine_sim_seconds_per_second", simulated / took, "s/s"},
          {"engine_events_per_second", static_cast<double>(world.events() - events) / took, "1/s"},
          {"bare_events_per_second", bare_events_per_second(), "1/s"},
          {"engine_events_per_request",
           static_cast<double>(world.events() - events) / (simulated * 800), "1"},
          {"snapshot_bytes", static_cast<double>(world.state_bytes()), "B"},
          {"snapshot_us", copying / static_cast<double>(keyframes.size()) * 1e6, "us"},
          {"round_memory_bytes",
           (static_cast<double>(keyframe_bytes) + static_cast<double>(recorder.bytes())) / hours,
           "B/h"},
          {"seek_ms_max", slowest_seek * 1e3, "ms"},
          {"fork_first_ms", forked * 1e3, "ms"}};
}

void write_json(const std::vector<Figure>& figures, const char* path) {
  std::ofstream out(path);
  out << "[";
  const char* separator = "";
  for (const Figure& figure : figures) {
    out << separator << "\n  {\"name\": \"" << figure.name << "\", \"value\": " << figure.value
        << ", \"unit\": \"" << figure.unit << "\"}";
    separator = ",";
  }
  out << "\n]\n";
}

}  // namespace
}  // namespace threeam

int main(int argc, char** argv) {
  const char* json = nullptr;
  long length = 600;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--json") == 0) {
      json = argv[i + 1];
    } else if (std::strcmp(argv[i], "--seconds") == 0) {
      length = std::max(60L, std::strtol(argv[i + 1], nullptr, 10));
    }
  }
  auto figures = threeam::measure(length * threeam::kSecond);
  threeam::measure_growth(figures);
  for (const auto& figure : figures) {
    std::printf("%s %.6g %s\n", figure.name.c_str(), figure.value, figure.unit.c_str());
  }
  if (json != nullptr) {
    threeam::write_json(figures, json);
  }
  return 0;
}
