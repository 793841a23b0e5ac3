#ifndef TECHFLOW_RATING_DMN_XML_FILE_H_
#define TECHFLOW_RATING_DMN_XML_FILE_H_

#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "rating/dmn/source_text.h"
#include "rating/feel/diagnostics.h"

namespace techflow::dmn {

// A parsed XML file whose elements and texts know where they stand. Elements
// of other vocabularies (diagrams, extensions of editors) are passed over: an
// element counts when it has the prefix of the root. One thread.
class XmlFile {
 public:
  // Models in use are below 0.5 MB; the parsed form takes some ten times the
  // file.
  static constexpr size_t kMaxFileBytes = size_t{8} << 20;
  // Longer expressions are not for people.
  static constexpr size_t kMaxTextBytes = size_t{64} << 10;
  // More would bury the first ones, which caused them.
  static constexpr size_t kMaxProblems = 100;

  // Null pointer when the bytes are no XML in UTF-8 or too many; the reason is
  // in `diagnostics`, which outlives this, as `name` and `text` do.
  static std::unique_ptr<XmlFile> Parse(std::string_view name,
                                        std::string_view text,
                                        feel::Diagnostics& diagnostics);

  pugi::xml_node root() const { return document_.document_element(); }
  std::string_view root_namespace() const;

  // Without the prefix; empty for elements of other vocabularies.
  std::string_view NameOf(pugi::xml_node element) const;
  Place PlaceOf(pugi::xml_node element) const;

  // The first child element of that name; an empty node where there is none.
  pugi::xml_node Child(pugi::xml_node parent, std::string_view name) const;
  std::vector<pugi::xml_node> Children(pugi::xml_node parent,
                                       std::string_view name) const;

  // Empty where there is none.
  std::string Attribute(pugi::xml_node element, const char* name) const;
  bool HasAttribute(pugi::xml_node element, const char* name) const;

  // The characters directly inside the element.
  SourceText Characters(pugi::xml_node element) const;
  // Those of its child <text>, which is how DMN writes expressions. Another
  // language than FEEL is reported.
  SourceText Text(pugi::xml_node element) const;
  // Reports an `expressionLanguage` of the element that is not FEEL.
  void CheckLanguage(pugi::xml_node element) const;

  void AddError(Place place, std::string message) const;

 private:
  XmlFile(std::string_view name, std::string_view text,
          feel::Diagnostics& diagnostics);

  std::string_view file_name_;
  std::string_view text_;
  feel::Diagnostics& diagnostics_;
  LineIndex lines_;
  pugi::xml_document document_;
  std::string_view prefix_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_XML_FILE_H_
