#include "sim/server/room.h"

namespace threeam::server {

Result<void> Ledger::take(std::span<const Entry> entries) {
  if (store_ != nullptr) {
    return store_->append(round_, entries);
  }
  collected_.insert(collected_.end(), entries.begin(), entries.end());
  return {};
}

Result<void> Ledger::go_live(store::Store& store) {
  if (!collected_.empty()) {
    if (auto ok = store.append(round_, collected_); !ok) {
      return ok;
    }
    collected_.clear();
  }
  store_ = &store;
  return {};
}

std::string_view to_string(store::RoundState state) {
  switch (state) {
    case store::RoundState::waiting:
      return "waiting";
    case store::RoundState::running:
      return "running";
    case store::RoundState::paused:
      return "paused";
    case store::RoundState::finished:
      break;
  }
  return "finished";
}

store::RoundState stored_state(round::ClockState state) {
  switch (state) {
    case round::ClockState::waiting:
      return store::RoundState::waiting;
    case round::ClockState::running:
      return store::RoundState::running;
    case round::ClockState::paused:
      return store::RoundState::paused;
    case round::ClockState::finished:
      break;
  }
  return store::RoundState::finished;
}

std::string_view to_string(round::ClockState state) {
  return to_string(stored_state(state));
}

}  // namespace threeam::server
