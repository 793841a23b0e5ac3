#include "clients/cli/yaml.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace techflow::cli {
namespace {

// Rewrites JSON as YAML while reading it once, from left to right. Strings,
// numbers and words of JSON are YAML as they stand.
class Rewriter {
 public:
  explicit Rewriter(std::string_view json) : json_(json) {}

  std::string Rewrite() {
    Value(0, Place::kTop);
    return std::move(yaml_);
  }

 private:
  // Where a value stands decides how its first line begins.
  enum class Place { kTop, kAfterKey, kAfterDash };

  void Value(size_t depth, Place place) {
    SkipSpace();
    const char first = Peek();
    if (first == '{') {
      Members(depth, place);
    } else if (first == '[') {
      Items(depth, place);
    } else {
      if (place == Place::kAfterKey) yaml_ += ' ';
      yaml_ += first == '"' ? Quoted() : Word();
      yaml_ += '\n';
    }
  }

  void Members(size_t depth, Place place) {
    ++at_;  // '{'
    SkipSpace();
    if (Peek() == '}') return Empty("{}", place);
    if (place == Place::kAfterKey) yaml_ += '\n';
    bool first = true;
    while (Peek() != '}' && at_ < json_.size()) {
      // The first member after a dash stands on the dash's line.
      if (!first || place != Place::kAfterDash) Indent(depth);
      first = false;
      yaml_ += Key();
      yaml_ += ':';
      SkipSpace();
      ++at_;  // ':'
      Value(depth + 1, Place::kAfterKey);
      SkipComma();
    }
    ++at_;  // '}'
  }

  void Items(size_t depth, Place place) {
    ++at_;  // '['
    SkipSpace();
    if (Peek() == ']') return Empty("[]", place);
    if (place == Place::kAfterKey) yaml_ += '\n';
    bool first = true;
    while (Peek() != ']' && at_ < json_.size()) {
      if (!first || place != Place::kAfterDash) Indent(depth);
      first = false;
      yaml_ += "- ";
      Value(depth + 1, Place::kAfterDash);
      SkipComma();
    }
    ++at_;  // ']'
  }

  void Empty(std::string_view brackets, Place place) {
    ++at_;
    if (place == Place::kAfterKey) yaml_ += ' ';
    yaml_ += brackets;
    yaml_ += '\n';
  }

  // A key of letters, digits and underscores needs no quotes.
  std::string Key() {
    const std::string quoted = Quoted();
    const std::string_view plain(quoted.data() + 1, quoted.size() - 2);
    const bool is_word =
        !plain.empty() &&
        absl::ascii_isalpha(static_cast<unsigned char>(plain[0])) &&
        std::all_of(
            plain.begin(), plain.end(),
            [](char c) {
              return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                     c == '_';
            }) &&
        plain != "y" && plain != "n" && plain != "yes" && plain != "no" &&
        plain != "on" && plain != "off" && plain != "true" &&
        plain != "false" && plain != "null";
    return is_word ? std::string(plain) : quoted;
  }

  std::string Quoted() {
    const size_t start = at_++;
    while (at_ < json_.size() && json_[at_] != '"') {
      at_ += json_[at_] == '\\' ? 2 : 1;
    }
    ++at_;
    return std::string(json_.substr(start, at_ - start));
  }

  std::string Word() {
    const size_t start = at_;
    while (at_ < json_.size() && json_[at_] != ',' && json_[at_] != '}' &&
           json_[at_] != ']' && !IsSpace(json_[at_])) {
      ++at_;
    }
    return std::string(json_.substr(start, at_ - start));
  }

  void Indent(size_t depth) { yaml_.append(2 * depth, ' '); }

  void SkipComma() {
    SkipSpace();
    if (Peek() == ',') ++at_;
    SkipSpace();
  }

  void SkipSpace() {
    while (at_ < json_.size() && IsSpace(json_[at_])) ++at_;
  }

  static bool IsSpace(char c) {
    return absl::ascii_isspace(static_cast<unsigned char>(c));
  }

  char Peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }

  std::string_view json_;
  size_t at_ = 0;
  std::string yaml_;
};

}  // namespace

std::string YamlText(std::string_view json) { return Rewriter(json).Rewrite(); }

}  // namespace techflow::cli
