// The server's folder: rounds.db, operator.key, address.
#pragma once

#include <memory>
#include <string>

#include "sim/base/result.h"
#include "sim/store/store.h"

namespace threeam::server {

// Makes the folder (mode 0700) when it is missing, and opens its store.
Result<std::unique_ptr<store::Store>> open_store(const std::string& folder);

// The operator's key: from the store's settings, or new at the first start; in both cases written
// to FOLDER/operator.key with mode 0600.
Result<std::string> operator_key(store::Store& store, const std::string& folder);

// One line into FOLDER/`name`, whole or not at all, mode 0600.
Result<void> write_line(const std::string& folder, const std::string& name,
                        const std::string& line);

struct Address {
  std::string host;  // numeric, without brackets
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:0", "localhost:8080".
Result<Address> parse_address(const std::string& text);
// "127.0.0.1:8080", "[::1]:8080".
std::string to_string(const Address& address);

}  // namespace threeam::server
