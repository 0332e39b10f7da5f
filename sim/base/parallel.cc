#include "sim/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace threeam {

void run_jobs(std::size_t count, int threads, const std::function<void(std::size_t)>& job) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t wanted = threads > 0 ? static_cast<std::size_t>(threads) : cores;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      job(i);
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < std::min(wanted, count); ++i) {
    others.emplace_back(work);
  }
  work();
  for (std::thread& thread : others) {
    thread.join();
  }
}

}  // namespace threeam
