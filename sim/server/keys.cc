#include "sim/server/keys.h"

#include <array>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "sim/base/assert.h"

namespace threeam::server {

std::string make_key() {
  constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
  std::array<unsigned char, 16> bytes{};
  THREEAM_ASSERT(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1);
  std::string key;
  unsigned bits = 0;
  unsigned held = 0;
  for (const unsigned char byte : bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      key.push_back(kAlphabet[(held >> bits) & 31U]);
    }
    held &= 31U;
  }
  key.push_back(kAlphabet[(held << (5 - bits)) & 31U]);
  THREEAM_ASSERT(key.size() == kKeyLength);
  return key;
}

bool same_key(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace threeam::server
