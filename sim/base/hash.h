// Hashes. Fnv1a for state (fast, not secret), sha256 for chains and digests (collision resistant).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace threeam {

// FNV-1a 64 (Fowler, Noll, Vo; draft-eastlake-fnv). Feeds on integers and bytes, little-endian.
class Fnv1a {
 public:
  void add_bytes(const void* data, std::size_t size);
  void add(std::uint64_t value);
  void add(std::int64_t value) { add(static_cast<std::uint64_t>(value)); }
  void add(std::string_view text);  // its length, then its bytes
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 14695981039346656037ULL;
};

// Lower-case hex of the SHA-256 digest (FIPS 180-4), 64 characters.
std::string sha256_hex(std::string_view bytes);

// Sixteen lower-case hex digits.
std::string hex64(std::uint64_t value);

}  // namespace threeam
