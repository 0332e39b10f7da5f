// One WebSocket over a plain or a TLS stream. Included by net.cc alone.
#pragma once

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include "sim/server/loop.h"

namespace threeam::server {

template <class Stream>
class WebSocketSession final : public PushTarget,
                               public std::enable_shared_from_this<WebSocketSession<Stream>> {
  using ErrorCode = boost::system::error_code;
  using BeastRequest = boost::beast::http::request<boost::beast::http::string_body>;

 public:
  WebSocketSession(Loop& loop, Stream stream, Request request)
      : loop_(loop),
        counted_(loop.connections),
        socket_(std::move(stream)),
        request_(std::move(request)) {}

  ~WebSocketSession() override {
    if (id_ != 0) {
      loop_.targets.erase(id_);
    }
  }

  void run(const BeastRequest& upgrade) {
    namespace websocket = boost::beast::websocket;
    boost::beast::get_lowest_layer(socket_).expires_never();
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = loop_.options.patience;
    timeout.idle_timeout = 2 * loop_.options.patience;
    timeout.keep_alive_pings = true;
    socket_.set_option(timeout);
    socket_.read_message_max(4096);
    socket_.text(true);
    socket_.auto_fragment(false);
    socket_.async_accept(upgrade, [self = this->shared_from_this()](ErrorCode error) {
      if (!error) {
        self->open();
      }
    });
  }

  bool push(std::shared_ptr<const std::string> text) override {
    if (closing_) {
      return false;
    }
    if (!unsent_.empty() && unsent_bytes_ + text->size() > loop_.options.unsent_bytes_max) {
      give_up();
      return false;
    }
    unsent_bytes_ += text->size();
    unsent_.push_back(std::move(text));
    if (unsent_.size() == 1) {
      write();
    }
    return true;
  }

 private:
  void open() {
    id_ = ++loop_.last_connection;
    loop_.targets[id_] = this;
    read();
    guarded("open", [&] { loop_.handler->on_open(id_, request_); });
  }

  // What the client sends is not used; reading answers its pings and finds its end.
  void read() {
    socket_.async_read(buffer_, [self = this->shared_from_this()](ErrorCode error, std::size_t) {
      if (error) {
        self->close();
        return;
      }
      self->buffer_.consume(self->buffer_.size());
      self->read();
    });
  }

  void write() {
    socket_.async_write(boost::asio::buffer(*unsent_.front()),
                        [self = this->shared_from_this()](ErrorCode error, std::size_t) {
                          if (error) {
                            self->close();
                            return;
                          }
                          self->unsent_bytes_ -= self->unsent_.front()->size();
                          self->unsent_.pop_front();
                          if (!self->unsent_.empty() && !self->closing_) {
                            self->write();
                          }
                        });
  }

  // The operations under way end with errors, which close().
  void give_up() {
    closing_ = true;
    boost::beast::get_lowest_layer(socket_).close();
  }

  void close() {
    closing_ = true;
    if (std::exchange(told_, true)) {
      return;
    }
    boost::beast::get_lowest_layer(socket_).close();
    loop_.targets.erase(id_);
    guarded("close", [&] { loop_.handler->on_close(id_); });
  }

  Loop& loop_;
  Counted counted_;
  boost::beast::websocket::stream<Stream> socket_;
  boost::beast::flat_buffer buffer_;
  Request request_;
  ConnectionId id_ = 0;
  std::deque<std::shared_ptr<const std::string>> unsent_;  // the first one is being written
  std::size_t unsent_bytes_ = 0;
  bool closing_ = false;
  bool told_ = false;
};

}  // namespace threeam::server
