#include "sim/server/net.h"

#include <csignal>

#include "sim/server/http_session.h"
#include "sim/server/loop.h"

namespace threeam::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

Result<void> set_up_tls(const NetOptions& options, std::optional<asio::ssl::context>& tls) {
  tls.emplace(asio::ssl::context::tls_server);
  boost::system::error_code error;
  tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                       asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1,
                   error);
  tls->use_certificate_chain_file(options.tls_certificate, error);
  if (error) {
    return fail(ErrorCode::invalid_input, "not a PEM certificate chain: " + error.message(),
                options.tls_certificate);
  }
  tls->use_private_key_file(options.tls_key, asio::ssl::context::pem, error);
  if (error) {
    return fail(ErrorCode::invalid_input,
                "not the certificate's private key in PEM: " + error.message(), options.tls_key);
  }
  return {};
}

void repeat(asio::steady_timer& timer, std::chrono::milliseconds period,
            std::function<void()> work) {
  timer.async_wait([&timer, period, work = std::move(work)](boost::system::error_code error) {
    if (error) {
      return;
    }
    guarded("tick", work);
    // From the time it was due, so that ticks do not drift; those that were missed are dropped.
    auto next = timer.expiry() + period;
    const auto now = std::chrono::steady_clock::now();
    if (next <= now) {
      next += ((now - next) / period + 1) * period;
    }
    timer.expires_at(next);
    repeat(timer, period, work);
  });
}

}  // namespace

bool is_loopback(const std::string& host) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(host, error);
  return !error && address.is_loopback();
}

Net::Net(std::unique_ptr<Loop> loop) : loop_(std::move(loop)) {}
Net::~Net() = default;

Result<std::unique_ptr<Net>> Net::listen(const NetOptions& options) {
  auto loop = std::make_unique<Loop>();
  loop->options = options;
  if (!options.tls_certificate.empty()) {
    if (auto ok = set_up_tls(options, loop->tls); !ok) {
      return tl::unexpected(ok.error());
    }
  }
  boost::system::error_code error;
  const auto address = asio::ip::make_address(options.host, error);
  if (error) {
    return fail(ErrorCode::invalid_input, "not a numeric address", options.host);
  }
  const tcp::endpoint endpoint(address, options.port);
  loop->acceptor.open(endpoint.protocol(), error);
  if (!error) {
    loop->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  }
  if (!error) {
    loop->acceptor.bind(endpoint, error);
  }
  if (!error) {
    loop->acceptor.listen(asio::socket_base::max_listen_connections, error);
  }
  if (error) {
    return fail(ErrorCode::storage, "cannot listen: " + error.message(),
                fmt::format("{}:{}", options.host, options.port));
  }
  return std::unique_ptr<Net>(new Net(std::move(loop)));
}

std::uint16_t Net::port() const {
  boost::system::error_code ignored;
  return loop_->acceptor.local_endpoint(ignored).port();
}

std::size_t Net::connections() const {
  return loop_->connections;
}

void Loop::accept() {
  acceptor.async_accept([this](boost::system::error_code error, tcp::socket socket) {
    if (error == asio::error::operation_aborted) {
      return;
    }
    if (error) {  // out of descriptors, most likely: some will come back
      accept_again.expires_after(std::chrono::milliseconds(100));
      accept_again.async_wait([this](boost::system::error_code stopped) {
        if (!stopped) {
          accept();
        }
      });
      return;
    }
    if (connections < options.connections_max) {
      socket.set_option(tcp::no_delay(true), error);
      boost::beast::tcp_stream stream(std::move(socket));
      if (tls) {
        using Stream = boost::beast::ssl_stream<boost::beast::tcp_stream>;
        std::make_shared<HttpSession<Stream>>(*this, Stream(std::move(stream), *tls))->run();
      } else {
        std::make_shared<HttpSession<boost::beast::tcp_stream>>(*this, std::move(stream))->run();
      }
    }
    accept();
  });
}

void Net::run(Handler& handler) {
  loop_->handler = &handler;
  boost::system::error_code ignored;
  loop_->signals.add(SIGINT, ignored);
  loop_->signals.add(SIGTERM, ignored);
  loop_->signals.async_wait([this](boost::system::error_code error, int) {
    if (!error) {
      loop_->io.stop();
    }
  });
  loop_->accept();
  while (!loop_->io.stopped()) {
    guarded("loop", [&] { loop_->io.run(); });
  }
}

void Net::stop() {
  loop_->io.stop();
}

void Net::post(std::function<void()> work) {
  asio::post(loop_->io, [work = std::move(work)] { guarded("work", work); });
}

void Net::every(std::chrono::milliseconds period, std::function<void()> work) {
  auto& timer = loop_->timers.emplace_back(std::make_unique<asio::steady_timer>(loop_->io, period));
  repeat(*timer, period, std::move(work));
}

bool Net::push(ConnectionId connection, std::shared_ptr<const std::string> text) {
  const auto found = loop_->targets.find(connection);
  return found != loop_->targets.end() && found->second->push(std::move(text));
}

}  // namespace threeam::server
