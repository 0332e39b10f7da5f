// `threeam serve`: the server, and on request a first round to look at.
#include <string>
#include <thread>

#include <fmt/format.h>

#include "sim/cli/links.h"
#include "sim/cli/output.h"
#include "sim/cli/verbs.h"
#include "sim/server/server.h"

namespace threeam::cli {

namespace {

void open_demo(const ServeOptions& options, const std::string& address) {
  const Result<std::string> key = operator_key(options.data);
  if (!key) {
    complain(key.error());
    return;
  }
  const Json wanted{{"scenario", options.demo}, {"level", "senior"}};
  const Result<Json> created = create_round(address, *key, wanted);
  if (!created) {
    complain(created.error());
    return;
  }
  print(links_text(*created));
  print(
      "\nThe interviewer starts the clock; the candidate's page waits for it. Ctrl-C ends the "
      "server.\n");
}

}  // namespace

int serve(const ServeOptions& options) {
  if (!options.demo.empty() && !options.certificate.empty()) {
    return complain_usage("--demo is for a look on this machine; with TLS use the operator's page");
  }
  server::Options server;
  server.listen = options.listen;
  server.data_folder = options.data;
  server.scenarios_folder = options.scenarios;
  server.tls_certificate = options.certificate;
  server.tls_key = options.private_key;
  server.insecure = options.insecure;
  // Asks the server as any client would, while the server's own thread answers.
  std::jthread demo;
  const Result<void> served = server::serve(server, [&](const std::string& address) {
    print(fmt::format("listening on {}\noperator's page {}/, key in {}/operator.key\n", address,
                      address, options.data));
    if (!options.demo.empty()) {
      demo = std::jthread([&options, address] { open_demo(options, address); });
    }
  });
  if (!served) {
    const bool usage = served.error().code == ErrorCode::invalid_input;
    return usage ? complain_usage(to_string(served.error())) : complain(served.error());
  }
  return kHolds;
}

}  // namespace threeam::cli
