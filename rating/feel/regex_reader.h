#ifndef TECHFLOW_RATING_FEEL_REGEX_READER_H_
#define TECHFLOW_RATING_FEEL_REGEX_READER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace techflow::feel {

// Reads a pattern character by character, and keeps the first error. After an
// error it stands at the end, so that whoever reads comes to an end too.
class RegexReader {
 public:
  static constexpr char32_t kEnd = 0xFFFFFFFF;

  // Flag x: spaces outside of classes are not there.
  RegexReader(std::string_view pattern, bool skips_spaces);

  // The character that comes next, or another one after it; kEnd at the end.
  char32_t Peek(size_t ahead = 0) const;
  char32_t Take();
  bool TakeIf(char32_t c);
  // The number of the next character in the pattern, from 0.
  size_t position() const { return next_; }

  // Between the brackets of a class spaces count. Classes nest.
  void EnterClass();
  void LeaveClass();

  bool ok() const { return status_.ok(); }
  // INVALID_ARGUMENT: "at character 5 of the pattern: ..."
  const absl::Status& status() const { return status_; }
  void Fail(size_t position, std::string_view message);

 private:
  void SkipSpaces();

  std::u32string pattern_;
  bool skips_spaces_;
  int class_depth_ = 0;
  size_t next_ = 0;
  absl::Status status_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_REGEX_READER_H_
