// What a noun says about its keys. Each noun of the format has one function (read.h) that lists its
// keys: name, type, unit, meaning. The same function is run by two implementations of Fields:
// Reader fills the noun from a file (reader.h), SchemaWriter describes it (schema.h). A key cannot
// be read and not described.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/units.h"
#include "sim/model/query.h"
#include "sim/scenario/names.h"

namespace threeam::scenario {

struct Key {
  std::string_view name;
  std::string_view about;  // what it means; shown by editors and when it is missing
  bool required = false;
};

constexpr Key must(std::string_view name, std::string_view about) {
  return {name, about, true};
}
constexpr Key may(std::string_view name, std::string_view about) {
  return {name, about, false};
}

// Inclusive.
template <class T>
struct Range {
  T least;
  T most;
};

inline constexpr Range<int> kCount{0, 1'000'000};
inline constexpr Range<int> kPositive{1, 1'000'000};
inline constexpr Range<double> kRatio{0, 1};
inline constexpr Range<double> kNotNegative{0, 1e15};
inline constexpr Range<Duration> kLength{0, 24 * kHour};
inline constexpr Range<Duration> kPositiveLength{1, 24 * kHour};

class Fields;
using ReadFields = std::function<void(Fields&)>;
using ReadNamed = std::function<void(Fields&, const std::string& name)>;

// One of several shapes, chosen by a key.
struct Form {
  Key key;
  ReadFields read;  // reads `key` and the keys beside it
};

class Fields {
 public:
  virtual ~Fields() = default;

  // An optional key that is absent leaves `out` as it is: the struct's value is the default.
  virtual void text(Key key, std::string& out) = 0;  // a required one is not empty
  virtual void texts(Key key, std::vector<std::string>& out) = 0;
  virtual void boolean(Key key, bool& out) = 0;
  virtual void boolean(Key key, std::optional<bool>& out) = 0;  // its default depends on others
  virtual void yes(Key key, bool& out) = 0;                     // `true`, or no such key
  virtual void integer(Key key, int& out, Range<int> range) = 0;
  virtual void integers(Key key, std::vector<int>& out, Range<int> range) = 0;
  virtual void number(Key key, double& out, Range<double> range) = 0;
  virtual void duration(Key key, Duration& out, Range<Duration> range) = 0;  // "250ms"
  virtual void time(Key key, SimTime& out) = 0;  // "-12m", from the page
  // A moment as a story says it: `now`, `-5m` (before now), `page`, `page-30m`, `page+2m`.
  virtual void moment(Key key, SimTime& out, SimTime now) = 0;
  virtual void clock(Key key, std::int64_t& out_s) = 0;    // "03:14:12", UTC, as seconds of the day
  virtual void rate(Key key, double& out_per_second) = 0;  // "90/s"
  virtual void labels(Key key, Labels& out) = 0;
  virtual void nothing(Key key) = 0;                      // a key without a value
  virtual void file(Key key, std::string& out_text) = 0;  // a file's name; its text comes out

  // One of these words; `out` is its index.
  virtual void word(Key key, int& out, const std::vector<std::string_view>& words) = 0;
  virtual void words(Key key, std::vector<std::string>& out,
                     const std::vector<std::string_view>& words) = 0;

  // A name that is defined here, and names that have to be defined somewhere. `scope` is the owner
  // of the name (a component for its pools, versions and operations, a dataset for its formats).
  virtual void define(Key key, Kind kind, std::string& out, const std::string& scope = "") = 0;
  virtual void defines(Key key, Kind kind, std::vector<std::string>& out) = 0;
  virtual void refer(Key key, Kind kind, std::string& out, const std::string& scope = "") = 0;
  virtual void refers(Key key, Kind kind, std::vector<std::string>& out,
                      const std::string& scope = "") = 0;
  // "component.operation"
  virtual void operation(Key key, std::string& out_component, std::string& out_operation) = 0;
  virtual void integers_by_region(Key key, std::map<std::string, int>& out, Range<int> range) = 0;
  virtual void rates_by_region(Key key, std::map<std::string, double>& out) = 0;

  // Nested: `noun` names the shape, in the schema and in messages.
  virtual void object(Key key, std::string_view noun, const ReadFields& read) = 0;
  virtual void list(Key key, std::string_view noun, const ReadFields& read) = 0;
  // A mapping whose keys define names.
  virtual void map(Key key, std::string_view noun, Kind kind, const std::string& scope,
                   const ReadNamed& read) = 0;
  // A mapping of names to lists.
  virtual void lists(Key key, std::string_view noun, Kind kind, const ReadNamed& read) = 0;
  // A short form (`use: 5ms`) or a mapping (`use: {mean: 5ms, cv: 1}`).
  virtual void short_or_object(Key key, const ReadFields& read_short, std::string_view noun,
                               const ReadFields& read) = 0;
  // The first key of this mapping says which form it has.
  virtual void by_first_key(const std::vector<Form>& forms) = 0;
  // The word at `key` says which form this mapping has; the forms' keys are those words. Returns
  // the word, or "" when there is none.
  virtual std::string by_word(Key key, const std::vector<Form>& forms) = 0;
  // Exactly one of the forms' keys is among the keys of this mapping.
  virtual void exactly_one(const std::vector<Form>& forms) = 0;

  // An enum whose words are in the order of its values.
  template <class Enum>
  void choice(Key key, Enum& out, const std::vector<std::string_view>& words) {
    int index = static_cast<int>(out);
    word(key, index, words);
    out = static_cast<Enum>(index);
  }

  template <class T, class Read>
  void list_of(Key key, std::string_view noun, std::vector<T>& out, Read read) {
    list(key, noun, [&](Fields& in) {
      T item{};
      read(in, item);
      out.push_back(std::move(item));
    });
  }

  // The name goes into the member that holds it: `&Component::name`, `&Action::id`.
  template <class T, class Read>
  void map_of(Key key, std::string_view noun, Kind kind, std::string T::*name_member,
              std::vector<T>& out, Read read, const std::string& scope = "") {
    map(key, noun, kind, scope, [&](Fields& in, const std::string& name) {
      T item{};
      item.*name_member = name;
      read(in, item);
      out.push_back(std::move(item));
    });
  }
};

}  // namespace threeam::scenario
