#include "sim/cli/csv.h"

#include <utility>

#include <fmt/format.h>

namespace threeam::cli {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<std::vector<std::vector<std::string>>> read() {
    while (at_ < text_.size()) {
      const std::size_t line = line_;
      std::vector<std::string> fields;
      do {
        if (!take_field(fields.emplace_back())) {
          return fail(ErrorCode::invalid_input, "a quote that does not end",
                      fmt::format("{}:1", line));
        }
      } while (take(','));
      take('\r');
      if (take('\n')) {
        ++line_;
      }
      if (fields.size() > 1 || !fields.front().empty()) {
        rows_.push_back(std::move(fields));
      }
    }
    return std::move(rows_);
  }

 private:
  bool take(char c) {
    const bool there = at_ < text_.size() && text_[at_] == c;
    at_ += there;
    return there;
  }

  bool take_field(std::string& field) {
    if (!take('"')) {
      while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
        field += text_[at_++];
      }
      return true;
    }
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"' && !take('"')) {
        return true;
      }
      line_ += c == '\n';
      field += c;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace

Result<std::vector<std::vector<std::string>>> parse_csv(std::string_view text) {
  return Reader(text).read();
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string& field = fields[i];
    line += i == 0 ? "" : ",";
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      line += field;
      continue;
    }
    line += '"';
    for (const char c : field) {
      line += c;
      line += c == '"' ? "\"" : "";
    }
    line += '"';
  }
  return line + "\n";
}

}  // namespace threeam::cli
