// What a person or a pipe gets to see, and the exit statuses.
#pragma once

#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/model/json.h"

namespace threeam::cli {

enum Exit : int {
  kHolds = 0,        // done, and what was checked holds
  kDoesNotHold = 1,  // done, and what was checked does not hold
  kUsage = 2,        // the command line asks for something that is not there
  kUnreadable = 3,   // a file, a disk or a server did not give what was needed
};

// The status that an error ends the program with.
Exit exit_of(ErrorCode code);

void print(std::string_view text);
// Indented by two.
void print_json(const Json& json);

// One line on stderr, "where: rule: message", and the status. Without a place, `where` is
// "threeam".
Exit complain(const Error& error);
// The same for an error about a file, when the error does not say where.
Exit complain(const Error& error, std::string_view file);
// A command line that cannot be followed.
Exit complain_usage(std::string_view message);
// Text that holds findings already, one a line ("file:line:column: rule: message").
void print_findings(std::string_view lines);

// "  12.4 %", "1,234,567", with `digits` after the point.
std::string percent(double ratio, int digits = 1);
std::string grouped(double value, int digits = 0);

}  // namespace threeam::cli
