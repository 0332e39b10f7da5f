#include "sim/cli/command_line.h"

int main(int argc, char** argv) {
  return threeam::cli::run(argc, argv);
}
