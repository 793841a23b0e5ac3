#ifndef TECHFLOW_RATING_FEEL_DIAGNOSTICS_H_
#define TECHFLOW_RATING_FEEL_DIAGNOSTICS_H_

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace techflow::feel {

// Where a piece of text stands. Lines and columns count from 1; a column
// counts code points, as an editor shows them. The file name lives as long as
// the compiled thing that mentions it.
struct SourcePlace {
  std::string_view file;
  int line = 0;
  int column = 0;
};

// Where an expression's first character stands in the file that holds it, so
// that a cell of a decision table reports the place in the DMN file.
struct SourceOrigin {
  std::string file;
  int line = 1;
  int column = 1;
};

enum class Severity { kWarning, kError };

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string file;
  int line = 0;
  int column = 0;
  std::string message;

  // "rules.dmn:12:7: error: there is no name `turnover`".
  std::string ToString() const;
};

// Collects every problem found while something is compiled, not only the
// first. One thread.
class Diagnostics {
 public:
  void Add(Severity severity, const SourcePlace& place, std::string message);
  void AddError(const SourcePlace& place, std::string message) {
    Add(Severity::kError, place, std::move(message));
  }

  bool has_errors() const { return error_count_ > 0; }
  size_t error_count() const { return error_count_; }
  std::span<const Diagnostic> all() const { return all_; }

  // One line for each diagnostic, in the order found.
  std::string ToString() const;

 private:
  std::vector<Diagnostic> all_;
  size_t error_count_ = 0;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_DIAGNOSTICS_H_
