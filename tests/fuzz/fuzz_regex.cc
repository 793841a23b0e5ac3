// A pattern, its flags and a text, each on a line of its own: the text may hold
// further lines. Any pattern compiles or is refused; where there is no
// back-reference both searches find the same, match after match, and fewer
// slots change nothing. The text in capitals and in small letters on the way.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "rating/feel/builtins.h"
#include "rating/feel/regex_backtracking.h"
#include "rating/feel/regex_parallel.h"
#include "rating/feel/regex_parser.h"

namespace {

namespace feel = techflow::feel;

// Small, so that what is made to be slow ends soon.
constexpr feel::EvaluationLimits kLimits = {.steps = 20'000,
                                            .depth = 200,
                                            .list_length = 2'000,
                                            .string_bytes = 10'000,
                                            .arena_bytes = size_t{8} << 20};

std::string_view TakeLine(std::string_view& rest) {
  const std::string_view line = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

// The slots of all matches, one after the other, each from the end of the one
// before.
std::vector<feel::RegexPlace> FindAll(feel::RegexSearch& search,
                                      size_t slot_count) {
  constexpr size_t kMaxMatches = 100;
  std::vector<feel::RegexPlace> all;
  std::vector<feel::RegexPlace> slots(slot_count);
  size_t from = 0;
  for (size_t i = 0; i < kMaxMatches && search.Find(from, slots); ++i) {
    all.insert(all.end(), slots.begin(), slots.end());
    if (slots[0] < from || slots[1] < slots[0]) std::abort();
    if (slots[1] == from && slots[0] == from) break;
    from = slots[1];
  }
  return all;
}

void CompareSearches(const feel::RegexProgram& program, std::string_view text) {
  feel::Evaluation first({}, kLimits);
  feel::Evaluation second({}, kLimits);
  const size_t slot_count = program.slot_count();
  feel::ParallelSearch parallel(program, text, slot_count, first);
  feel::BacktrackingSearch backtracking(program, text, second);
  const auto found = FindAll(parallel, slot_count);
  const auto expected = FindAll(backtracking, slot_count);
  if (!first.ok() || !second.ok()) return;
  if (found != expected) std::abort();
  feel::ParallelSearch whether(program, text, 0, first);
  const bool is_found = whether.Find(0, {});
  if (first.ok() && is_found == found.empty()) std::abort();
}

void Call(std::string_view name,
          std::initializer_list<std::string_view> texts) {
  feel::Evaluation evaluation({}, kLimits);
  std::vector<feel::Value> arguments;
  for (const std::string_view text : texts) {
    arguments.push_back(feel::Value::String(text));
  }
  feel::CallBuiltin(evaluation, *feel::FindBuiltin(name), 0, arguments, {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view pattern = TakeLine(text);
  const std::string_view flags = TakeLine(text);
  Call("matches", {text, pattern, flags});
  Call("replace", {text, pattern, "<$0$1$2>", flags});
  Call("replace", {pattern, "\\w", text});
  Call("split", {text, pattern});
  Call("upper case", {text});
  Call("lower case", {text});
  const auto parsed_flags = feel::ParseRegexFlags(flags);
  if (!parsed_flags.ok()) return 0;
  auto tree = feel::ParseRegex(pattern, *parsed_flags);
  if (!tree.ok()) return 0;
  const auto program = feel::MakeRegexProgram(*std::move(tree));
  if (!program.ok() || program->has_back_references) return 0;
  CompareSearches(*program, text);
  return 0;
}
