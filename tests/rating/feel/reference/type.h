#ifndef TECHFLOW_TESTS_RATING_FEEL_REFERENCE_TYPE_H_
#define TECHFLOW_TESTS_RATING_FEEL_REFERENCE_TYPE_H_

#include <string>
#include <vector>

#include "tests/rating/feel/reference/value.h"

namespace techflow::feel::reference {

// A type as FEEL writes it: `number`, `list<number>`, `range<date>`,
// `context<a: number>`. The parts are element types, the keys those of a
// context.
struct Type {
  std::string word = "Any";
  std::vector<Type> parts;
  std::vector<std::string> keys;
};

std::string Text(const Type& type);

// Whether the type of the value conforms to `type` (DMN 1.5, 10.3.2.9); a null
// conforms to every type.
bool Conforms(const Value& value, const Type& type);

}  // namespace techflow::feel::reference

#endif  // TECHFLOW_TESTS_RATING_FEEL_REFERENCE_TYPE_H_
