// Fields as a JSON Schema (2020-12): the same functions that read a noun describe it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/json.h"
#include "sim/scenario/fields.h"

namespace threeam::scenario {

class SchemaWriter : public Fields {
 public:
  // Writes the shape of one mapping into `shape`; shapes that it refers to go into `shapes` by
  // noun.
  SchemaWriter(Json& shape, Json& shapes);

  void text(Key key, std::string& out) override;
  void texts(Key key, std::vector<std::string>& out) override;
  void boolean(Key key, bool& out) override;
  void boolean(Key key, std::optional<bool>& out) override;
  void yes(Key key, bool& out) override;
  void integer(Key key, int& out, Range<int> range) override;
  void integers(Key key, std::vector<int>& out, Range<int> range) override;
  void number(Key key, double& out, Range<double> range) override;
  void duration(Key key, Duration& out, Range<Duration> range) override;
  void time(Key key, SimTime& out) override;
  void moment(Key key, SimTime& out, SimTime now) override;
  void clock(Key key, std::int64_t& out_s) override;
  void rate(Key key, double& out_per_second) override;
  void labels(Key key, Labels& out) override;
  void nothing(Key key) override;
  void file(Key key, std::string& out_text) override;
  void word(Key key, int& out, const std::vector<std::string_view>& words) override;
  void words(Key key, std::vector<std::string>& out,
             const std::vector<std::string_view>& words) override;
  void define(Key key, Kind kind, std::string& out, const std::string& scope) override;
  void defines(Key key, Kind kind, std::vector<std::string>& out) override;
  void refer(Key key, Kind kind, std::string& out, const std::string& scope) override;
  void refers(Key key, Kind kind, std::vector<std::string>& out, const std::string& scope) override;
  void operation(Key key, std::string& out_component, std::string& out_operation) override;
  void integers_by_region(Key key, std::map<std::string, int>& out, Range<int> range) override;
  void rates_by_region(Key key, std::map<std::string, double>& out) override;
  void object(Key key, std::string_view noun, const ReadFields& read) override;
  void list(Key key, std::string_view noun, const ReadFields& read) override;
  void map(Key key, std::string_view noun, Kind kind, const std::string& scope,
           const ReadNamed& read) override;
  void lists(Key key, std::string_view noun, Kind kind, const ReadNamed& read) override;
  void short_or_object(Key key, const ReadFields& read_short, std::string_view noun,
                       const ReadFields& read) override;
  void by_first_key(const std::vector<Form>& forms) override;
  std::string by_word(Key key, const std::vector<Form>& forms) override;
  void exactly_one(const std::vector<Form>& forms) override;

 private:
  void property(Key key, Json schema);
  // {"$ref": ...} to the noun's shape, which is written when it is new.
  Json reference(std::string_view noun, const ReadFields& read);
  // Takes over the properties of another shape of this mapping; none of them is required.
  void merge(const Json& other);

  Json& shape_;
  Json& shapes_;
};

}  // namespace threeam::scenario
