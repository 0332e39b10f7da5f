#include "sim/scenario/schema.h"

#include <utility>

#include <fmt/format.h>

#include "sim/base/text.h"
#include "sim/model/metric.h"
#include "sim/scenario/load.h"
#include "sim/scenario/read.h"

namespace threeam::scenario {
namespace {

constexpr std::string_view kDuration = "([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h))+";

Json text_schema() {
  return {{"type", "string"}, {"minLength", 1}};
}

Json pattern_schema(std::string pattern) {
  return {{"type", "string"}, {"pattern", "^" + std::move(pattern) + "$"}};
}

Json duration_schema(bool may_be_negative) {
  return pattern_schema((may_be_negative ? "-?" : "") + std::string(kDuration));
}

Json rate_schema() {
  return pattern_schema("[0-9]+(\\.[0-9]+)?/s");
}

Json word_schema(const std::vector<std::string_view>& words) {
  return {{"type", "string"}, {"enum", words}};
}

Json integer_schema(Range<int> range) {
  return {{"type", "integer"}, {"minimum", range.least}, {"maximum", range.most}};
}

Json list_schema(Json items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

Json by_name_schema(Json values) {
  return {{"type", "object"}, {"additionalProperties", std::move(values)}};
}

// The catalogue, for an editor to offer with what each is. Any text will do: a name that is none is
// lint's to find.
Json metrics_schema() {
  Json known = Json::array();
  for (const PanelMetric& metric : panel_metrics()) {
    const auto labels = series_catalogue()[static_cast<std::size_t>(metric.series)].labels;
    known.push_back(
        {{"const", metric.name},
         {"title", metric.title},
         {"description", fmt::format("{}; by {}", metric.unit, fmt::join(labels, ", "))}});
  }
  known.push_back(text_schema());
  return {{"anyOf", std::move(known)}};
}

Json empty_shape() {
  return {{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
}

// "a log line" -> "log_line"
std::string shape_name(std::string_view noun) {
  for (const std::string_view article : {"a ", "an ", "the "}) {
    if (noun.starts_with(article)) {
      noun.remove_prefix(article.size());
      break;
    }
  }
  std::string name(noun);
  for (char& c : name) {
    c = c == ' ' ? '_' : c;
  }
  return name;
}

Json whole_schema(std::string_view title, const ReadFields& read) {
  Json shapes = Json::object();
  Json schema = empty_shape();
  SchemaWriter writer(schema, shapes);
  read(writer);
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = title;
  schema["$defs"] = std::move(shapes);
  return schema;
}

}  // namespace

SchemaWriter::SchemaWriter(Json& shape, Json& shapes) : shape_(shape), shapes_(shapes) {}

void SchemaWriter::property(Key key, Json schema) {
  schema["description"] = key.about;
  shape_["properties"][std::string(key.name)] = std::move(schema);
  if (key.required) {
    shape_["required"].push_back(key.name);
  }
}

Json SchemaWriter::reference(std::string_view noun, const ReadFields& read) {
  const std::string name = shape_name(noun);
  if (!shapes_.contains(name)) {
    shapes_[name] = Json();  // so that a shape may hold itself
    Json shape = empty_shape();
    SchemaWriter writer(shape, shapes_);
    read(writer);
    shapes_[name] = std::move(shape);
  }
  return {{"$ref", "#/$defs/" + name}};
}

void SchemaWriter::merge(const Json& other) {
  for (const auto& [name, schema] : other["properties"].items()) {
    Json& mine = shape_["properties"][name];
    if (mine.is_null() || mine == schema) {
      mine = schema;
    } else if (mine.contains("anyOf")) {
      mine["anyOf"].push_back(schema);
    } else {
      mine = {{"anyOf", Json::array({std::move(mine), schema})}};
    }
  }
}

// ---- scalars --------------------------------------------------------------------------------

void SchemaWriter::text(Key key, std::string&) {
  property(key, key.required ? text_schema() : Json{{"type", "string"}});
}

void SchemaWriter::texts(Key key, std::vector<std::string>&) {
  property(key, list_schema(text_schema()));
}

void SchemaWriter::boolean(Key key, bool& out) {
  Json schema = {{"type", "boolean"}};
  if (!key.required) {
    schema["default"] = out;
  }
  property(key, std::move(schema));
}

void SchemaWriter::boolean(Key key, std::optional<bool>&) {
  property(key, {{"type", "boolean"}});
}

void SchemaWriter::yes(Key key, bool&) {
  property(key, {{"type", "boolean"}, {"const", true}});
}

void SchemaWriter::integer(Key key, int& out, Range<int> range) {
  Json schema = integer_schema(range);
  if (!key.required && out >= range.least) {
    schema["default"] = out;
  }
  property(key, std::move(schema));
}

void SchemaWriter::integers(Key key, std::vector<int>& out, Range<int> range) {
  Json schema = list_schema(integer_schema(range));
  if (!key.required) {
    schema["default"] = out;
  }
  property(key, std::move(schema));
}

void SchemaWriter::number(Key key, double& out, Range<double> range) {
  Json schema = {{"type", "number"}, {"minimum", range.least}};
  if (range.most < kNotNegative.most) {
    schema["maximum"] = range.most;
  }
  if (!key.required && out >= range.least) {
    schema["default"] = out;
  }
  property(key, std::move(schema));
}

void SchemaWriter::duration(Key key, Duration& out, Range<Duration> range) {
  Json schema = duration_schema(range.least < 0);
  if (!key.required) {
    schema["default"] = format_duration(out);
  }
  property(key, std::move(schema));
}

void SchemaWriter::time(Key key, SimTime&) {
  property(key, duration_schema(true));
}

void SchemaWriter::moment(Key key, SimTime&, SimTime) {
  property(key, pattern_schema("(now|page|(now|page)?[+-]" + std::string(kDuration) + ")"));
}

void SchemaWriter::clock(Key key, std::int64_t&) {
  property(key, pattern_schema("([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"));
}

void SchemaWriter::rate(Key key, double&) {
  property(key, rate_schema());
}

void SchemaWriter::labels(Key key, Labels&) {
  property(key, by_name_schema(text_schema()));
}

void SchemaWriter::nothing(Key key) {
  property(key, {{"type", "null"}});
}

void SchemaWriter::file(Key key, std::string&) {
  property(key, text_schema());
}

void SchemaWriter::word(Key key, int& out, const std::vector<std::string_view>& words) {
  Json schema = word_schema(words);
  if (!key.required && out >= 0) {
    schema["default"] = words[static_cast<std::size_t>(out)];
  }
  property(key, std::move(schema));
}

void SchemaWriter::words(Key key, std::vector<std::string>&,
                         const std::vector<std::string_view>& words) {
  property(key, list_schema(word_schema(words)));
}

// ---- names ----------------------------------------------------------------------------------

void SchemaWriter::define(Key key, Kind, std::string&, const std::string&) {
  property(key, text_schema());
}

void SchemaWriter::defines(Key key, Kind, std::vector<std::string>&) {
  property(key, list_schema(text_schema()));
}

void SchemaWriter::refer(Key key, Kind kind, std::string&, const std::string&) {
  if (kind != Kind::metric) {
    return property(key, text_schema());
  }
  if (!shapes_.contains("metric")) {
    shapes_["metric"] = metrics_schema();
  }
  property(key, {{"$ref", "#/$defs/metric"}});
}

void SchemaWriter::refers(Key key, Kind, std::vector<std::string>&, const std::string&) {
  property(key, list_schema(text_schema()));
}

void SchemaWriter::operation(Key key, std::string&, std::string&) {
  property(key, pattern_schema(".+\\..+"));
}

void SchemaWriter::integers_by_region(Key key, std::map<std::string, int>&, Range<int> range) {
  property(key, by_name_schema(integer_schema(range)));
}

void SchemaWriter::rates_by_region(Key key, std::map<std::string, double>&) {
  property(key, by_name_schema(rate_schema()));
}

// ---- nested ---------------------------------------------------------------------------------

void SchemaWriter::object(Key key, std::string_view noun, const ReadFields& read) {
  property(key, reference(noun, read));
}

void SchemaWriter::list(Key key, std::string_view noun, const ReadFields& read) {
  property(key, list_schema(reference(noun, read)));
}

void SchemaWriter::map(Key key, std::string_view noun, Kind, const std::string&,
                       const ReadNamed& read) {
  property(key, by_name_schema(reference(noun, [&](Fields& in) { read(in, ""); })));
}

void SchemaWriter::lists(Key key, std::string_view, Kind, const ReadNamed& read) {
  Json one = empty_shape();
  SchemaWriter writer(one, shapes_);
  read(writer, "name");
  property(key, by_name_schema(one["properties"]["name"]));
}

void SchemaWriter::short_or_object(Key key, const ReadFields& read_short, std::string_view noun,
                                   const ReadFields& read) {
  Json brief = empty_shape();
  SchemaWriter writer(brief, shapes_);
  read_short(writer);
  const Json& scalar = brief["properties"][std::string(key.name)];
  property(key, {{"anyOf", Json::array({scalar, reference(noun, read)})}});
}

void SchemaWriter::by_first_key(const std::vector<Form>& forms) {
  Json shapes = Json::array();
  for (const Form& form : forms) {
    Json shape = empty_shape();
    SchemaWriter writer(shape, shapes_);
    form.read(writer);
    shape["title"] = form.key.name;
    shape["description"] = form.key.about;
    shapes.push_back(std::move(shape));
  }
  shape_ = {{"type", "object"}, {"anyOf", std::move(shapes)}};
}

std::string SchemaWriter::by_word(Key key, const std::vector<Form>& forms) {
  std::vector<std::string_view> words;
  for (const Form& form : forms) {
    words.push_back(form.key.name);
    Json shape = empty_shape();
    SchemaWriter writer(shape, shapes_);
    form.read(writer);
    merge(shape);
  }
  property(key, word_schema(words));
  return "";
}

void SchemaWriter::exactly_one(const std::vector<Form>& forms) {
  for (const Form& form : forms) {
    Json shape = empty_shape();
    SchemaWriter writer(shape, shapes_);
    form.read(writer);
    merge(shape);
    shape_["oneOf"].push_back({{"required", Json::array({form.key.name})}});
  }
}

std::string json_schema() {
  const Json schema = whole_schema("ThreeAM scenario", [](Fields& in) {
    Scenario scenario;
    read_scenario(in, scenario);
  });
  return schema.dump(2) + "\n";
}

}  // namespace threeam::scenario
