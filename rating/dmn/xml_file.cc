#include "rating/dmn/xml_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rating/feel/characters.h"

namespace techflow::dmn {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Entities and line ends stay as they are: AppendDecoded() reads them and
// notes the places. There is no entity of a DTD that could grow.
constexpr unsigned kParseOptions = pugi::parse_cdata;

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// The standard's URI has changed with every version; in all of them FEEL is a
// part by itself, which B-FEEL is not.
bool IsFeel(std::string_view language) {
  constexpr std::string_view kSeparators = "/:#";
  const std::string name = LowerCase(language);
  for (size_t begin = 0; begin <= name.size();) {
    const size_t end =
        std::min(name.find_first_of(kSeparators, begin), name.size());
    if (name.compare(begin, end - begin, "feel") == 0) return true;
    begin = end + 1;
  }
  return false;
}

// The offset of the first byte that is not UTF-8 or is a zero.
size_t FindForeignByte(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '\0') return i;
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const feel::CodePoint code_point = feel::CodePointAt(text, i);
    if (code_point.bytes == 0) return i;
    i += code_point.bytes;
  }
  return std::string_view::npos;
}

std::string_view PrefixOf(std::string_view qualified_name) {
  const size_t colon = qualified_name.find(':');
  return colon == std::string_view::npos ? std::string_view()
                                         : qualified_name.substr(0, colon);
}

void AddFileError(std::string_view name, Place place, std::string message,
                  feel::Diagnostics& diagnostics) {
  diagnostics.AddError({name, place.line, place.column}, std::move(message));
}

}  // namespace

XmlFile::XmlFile(std::string_view name, std::string_view text,
                 feel::Diagnostics& diagnostics)
    : file_name_(name), text_(text), diagnostics_(diagnostics), lines_(text) {}

std::unique_ptr<XmlFile> XmlFile::Parse(std::string_view name,
                                        std::string_view text,
                                        feel::Diagnostics& diagnostics) {
  if (text.size() > kMaxFileBytes) {
    AddFileError(name, {1, 1},
                 fmt::format("the file has {} bytes; the limit is {}",
                             text.size(), kMaxFileBytes),
                 diagnostics);
    return nullptr;
  }
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  std::unique_ptr<XmlFile> file(new XmlFile(name, text, diagnostics));
  const size_t foreign = FindForeignByte(text);
  if (foreign != std::string_view::npos) {
    file->AddError(file->lines_.PlaceAt(foreign),
                   "the file is not UTF-8 text; save it as UTF-8");
    return nullptr;
  }
  const pugi::xml_parse_result parsed = file->document_.load_buffer(
      text.data(), text.size(), kParseOptions, pugi::encoding_utf8);
  if (!parsed) {
    file->AddError(file->lines_.PlaceAt(static_cast<size_t>(parsed.offset)),
                   fmt::format("the file is not well-formed XML: {}",
                               parsed.description()));
    return nullptr;
  }
  file->prefix_ = PrefixOf(file->root().name());
  return file;
}

std::string_view XmlFile::root_namespace() const {
  const std::string declaration =
      prefix_.empty() ? "xmlns" : fmt::format("xmlns:{}", prefix_);
  return root().attribute(declaration.c_str()).value();
}

std::string_view XmlFile::NameOf(pugi::xml_node element) const {
  if (element.type() != pugi::node_element) return {};
  const std::string_view name = element.name();
  if (PrefixOf(name) != prefix_) return {};
  return prefix_.empty() ? name : name.substr(prefix_.size() + 1);
}

Place XmlFile::PlaceOf(pugi::xml_node element) const {
  const ptrdiff_t offset = element.offset_debug();
  // The offset is that of the name, behind the bracket.
  return offset < 1 ? Place{1, 1}
                    : lines_.PlaceAt(static_cast<size_t>(offset) - 1);
}

pugi::xml_node XmlFile::Child(pugi::xml_node parent,
                              std::string_view name) const {
  for (const pugi::xml_node child : parent.children()) {
    if (NameOf(child) == name) return child;
  }
  return {};
}

std::vector<pugi::xml_node> XmlFile::Children(pugi::xml_node parent,
                                              std::string_view name) const {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node child : parent.children()) {
    if (NameOf(child) == name) found.push_back(child);
  }
  return found;
}

std::string XmlFile::Attribute(pugi::xml_node element, const char* name) const {
  SourceText decoded;
  AppendDecoded(element.attribute(name).value(), 0, /*has_entities=*/true,
                lines_, decoded);
  return std::move(decoded.text);
}

bool XmlFile::HasAttribute(pugi::xml_node element, const char* name) const {
  return !element.attribute(name).empty();
}

SourceText XmlFile::Characters(pugi::xml_node element) const {
  SourceText text;
  for (const pugi::xml_node piece : element.children()) {
    const bool is_cdata = piece.type() == pugi::node_cdata;
    if (!is_cdata && piece.type() != pugi::node_pcdata) continue;
    const ptrdiff_t offset = piece.offset_debug();
    if (offset < 0) continue;
    AppendDecoded(piece.value(), static_cast<size_t>(offset), !is_cdata, lines_,
                  text);
    if (text.text.size() > kMaxTextBytes) {
      AddError(text.place, fmt::format("the text has more than {} bytes, which "
                                       "is the limit of one expression",
                                       kMaxTextBytes));
      return {};
    }
  }
  return text;
}

SourceText XmlFile::Text(pugi::xml_node element) const {
  CheckLanguage(element);
  return Characters(Child(element, "text"));
}

void XmlFile::CheckLanguage(pugi::xml_node element) const {
  const std::string language = Attribute(element, "expressionLanguage");
  if (language.empty() || IsFeel(language)) return;
  const bool is_b_feel = LowerCase(language).find("b-feel") != language.npos;
  AddError(
      PlaceOf(element),
      fmt::format("the expression language `{}` is refused{}; only FEEL "
                  "is read",
                  language,
                  is_b_feel ? ": it takes errors for values such as 0" : ""));
}

void XmlFile::AddError(Place place, std::string message) const {
  if (diagnostics_.error_count() >= kMaxProblems) return;
  AddFileError(file_name_, place, std::move(message), diagnostics_);
}

}  // namespace techflow::dmn
