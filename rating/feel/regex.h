#ifndef TECHFLOW_RATING_FEEL_REGEX_H_
#define TECHFLOW_RATING_FEEL_REGEX_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/regex_program.h"
#include "rating/feel/regex_search.h"

namespace techflow::feel {

// A regular expression of XPath (F&O 3.1, 5.6.1), ready to search with. Its
// letters and cases are those of kUnicodeVersion. Immutable, so any number of
// threads may share one.
class Regex {
 public:
  // INVALID_ARGUMENT that says what is wrong and at which character.
  static absl::StatusOr<Regex> Compile(std::string_view pattern,
                                       std::string_view flags);

  uint32_t group_count() const { return program_.group_count; }
  uint32_t slot_count() const { return program_.slot_count(); }
  // How many instructions its program has: what a search may have to look at
  // for each character.
  size_t size() const { return program_.instructions.size(); }

  // A search that notes `slot_count` slots: 0 when only the answer matters, 2
  // for the place of the match, slot_count() for its groups too. It counts its
  // work in `evaluation`. All these outlive it.
  std::unique_ptr<RegexSearch> Search(std::string_view text, size_t slot_count,
                                      Evaluation& evaluation) const;
  // Whether there is a match anywhere in the text.
  bool Matches(std::string_view text, Evaluation& evaluation) const;

 private:
  explicit Regex(RegexProgram program) : program_(std::move(program)) {}

  RegexProgram program_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_H_
