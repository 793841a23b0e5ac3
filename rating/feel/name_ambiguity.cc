#include "rating/feel/name_ambiguity.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "rating/decimal/decimal.h"

namespace techflow::feel {
namespace {

constexpr std::array<std::string_view, 9> kOperators = {
    "+", "-", "*", "/", ".", "and", "or", "in", "between"};

bool IsOperator(std::string_view token) {
  return std::find(kOperators.begin(), kOperators.end(), token) !=
         kOperators.end();
}

std::vector<std::string_view> Split(std::string_view key) {
  std::vector<std::string_view> tokens;
  while (!key.empty()) {
    const size_t space = key.find(' ');
    tokens.push_back(key.substr(0, space));
    key.remove_prefix(space == key.npos ? key.size() : space + 1);
  }
  return tokens;
}

// Reads tokens as operands with operators between them, from the left.
class Reading {
 public:
  Reading(std::vector<std::string_view> tokens,
          const std::function<bool(std::string_view key)>& is_name)
      : tokens_(std::move(tokens)), is_name_(is_name) {}

  // Appends the reading of the tokens from `first` on; false where there is
  // none. Names are short, so the search needs no memory of failures.
  bool ReadFrom(size_t first, std::string& text) const {
    std::string operand;
    for (size_t end = first + 1; end <= tokens_.size(); ++end) {
      if (!operand.empty()) operand += ' ';
      operand += tokens_[end - 1];
      const bool is_last = end == tokens_.size();
      // The whole is the name that is asked about.
      if (is_last && first == 0) return false;
      if (!is_last && !IsOperator(tokens_[end])) continue;
      if (!is_name_(operand) && !Decimal::Parse(operand).ok()) continue;
      std::string rest;
      if (!is_last) {
        rest = fmt::format(" {} ", tokens_[end]);
        if (end + 1 == tokens_.size() || !ReadFrom(end + 1, rest)) continue;
      }
      text += fmt::format("`{}`{}", operand, rest);
      return true;
    }
    return false;
  }

 private:
  std::vector<std::string_view> tokens_;
  const std::function<bool(std::string_view key)>& is_name_;
};

}  // namespace

std::string OtherReading(
    std::string_view key,
    const std::function<bool(std::string_view key)>& is_name) {
  std::vector<std::string_view> tokens = Split(key);
  // Names of one or two tokens hold no operator between two operands; long
  // ones are no names people write, and would take long to look at.
  constexpr size_t kLongest = 40;
  if (tokens.size() < 3 || tokens.size() > kLongest) return "";
  std::string text;
  return Reading(std::move(tokens), is_name).ReadFrom(0, text) ? text : "";
}

}  // namespace techflow::feel
