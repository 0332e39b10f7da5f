// The same sockets under TLS, with a certificate made for the test.
#include <cstdio>
#include <thread>

#include "tests/unit/server/client.h"
#include "tests/unit/server/served.h"
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sim/server/net.h"

namespace threeam::server {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// A self-signed certificate for an hour, as two PEM files.
void write_certificate(const std::string& certificate_path, const std::string& key_path) {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  const std::string host = "localhost";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(host.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_sign(certificate, key, EVP_sha256());
  std::FILE* file = std::fopen(certificate_path.c_str(), "w");
  PEM_write_X509(file, certificate);
  std::fclose(file);
  file = std::fopen(key_path.c_str(), "w");
  PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ =
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 &&
        SSL_set_fd(ssl_, socket_) == 1 && SSL_connect(ssl_) == 1;
  }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;
  ~TlsClient() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
    ::close(socket_);
  }

  bool connected() const { return connected_; }
  void send(const std::string& bytes) {
    SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()));
  }
  // Reads until `text` has come, or the end.
  std::string read_until(std::string_view text) {
    std::string got;
    char piece[4096];
    while (got.find(text) == std::string::npos) {
      const int size = SSL_read(ssl_, piece, sizeof(piece));
      if (size <= 0) {
        break;
      }
      got.append(piece, static_cast<std::size_t>(size));
    }
    return got;
  }

 private:
  int socket_;
  SSL_CTX* context_ = SSL_CTX_new(TLS_client_method());
  SSL* ssl_ = SSL_new(context_);
  bool connected_ = false;
};

// Answers "hello", and sends "one" to a WebSocket.
class Greeter final : public Handler {
 public:
  std::size_t body_limit(const Request&) const override { return 1024; }
  void on_request(Request, Answer answer) override {
    Response response;
    response.body = "hello";
    answer(std::move(response));
  }
  void on_upgrade(const Request&, std::function<void(std::optional<Response>)> ready) override {
    ready(std::nullopt);
  }
  void on_open(ConnectionId connection, const Request&) override {
    net->push(connection, std::make_shared<const std::string>("one"));
  }
  void on_close(ConnectionId) override {}

  Net* net = nullptr;
};

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() {
    NetOptions options;
    options.tls_certificate = folder_.path() + "/certificate.pem";
    options.tls_key = folder_.path() + "/key.pem";
    write_certificate(options.tls_certificate, options.tls_key);
    auto net = Net::listen(options);
    EXPECT_TRUE(net) << (net ? "" : to_string(net.error()));
    net_ = *std::move(net);
    greeter_.net = net_.get();
    loop_ = std::thread([this] { net_->run(greeter_); });
  }
  ~TlsTest() override {
    net_->stop();
    loop_.join();
  }

  TemporaryFolder folder_;
  Greeter greeter_;
  std::unique_ptr<Net> net_;
  std::thread loop_;
};

TEST_F(TlsTest, AnswersRequests) {
  TlsClient client(net_->port());
  ASSERT_TRUE(client.connected());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  const std::string reply = client.read_until("hello");
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(reply, HasSubstr("hello"));
}

TEST_F(TlsTest, PushesToAWebSocket) {
  TlsClient client(net_->port());
  ASSERT_TRUE(client.connected());
  client.send(
      "GET /live HTTP/1.1\r\nHost: t\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
  const std::string frame = "\x81\x03one";
  EXPECT_THAT(client.read_until(frame), StartsWith("HTTP/1.1 101"));
}

TEST_F(TlsTest, PlainHttpIsNotAnswered) {
  EXPECT_FALSE(Client(net_->port()).ask("GET", "/"));
  TlsClient client(net_->port());
  EXPECT_TRUE(client.connected()) << "it lives";
}

}  // namespace
}  // namespace threeam::server
