// The routes of API.md, over rounds. Knows no sockets: requests come in as values, and answers go
// out as values.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/metrics/exposition.h"
#include "sim/server/computations.h"
#include "sim/server/http.h"
#include "sim/server/hub.h"
#include "sim/server/rooms.h"

namespace threeam::server {

class Api final : public Handler {
 public:
  // Everything is borrowed and outlives the Api.
  struct Parts {
    Rooms& rooms;
    Hub& hub;
    const Library& library;
    Computations& computations;
    metrics::ServerMetrics& metrics;
    Clocks clocks;
    std::string operator_key;
    std::string scheme = "http";                    // of the addresses it hands out
    std::string address;                            // "127.0.0.1:8080", when a Host is unusable
    std::function<void()> before_own_metrics = {};  // sets gauges before /metrics is read
  };

  explicit Api(Parts parts) : parts_(std::move(parts)) {}

  std::size_t body_limit(const Request& head) const override;
  void on_request(Request request, Answer answer) override;
  void on_upgrade(const Request& request,
                  std::function<void(std::optional<Response>)> ready) override;
  void on_open(ConnectionId connection, const Request& request) override;
  void on_close(ConnectionId connection) override;

 private:
  using Segments = std::vector<std::string_view>;

  void route(const Request& request, const Answer& answer);
  void operator_route(const Request& request, const Segments& path, const Answer& answer);
  Response own_metrics();
  bool is_operator(const Request& request) const;
  bool is_same_origin(const Request& request) const;
  // api_operator.cc
  void create_round(const Request& request, const Answer& answer);
  void import_round(const Request& request, const Answer& answer);
  Response list_scenarios() const;
  Response list_rounds(const Request& request) const;
  Json links(const store::RoundRow& row, const Request& request) const;

  void page(const Request& request, Role role, std::string_view key, const Answer& answer);
  void round_metrics(std::string_view key, const Answer& answer);
  void round_route(Request request, const Answer& answer);
  // api_round.cc: what a role may do with an open room.
  Response round_response(Room& room, Role role, const Request& request, const Segments& rest);
  Response add_entry(Room& room, Role role, const Request& request);
  Response add_look(Room& room, const Request& request);
  Response look_now(Room& room, Role role, std::string_view number);
  Response shown_then(Room& room, Role role, const Request& request, std::string_view number);
  Response query(Room& room, Role role, const Request& request);
  Response world_at(Room& room, Role role, const Request& request);
  Response options(Room& room, Role role, const Request& request);
  Response pack(Room& room, Role role, const Request& request);
  Response score(Room& room, Role role, const Request& request, bool html);
  // api_ratings.cc: ratings, blind until one's own are locked.
  // Does who asks still have to lock their own? Till then cover.h says what they may see.
  bool is_covered(const Room& room, Role role, const Request& request) const;
  // Is what is of this time kept from a reviewer who still has to?
  bool is_covered_at(const Room& room, Role role, const Request& request, SimTime time) const;
  Response ratings(Room& room, Role role, const Request& request) const;
  Response debrief(Room& room, Role role, const Request& request) const;
  Response journal(Room& room, Role role, const Request& request) const;
  void agreement(const Request& request, const Answer& answer);

  Parts parts_;
};

// "/api/round/x" as {"api", "round", "x"}. Views of `path`.
std::vector<std::string_view> split_path(std::string_view path);

Response json_response(const Json& json, int status = 200);
Response error_response(const Error& error);

}  // namespace threeam::server
