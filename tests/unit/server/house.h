// A whole server without sockets, threads or a disk: a test asks, turns the clock, and reads what
// was pushed.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/json.h"
#include "sim/server/api.h"
#include "sim/store/store.h"

namespace threeam::server {

inline constexpr const char* kOperatorKey = "operatoroperatoroperator22";

// scenarios/_skeleton with so little traffic that its past takes no time.
Scenario quiet_scenario();

class House {
 public:
  explicit House(store::Store& store, std::vector<Scenario> scenarios = {quiet_scenario()});

  struct Reply {
    int status = 0;
    Json json;  // null when the body is none
    Response response;
  };
  Reply ask(std::string_view method, const std::string& target, const std::string& body = {},
            const std::map<std::string, std::string>& headers = {});
  Reply get(const std::string& target) { return ask("GET", target); }
  Reply post(const std::string& target, const Json& body) {
    return ask("POST", target, dump_json(body));
  }
  Reply as_operator(std::string_view method, const std::string& target,
                    const std::string& body = {});

  struct Links {
    std::string id, candidate, interviewer, reviewer, metrics;  // keys
  };
  Links create_round(const std::string& scenario = "skeleton");
  // An entry by the holder of a key.
  Reply add(const std::string& key, std::string_view kind, const Json& payload) {
    return post("/api/round/" + key + "/entries", {{"kind", kind}, {"payload", payload}});
  }
  Reply look(const std::string& key, const Json& look) {
    return post("/api/round/" + key + "/look", look);
  }

  // Opens a live connection; what it is sent is in pushed[id].
  void open(ConnectionId id, const std::string& key, std::uint64_t after);

  // Lets wall time pass, then does what the server does each second.
  void pass(Duration time);

  Clocks clocks;
  std::int64_t now_ns = 1'000'000;
  std::map<ConnectionId, std::vector<Json>> pushed;
  metrics::ServerMetrics metrics;
  Library library;
  Workers workers;
  Hub hub;
  Rooms rooms;
  Computations computations;
  Api api;
};

}  // namespace threeam::server
