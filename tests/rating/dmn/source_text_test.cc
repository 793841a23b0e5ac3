#include "rating/dmn/source_text.h"

#include <string>

#include "gtest/gtest.h"

namespace techflow::dmn {
namespace {

SourceText Decode(const std::string& file, size_t start) {
  const LineIndex lines(file);
  SourceText text;
  AppendDecoded(std::string_view(file).substr(start), start,
                /*has_entities=*/true, lines, text);
  return text;
}

TEST(LineIndex, CountsColumnsInCodePoints) {
  const std::string file = "a\n研发强度 x\r\ny\rz";
  const LineIndex lines(file);
  EXPECT_EQ(lines.PlaceAt(0), (Place{1, 1}));
  EXPECT_EQ(lines.PlaceAt(file.find('x')), (Place{2, 6}));
  EXPECT_EQ(lines.PlaceAt(file.find('y')), (Place{3, 1}));
  EXPECT_EQ(lines.PlaceAt(file.find('z')), (Place{4, 1}));
}

TEST(LineIndex, FindsColumnsOfVeryLongLines) {
  const std::string file(100'000, 'x');
  const LineIndex lines(file);
  EXPECT_EQ(lines.PlaceAt(70'000), (Place{1, 70'001}));
}

TEST(SourceText, DecodesNamedAndNumericEntities) {
  EXPECT_EQ(Decode("&lt;&gt;&amp;&quot;&apos;&#65;&#x7814;", 0).text,
            "<>&\"'A研");
}

TEST(SourceText, KeepsWhatIsNoEntity) {
  EXPECT_EQ(Decode("a & b &foo; &#xD800; &#0; &", 0).text,
            "a & b &foo; &#xD800; &#0; &");
}

TEST(SourceText, MakesEveryLineEndOneCharacter) {
  EXPECT_EQ(Decode("a\r\nb\rc\nd", 0).text, "a\nb\nc\nd");
}

TEST(SourceText, FindsPlacesBehindEntities) {
  // The reader of `  a <= 5` who starts at column 3 finds the 5 at column 10.
  const SourceText text = Decode("\n<t>  a &lt;= 5 + &gt;6\n  + 7", 4);
  ASSERT_EQ(text.text, "  a <= 5 + >6\n  + 7");
  EXPECT_EQ(text.place, (Place{2, 4}));
  EXPECT_EQ(text.InFile({2, 6}), (Place{2, 6}));
  EXPECT_EQ(text.InFile({2, 11}), (Place{2, 14}));
  EXPECT_EQ(text.InFile({2, 16}), (Place{2, 22}));
  // The next line is not shifted.
  EXPECT_EQ(text.InFile({3, 5}), (Place{3, 5}));
}

TEST(SourceText, FindsPlacesBehindALineBreakWrittenAsEntity) {
  const SourceText text = Decode("a&#10;b c", 0);
  EXPECT_EQ(text.InFile({2, 3}), (Place{1, 9}));
}

TEST(SourceMap, FindsTheTextAPlaceBelongsTo) {
  const std::string file = "&lt; a";
  const LineIndex lines(file);
  SourceText first;
  AppendDecoded(file, 0, true, lines, first);
  SourceText second;
  second.text = "x + y";
  second.place = {5, 3};
  SourceMap map;
  map.Add(first);
  map.Add(second);
  EXPECT_EQ(map.InFile({1, 3}), (Place{1, 6}));
  EXPECT_EQ(map.InFile({5, 7}), (Place{5, 7}));
}

}  // namespace
}  // namespace techflow::dmn
