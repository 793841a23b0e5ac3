#ifndef TECHFLOW_TESTS_RATING_DMN_METAMORPHIC_EDITABLE_MODEL_H_
#define TECHFLOW_TESTS_RATING_DMN_METAMORPHIC_EDITABLE_MODEL_H_

#include <functional>
#include <pugixml.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace techflow::dmn::metamorphic {

// A DMN file whose texts, names and rules can be changed in place.
class EditableModel {
 public:
  // `xml` is a DMN file; what is wrong with it shows when it is compiled.
  explicit EditableModel(const std::string& xml);

  std::string Xml() const;

  // Puts what `change` makes of it for the text of every FEEL expression and
  // test.
  void ChangeExpressions(
      const std::function<std::string(const std::string&)>& change);
  // The texts themselves.
  std::vector<std::string> Expressions();

  // The names of inputs, decisions, business knowledge models and services.
  std::set<std::string> DeclaredNames();
  // All other names: of types, components, entries, columns, parameters.
  std::set<std::string> OtherNames();
  // Puts what `change` makes of it for every declared name.
  void ChangeDeclaredNames(
      const std::function<std::string(const std::string&)>& change);

  bool HasImports();

  // Shuffles the rules of every decision table whose hit policy does not look
  // at their order: UNIQUE, ANY, COLLECT with an aggregation.
  void ShuffleRules(std::mt19937& random);

 private:
  // Every element, in document order.
  void ForEach(const std::function<void(pugi::xml_node)>& use);

  pugi::xml_document document_;
};

}  // namespace techflow::dmn::metamorphic

#endif  // TECHFLOW_TESTS_RATING_DMN_METAMORPHIC_EDITABLE_MODEL_H_
