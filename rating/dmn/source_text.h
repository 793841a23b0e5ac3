#ifndef TECHFLOW_RATING_DMN_SOURCE_TEXT_H_
#define TECHFLOW_RATING_DMN_SOURCE_TEXT_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace techflow::dmn {

// A place in a file: lines and columns count from 1, columns in code points.
// Line 0 is nowhere.
struct Place {
  int line = 0;
  int column = 0;

  friend auto operator<=>(const Place&, const Place&) = default;
};

// Finds lines and columns in a UTF-8 text. Immutable; the text outlives it.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  // Of the byte at `offset`, in a time that does not depend on the line's
  // length: files without line breaks exist.
  Place PlaceAt(size_t offset) const;

 private:
  size_t CodePointsBefore(size_t offset) const;

  std::string_view text_;
  std::vector<size_t> line_starts_;
  // Code points before each block of the text.
  std::vector<uint32_t> block_counts_;
};

// A piece of text as it is meant, and where it stands in its file. XML may
// spend more characters on it than it has: `&lt;` is one character of the text
// and four columns of the file.
struct SourceText {
  // After a jump, text and file run in step again.
  struct Jump {
    Place in_text;  // Counted on from `place` as if nothing had jumped.
    Place in_file;
  };

  std::string text;
  Place place;  // Of the first character; line 0 when there is no such text.
  std::vector<Jump> jumps;

  bool exists() const { return place.line > 0; }
  // Where in the file something stands that a reader of `text` who starts to
  // count at `place` finds at `in_text`.
  Place InFile(Place in_text) const;
};

// The jumps of all texts of a file, for places that come from evaluations: a
// null's reason knows only where it stands as the text's reader counts.
class SourceMap {
 public:
  void Add(const SourceText& text);
  // As SourceText::InFile of the text that `in_text` belongs to. Where an
  // entity stands for a line break, places of later texts may be off.
  Place InFile(Place in_text) const;

 private:
  std::map<Place, std::vector<SourceText::Jump>> jumps_by_place_;
};

// Appends the characters that stand at `raw_offset` of a file. Entities become
// characters where `has_entities`, and line ends become "\n". Unknown entities
// stay as they are written.
void AppendDecoded(std::string_view raw, size_t raw_offset, bool has_entities,
                   const LineIndex& lines, SourceText& text);

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_SOURCE_TEXT_H_
