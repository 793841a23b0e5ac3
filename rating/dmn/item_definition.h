#ifndef TECHFLOW_RATING_DMN_ITEM_DEFINITION_H_
#define TECHFLOW_RATING_DMN_ITEM_DEFINITION_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rating/dmn/definitions.h"
#include "rating/feel/diagnostics.h"
#include "rating/feel/scope.h"
#include "rating/feel/type.h"

namespace techflow::dmn {

// The types a file may name: FEEL's own, its item definitions, and those that
// it imports. Immutable after Build, so any number of threads may share one.
class TypeTable {
 public:
  // The types of an imported file and what is written before their names. The
  // table outlives this.
  struct Imported {
    std::string prefix;
    const TypeTable* types;
  };

  // Every type that is unknown or made of itself is reported, and stands for
  // Any from then on.
  static TypeTable Build(const Definitions& definitions,
                         feel::Diagnostics& diagnostics,
                         std::vector<Imported> imported = {});

  // Any where `type_ref` is empty; nothing where there is no such type.
  std::optional<feel::Type> Find(std::string_view type_ref) const;
  // As Find; Any, and an error at `place`, where there is no such type.
  feel::Type Resolve(std::string_view type_ref, std::string_view file,
                     Place place, feel::Diagnostics& diagnostics) const;

  // What an item definition of this file or the one it refers to allows, as
  // unary tests; null pointer where it allows everything. Lives as long as the
  // definitions.
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
  std::vector<Imported> imported_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_ITEM_DEFINITION_H_
