#include "sim/model/json.h"

#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace threeam {
namespace {

using ::testing::HasSubstr;

std::string error_of(std::string_view text) {
  const auto json = parse_json(text);
  return json ? "" : json.error().message;
}

TEST(ParseJson, ReadsWhatItWrites) {
  const std::string text = R"({"a":[1,-2,0.5,null,true],"b":{"c":"caf\u00e9"}})";
  const auto json = parse_json(text);
  ASSERT_TRUE(json);
  const auto again = parse_json(dump_json(*json));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *json);
}

TEST(ParseJson, RefusesBrokenText) {
  EXPECT_THAT(error_of(R"({"a": )"), HasSubstr("line 1"));
  EXPECT_THAT(error_of(""), HasSubstr("not valid JSON"));
  EXPECT_THAT(error_of("{} {}"), HasSubstr("not valid JSON"));
  EXPECT_THAT(error_of("\"\xff\""), HasSubstr("UTF-8"));
  EXPECT_THAT(error_of("1e999"), HasSubstr("not valid JSON"));
}

TEST(ParseJson, SaysWhereBrokenBytesAreAndDoesNotRepeatThem) {
  const std::string message = error_of("{\"a\": \"b\xff\"}");
  EXPECT_THAT(message, HasSubstr("column 9"));
  EXPECT_EQ(message.find('\xff'), std::string::npos);
  EXPECT_THAT(error_of("[1, tru]"), HasSubstr("last read"));
}

TEST(ParseJson, RefusesAKeyThatAppearsTwice) {
  EXPECT_THAT(error_of(R"({"role": 1, "role": 2})"), HasSubstr("\"role\" appears twice"));
  EXPECT_THAT(error_of(R"([{"x": {"y": 1, "y": 2}}])"), HasSubstr("\"y\" appears twice"));
  EXPECT_EQ(error_of(R"({"x": {"x": 1}, "y": [{"x": 1}, {"x": 1}]})"), "");
}

TEST(ParseJson, ReadsSixtyFourLevelsAndNoMore) {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  EXPECT_EQ(error_of(nested(64)), "");
  EXPECT_THAT(error_of(nested(65)), HasSubstr("deeper than 64"));
  EXPECT_THAT(error_of(std::string(1 << 20, '[')), HasSubstr("deeper than 64"));
}

TEST(ParseJson, ReadsSixteenMebibytesAndNoMore) {
  const std::size_t limit = std::size_t{16} << 20;
  EXPECT_EQ(error_of('"' + std::string(limit - 2, 'a') + '"'), "");
  EXPECT_THAT(error_of('"' + std::string(limit - 1, 'a') + '"'), HasSubstr("at most"));
}

TEST(DumpJson, SortsKeysAndReplacesInvalidUtf8) {
  Json json;
  json["b"] = "\xff";
  json["a"] = 1;
  EXPECT_EQ(dump_json(json), "{\"a\":1,\"b\":\"\xef\xbf\xbd\"}");
}

TEST(TypedReads, NameTheFieldAndWhatWasExpected) {
  const Json json{{"name", "x"}, {"count", 3}, {"ratio", 0.5}, {"huge", 1ULL << 63}};
  EXPECT_EQ(get_string(json, "name").value(), "x");
  EXPECT_EQ(get_integer(json, "count").value(), 3);
  EXPECT_EQ(get_number(json, "count").value(), 3.0);
  EXPECT_EQ(get_number(json, "ratio").value(), 0.5);

  const auto missing = get_string(json, "nobody");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(missing.error().where, "nobody");
  EXPECT_THAT(missing.error().message, HasSubstr("expected a string"));
  EXPECT_THAT(get_integer(json, "ratio").error().message, HasSubstr("expected an integer"));
  EXPECT_FALSE(get_integer(json, "huge"));
  EXPECT_FALSE(get_number(json, "name"));
  EXPECT_FALSE(get_string(Json::array(), "name"));
}

TEST(TypedReads, FallBack) {
  const Json json{{"name", "x"}};
  EXPECT_EQ(string_or(json, "name", "y"), "x");
  EXPECT_EQ(string_or(json, "other", "y"), "y");
  EXPECT_EQ(number_or(json, "name", 2.5), 2.5);
  EXPECT_EQ(integer_or(json, "name", 7), 7);
}

TEST(QueryCodec, IsItsOwnInverse) {
  Query query;
  query.metric = "error_ratio";
  query.where = {{"component", "gateway"}, {"route", "POST /captures"}};
  query.by = {"region", "version"};
  query.from = -30 * kMinute;
  query.to = 5 * kMinute;
  query.step = 30 * kSecond;
  query.offset = kHour;
  const auto again = query_from_json(to_json(query));
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(to_json(*again), to_json(query));
}

TEST(QueryCodec, LeavesStepAndOffsetToTheirDefaults) {
  const auto query =
      query_from_json(Json{{"metric", "request_rate"}, {"from_ns", -60}, {"to_ns", 0}});
  ASSERT_TRUE(query);
  EXPECT_EQ(query->step, 15 * kSecond);
  EXPECT_EQ(query->offset, 0);
  EXPECT_TRUE(query->by.empty());
}

TEST(QueryCodec, NamesTheFieldThatIsWrong) {
  const Json good{{"metric", "request_rate"}, {"from_ns", -60}, {"to_ns", 0}};
  const std::pair<const char*, Json> cases[] = {
      {"metric", 3},    {"from_ns", "yesterday"}, {"to_ns", 0.5},     {"where", Json::array()},
      {"by", "region"}, {"by", Json::array({1})}, {"step_ns", "15s"}, {"offset_ns", nullptr},
      {"from", -60}};
  for (const auto& [field, value] : cases) {
    Json bad = good;
    bad[field] = value;
    const auto query = query_from_json(bad);
    ASSERT_FALSE(query) << field;
    EXPECT_EQ(query.error().where, field);
  }
  EXPECT_EQ(query_from_json(Json{{"metric", "x"}, {"where", Json{{"region", 1}}}}).error().where,
            "where.region");
  EXPECT_FALSE(query_from_json(Json("request_rate")));
}

TEST(QueryResultCodec, WritesNoDataAsNull) {
  QueryResult result;
  result.unit = "ratio";
  result.times = {0, 15 * kSecond};
  result.series = {{{{"region", "north"}}, {0.25, std::numeric_limits<double>::quiet_NaN()}}};
  EXPECT_EQ(dump_json(to_json(result)),
            R"({"recorded":false,"series":[{"labels":{"region":"north"},"values":[0.25,null]}],)"
            R"("times_ns":[0,15000000000],"unit":"ratio"})");
}

}  // namespace
}  // namespace threeam
