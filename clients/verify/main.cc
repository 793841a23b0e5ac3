// techflow-verify: checks a rating without its server.

#include <iostream>
#include <string>
#include <vector>

#include "clients/verify/command_line.h"

int main(int argc, char** argv) {
  return techflow::verify::Run(std::vector<std::string>(argv + 1, argv + argc),
                               std::cout, std::cerr);
}
