#ifndef TECHFLOW_RATING_FEEL_REGEX_PARSER_H_
#define TECHFLOW_RATING_FEEL_REGEX_PARSER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/feel/code_point_set.h"

namespace techflow::feel {

// The flags of XPath F&O 3.1, 5.6.1.1.
struct RegexFlags {
  bool dot_matches_all = false;  // s
  bool has_lines = false;        // m: ^ and $ stand for each line's ends.
  bool ignores_case = false;     // i
  bool skips_spaces = false;     // x
  bool is_literal = false;       // q: no character means anything but itself.
};
// INVALID_ARGUMENT for a letter that is no flag. A letter may be repeated.
absl::StatusOr<RegexFlags> ParseRegexFlags(std::string_view flags);

// A part of a pattern.
struct RegexNode {
  enum class Kind : uint8_t {
    kCharacter,  // `number` is its code point.
    kClass,      // `number` is its place in RegexTree::sets.
    kTextStart,  // ^ and $, without and with flag m.
    kTextEnd,
    kLineStart,
    kLineEnd,
    kBackReference,  // What group `number` matched.
    kGroup,          // Its only part, remembered as group `number`, from 1.
    kSequence,       // Its parts in turn; none for the empty pattern.
    kAlternatives,   // One of its parts, the first that leads to a match.
    kRepeat,         // Its only part, `least` to `most` times.
  };
  Kind kind = Kind::kSequence;
  uint32_t number = 0;
  uint32_t least = 0;
  std::optional<uint32_t> most;  // Nothing when there is no end.
  bool is_reluctant = false;     // As few times as possible.
  std::vector<RegexNode> parts;
};

struct RegexTree {
  RegexNode root;
  std::vector<CodePointSet> sets;
  uint32_t group_count = 0;
  bool has_back_references = false;
  bool ignores_case = false;
};

// XML Schema's regular expressions with the anchors, reluctant quantifiers,
// groups and back-references of XPath. Strict: what the grammar does not allow
// is an error, and INVALID_ARGUMENT says at which character of the pattern.
absl::StatusOr<RegexTree> ParseRegex(std::string_view pattern,
                                     const RegexFlags& flags);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_PARSER_H_
