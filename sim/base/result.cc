#include "sim/base/result.h"

namespace threeam {

std::string to_string(const Error& error) {
  return error.where.empty() ? error.message : error.where + ": " + error.message;
}

}  // namespace threeam
