// Who watches which round live, and what each has been sent. Belongs to the loop's thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/server/http.h"
#include "sim/server/room.h"

namespace threeam::server {

class Hub {
 public:
  // Sends a text to a connection; false when it is gone or given up.
  using Push = std::function<bool(ConnectionId, std::shared_ptr<const std::string>)>;

  explicit Hub(Push push) : push_(std::move(push)) {}

  // A page came, or came back with the last number it knows; it gets what it missed at once.
  void open(ConnectionId connection, Room& room, Role role, std::uint64_t after);
  void close(ConnectionId connection);

  // Sends a frame to everybody who watches the room. Its second must be durable.
  void publish(Room& room);

  bool is_watched(const std::string& round) const { return watched_.contains(round); }
  std::size_t connections() const { return connections_.size(); }
  std::uint64_t frames_sent() const { return frames_sent_; }

 private:
  struct Watcher {
    std::string round;
    Role role = Role::candidate;
    std::uint64_t last = 0;  // the number of the last entry that was sent
  };

  void send(ConnectionId connection, Watcher& watcher, std::uint64_t last,
            std::shared_ptr<const std::string> text);

  Push push_;
  std::map<ConnectionId, Watcher> connections_;
  std::map<std::string, std::map<ConnectionId, Watcher*>> watched_;  // by round
  std::uint64_t frames_sent_ = 0;
};

// The frame of a room for a role that knows the entries up to `after`.
Json frame_json(const Room& room, Role role, std::uint64_t after);

}  // namespace threeam::server
