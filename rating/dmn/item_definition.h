#ifndef TECHFLOW_RATING_DMN_ITEM_DEFINITION_H_
#define TECHFLOW_RATING_DMN_ITEM_DEFINITION_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "rating/dmn/definitions.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/scope.h"
#include "rating/feel/type.h"

namespace techflow::dmn {

// The types a model may name: FEEL's own and its item definitions. Immutable
// after Build, so any number of threads may share one.
class TypeTable {
 public:
  // Every type that is unknown or made of itself is reported, and stands for
  // Any from then on.
  static TypeTable Build(const Definitions& definitions,
                         feel::Diagnostics& diagnostics);

  // Any where `type_ref` is empty; nothing where there is no such type.
  std::optional<feel::Type> Find(std::string_view type_ref) const;
  // As Find; Any, and an error at `place`, where there is no such type.
  feel::Type Resolve(std::string_view type_ref, std::string_view file,
                     Place place, feel::Diagnostics& diagnostics) const;

  // What an item definition or the one it refers to allows, as unary tests;
  // null pointer where it allows everything. Lives as long as the definitions.
  const SourceText* AllowedValues(std::string_view type_ref) const;

  // Lets expressions name the item definitions.
  void AddTo(feel::Scope& scope) const;

 private:
  class Builder;

  struct Item {
    feel::Type type;
    const SourceText* allowed_values = nullptr;
  };
  std::map<std::string, Item, std::less<>> items_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_ITEM_DEFINITION_H_
