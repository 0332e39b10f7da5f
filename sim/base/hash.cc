#include "sim/base/hash.h"

#include <array>

#include <openssl/sha.h>

namespace threeam {

namespace {

constexpr std::uint64_t kPrime = 1099511628211ULL;
constexpr std::string_view kDigits = "0123456789abcdef";

}  // namespace

void Fnv1a::add_bytes(const void* data, std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < size; ++i) {
    value_ = (value_ ^ bytes[i]) * kPrime;
  }
}

void Fnv1a::add(std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) {
    value_ = (value_ ^ ((value >> shift) & 0xff)) * kPrime;
  }
}

void Fnv1a::add(std::string_view text) {
  add(static_cast<std::uint64_t>(text.size()));
  add_bytes(text.data(), text.size());
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string text;
  text.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0xf];
  }
  return text;
}

std::string hex64(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 0; i < 16; ++i) {
    text[15 - i] = kDigits[(value >> (4 * i)) & 0xf];
  }
  return text;
}

}  // namespace threeam
