#include "sim/server/server.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include <fmt/core.h>

#include "sim/server/api.h"
#include "sim/server/data_folder.h"
#include "sim/server/net.h"

namespace threeam::server {
namespace {

constexpr std::size_t kJobsWaitingMax = 256;
// How often rounds are looked at for a second that is due; a frame is late by no more.
constexpr std::chrono::milliseconds kTick{100};

Result<NetOptions> net_options(const Options& options) {
  const auto address = parse_address(options.listen);
  if (!address) {
    return tl::unexpected(address.error());
  }
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    return fail(ErrorCode::invalid_input, "TLS needs both a certificate and its key");
  }
  const bool tls = !options.tls_certificate.empty();
  if (!is_loopback(address->host) && !tls && !options.insecure) {
    return fail(ErrorCode::invalid_input,
                "this address can be reached from other machines, and links are secrets: give a "
                "TLS certificate and key, or --plain-http-anywhere if something in front does TLS",
                options.listen);
  }
  NetOptions net;
  net.host = address->host;
  net.port = address->port;
  net.tls_certificate = options.tls_certificate;
  net.tls_key = options.tls_key;
  net.headers = {
      {"Content-Security-Policy",
       "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src "
       "'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Frame-Options", "DENY"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cache-Control", "no-store"}};
  if (tls) {
    net.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  }
  return net;
}

// What is counted elsewhere, at the time of a scrape. `frames` is how many were counted before.
void set_own_metrics(metrics::ServerMetrics& metrics, const Rooms& rooms, const Hub& hub,
                     const Net& net, const Workers& workers, std::uint64_t& frames) {
  std::map<std::string_view, double> by_state{
      {"waiting", 0}, {"running", 0}, {"paused", 0}, {"finished", 0}};
  for (const store::RoundRow& row : rooms.rows()) {
    by_state[to_string(row.state)] += 1;
  }
  for (const auto& [state, count] : by_state) {
    metrics.set("threeam_rounds", {{"state", std::string(state)}}, count);
  }
  metrics.set("threeam_http_connections", {}, static_cast<double>(net.connections()));
  metrics.set("threeam_websocket_connections", {}, static_cast<double>(hub.connections()));
  metrics.set("threeam_jobs_waiting", {}, static_cast<double>(workers.waiting()));
  metrics.count("threeam_frames_sent_total", {}, static_cast<double>(hub.frames_sent() - frames));
  frames = hub.frames_sent();
}

// The second that is due in a running round: the world, the disk, then the frames.
void tick(Rooms& rooms, Hub& hub, Computations& computations, metrics::ServerMetrics& metrics,
          const Clocks& clocks) {
  for (Room* room : rooms.advance()) {
    hub.publish(*room);
    computations.score_ahead(*room);
    metrics.observe_seconds("threeam_frame_lateness_seconds", {},
                            static_cast<double>(room->pacer.lateness(clocks.steady_ns())) / 1e9);
  }
  const auto watched = [&](const std::string& round) { return hub.is_watched(round); };
  rooms.forget(watched);
  rooms.purge_when_due(watched);
}

}  // namespace

Result<void> serve(const Options& options,
                   const std::function<void(const std::string&)>& on_listening) {
  const auto net_opened = net_options(options);
  if (!net_opened) {
    return tl::unexpected(net_opened.error());
  }
  auto store = open_store(options.data_folder);
  if (!store) {
    return tl::unexpected(store.error());
  }
  const auto key = operator_key(**store, options.data_folder);
  if (!key) {
    return tl::unexpected(key.error());
  }
  auto net = Net::listen(*net_opened);
  if (!net) {
    return tl::unexpected(net.error());
  }
  const std::string scheme = options.tls_certificate.empty() ? "http" : "https";
  const std::string host = to_string(Address{net_opened->host, (*net)->port()});

  // Declared so that what uses another goes first; open answers go before the sockets they need.
  Library library = Library::read(options.scenarios_folder);
  const Clocks clocks = system_clocks();
  metrics::ServerMetrics metrics;
  metrics.set("process_start_time_seconds", {}, static_cast<double>(clocks.wall_ms()) / 1000);
  Hub hub([&net](ConnectionId connection, std::shared_ptr<const std::string> text) {
    return (*net)->push(connection, std::move(text));
  });
  const std::size_t threads = std::clamp(std::thread::hardware_concurrency(), 2U, 8U);
  Workers workers(threads, kJobsWaitingMax,
                  [&net](Workers::Done done) { (*net)->post(std::move(done)); });
  Rooms rooms(**store, workers, library, clocks);
  Computations computations(rooms, workers, [&hub](Room& room) { hub.publish(room); });
  Api api({rooms, hub, library, computations, metrics, clocks, *key, scheme, host,
           [&, frames = std::uint64_t{0}]() mutable {
             set_own_metrics(metrics, rooms, hub, **net, workers, frames);
           }});
  if (auto ok = rooms.restore(); !ok) {
    return ok;
  }
  const std::string address = scheme + "://" + host;
  if (auto ok = write_line(options.data_folder, "address", address); !ok) {
    return ok;
  }
  (*net)->every(kTick, [&] { tick(rooms, hub, computations, metrics, clocks); });
  on_listening(address);
  (*net)->run(api);
  return {};
}

}  // namespace threeam::server
