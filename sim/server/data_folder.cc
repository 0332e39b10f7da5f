#include "sim/server/data_folder.h"

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include "sim/server/keys.h"

namespace threeam::server {
namespace {

constexpr const char* kOperatorKey = "operator_key";

tl::unexpected<Error> cannot_write(const std::string& path) {
  return fail(ErrorCode::storage, fmt::format("cannot write: {}", std::strerror(errno)), path);
}

}  // namespace

Result<std::unique_ptr<store::Store>> open_store(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::create_directories(folder, error)) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  if (error) {
    return fail(ErrorCode::storage, "cannot make the data folder: " + error.message(), folder);
  }
  return store::open_sqlite((fs::path(folder) / "rounds.db").string());
}

Result<std::string> operator_key(store::Store& store, const std::string& folder) {
  auto key = store.setting(kOperatorKey);
  if (!key) {
    if (key.error().code != ErrorCode::not_found) {
      return key;
    }
    key = make_key();
    if (auto ok = store.save_setting(kOperatorKey, *key); !ok) {
      return tl::unexpected(ok.error());
    }
  }
  if (auto ok = write_line(folder, "operator.key", *key); !ok) {
    return tl::unexpected(ok.error());
  }
  return key;
}

Result<void> write_line(const std::string& folder, const std::string& name,
                        const std::string& line) {
  const std::string path = (std::filesystem::path(folder) / name).string();
  const std::string fresh = path + ".new";
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) {
    return cannot_write(fresh);
  }
  const std::string text = line + "\n";
  const bool written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(file) == 0;
  ::close(file);
  if (!written || std::rename(fresh.c_str(), path.c_str()) != 0) {
    return cannot_write(path);
  }
  return {};
}

Result<Address> parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const auto bad = [&] {
    return fail(ErrorCode::invalid_input, "expected HOST:PORT, as in 127.0.0.1:8080", text);
  };
  if (colon == std::string::npos || colon == 0) {
    return bad();
  }
  Address address;
  address.host = text.substr(0, colon);
  if (address.host.starts_with('[') && address.host.ends_with(']')) {
    address.host = address.host.substr(1, address.host.size() - 2);
  }
  if (address.host == "localhost") {
    address.host = "127.0.0.1";
  }
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data() + colon + 1, last, address.port);
  if (error != std::errc() || end != last) {
    return bad();
  }
  return address;
}

std::string to_string(const Address& address) {
  const bool six = address.host.find(':') != std::string::npos;
  return six ? fmt::format("[{}]:{}", address.host, address.port)
             : fmt::format("{}:{}", address.host, address.port);
}

}  // namespace threeam::server
