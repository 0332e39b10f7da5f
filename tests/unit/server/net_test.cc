// Sockets against a handler that knows no rounds.
#include "sim/server/net.h"

#include <future>
#include <stdexcept>
#include <thread>

#include "tests/unit/server/client.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace threeam::server {
namespace {

using ::testing::HasSubstr;

class Echo final : public Handler {
 public:
  std::size_t body_limit(const Request&) const override { return 256 * 1024; }

  void on_request(Request request, Answer answer) override {
    if (request.path == "/throw") {
      throw std::runtime_error("on purpose");
    }
    if (request.path == "/later") {
      later = std::move(answer);
      arrived.set_value();
      return;
    }
    Response response;
    response.body = request.method + " " + request.path + " " + request.body;
    answer(std::move(response));
  }

  void on_upgrade(const Request& request,
                  std::function<void(std::optional<Response>)> ready) override {
    if (request.path == "/live") {
      return ready(std::nullopt);
    }
    Response refusal;
    refusal.status = 404;
    ready(refusal);
  }

  void on_open(ConnectionId connection, const Request&) override { opened.set_value(connection); }
  void on_close(ConnectionId connection) override { closed.set_value(connection); }

  Answer later;
  std::promise<void> arrived;
  std::promise<ConnectionId> opened;
  std::promise<ConnectionId> closed;
};

class NetTest : public ::testing::Test {
 protected:
  NetTest() {
    NetOptions options;
    options.headers = {{"X-Content-Type-Options", "nosniff"}};
    options.unsent_bytes_max = 256 * 1024;
    options.connections_max = 8;
    net_ = *Net::listen(options);
    loop_ = std::thread([this] { net_->run(echo_); });
  }

  ~NetTest() override {
    net_->stop();
    loop_.join();
    echo_.later = {};
  }

  Echo echo_;
  std::unique_ptr<Net> net_;
  std::thread loop_;
};

TEST_F(NetTest, AnswersOneRequestAfterAnotherOnAConnection) {
  Client client(net_->port());
  EXPECT_EQ(client.ask("GET", "/a?b=c")->body, "GET /a ");
  const auto reply = client.ask("POST", "/b", "hello");
  EXPECT_EQ(reply->body, "POST /b hello");
  EXPECT_EQ(reply->headers.at("x-content-type-options"), "nosniff");
}

TEST_F(NetTest, RefusesABodyThatIsTooLargeAndSaysSo) {
  Client client(net_->port());
  const auto reply = client.ask("POST", "/a", std::string(2 * 1024 * 1024, 'x'));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 413);
  EXPECT_EQ(Client(net_->port()).ask("GET", "/")->status, 200);
}

TEST_F(NetTest, RefusesAChunkedBodyThatIsTooLarge) {
  Client client(net_->port());
  client.send("POST /a HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n80000\r\n");
  client.send(std::string(0x80000, 'x'));
  const auto reply = client.reply();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 413);
}

TEST_F(NetTest, RefusesAHeaderThatIsTooLarge) {
  Client client(net_->port());
  const auto reply = client.ask("GET", "/", {}, {"X-Long: " + std::string(20'000, 'x')});
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 431);
}

TEST_F(NetTest, SurvivesGarbage) {
  for (const std::string& garbage :
       {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), std::string(300, '\0'),
        std::string("GET\r\n\r\n"), std::string("GET http://x HTTP/9.9\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n")}) {
    Client client(net_->port());
    client.send(garbage);
    const auto reply = client.reply();
    EXPECT_TRUE(!reply || reply->status == 400) << reply->status;
  }
  EXPECT_EQ(Client(net_->port()).ask("GET", "/")->status, 200);
}

TEST_F(NetTest, AnswersAHandlerThatThrowsWith500AndLives) {
  const auto reply = Client(net_->port()).ask("GET", "/throw");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 500);
  EXPECT_THAT(reply->body, HasSubstr("internal"));
  EXPECT_EQ(Client(net_->port()).ask("GET", "/")->status, 200);
}

TEST_F(NetTest, AnswersLaterWhileOthersGoOn) {
  Client waiting(net_->port());
  waiting.send("GET /later HTTP/1.1\r\nHost: t\r\n\r\n");
  echo_.arrived.get_future().wait();
  EXPECT_EQ(Client(net_->port()).ask("GET", "/")->status, 200);
  net_->post([this] {
    Response response;
    response.body = "at last";
    echo_.later(std::move(response));
  });
  EXPECT_EQ(waiting.reply()->body, "at last");
}

TEST_F(NetTest, PushesTextInOrderAndTellsOfTheEnd) {
  auto client = std::make_unique<Client>(net_->port());
  ASSERT_TRUE(client->upgrade("/live"));
  const ConnectionId id = echo_.opened.get_future().get();
  net_->post([this, id] {
    net_->push(id, std::make_shared<const std::string>("one"));
    net_->push(id, std::make_shared<const std::string>(std::string(70'000, 'x')));
    net_->push(id, std::make_shared<const std::string>("three"));
  });
  EXPECT_EQ(client->message(), "one");
  EXPECT_EQ(client->message()->size(), 70'000U);
  EXPECT_EQ(client->message(), "three");
  client.reset();
  EXPECT_EQ(echo_.closed.get_future().get(), id);
}

TEST_F(NetTest, RefusesAnUpgradeElsewhere) {
  EXPECT_FALSE(Client(net_->port()).upgrade("/elsewhere"));
}

TEST_F(NetTest, GivesUpAClientThatReadsTooSlowly) {
  Client client(net_->port(), 4096);
  ASSERT_TRUE(client.upgrade("/live"));
  const ConnectionId id = echo_.opened.get_future().get();
  std::promise<int> given_up;
  net_->post([&] {
    const auto text = std::make_shared<const std::string>(std::string(64 * 1024, 'x'));
    int sent = 0;
    while (net_->push(id, text)) {
      ++sent;
    }
    given_up.set_value(sent);
  });
  EXPECT_LE(given_up.get_future().get(), 5);  // 256 kB may wait
  EXPECT_EQ(echo_.closed.get_future().get(), id);
}

TEST_F(NetTest, ClosesConnectionsBeyondTheMost) {
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(std::make_unique<Client>(net_->port()));
    EXPECT_TRUE(clients.back()->ask("GET", "/"));
  }
  EXPECT_FALSE(Client(net_->port()).ask("GET", "/"));
}

TEST(Net, KnowsLoopback) {
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_TRUE(is_loopback("127.8.8.8"));
  EXPECT_TRUE(is_loopback("::1"));
  EXPECT_FALSE(is_loopback("0.0.0.0"));
  EXPECT_FALSE(is_loopback("192.168.0.4"));
  EXPECT_FALSE(is_loopback("localhost"));  // not numeric
}

TEST(Net, SaysThatAnAddressIsInUse) {
  NetOptions options;
  const auto first = Net::listen(options);
  ASSERT_TRUE(first);
  options.port = (*first)->port();
  const auto second = Net::listen(options);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::storage);
}

}  // namespace
}  // namespace threeam::server
