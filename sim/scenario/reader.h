// Fields over one mapping of a file: checks types, units, ranges, unknown and missing keys, and
// fills in what it is given. Everything found goes to the report; reading goes on.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/fields.h"
#include "sim/scenario/names.h"
#include "sim/scenario/report.h"
#include "sim/scenario/rules.h"
#include "sim/scenario/yaml.h"

namespace threeam::scenario {

// What one reading of a folder shares.
struct Reading {
  Report& report;
  Names& names;
  Places& places;
  const std::map<std::string, std::string>& files;  // by name
  std::string folder;                               // goes before file names in messages
  std::set<std::string> files_used;
  std::string file;  // the one that is read, for messages
};

class Reader : public Fields {
 public:
  // `noun` is what the mapping describes ("a queue"), `path` leads to it in Places.
  Reader(Reading& reading, const Node& node, std::string_view noun, std::string path);

  // Reads the whole mapping: runs `read`, then reports keys that it did not ask for.
  static void read_mapping(Reading& reading, const Node& node, std::string_view noun,
                           const std::string& path, const ReadFields& read);

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
  // The key's entry, remembered as known; null when absent (reported when required).
  const Entry* take(Key key);
  // ... and of this kind (reported when it is not). Its place is noted.
  const Node* take_scalar(Key key, std::string_view expected);
  const Node* take_sequence(Key key);
  const Node* take_mapping(Key key);

  // Scalars by type; reports and returns nullopt when the text is not one.
  std::optional<std::string> as_text(const Node& node, bool may_be_empty = false);
  std::optional<std::int64_t> as_integer(const Node& node, std::int64_t least, std::int64_t most);
  std::optional<double> as_number(const Node& node, Range<double> range);
  std::optional<Duration> as_duration(const Node& node, Range<Duration> range);
  std::optional<double> as_rate(const Node& node);
  std::optional<int> as_word(const Node& node, const std::vector<std::string_view>& words);

  void report_unknown_keys();
  void report(std::string_view rule, Mark mark, std::string message);
  // The value of the current key is not what it should be: rules do not look at it.
  void reject(std::string_view rule, const Node& node, std::string_view message);
  Place place(Mark mark) const;
  std::string path_of(std::string_view key) const;
  void note(std::string_view key, Mark mark);

  Reading& reading_;
  const Node& node_;
  std::string noun_;
  std::string path_;
  std::vector<std::string> known_;
  bool unknown_form_ = false;  // by_first_key found no form: its other keys cannot be judged
  std::string current_;        // the key that is being read, for messages
};

}  // namespace threeam::scenario
