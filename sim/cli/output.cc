#include "sim/cli/output.h"

#include <cstdio>
#include <iostream>

#include <fmt/format.h>

namespace threeam::cli {

namespace {

std::string_view rule_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input:
      return "invalid-input";
    case ErrorCode::forbidden:
      return "forbidden";
    case ErrorCode::not_found:
      return "not-found";
    case ErrorCode::rejected:
      return "rejected";
    case ErrorCode::incompatible:
      return "incompatible";
    case ErrorCode::diverged:
      return "diverged";
    case ErrorCode::storage:
      return "storage";
  }
  return "error";
}

}  // namespace

Exit exit_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::rejected:
    case ErrorCode::forbidden:
    case ErrorCode::diverged:
      return kDoesNotHold;
    case ErrorCode::invalid_input:
    case ErrorCode::not_found:
    case ErrorCode::incompatible:
    case ErrorCode::storage:
      break;
  }
  return kUnreadable;
}

void print(std::string_view text) {
  std::cout << text;
  std::cout.flush();
}

void print_json(const Json& json) {
  std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

Exit complain(const Error& error) {
  return complain(error, "threeam");
}

Exit complain(const Error& error, std::string_view file) {
  const std::string where = error.where.empty() ? std::string(file) : error.where;
  std::cerr << fmt::format("{}: {}: {}\n", where, rule_of(error.code), error.message);
  return exit_of(error.code);
}

Exit complain_usage(std::string_view message) {
  std::cerr << fmt::format("threeam: usage: {}\n", message);
  return kUsage;
}

void print_findings(std::string_view lines) {
  std::cerr << lines;
  if (!lines.ends_with('\n')) {
    std::cerr << '\n';
  }
}

std::string percent(double ratio, int digits) {
  return fmt::format("{:.{}f} %", ratio * 100, digits);
}

std::string grouped(double value, int digits) {
  std::string text = fmt::format("{:.{}f}", value, digits);
  const std::size_t point = text.find('.');
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (std::size_t i = point == std::string::npos ? text.size() : point; i > first + 3;) {
    i -= 3;
    text.insert(i, 1, ',');
  }
  return text;
}

}  // namespace threeam::cli
