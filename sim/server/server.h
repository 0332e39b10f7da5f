// The server: rounds over HTTP and WebSocket, as API.md says.
#pragma once

#include <functional>
#include <string>

#include "sim/base/result.h"

namespace threeam::server {

struct Options {
  std::string listen = "127.0.0.1:8080";  // "HOST:PORT", "[::1]:PORT"; port 0: the system chooses
  std::string data_folder;                // made when missing: rounds.db, operator.key, address
  std::string scenarios_folder;           // one folder in it a scenario
  std::string tls_certificate, tls_key;   // PEM files; both or none
  bool insecure = false;                  // listen elsewhere than on loopback without TLS
};

// Serves until SIGINT or SIGTERM. `on_listening` is called once the server accepts connections,
// with its address ("http://127.0.0.1:8080"). By then the data folder holds `operator.key` (mode
// 0600, made at the first start) and `address`, each one line, for whoever may read the folder.
//
// Errors: `invalid_input` (an address that is none, one that is not loopback without TLS or
// `insecure`, a bad certificate), `storage` (the data folder, the address is in use). Rounds that
// were not finished are restored while the server already answers; requests for them wait.
Result<void> serve(const Options& options,
                   const std::function<void(const std::string& address)>& on_listening);

}  // namespace threeam::server
