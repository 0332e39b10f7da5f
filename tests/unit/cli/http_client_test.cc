#include "sim/cli/http_client.h"

#include <string>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace threeam::cli {
namespace {

// Takes one connection on a port of the system's choice, reads until `expects` came, sends
// `answer`.
class OneAnswer {
 public:
  OneAnswer(std::string expects, std::string answer) {
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(listener_, plain, size), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    EXPECT_EQ(::getsockname(listener_, plain, &size), 0);
    port_ = ::ntohs(address.sin_port);
    peer_ = std::jthread([this, expects = std::move(expects), answer = std::move(answer)] {
      const int connection = ::accept(listener_, nullptr, nullptr);
      char piece[1024];
      while (request_.find(expects) == std::string::npos) {
        const ssize_t got = ::recv(connection, piece, sizeof(piece), 0);
        if (got <= 0) {
          break;
        }
        request_.append(piece, static_cast<std::size_t>(got));
      }
      ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
      ::close(connection);
    });
  }
  OneAnswer(const OneAnswer&) = delete;
  OneAnswer& operator=(const OneAnswer&) = delete;
  ~OneAnswer() { ::close(listener_); }

  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::string request() {
    peer_.join();
    return request_;
  }

 private:
  int listener_ = -1;
  int port_ = 0;
  std::string request_;
  std::jthread peer_;
};

TEST(HttpClient, SendsTheKeyAndReadsStatusAndBody) {
  OneAnswer server("{\"a\":1}",
                   "HTTP/1.1 201 Created\r\nContent-Length: 11\r\n\r\n{\"id\":\"r1\"}");
  const Result<HttpAnswer> answer =
      post_json(server.address() + "/", "/api/rounds", "sesame", "{\"a\":1}");
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->body, "{\"id\":\"r1\"}");
  const std::string request = server.request();
  EXPECT_TRUE(request.starts_with("POST /api/rounds HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("Authorization: Bearer sesame\r\n"), std::string::npos);
  EXPECT_NE(request.find("Content-Length: 7\r\n"), std::string::npos);
  EXPECT_NE(request.find("Host: 127.0.0.1:"), std::string::npos);
  EXPECT_EQ(request.find("/\r\nAuth"), std::string::npos);
}

TEST(HttpClient, NamesAPeerThatDoesNotSpeakHttp) {
  OneAnswer server("\r\n\r\n", "220 mail.example.test ESMTP\r\n");
  const Result<HttpAnswer> answer = post_json(server.address(), "/", "k", "{}");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(answer.error().where, server.address());
}

TEST(HttpClient, RefusesWhatIsNoAddress) {
  for (const char* server : {"", "127.0.0.1:80", "https://127.0.0.1:80", "http://127.0.0.1",
                             "http://:80", "http://127.0.0.1:"}) {
    const Result<HttpAnswer> answer = post_json(server, "/", "k", "{}");
    ASSERT_FALSE(answer) << server;
    EXPECT_EQ(answer.error().code, ErrorCode::invalid_input) << server;
  }
}

}  // namespace
}  // namespace threeam::cli
