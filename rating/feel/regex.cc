#include "rating/feel/regex.h"

#include <fmt/format.h>

#include <utility>

#include "rating/feel/regex_backtracking.h"
#include "rating/feel/regex_parallel.h"

namespace techflow::feel {
namespace {

// What people write is far below; so is a tree of some nodes for each byte.
constexpr size_t kMaxPatternBytes = 10'000;

}  // namespace

absl::StatusOr<Regex> Regex::Compile(std::string_view pattern,
                                     std::string_view flags) {
  if (pattern.size() > kMaxPatternBytes) {
    return absl::InvalidArgumentError(
        fmt::format("the pattern is longer than {} bytes", kMaxPatternBytes));
  }
  const absl::StatusOr<RegexFlags> parsed_flags = ParseRegexFlags(flags);
  if (!parsed_flags.ok()) return parsed_flags.status();
  absl::StatusOr<RegexTree> tree = ParseRegex(pattern, *parsed_flags);
  if (!tree.ok()) return tree.status();
  absl::StatusOr<RegexProgram> program = MakeRegexProgram(*std::move(tree));
  if (!program.ok()) return program.status();
  return Regex(*std::move(program));
}

std::unique_ptr<RegexSearch> Regex::Search(std::string_view text,
                                           size_t slot_count,
                                           Evaluation& evaluation) const {
  if (program_.has_back_references) {
    return std::make_unique<BacktrackingSearch>(program_, text, evaluation);
  }
  return std::make_unique<ParallelSearch>(program_, text, slot_count,
                                          evaluation);
}

bool Regex::Matches(std::string_view text, Evaluation& evaluation) const {
  return Search(text, 0, evaluation)->Find(0, {});
}

}  // namespace techflow::feel
