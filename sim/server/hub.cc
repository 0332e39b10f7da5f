#include "sim/server/hub.h"

#include <utility>

#include "sim/server/describe.h"

namespace threeam::server {

Json frame_json(const Room& room, Role role, std::uint64_t after) {
  const round::Round& round = *room.round;
  const std::vector<Entry>& entries = round.journal().entries;
  const bool told = role != Role::candidate || round.clock() != round::ClockState::waiting;
  Json frame{{"n", room.frames},
             {"time_ns", round.now()},
             {"state", to_string(round.clock())},
             {"entries", entries_after(after, entries, role, room.numbers, *room.scenario)},
             {"last", last_number(entries, role, room.numbers)},
             {"alerts", told ? alerts_json(round, round.now()) : Json::array()},
             {"commands", commands_json(room, round.world(), role)}};
  if (role == Role::interviewer) {
    frame["truth"] = truth_json(room);
  }
  return frame;
}

void Hub::open(ConnectionId connection, Room& room, Role role, std::uint64_t after) {
  Watcher& watcher = connections_[connection];
  watcher = {room.row.round, role, after};
  watched_[room.row.round][connection] = &watcher;
  const std::uint64_t last = last_number(room.round->journal().entries, role, room.numbers);
  send(connection, watcher, last,
       std::make_shared<const std::string>(dump_json(frame_json(room, role, after))));
}

void Hub::close(ConnectionId connection) {
  const auto found = connections_.find(connection);
  if (found == connections_.end()) {
    return;
  }
  const auto watched = watched_.find(found->second.round);
  watched->second.erase(connection);
  if (watched->second.empty()) {
    watched_.erase(watched);
  }
  connections_.erase(found);
}

void Hub::publish(Room& room) {
  ++room.frames;
  const auto watched = watched_.find(room.row.round);
  if (watched == watched_.end()) {
    return;
  }
  // Watchers of one role that know the same share one text.
  std::map<std::pair<Role, std::uint64_t>, std::shared_ptr<const std::string>> texts;
  for (auto& [connection, watcher] : watched->second) {
    auto& text = texts[{watcher->role, watcher->last}];
    if (text == nullptr) {
      text = std::make_shared<const std::string>(
          dump_json(frame_json(room, watcher->role, watcher->last)));
    }
    const std::uint64_t last =
        last_number(room.round->journal().entries, watcher->role, room.numbers);
    send(connection, *watcher, last, text);
  }
}

void Hub::send(ConnectionId connection, Watcher& watcher, std::uint64_t last,
               std::shared_ptr<const std::string> text) {
  // One that is given up keeps its place until its on_close; it gets nothing more.
  if (push_(connection, std::move(text))) {
    watcher.last = last;
    ++frames_sent_;
  }
}

}  // namespace threeam::server
