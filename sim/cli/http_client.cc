#include "sim/cli/http_client.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace threeam::cli {

namespace {

constexpr std::size_t kAnswerBytesMax = 1 << 20;
constexpr int kPatienceSeconds = 60;  // a round runs its healthy past before it answers

struct Address {
  std::string host, port;
  std::string authority;  // as written: "127.0.0.1:8080", "[::1]:8080"
};

class Socket {
 public:
  explicit Socket(int descriptor) : descriptor_(descriptor) {}
  Socket(Socket&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  Socket& operator=(Socket&&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

Result<Address> parse_address(const std::string& server) {
  constexpr std::string_view kScheme = "http://";
  if (!server.starts_with(kScheme)) {
    return fail(ErrorCode::invalid_input, "expected http://HOST:PORT", server);
  }
  std::string rest = server.substr(kScheme.size());
  if (rest.ends_with('/')) {
    rest.pop_back();
  }
  const std::size_t colon = rest.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == rest.size()) {
    return fail(ErrorCode::invalid_input, "expected http://HOST:PORT", server);
  }
  std::string host = rest.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  }
  return Address{host, rest.substr(colon + 1), rest};
}

Result<Socket> connect_to(const Address& address, const std::string& server) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* first = nullptr;
  const int found = ::getaddrinfo(address.host.c_str(), address.port.c_str(), &wanted, &first);
  if (found != 0) {
    return fail(ErrorCode::storage, ::gai_strerror(found), server);
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(first, &::freeaddrinfo);
  int why = ECONNREFUSED;
  for (const addrinfo* at = first; at != nullptr; at = at->ai_next) {
    Socket socket(::socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol));
    if (socket.descriptor() < 0) {
      why = errno;
      continue;
    }
    const timeval patience{kPatienceSeconds, 0};
    ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(socket.descriptor(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    if (::connect(socket.descriptor(), at->ai_addr, at->ai_addrlen) == 0) {
      return socket;
    }
    why = errno;
  }
  return fail(
      ErrorCode::storage,
      fmt::format("no server answers there ({}); is `threeam serve` running?", std::strerror(why)),
      server);
}

Result<void> send_all(const Socket& socket, std::string_view bytes, const std::string& server) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) {
      continue;
    }
    if (sent <= 0) {
      return fail(ErrorCode::storage, std::strerror(errno), server);
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

// Until the peer closes, which "Connection: close" asks for.
Result<std::string> receive_all(const Socket& socket, const std::string& server) {
  std::string bytes;
  char piece[4096];
  while (bytes.size() <= kAnswerBytesMax) {
    const ssize_t got = ::recv(socket.descriptor(), piece, sizeof(piece), 0);
    if (got == 0) {
      return bytes;
    }
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      return fail(ErrorCode::storage, std::strerror(errno), server);
    }
    bytes.append(piece, static_cast<std::size_t>(got));
  }
  return fail(ErrorCode::invalid_input, "the answer is too long", server);
}

Result<HttpAnswer> parse_answer(const std::string& bytes, const std::string& server) {
  const std::size_t head = bytes.find("\r\n\r\n");
  constexpr std::string_view kVersion = "HTTP/1.";
  if (!bytes.starts_with(kVersion) || head == std::string::npos || head < 12) {
    return fail(ErrorCode::invalid_input, "the answer is not HTTP", server);
  }
  HttpAnswer answer;
  std::from_chars(bytes.data() + 9, bytes.data() + 12, answer.status);
  answer.body = bytes.substr(head + 4);
  return answer;
}

}  // namespace

Result<HttpAnswer> post_json(const std::string& server, std::string_view target,
                             std::string_view key, std::string_view body) {
  const Result<Address> address = parse_address(server);
  if (!address) {
    return tl::unexpected(address.error());
  }
  const Result<Socket> socket = connect_to(*address, server);
  if (!socket) {
    return tl::unexpected(socket.error());
  }
  const std::string request = fmt::format(
      "POST {} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n"
      "Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}",
      target, address->authority, key, body.size(), body);
  if (const Result<void> sent = send_all(*socket, request, server); !sent) {
    return tl::unexpected(sent.error());
  }
  const Result<std::string> bytes = receive_all(*socket, server);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  return parse_answer(*bytes, server);
}

}  // namespace threeam::cli
