// Secrets in links and headers.
#pragma once

#include <string>
#include <string_view>

namespace threeam::server {

inline constexpr std::size_t kKeyLength = 26;

// 128 bits from the system's generator in lower-case base32 (RFC 4648, no padding).
std::string make_key();

// Takes the same time wherever the texts differ; the lengths are no secret.
bool same_key(std::string_view a, std::string_view b);

}  // namespace threeam::server
