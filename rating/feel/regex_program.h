#ifndef TECHFLOW_RATING_FEEL_REGEX_PROGRAM_H_
#define TECHFLOW_RATING_FEEL_REGEX_PROGRAM_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "rating/feel/code_point_set.h"
#include "rating/feel/regex_parser.h"

namespace techflow::feel {

// What a search does at one place: `next` follows, by its number.
struct RegexInstruction {
  enum class Kind : uint8_t {
    kCharacter,  // Takes the code point `number`.
    kClass,      // Takes a code point of class `number`.
    kTextStart,  // Go on only where that is.
    kTextEnd,
    kLineStart,
    kLineEnd,
    kBackReference,  // Takes what group `number` took.
    kSave,           // Notes the place in slot `number`.
    kSplit,          // Tries `next` first, then `number`.
    kTurn,           // Begins a turn that has to take something.
    kTurnEnd,        // Go on only if the turn did.
    kMatch,
  };
  Kind kind = Kind::kMatch;
  uint32_t number = 0;
  uint32_t next = 0;
};

// A class of characters, quick to ask for those of ASCII.
class RegexClass {
 public:
  explicit RegexClass(CodePointSet set);
  const CodePointSet& set() const { return set_; }
  bool Contains(char32_t c) const {
    return c < ascii_.size() ? ascii_[c] : set_.Contains(c);
  }

 private:
  std::bitset<128> ascii_;
  CodePointSet set_;
};

// A pattern's tree as a program, which only its searches run.
struct RegexProgram {
  std::vector<RegexInstruction> instructions;
  std::vector<RegexClass> classes;
  uint32_t start = 0;
  uint32_t group_count = 0;
  bool has_back_references = false;
  bool ignores_case = false;
  // Every match begins where the text does.
  bool is_anchored = false;
  // With which character a match may begin; nothing where it may be empty.
  std::optional<RegexClass> starts;

  // Slots 2n and 2n + 1 are the ends of group n; group 0 is the whole match.
  uint32_t slot_count() const { return 2 * (group_count + 1); }
  // False of what takes no single character.
  bool Takes(const RegexInstruction& instruction, char32_t c) const {
    return instruction.kind == RegexInstruction::Kind::kCharacter
               ? instruction.number == c
               : instruction.kind == RegexInstruction::Kind::kClass &&
                     classes[instruction.number].Contains(c);
  }
};

// INVALID_ARGUMENT when the repetitions make it too large.
absl::StatusOr<RegexProgram> MakeRegexProgram(RegexTree tree);

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_PROGRAM_H_
