#include "sim/round/fields.h"

#include <gtest/gtest.h>

namespace threeam::round {
namespace {

constexpr std::string_view kColours[] = {"red", "green"};

std::string where(const Result<void>& result) {
  return result ? "" : result.error().where;
}
std::string why(const Result<void>& result) {
  return result ? "" : result.error().message;
}

TEST(Fields, TakeWhatTheyKnow) {
  const Json payload{{"text", "x"}, {"colour", "red"}, {"count", 3}, {"share", 0.5}, {"on", true}};
  EXPECT_TRUE(Fields(payload)
                  .text("text")
                  .word("colour", kColours)
                  .integer("count", 1, 3)
                  .number("share", 0, 1)
                  .boolean("on")
                  .may()
                  .text("more")
                  .done());
}

TEST(Fields, NameTheFirstThatIsWrong) {
  const auto check = [](const Json& payload) {
    return Fields(payload)
        .text("text")
        .may()
        .word("colour", kColours)
        .may()
        .integer("count", 1, 3)
        .may()
        .number("share", 0, 1)
        .may()
        .boolean("on")
        .done();
  };
  EXPECT_EQ(where(check(Json::object())), "text");
  EXPECT_EQ(where(check(Json{{"text", 1}, {"colour", 2}})), "text");
  EXPECT_EQ(where(check(Json{{"text", std::string(kMaxText + 1, 'x')}})), "text");
  EXPECT_EQ(where(check(Json{{"text", std::string(kMaxText, 'x')}})), "");
  EXPECT_EQ(why(check(Json{{"text", "x"}, {"colour", "blue"}})), "expected one of red, green");
  EXPECT_EQ(where(check(Json{{"text", "x"}, {"count", 0}})), "count");
  EXPECT_EQ(where(check(Json{{"text", "x"}, {"count", 2.5}})), "count");
  EXPECT_EQ(why(check(Json{{"text", "x"}, {"share", 1.5}})),
            "expected a number from 0 to 1, found 1.5");
  EXPECT_EQ(where(check(Json{{"text", "x"}, {"on", 1}})), "on");
}

TEST(Fields, RefuseWhatNobodyAskedFor) {
  EXPECT_EQ(where(Fields(Json{{"text", "x"}, {"txet", "y"}}).text("text").done()), "txet");
  EXPECT_EQ(where(Fields(Json::array()).may().text("text").done()), "payload");
}

TEST(Fields, LetOnlyTheNextFieldBeMissing) {
  EXPECT_EQ(where(Fields(Json::object()).may().text("a").text("b").done()), "b");
}

}  // namespace
}  // namespace threeam::round
