#include "rating/feel/regex_class.h"

#include <string>

#include "gtest/gtest.h"
#include "rating/feel/characters.h"

namespace techflow::feel {
namespace {

// The characters of `candidates` that a class takes, or what is wrong with it.
std::string Taken(std::string_view pattern, std::string_view candidates,
                  bool with_variants = false) {
  RegexReader reader(pattern, false);
  const CodePointSet set = ReadRegexClass(reader, with_variants);
  if (!reader.ok()) return std::string(reader.status().message());
  if (reader.Peek() != RegexReader::kEnd) return "not read to its end";
  std::string taken;
  for (size_t i = 0; i < candidates.size();) {
    const CodePoint c = CodePointAt(candidates, i);
    if (set.Contains(c.value)) AppendUtf8(c.value, taken);
    i += c.bytes;
  }
  return taken;
}

TEST(RegexClass, TakesCharactersAndRanges) {
  EXPECT_EQ(Taken("[abx-z]", "abcxyz"), "abxyz");
  EXPECT_EQ(Taken("[^abx-z]", "abcxyz"), "c");
  EXPECT_EQ(Taken("[一-龥🐎]", "研a🐎🐏"), "研🐎");
  EXPECT_EQ(Taken("[\\n\\t\\-\\]\\[\\^\\$]", "\n\t-][^$\\"), "\n\t-][^$");
  EXPECT_EQ(Taken("[.*+?(){}|$]", "a.*+?(){}|$"), ".*+?(){}|$");
  EXPECT_EQ(Taken("[a^]", "a^b"), "a^");
}

// XML Schema 1.1, which lets a hyphen stand where it makes no range.
TEST(RegexClass, TakesAHyphenThatMakesNoRange) {
  EXPECT_EQ(Taken("[-a]", "-ab"), "-a");
  EXPECT_EQ(Taken("[a-]", "-ab"), "-a");
  EXPECT_EQ(Taken("[^-]", "-ab"), "ab");
  EXPECT_EQ(Taken("[a-c-e]", "abcde-"), "abce-");
  EXPECT_EQ(Taken("[\\d-z]", "0-az"), "0-z");
  EXPECT_EQ(Taken("[a--[b]]", "ab-"), "a-");
}

TEST(RegexClass, SubtractsWhatFollowsAHyphenAndABracket) {
  EXPECT_EQ(Taken("[a-z-[aeiou]]", "abcde"), "bcd");
  EXPECT_EQ(Taken("[a-z-[^aeiou]]", "abcde"), "ae");
  EXPECT_EQ(Taken("[^a-c-[x]]", "abcxyz"), "yz");
  EXPECT_EQ(Taken("[a-z-[b-y-[m]]]", "abmyz"), "amz");
  EXPECT_EQ(Taken("[\\w-[\\d]]", "a1研_ "), "a研");
  EXPECT_EQ(Taken("[a-[a]]", "ab"), "");
}

TEST(RegexClass, TakesWhatEscapesStandFor) {
  EXPECT_EQ(Taken("[\\d]", "0９٣Ⅳa"), "0９٣");
  EXPECT_EQ(Taken("[\\D]", "0９٣Ⅳa"), "Ⅳa");
  EXPECT_EQ(Taken("[\\s]", "a \t\n\r\v　"), " \t\n\r");
  EXPECT_EQ(Taken("[\\w]", "a研٣¥+_.- "), "a研٣¥+");
  EXPECT_EQ(Taken("[\\W]", "a研٣¥+_.- "), "_.- ");
  EXPECT_EQ(Taken("[\\i]", "a研:_-1."), "a研:_");
  EXPECT_EQ(Taken("[\\c]", "a研:_-1. "), "a研:_-1.");
  EXPECT_EQ(Taken("[\\p{Lu}\\p{IsBasicLatin}]", "aAÄä"), "aAÄ");
  EXPECT_EQ(Taken("[\\P{L}]", "a1"), "1");
  EXPECT_EQ(Taken("[^\\P{L}1]", "a1"), "a");
}

// XPath F&O 3.1, 5.6.1.1, flag i: characters and ranges, and nothing else.
TEST(RegexClass, AddsCaseVariantsOfCharactersAndRanges) {
  EXPECT_EQ(Taken("[A-Z-[OI]]", "aoiAOIK", true), "aAK");
  EXPECT_EQ(Taken("[^q]", "aqQ", true), "a");
  EXPECT_EQ(Taken("[k]", "kK\u212A", true), "kK\u212A");
  EXPECT_EQ(Taken("[\\p{Lu}]", "aA", true), "A");
  EXPECT_EQ(Taken("[à-þ]", "ÀàÞ", true), "ÀàÞ");
}

TEST(RegexClass, SaysWhatIsWrongAndWhere) {
  const auto error = [](std::string_view pattern) {
    return Taken(pattern, "");
  };
  EXPECT_EQ(error("[ab"),
            "at character 1 of the pattern: `[` is not closed by `]`");
  EXPECT_EQ(error("[a-"),
            "at character 1 of the pattern: `[` is not closed by `]`");
  EXPECT_EQ(error("[]"),
            "at character 1 of the pattern: a class is empty; `]` itself is "
            "written \\]");
  EXPECT_EQ(error("[^]"),
            "at character 1 of the pattern: a class is empty; `]` itself is "
            "written \\]");
  EXPECT_EQ(error("[a[]"),
            "at character 3 of the pattern: `[` within a class is written \\[");
  EXPECT_EQ(error("[研z-a]"),
            "at character 3 of the pattern: the range z-a runs backwards");
  EXPECT_EQ(error("[a-\\d]"),
            "at character 4 of the pattern: a range must end in one character");
  EXPECT_EQ(error("[a--]"),
            "at character 4 of the pattern: a range ends in `-`, which is "
            "written \\-");
  EXPECT_EQ(error("[a-z-[b]c]"),
            "at character 9 of the pattern: only `]` may follow the class that "
            "is subtracted");
  EXPECT_EQ(error("[\\1]"),
            "at character 2 of the pattern: a class cannot refer back to a "
            "group");
  EXPECT_EQ(error("[\\b]"),
            "at character 3 of the pattern: `\\b` has no meaning");
  EXPECT_EQ(error("[\\p{Xx}]"),
            "at character 4 of the pattern: Unicode has no category or block "
            "`Xx`; blocks are named as in IsBasicLatin");
  EXPECT_EQ(error("[\\pL]"),
            "at character 4 of the pattern: a property is written \\p{Lu} or "
            "\\p{IsBasicLatin}");
  EXPECT_EQ(error("[\\p{L]"),
            "at character 4 of the pattern: `{` is not closed by `}`");
}

TEST(RegexClass, NestsOnlySoDeep) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "[a-";
  EXPECT_EQ(Taken(pattern, ""),
            "at character 151 of the pattern: classes nest deeper than 50");
}

}  // namespace
}  // namespace techflow::feel
