#ifndef TECHFLOW_RATING_PACKAGE_DMN_EXPORT_DOCUMENT_H_
#define TECHFLOW_RATING_PACKAGE_DMN_EXPORT_DOCUMENT_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rating/feel/type.h"

namespace techflow::package {

// An element of an XML file: attributes in their order, and a text or
// children. A plain value.
struct XmlElement {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;
  std::vector<XmlElement> children;

  // The element and all below it, indented, with what XML asks to be escaped.
  void AppendTo(std::string& xml, int depth = 0) const;
};

// `<literalExpression><text>feel</text></literalExpression>`.
XmlElement LiteralElement(std::string_view feel);

// An element with a `<text>` in it.
XmlElement TextElement(std::string name, std::string text);

// A decision table of hit policy UNIQUE over one input, without its outputs and
// rules, and a rule of one condition.
XmlElement UniqueTable(const std::string& input, const std::string& type_ref);
XmlElement TableRule(std::string condition,
                     const std::vector<std::string>& outputs);

// A DMN 1.5 file that grows by inputs and decisions. One thread.
class DmnDocument {
 public:
  DmnDocument(std::string name, std::string title)
      : name_(std::move(name)), title_(std::move(title)) {}

  bool Has(std::string_view name) const { return ids_.contains(name); }
  // What is known of a name, whether or not it is used.
  void AddInput(const std::string& name, const feel::Type& type);

  struct Decision {
    std::string name;
    std::string label;  // For people; may be empty.
    feel::Type type;
    XmlElement logic;
    std::set<std::string> names;  // Of what the logic uses.
    // Left out where no other decision uses it.
    bool is_spare = false;
  };
  // Under a name that is not there yet.
  void AddDecision(Decision decision);

  // A business knowledge model.
  struct Function {
    std::string name;
    std::string label;
    // Names and types; the type is empty where any will do.
    std::vector<std::pair<std::string, std::string>> parameters;
    XmlElement logic;
    std::set<std::string> names;  // Of other functions that it calls.
  };
  // Under a name that is not there yet.
  void AddFunction(Function function);

  // Names that decisions use and that are not there.
  std::set<std::string> UndeclaredNames() const;

  // Nothing is undeclared. The file: the inputs that decisions use, their
  // types, the decisions in the order in which they were added.
  std::string ToXml() const;

 private:
  struct Input {
    std::string name;
    feel::Type type;
  };

  // The name of a type: FEEL's own or that of an item definition, which is
  // added to `definitions` the first time it is asked for.
  std::string TypeRef(const feel::Type& type,
                      std::vector<XmlElement>& definitions,
                      std::map<std::string, std::string>& defined) const;
  // The decisions that are written: all but spare ones that nothing needs.
  std::vector<const Decision*> Written() const;
  // One requirement for each name.
  std::vector<XmlElement> Requirements(
      const std::set<std::string>& names) const;
  XmlElement FunctionElement(const Function& function) const;
  XmlElement DecisionElement(const Decision& decision,
                             const std::string& type_ref) const;

  std::string name_;
  std::string title_;
  std::vector<Input> inputs_;
  std::vector<Function> functions_;
  std::vector<Decision> decisions_;
  std::set<std::string> input_names_;
  std::set<std::string> function_names_;
  std::map<std::string, std::string, std::less<>> ids_;
};

}  // namespace techflow::package

#endif  // TECHFLOW_RATING_PACKAGE_DMN_EXPORT_DOCUMENT_H_
