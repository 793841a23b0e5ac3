#ifndef TECHFLOW_RATING_TEXTPROTO_PARSED_TEXT_H_
#define TECHFLOW_RATING_TEXTPROTO_PARSED_TEXT_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "rating/feel/diagnostics.h"

namespace techflow::textproto {

// The longest file that is read. A model of a thousand indicators takes about
// a megabyte; whoever sends more has not written it by hand.
inline constexpr size_t kMaxTextBytes = size_t{1} << 20;

// The deepest nesting of messages. A model needs eight.
inline constexpr int kMaxDepth = 32;

class ParsedText;

// Where the fields of one message stand in the text that it was parsed from. A
// small value to pass by copy; valid as long as its ParsedText. Fields are
// called by their names in the .proto file, elements of repeated fields by
// their index. A field that is not in the text is where its message is.
class FieldPlaces {
 public:
  // The first character of the field's name.
  feel::SourcePlace Field(std::string_view field, int index = -1) const;

  // The first character inside the quotes of a string field, from which FEEL
  // counts its lines and columns. Columns are exact for a string written as
  // one literal without escapes; quote FEEL with '…' so that its own "…" need
  // none.
  feel::SourceOrigin Text(std::string_view field, int index = -1) const;

  // The fields of a message field.
  FieldPlaces Message(std::string_view field, int index = -1) const;

  // The message itself: where its field's name stands in the message around
  // it. Line 0 for the outermost, which is the whole file.
  feel::SourcePlace place() const;

 private:
  friend class ParsedText;
  using Tree = google::protobuf::TextFormat::ParseInfoTree;
  struct Position {  // From 0, as the tokenizer counts; -1 where unknown.
    int line = -1;
    int column = -1;
  };

  FieldPlaces(const ParsedText* text, const Tree* tree,
              const google::protobuf::Descriptor* type, Position self)
      : text_(text), tree_(tree), type_(type), self_(self) {}
  Position Find(std::string_view field, int index) const;

  const ParsedText* text_;
  const Tree* tree_;  // Null where the message is not in the text.
  const google::protobuf::Descriptor* type_;
  Position self_;
};

// A message in protobuf text format, with the place of every field. Immutable
// once parsed; any thread may read it.
class ParsedText {
 public:
  // Reads `text` into `message`. Null when it is not UTF-8, too long, or not a
  // text of that message; what is wrong is in `diagnostics`. A field that the
  // message does not have is an error, and all of them are reported.
  static std::unique_ptr<const ParsedText> Parse(
      std::string_view file, std::string_view text,
      google::protobuf::Message& message, feel::Diagnostics& diagnostics);

  FieldPlaces places() const;
  const std::string& file() const { return file_; }

 private:
  friend class FieldPlaces;
  ParsedText(std::string_view file, std::string_view text);

  size_t Offset(FieldPlaces::Position position) const;
  feel::SourcePlace PlaceAt(size_t offset) const;

  std::string file_;
  std::string text_;
  std::vector<size_t> line_starts_;
  const google::protobuf::Descriptor* type_ = nullptr;
  google::protobuf::TextFormat::ParseInfoTree tree_;
};

}  // namespace techflow::textproto

#endif  // TECHFLOW_RATING_TEXTPROTO_PARSED_TEXT_H_
