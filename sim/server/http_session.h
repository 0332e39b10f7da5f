// One HTTP/1.1 connection over a plain or a TLS stream: a request at a time, until the peer leaves,
// misbehaves or upgrades to a WebSocket. Included by net.cc alone.
#pragma once

#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include "sim/server/websocket_session.h"

namespace threeam::server {

inline Response plain_error(int status, std::string_view code, std::string_view message) {
  Response response;
  response.status = status;
  response.body =
      fmt::format(R"({{"error":{{"code":"{}","message":"{}","where":""}}}})", code, message);
  return response;
}

template <class Stream>
class HttpSession final : public std::enable_shared_from_this<HttpSession<Stream>> {
  using ErrorCode = boost::system::error_code;
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using BeastResponse = boost::beast::http::response<boost::beast::http::string_body>;
  static constexpr std::uint32_t kHeaderBytesMax = 16 * 1024;
  static constexpr bool kTls = !std::is_same_v<Stream, boost::beast::tcp_stream>;

 public:
  HttpSession(Loop& loop, Stream stream)
      : loop_(loop), counted_(loop.connections), stream_(std::move(stream)) {}

  void run() {
    if constexpr (kTls) {
      wait_at_most(loop_.options.patience);
      stream_.async_handshake(boost::asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](ErrorCode error) {
                                if (!error) {
                                  self->read_header();
                                }
                              });
    } else {
      read_header();
    }
  }

 private:
  void wait_at_most(std::chrono::seconds time) {
    boost::beast::get_lowest_layer(stream_).expires_after(time);
  }

  void read_header() {
    parser_.emplace();
    parser_->header_limit(kHeaderBytesMax);
    parser_->body_limit(boost::none);  // until the header says whom the body is for
    request_ = Request();
    wait_at_most(loop_.options.patience);
    boost::beast::http::async_read_header(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](ErrorCode error, std::size_t) {
          self->on_header(error);
        });
  }

  void on_header(ErrorCode error) {
    namespace http = boost::beast::http;
    if (error == http::error::end_of_stream || error == boost::beast::error::timeout) {
      return finish();
    }
    if (error == http::error::header_limit) {
      return refuse(plain_error(431, "invalid_input", "the header is larger than 16 kB"));
    }
    if (error) {
      return error.category() == http::make_error_code(http::error::bad_method).category()
                 ? refuse(plain_error(400, "invalid_input", "not an HTTP/1.1 request"))
                 : finish();
    }
    copy_head();
    if (!request_.path.starts_with('/')) {
      return refuse(plain_error(400, "invalid_input", "the target is not a path"));
    }
    if (boost::beast::websocket::is_upgrade(parser_->get())) {
      return ask_upgrade();
    }
    const std::size_t limit = loop_.handler->body_limit(request_);
    if (parser_->content_length().value_or(0) > limit) {
      return too_large();
    }
    parser_->body_limit(limit);
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](ErrorCode failed, std::size_t) {
                       self->on_body(failed);
                     });
  }

  void on_body(ErrorCode error) {
    if (error == boost::beast::http::error::body_limit) {
      return too_large();
    }
    if (error) {
      return finish();
    }
    request_.body = std::move(parser_->get().body());
    boost::beast::get_lowest_layer(stream_).expires_never();
    auto answer = [self = this->shared_from_this()](Response response) {
      self->write(std::move(response), self->parser_->get().keep_alive());
    };
    const bool fine =
        guarded("request", [&] { loop_.handler->on_request(std::move(request_), answer); });
    if (!fine && !writing_) {
      write(plain_error(500, "internal", "the request failed; the server goes on"), false);
    }
  }

  void ask_upgrade() {
    boost::beast::get_lowest_layer(stream_).expires_never();
    auto ready = [self = this->shared_from_this()](std::optional<Response> refusal) {
      if (refusal) {
        return self->write(std::move(*refusal), false);
      }
      std::make_shared<WebSocketSession<Stream>>(self->loop_, std::move(self->stream_),
                                                 std::move(self->request_))
          ->run(self->parser_->get());
    };
    const bool fine = guarded("upgrade", [&] { loop_.handler->on_upgrade(request_, ready); });
    if (!fine && !writing_) {
      write(plain_error(500, "internal", "the request failed; the server goes on"), false);
    }
  }

  void copy_head() {
    const auto& head = parser_->get();
    request_.method = std::string(head.method_string());
    read_target(std::string_view(head.target().data(), head.target().size()), request_);
    for (const auto& field : head) {
      std::string name(field.name_string());
      for (char& c : name) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
      }
      request_.headers.emplace(std::move(name), std::string(field.value()));
    }
  }

  void too_large() { refuse(plain_error(413, "invalid_input", "the body is too large")); }

  // Answers a request that was not read to its end, and leaves.
  void refuse(Response response) {
    linger_ = true;
    write(std::move(response), false);
  }

  void write(Response response, bool keep_alive) {
    if (std::exchange(writing_, true)) {
      return;  // answered before: the first answer stands
    }
    response_.emplace();
    response_->version(11);
    response_->result(static_cast<unsigned>(response.status));
    for (auto& [name, value] : response.headers) {
      response_->set(name, value);
    }
    for (const auto& [name, value] : loop_.options.headers) {
      if (response_->find(name) == response_->end()) {
        response_->set(name, value);
      }
    }
    if (!response.content_type.empty()) {
      response_->set(boost::beast::http::field::content_type, response.content_type);
    }
    response_->keep_alive(keep_alive);
    response_->body() = std::move(response.body);
    response_->prepare_payload();
    wait_at_most(loop_.options.patience);
    boost::beast::http::async_write(
        stream_, *response_, [self = this->shared_from_this()](ErrorCode error, std::size_t) {
          self->writing_ = false;
          if (error) {
            return;
          }
          self->response_->keep_alive() ? self->read_header() : self->finish();
        });
  }

  // Says goodbye, then reads on for a while what a refused peer still sends: closing at once would
  // reset the connection, and the peer would not see why.
  void finish() {
    ErrorCode ignored;
    boost::beast::get_lowest_layer(stream_).socket().shutdown(
        boost::asio::ip::tcp::socket::shutdown_send, ignored);
    if (std::exchange(linger_, false)) {
      wait_at_most(std::chrono::seconds(2));
      discard();
    }
  }

  void discard() {
    boost::beast::get_lowest_layer(stream_).async_read_some(
        boost::asio::buffer(discarded_),
        [self = this->shared_from_this()](ErrorCode error, std::size_t) {
          if (!error) {
            self->discard();
          }
        });
  }

  Loop& loop_;
  Counted counted_;
  Stream stream_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::optional<BeastResponse> response_;
  Request request_;
  std::array<char, 16 * 1024> discarded_{};
  bool writing_ = false;
  bool linger_ = false;
};

}  // namespace threeam::server
