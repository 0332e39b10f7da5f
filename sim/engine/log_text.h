// Log lines as text.
#pragma once

#include <string>

#include "sim/engine/model.h"
#include "sim/engine/recorder.h"

namespace threeam::engine {

// The template's text with every {name} replaced by a value drawn from the line's key: the same
// name has the same value in all lines of a request.
//
//   {account} {amount} {amount_minor} {message} {package} {host} {path} {ms}; any other: an integer
std::string log_text(const Model& model, const LogLine& line);

}  // namespace threeam::engine
