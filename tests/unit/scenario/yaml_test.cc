#include "sim/scenario/yaml.h"

#include <gtest/gtest.h>

namespace threeam::scenario {
namespace {

std::string refusal(std::string_view text) {
  const Document document = parse_yaml(text);
  if (document.refusals.empty()) {
    return "";
  }
  const Refusal& first = document.refusals.front();
  return first.rule + " " + std::to_string(first.mark.line) + ":" +
         std::to_string(first.mark.column);
}

TEST(Yaml, KeepsThePlaceOfEveryKeyAndValue) {
  const Document document = parse_yaml("a:\n  b: [1, \"two\"]\n");
  ASSERT_TRUE(document.readable);
  const Entry* a = document.root.find("a");
  ASSERT_NE(a, nullptr);
  EXPECT_EQ(a->mark.line, 1);
  EXPECT_EQ(a->mark.column, 1);
  const Entry* b = a->value.find("b");
  ASSERT_NE(b, nullptr);
  EXPECT_EQ(b->mark.line, 2);
  EXPECT_EQ(b->mark.column, 3);
  ASSERT_EQ(b->value.items.size(), 2U);
  EXPECT_EQ(b->value.items[1].mark.column, 10);
  EXPECT_TRUE(b->value.items[0].plain);
  EXPECT_FALSE(b->value.items[1].plain);
}

TEST(Yaml, RefusesWhatIsNotUtf8AtItsPlace) {
  EXPECT_EQ(refusal("a: b\nc: \xC3\x28\n"), "not-utf8 2:4");
  EXPECT_EQ(refusal("a: \xED\xA0\x80\n"), "not-utf8 1:4");      // a surrogate
  EXPECT_EQ(refusal("a: \xC0\xAF\n"), "not-utf8 1:4");          // overlong
  EXPECT_EQ(refusal("a: \xF4\x90\x80\x80\n"), "not-utf8 1:4");  // beyond U+10FFFF
  EXPECT_EQ(refusal(std::string_view("a: \0b\n", 6)), "not-utf8 1:4");
  EXPECT_EQ(refusal("a: \"\xE2\x82\xAC \xF0\x9F\x98\x80 \xC3\xA9\"\n"), "");
}

TEST(Yaml, RefusesLargeFilesAndDeepOnes) {
  EXPECT_EQ(refusal(std::string(kMaxFileBytes + 1, ' ')), "too-large 0:0");
  const auto nested = [](int levels) {
    return std::string(static_cast<std::size_t>(levels), '[') +
           std::string(static_cast<std::size_t>(levels), ']');
  };
  EXPECT_EQ(refusal(nested(kMaxDepth)), "");
  EXPECT_EQ(refusal(nested(kMaxDepth + 1)), "too-deep 1:33");
  EXPECT_EQ(refusal(nested(100'000)), "too-deep 1:33");
  std::string wide;
  for (std::size_t i = 0; i <= kMaxKeys; ++i) {
    wide += "k" + std::to_string(i) + ":\n";
  }
  EXPECT_EQ(refusal(wide), "too-large 10001:1");
}

TEST(Yaml, ReportsEveryDuplicateAndKeepsTheFirst) {
  const Document document = parse_yaml("a: 1\na: 2\nb: 1\nb: 2\n");
  EXPECT_TRUE(document.readable);
  EXPECT_EQ(document.refusals.size(), 2U);
  EXPECT_EQ(document.root.find("a")->value.text, "1");
}

TEST(Yaml, SaysWhatIsEmptyOrBroken) {
  EXPECT_EQ(refusal(""), "syntax 1:1");
  EXPECT_EQ(refusal("# only a comment\n"), "syntax 1:1");
  EXPECT_EQ(refusal("a: [1\nb: 2\n"), "syntax 2:2");
  EXPECT_EQ(refusal("a: *nobody\n"), "syntax 1:4");
  EXPECT_EQ(refusal("a: &x 1\n"), "alias 1:4");
  EXPECT_EQ(refusal("{[a]: 1}\n"), "syntax 1:2");
}

TEST(Yaml, TellsNumbersFromTextAsYaml12Does) {
  for (const char* number : {"1", "-1", "+1.5", "1.", ".5", "1e3", "1.5E-3", "0x1F", "0o17", ".inf",
                             "-.inf", ".nan", "true", "false", "null", "~"}) {
    EXPECT_TRUE(is_not_text(number)) << number;
  }
  for (const char* text :
       {"1.2.3", "1h", "v1", "yes", "on", "1e", "1_000", "-", "+", "e3", "True"}) {
    EXPECT_FALSE(is_not_text(text)) << text;
  }
}

}  // namespace
}  // namespace threeam::scenario
