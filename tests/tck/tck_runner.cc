// Runs the DMN conformance suite, or any folder of its layout:
//
//   tck_runner DIR
//
// prints a table of folders, the cases that failed, and the four figures.
// Exits with 0 where every scored case passed, 1 where one did not, and 2 where
// the folder cannot be read.
#include <fmt/format.h>

#include "tests/tck/runner.h"
#include "tests/tck/suite.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: tck_runner DIR\n");
    return 2;
  }
  const auto suite = techflow::tck::ReadSuite(argv[1]);
  if (!suite.ok()) {
    fmt::print(stderr, "tck_runner: {}\n", suite.status().ToString());
    return 2;
  }
  const techflow::tck::Report report = techflow::tck::RunSuite(*suite);
  fmt::print("{}", report.ToString());
  return report.all_passed() ? 0 : 1;
}
