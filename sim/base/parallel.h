// Independent pieces of work, side by side.
#pragma once

#include <cstddef>
#include <functional>

namespace threeam {

// Runs job(0) .. job(count - 1), each once, on at most `threads` threads (0: one for each core),
// this one included; returns when all are done. A job may not throw, and what it computes may not
// depend on the others. New threads have the priority of this one.
void run_jobs(std::size_t count, int threads, const std::function<void(std::size_t)>& job);

}  // namespace threeam
