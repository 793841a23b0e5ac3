#include "tests/tck/tally.h"

#include <fmt/format.h>

namespace techflow::tck {
namespace {

// Java classes are refused by design.
bool NeedsJava(const Folder& folder) {
  return folder.name.find("external-java") != std::string::npos;
}

bool IsScored(const Folder& folder) {
  return !NeedsJava(folder) && folder.level != "non-compliant";
}

// For people: shares are no rating.
double Percent(double part, double whole) {
  return whole == 0 ? 100.0 : 100.0 * part / whole;
}

}  // namespace

void Tally::Add(const CaseOutcome& outcome) {
  ++cases;
  passed += outcome.passed ? 1 : 0;
  with_value += outcome.expects_value ? 1 : 0;
  with_value_passed += outcome.expects_value && outcome.passed ? 1 : 0;
  errors_agree += outcome.errors_agree ? 1 : 0;
}

void Tally::Add(const Tally& other) {
  cases += other.cases;
  passed += other.passed;
  with_value += other.with_value;
  with_value_passed += other.with_value_passed;
  errors_agree += other.errors_agree;
}

void Report::Add(const Folder& folder, const Tally& tally, const Notes& notes) {
  const bool is_scored = IsScored(folder);
  table_ += fmt::format(
      "{:<46} {:>5} {:>6} {:>9} {:>9} {:>6}{}\n", folder.name, tally.cases,
      tally.passed,
      fmt::format("{}/{}", tally.with_value_passed, tally.with_value),
      fmt::format("{:.1f} %", Percent(tally.passed, tally.cases)),
      tally.errors_agree, is_scored ? "" : "  not scored");
  if (!is_scored) return;
  notes_.failures += notes.failures;
  notes_.errors += notes.errors;
  scored_.Add(tally);
  ++folders_;
  sum_of_rates_ += Percent(tally.passed, tally.cases);
}

std::string Report::ToString() const {
  return fmt::format(
      "{:<46} {:>5} {:>6} {:>9} {:>9} {:>6}\n{}{}{}{}{}"
      "tck: passed {} of {}, non-null {} of {}, folders {:.2f} %, "
      "errorResult {:.2f} %\n",
      "FOLDER", "CASES", "PASSED", "NON-NULL", "RATE", "ERRORS", table_,
      notes_.failures.empty() ? "" : "\nFAILED\n", notes_.failures,
      notes_.errors.empty() ? "" : "\nERROR OR NOT\n", notes_.errors,
      scored_.passed, scored_.cases, scored_.with_value_passed,
      scored_.with_value, folders_ == 0 ? 0.0 : sum_of_rates_ / folders_,
      Percent(scored_.errors_agree, scored_.cases));
}

}  // namespace techflow::tck
