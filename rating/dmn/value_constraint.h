#ifndef TECHFLOW_RATING_DMN_VALUE_CONSTRAINT_H_
#define TECHFLOW_RATING_DMN_VALUE_CONSTRAINT_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rating/dmn/definitions.h"
#include "rating/feel/evaluation.h"
#include "rating/feel/unary_tests.h"
#include "rating/feel/value.h"

namespace techflow::dmn {

class TypeTable;

// What an item definition allows beyond its type: the values it lists, those of
// its components, and those of a collection's items (DMN 1.5, 7.3.3).
// Immutable, so any number of threads may share one.
class ValueConstraint {
 public:
  // A sentence about the first part of `value` that is not allowed; nothing
  // where all of it is. Null is always allowed: it says that nothing is known.
  std::optional<std::string> Violation(feel::Evaluation& evaluation,
                                       const feel::Value& value) const;

 private:
  friend class ConstraintTable;

  std::string type_name_;
  // Null pointers where everything is allowed.
  std::shared_ptr<const feel::UnaryTests> tests_;
  std::string tests_text_;
  std::shared_ptr<const ValueConstraint> items_;
  std::vector<std::pair<std::string, std::shared_ptr<const ValueConstraint>>>
      members_;
};

using ConstraintPointer = std::shared_ptr<const ValueConstraint>;

// The value where `constraint`, which may be null, allows it; otherwise an
// error at `place`.
feel::Value Constrained(const feel::Value& value,
                        const ValueConstraint* constraint,
                        feel::Evaluation& evaluation,
                        const feel::SourcePlace& place);

// The constraints of a file's item definitions, by their names.
class ConstraintTable {
 public:
  // Compiles unary tests on a value of that type; null pointer, and reported,
  // where they are wrong.
  using CompileTests = std::function<std::shared_ptr<const feel::UnaryTests>(
      const SourceText& text, const feel::Type& type)>;
  struct Imported {
    std::string prefix;
    const ConstraintTable* constraints;
  };

  ConstraintTable() = default;
  // The imported tables outlive this.
  ConstraintTable(const Definitions& definitions, const TypeTable& types,
                  std::vector<Imported> imported, const CompileTests& compile);

  // Null pointer where the type allows everything.
  ConstraintPointer Find(std::string_view type_ref) const;

 private:
  class Builder;

  std::map<std::string, ConstraintPointer, std::less<>> by_name_;
  std::vector<Imported> imported_;
};

}  // namespace techflow::dmn

#endif  // TECHFLOW_RATING_DMN_VALUE_CONSTRAINT_H_
