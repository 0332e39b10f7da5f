// The JSON Schema against a validator that is not ours.
#include <cstdlib>

#include "tests/unit/scenario/text_file.h"
#include <gtest/gtest.h>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "sim/model/json.h"
#include "sim/scenario/load.h"
#include "sim/scenario/rules.h"
#include "sim/scenario/yaml.h"

namespace threeam::scenario {
namespace {

// What a YAML 1.2 reader makes of it.
Json to_json(const Node& node) {
  switch (node.kind) {
    case NodeKind::null:
      return nullptr;
    case NodeKind::sequence: {
      Json list = Json::array();
      for (const Node& item : node.items) {
        list.push_back(to_json(item));
      }
      return list;
    }
    case NodeKind::mapping: {
      Json object = Json::object();
      for (const Entry& entry : node.entries) {
        object[entry.key] = to_json(entry.value);
      }
      return object;
    }
    case NodeKind::scalar:
      break;
  }
  return node.plain && is_not_text(node.text) ? Json::parse(node.text) : Json(node.text);
}

class JsonSchema : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    schema_ = new valijson::Schema;
    const Json json = Json::parse(json_schema());
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(json), *schema_);
  }
  static void TearDownTestSuite() { delete schema_; }

  // The first complaint, or "".
  static std::string complaint(const std::string& yaml) {
    const Document document = parse_yaml(yaml);
    EXPECT_TRUE(document.readable);
    const Json json = to_json(document.root);
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(*schema_, valijson::adapters::NlohmannJsonAdapter(json), &results)) {
      return "";
    }
    valijson::ValidationResults::Error error;
    std::string all;
    while (results.popError(error)) {
      for (const std::string& part : error.context) {
        all += part;
      }
      all += ": " + error.description + "\n";
    }
    return all.empty() ? "refused" : all;
  }

  static std::string changed(const std::string& before, const std::string& after) {
    std::string yaml = test_text("base.yaml");
    const auto at = yaml.find(before);
    EXPECT_NE(at, std::string::npos) << before;
    return yaml.replace(at, before.size(), after);
  }

  static valijson::Schema* schema_;
};

valijson::Schema* JsonSchema::schema_ = nullptr;

TEST_F(JsonSchema, AcceptsWhatLintAccepts) {
  EXPECT_EQ(complaint(test_text("base.yaml")), "");
  for (const auto& folder : bundled_scenarios()) {
    EXPECT_EQ(complaint(read_text(folder / "scenario.yaml")), "") << folder;
  }
}

TEST_F(JsonSchema, RefusesUnknownKeysWrongTypesAndWrongUnits) {
  EXPECT_NE(complaint(changed("workers: 16", "wrokers: 16")), "");
  EXPECT_NE(complaint(changed("workers: 16", "workers: many")), "");
  EXPECT_NE(complaint(changed("workers: 16", "workers: 0")), "");
  EXPECT_NE(complaint(changed("past: 40m", "past: 40")), "");
  EXPECT_NE(complaint(changed("past: 40m", "past: 40 min")), "");
  EXPECT_NE(complaint(changed("60/s", "60/min")), "");
  EXPECT_NE(complaint(changed("version: \"1.0\"", "version: 1.0")), "");
  EXPECT_NE(complaint(changed("kind: database", "kind: databse")), "");
  EXPECT_NE(complaint(changed("- effect: parcel", "- efect: parcel")), "");
  EXPECT_NE(complaint(changed("- write: orders\n", "- write: orders\n            rows: 1\n")), "");
  EXPECT_NE(complaint(changed("title: Orders failing\n", "")), "");
  EXPECT_NE(complaint(changed("    flag: {name: gift_wrap, on: true}\n", "")), "");
}

TEST_F(JsonSchema, DescribesEveryKeyOfTheTop) {
  const Json json = Json::parse(json_schema());
  EXPECT_EQ(json["$schema"], "https://json-schema.org/draft/2020-12/schema");
  for (const auto& [key, property] : json["properties"].items()) {
    EXPECT_FALSE(property.value("description", "").empty()) << key;
  }
}

TEST_F(JsonSchema, TheGuideNamesEveryKeyAndEveryRule) {
  const std::string guide = read_text(source_path("scenarios/README.md"));
  const auto expect_named = [&](const std::string& word, const std::string& where) {
    EXPECT_NE(guide.find("`" + word + "`"), std::string::npos) << word << " of " << where;
  };
  const Json json = Json::parse(json_schema());
  for (const auto& [noun, shape] : json["$defs"].items()) {
    for (const auto& form : shape.contains("anyOf") ? shape["anyOf"] : Json::array({shape})) {
      const Json properties = form.value("properties", Json::object());
      for (const auto& [key, property] : properties.items()) {
        expect_named(key, noun);
      }
    }
  }
  for (const Rule& rule : rules()) {
    expect_named(std::string(rule.id), "rules");
  }
}

TEST_F(JsonSchema, TheFileForEditorsIsTheOneThatIsWritten) {
  const auto path = source_path("scenarios/scenario.schema.json");
  if (std::getenv("THREEAM_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << json_schema();
  }
  EXPECT_EQ(read_text(path), json_schema()) << "run the test with THREEAM_UPDATE_GOLDEN=1";
}

}  // namespace
}  // namespace threeam::scenario
