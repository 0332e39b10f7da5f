#include "tests/unit/server/client.h"

#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace threeam::server {

Client::Client(std::uint16_t port, int receive_buffer)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer > 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
  }
  const timeval patience{600, 0};  // a sanitizer on a busy machine takes minutes for a round's past
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect");
  }
}

Client::~Client() {
  ::close(socket_);
}

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return;  // the peer closed; the reply says why
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Client::fill() {
  char piece[65536];
  const ssize_t got = ::recv(socket_, piece, sizeof(piece), 0);
  if (got <= 0) {
    return false;
  }
  buffer_.append(piece, static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> Client::take(std::size_t size) {
  while (buffer_.size() < size) {
    if (!fill()) {
      return std::nullopt;
    }
  }
  std::string taken = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return taken;
}

std::optional<Reply> Client::reply() {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) {
      return std::nullopt;
    }
  }
  const std::string head = *take(end + 4);
  Reply reply;
  reply.status = std::stoi(head.substr(9, 3));
  std::size_t at = head.find("\r\n") + 2;
  while (at + 2 < head.size()) {
    const std::size_t line_end = head.find("\r\n", at);
    const std::string line = head.substr(at, line_end - at);
    std::string name = line.substr(0, line.find(':'));
    for (char& c : name) {
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    reply.headers[name] = line.substr(line.find(':') + 2);
    at = line_end + 2;
  }
  if (const auto length = reply.headers.find("content-length"); length != reply.headers.end()) {
    auto body = take(std::stoul(length->second));
    if (!body) {
      return std::nullopt;
    }
    reply.body = *std::move(body);
  }
  return reply;
}

std::optional<Reply> Client::ask(std::string_view method, std::string_view target,
                                 std::string_view body, const std::vector<std::string>& headers) {
  std::string request;
  request.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: test\r\n");
  for (const std::string& header : headers) {
    request.append(header).append("\r\n");
  }
  if (method != "GET") {
    request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  }
  send(request.append("\r\n").append(body));
  return reply();
}

bool Client::upgrade(std::string_view target, const std::vector<std::string>& headers) {
  std::vector<std::string> all = headers;
  all.insert(all.end(),
             {"Upgrade: websocket", "Connection: Upgrade",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"});
  const auto answer = ask("GET", target, {}, all);
  return answer && answer->status == 101;
}

std::optional<std::string> Client::message() {
  for (;;) {
    const auto head = take(2);
    if (!head) {
      return std::nullopt;
    }
    const auto byte = [](char c) {
      return static_cast<std::uint64_t>(static_cast<unsigned char>(c));
    };
    std::uint64_t size = byte((*head)[1]) & 0x7F;
    if (size >= 126) {
      const auto more = take(size == 126 ? 2 : 8);
      if (!more) {
        return std::nullopt;
      }
      size = 0;
      for (const char c : *more) {
        size = size * 256 + byte(c);
      }
    }
    auto text = take(size);
    const std::uint64_t opcode = byte((*head)[0]) & 0x0F;
    if (!text || opcode == 8) {
      return std::nullopt;
    }
    if (opcode == 1) {
      return text;
    }
  }
}

}  // namespace threeam::server
