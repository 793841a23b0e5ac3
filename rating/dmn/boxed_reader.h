#ifndef TECHFLOW_RATING_DMN_BOXED_READER_H_
#define TECHFLOW_RATING_DMN_BOXED_READER_H_

#include <cstddef>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "rating/dmn/definitions.h"
#include "rating/dmn/reader.h"
#include "rating/dmn/xml_file.h"

namespace techflow::dmn {

// Reads the boxed expressions of one file; problems go to the file's
// diagnostics. Used by ReadDefinitions() only.
class BoxedReader {
 public:
  BoxedReader(const XmlFile& file, const ReadLimits& limits)
      : file_(file), limits_(limits) {}

  // The boxed expression among the children of `parent`; null pointer where
  // there is none or where it could not be read.
  BoxedPointer ReadChild(pugi::xml_node parent);
  // A <functionDefinition> or <encapsulatedLogic>.
  FunctionDefinition ReadFunction(pugi::xml_node element);
  // Name and type of an element, or of the <variable> that it may hold.
  TypedName ReadTypedName(pugi::xml_node element) const;
  TypedName ReadVariable(pugi::xml_node element) const;
  // The attribute, or in types the child element. "feel:number" is "number".
  std::string ReadTypeRef(pugi::xml_node element) const;

 private:
  BoxedPointer Read(pugi::xml_node element);
  // As ReadChild, and an error where nothing is found.
  BoxedPointer ReadRequiredChild(pugi::xml_node parent,
                                 std::string_view wrapper);
  bool ReadContent(pugi::xml_node element, std::string_view kind,
                   BoxedExpression& expression);
  DecisionTable ReadTable(pugi::xml_node element);
  void ReadColumns(pugi::xml_node element, DecisionTable& table);
  Rule ReadRule(pugi::xml_node element);
  BoxedContext ReadContext(pugi::xml_node element);
  BoxedList ReadList(pugi::xml_node element);
  Relation ReadRelation(pugi::xml_node element);
  Invocation ReadInvocation(pugi::xml_node element);
  Iteration ReadIteration(pugi::xml_node element, Iteration::Kind kind);
  // Counts a cell; false, with an error for the first, beyond the limit.
  bool TakeCell(pugi::xml_node element);

  const XmlFile& file_;
  const ReadLimits& limits_;
  int nesting_ = 0;
  size_t cells_ = 0;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_BOXED_READER_H_
