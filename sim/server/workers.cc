#include "sim/server/workers.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <sys/resource.h>
#include <unistd.h>

namespace threeam::server {

struct Workers::Shared {
  std::function<void(Done)> post;
  std::size_t waiting_max = 0;
  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<Work> urgent;   // guarded by mutex
  std::deque<Work> patient;  // guarded by mutex
  bool stopping = false;     // guarded by mutex
  std::vector<std::thread> threads;

  std::size_t count() const { return urgent.size() + patient.size(); }

  void run() {
    // Of this thread alone, as Linux does it. Without it work is done all the same.
    static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10));
    for (;;) {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return stopping || count() > 0; });
      if (stopping) {
        return;
      }
      std::deque<Work>& waiting = urgent.empty() ? patient : urgent;
      const Work work = std::move(waiting.front());
      waiting.pop_front();
      lock.unlock();
      post(work());
    }
  }
};

Workers::Workers(std::size_t threads, std::size_t waiting_max, std::function<void(Done)> post)
    : shared_(std::make_unique<Shared>()) {
  shared_->post = std::move(post);
  shared_->waiting_max = waiting_max;
  for (std::size_t i = 0; i < threads; ++i) {
    shared_->threads.emplace_back([this] { shared_->run(); });
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->stopping = true;
  }
  shared_->changed.notify_all();
  for (std::thread& thread : shared_->threads) {
    thread.join();
  }
}

bool Workers::submit(Urgency urgency, Work work) {
  if (shared_->threads.empty()) {
    shared_->post(work());
    return true;
  }
  {
    const std::lock_guard lock(shared_->mutex);
    if (shared_->count() >= shared_->waiting_max) {
      return false;
    }
    (urgency == Urgency::urgent ? shared_->urgent : shared_->patient).push_back(std::move(work));
  }
  shared_->changed.notify_one();
  return true;
}

std::size_t Workers::waiting() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->count();
}

}  // namespace threeam::server
