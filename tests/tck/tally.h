#ifndef TECHFLOW_TESTS_TCK_TALLY_H_
#define TECHFLOW_TESTS_TCK_TALLY_H_

#include <string>

#include "tests/tck/case_run.h"
#include "tests/tck/suite.h"

namespace techflow::tck {

// Counts of cases.
struct Tally {
  int cases = 0;
  int passed = 0;
  int with_value = 0;  // Something other than null is expected.
  int with_value_passed = 0;
  int errors_agree = 0;

  void Add(const CaseOutcome& outcome);
  void Add(const Tally& other);
};

// For people, a line for each.
struct Notes {
  std::string failures;
  std::string errors;  // Nulls that a case takes for errors and we do not.
};

// What a run prints. Folders whose cases cannot score (those that the suite
// keeps under `non-compliant`, and those that need Java) are told apart.
class Report {
 public:
  void Add(const Folder& folder, const Tally& tally, const Notes& notes);

  // Whether every scored case passed.
  bool all_passed() const { return scored_.passed == scored_.cases; }

  // A table of folders, what failed, and at the end the line of four figures.
  std::string ToString() const;

 private:
  std::string table_;
  Notes notes_;
  Tally scored_;
  int folders_ = 0;
  double sum_of_rates_ = 0;
};

}  // namespace techflow::tck

#endif  // TECHFLOW_TESTS_TCK_TALLY_H_
