// A few threads for what takes seconds: past of a new round, replays, options, scores. Values go
// in, values come out; live rounds are never touched from here, and their thread goes first: the
// workers run at a lower priority.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace threeam::server {

class Workers {
 public:
  // Runs on the loop's thread with what the work made.
  using Done = std::function<void()>;
  // Runs on some worker; what it returns is handed to `post`.
  using Work = std::function<Done()>;

  // `post` brings a Done to the loop's thread. Without threads, work runs at once in submit().
  Workers(std::size_t threads, std::size_t waiting_max, std::function<void(Done)> post);
  // Work that has not begun is dropped; work under way is waited for.
  ~Workers();

  // Somebody waits for urgent work; the rest is done when there is none.
  enum class Urgency { urgent, patient };

  // False when too much is waiting already. Work does not throw.
  bool submit(Urgency urgency, Work work);
  std::size_t waiting() const;

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;
};

}  // namespace threeam::server
