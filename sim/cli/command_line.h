// The command line as a whole: argv in, exit status out.
#pragma once

namespace threeam::cli {

// Parses and runs one verb. Returns an exit status of output.h. No exception leaves it.
int run(int argc, const char* const* argv);

}  // namespace threeam::cli
