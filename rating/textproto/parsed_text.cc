#include "rating/textproto/parsed_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "google/protobuf/io/tokenizer.h"
#include "rating/feel/characters.h"

namespace techflow::textproto {
namespace {

// The tokenizer moves a tab to the next multiple of this.
constexpr int kTabWidth = 8;

struct Problem {
  int line = 0;
  int column = 0;
  std::string message;
};

// Unknown fields arrive as warnings, so that parsing goes on and finds the
// next; both kinds are errors for us.
class ProblemCollector : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    problems_.push_back({line, column, message});
  }
  void AddWarning(int line, int column, const std::string& message) override {
    AddError(line, column, message);
  }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

// Past white space and comments.
size_t SkipToToken(std::string_view text, size_t offset) {
  while (offset < text.size()) {
    if (text[offset] == '#') {
      offset = std::min(text.find('\n', offset), text.size());
    } else if (std::string_view(" \t\r\n\v\f").find(text[offset]) !=
               std::string_view::npos) {
      ++offset;
    } else {
      break;
    }
  }
  return offset;
}

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

feel::SourcePlace FieldPlaces::Field(std::string_view field, int index) const {
  const Position position = Find(field, index);
  if (position.line < 0) return {text_->file_, 0, 0};
  return text_->PlaceAt(text_->Offset(position));
}

feel::SourceOrigin FieldPlaces::Text(std::string_view field, int index) const {
  const Position position = Find(field, index);
  if (position.line < 0) return {text_->file_, 0, 0};
  const std::string_view text = text_->text_;
  const size_t start = text_->Offset(position);
  size_t offset = start;
  while (offset < text.size() && IsNameCharacter(text[offset])) ++offset;
  offset = SkipToToken(text, offset);
  if (offset < text.size() && text[offset] == ':') {
    offset = SkipToToken(text, offset + 1);
  }
  const bool is_quoted =
      offset < text.size() && (text[offset] == '"' || text[offset] == '\'');
  const feel::SourcePlace place =
      text_->PlaceAt(is_quoted ? offset + 1 : start);
  return {text_->file_, place.line, place.column};
}

FieldPlaces FieldPlaces::Message(std::string_view field, int index) const {
  const google::protobuf::FieldDescriptor* descriptor =
      type_->FindFieldByName(std::string(field));
  const Tree* nested =
      tree_ == nullptr
          ? nullptr
          : tree_->GetTreeForNested(descriptor, descriptor->is_repeated()
                                                    ? std::max(index, 0)
                                                    : -1);
  return {text_, nested, descriptor->message_type(), Find(field, index)};
}

feel::SourcePlace FieldPlaces::place() const {
  if (self_.line < 0) return {text_->file_, 0, 0};
  return text_->PlaceAt(text_->Offset(self_));
}

FieldPlaces::Position FieldPlaces::Find(std::string_view field,
                                        int index) const {
  if (tree_ == nullptr) return self_;
  const google::protobuf::FieldDescriptor* descriptor =
      type_->FindFieldByName(std::string(field));
  // A repeated field as a whole is where its first element is.
  index = descriptor->is_repeated() ? std::max(index, 0) : -1;
  auto location = tree_->GetLocation(descriptor, index);
  // `field: [a, b]` has one location, that of its name.
  if (location.line < 0 && index > 0) {
    location = tree_->GetLocation(descriptor, 0);
  }
  if (location.line < 0) return self_;
  return {location.line, location.column};
}

ParsedText::ParsedText(std::string_view file, std::string_view text)
    : file_(file), text_(text), line_starts_({0}) {
  for (size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::unique_ptr<const ParsedText> ParsedText::Parse(
    std::string_view file, std::string_view text,
    google::protobuf::Message& message, feel::Diagnostics& diagnostics) {
  if (text.size() > kMaxTextBytes) {
    diagnostics.AddError(
        {file, 0, 0}, fmt::format("the file has {} bytes; expected at most {}",
                                  text.size(), kMaxTextBytes));
    return nullptr;
  }
  if (!feel::CountCodePoints(text).has_value()) {
    diagnostics.AddError({file, 0, 0}, "the file is not UTF-8");
    return nullptr;
  }
  std::unique_ptr<ParsedText> parsed(new ParsedText(file, text));
  parsed->type_ = message.GetDescriptor();
  ProblemCollector collector;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&parsed->tree_);
  parser.AllowUnknownField(true);
  parser.SetRecursionLimit(kMaxDepth);
  const bool is_complete = parser.ParseFromString(parsed->text_, &message);
  for (const Problem& problem : collector.problems()) {
    const feel::SourcePlace place =
        parsed->PlaceAt(parsed->Offset({problem.line, problem.column}));
    diagnostics.AddError(place, problem.message);
  }
  if (!is_complete || !collector.problems().empty()) return nullptr;
  return parsed;
}

FieldPlaces ParsedText::places() const {
  return FieldPlaces(this, &tree_, type_, {});
}

// The tokenizer counts bytes, and tabs as up to eight.
size_t ParsedText::Offset(FieldPlaces::Position position) const {
  const size_t line = static_cast<size_t>(position.line);
  size_t offset = line_starts_[std::min(line, line_starts_.size() - 1)];
  int column = 0;
  while (column < position.column && offset < text_.size() &&
         text_[offset] != '\n') {
    column += text_[offset] == '\t' ? kTabWidth - column % kTabWidth : 1;
    ++offset;
  }
  return offset;
}

feel::SourcePlace ParsedText::PlaceAt(size_t offset) const {
  const auto next =
      std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const size_t start = *std::prev(next);
  const std::optional<size_t> characters = feel::CountCodePoints(
      std::string_view(text_).substr(start, offset - start));
  return {file_, static_cast<int>(next - line_starts_.begin()),
          static_cast<int>(characters.value_or(offset - start)) + 1};
}

}  // namespace techflow::textproto
