#include "sim/base/hash.h"

#include <gtest/gtest.h>

namespace threeam {
namespace {

// Vectors of draft-eastlake-fnv, appendix C.
TEST(Fnv1a, MatchesPublishedVectors) {
  Fnv1a empty;
  EXPECT_EQ(hex64(empty.value()), "cbf29ce484222325");
  Fnv1a a;
  a.add_bytes("a", 1);
  EXPECT_EQ(hex64(a.value()), "af63dc4c8601ec8c");
  Fnv1a foobar;
  foobar.add_bytes("foobar", 6);
  EXPECT_EQ(hex64(foobar.value()), "85944171f73967e8");
}

TEST(Fnv1a, FeedsOnIntegersAsLittleEndianBytes) {
  Fnv1a integer;
  integer.add(std::uint64_t{0x0807060504030201});
  Fnv1a bytes;
  bytes.add_bytes("\1\2\3\4\5\6\7\10", 8);
  EXPECT_EQ(integer.value(), bytes.value());
}

TEST(Fnv1a, TellsTextsApartByWhereTheyEnd) {
  Fnv1a one;
  one.add(std::string_view("ab"));
  one.add(std::string_view("c"));
  Fnv1a other;
  other.add(std::string_view("a"));
  other.add(std::string_view("bc"));
  EXPECT_NE(one.value(), other.value());
}

// FIPS 180-4 examples.
TEST(Sha256, MatchesPublishedVectors) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hex64, PadsToSixteenDigits) {
  EXPECT_EQ(hex64(0xbeef), "000000000000beef");
}

}  // namespace
}  // namespace threeam
