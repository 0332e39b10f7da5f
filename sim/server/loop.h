// What net.cc, and the sessions that only it includes, share: the io_context and who is connected.
#pragma once

#include <deque>
#include <exception>
#include <map>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/core.h>

#include "sim/server/net.h"

namespace threeam::server {

// An open WebSocket, whatever stream it runs over.
class PushTarget {
 public:
  virtual ~PushTarget() = default;
  virtual bool push(std::shared_ptr<const std::string> text) = 0;
};

struct Loop {
  NetOptions options;
  Handler* handler = nullptr;  // while run() runs
  std::map<ConnectionId, PushTarget*> targets;
  ConnectionId last_connection = 0;
  std::size_t connections = 0;
  std::optional<boost::asio::ssl::context> tls;
  // Last, so that it goes first: the sessions that its queue holds still use the rest.
  boost::asio::io_context io{1};
  boost::asio::ip::tcp::acceptor acceptor{io};
  boost::asio::signal_set signals{io};
  boost::asio::steady_timer accept_again{io};
  std::vector<std::unique_ptr<boost::asio::steady_timer>> timers;

  void accept();
};

// Counts a connection for as long as it lives.
class Counted {
 public:
  explicit Counted(std::size_t& count) : count_(count) { ++count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --count_; }

 private:
  std::size_t& count_;
};

// Runs `work`; an exception is reported and ends there. True when there was none.
template <class Work>
bool guarded(const char* doing, Work work) {
  try {
    work();
    return true;
  } catch (const std::exception& error) {
    fmt::print(stderr, "threeam: {}: {}\n", doing, error.what());
  } catch (...) {
    fmt::print(stderr, "threeam: {}: unknown exception\n", doing);
  }
  return false;
}

}  // namespace threeam::server
