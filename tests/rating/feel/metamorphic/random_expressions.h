#ifndef TECHFLOW_TESTS_RATING_FEEL_METAMORPHIC_RANDOM_EXPRESSIONS_H_
#define TECHFLOW_TESTS_RATING_FEEL_METAMORPHIC_RANDOM_EXPRESSIONS_H_

#include <functional>
#include <random>
#include <string>

#include "rating/feel/expression.h"
#include "tests/rating/feel/reference/random_tree.h"

namespace techflow::feel::metamorphic {

// The names with the types of their values.
feel::Scope ScopeOf(const reference::Context& names);

// Some thousand expressions over reference::RandomGlobals(), and the random
// numbers to change each with. Stops where a test has failed.
void ForEachRandomExpression(
    const std::function<void(const reference::Tree&, std::mt19937&)>& use);

// Every bit of the value of a text, why it is null included, or that it does
// not compile. Names have the types of their values.
std::string Outcome(const std::string& text, const reference::Context& names,
                    Dialect dialect);

// Whether the text uses a name that nobody declares. Of several words, only
// declared ones are one name.
bool HasUnknownNames(const std::string& text, const reference::Context& names);

}  // namespace techflow::feel::metamorphic

#endif  // TECHFLOW_TESTS_RATING_FEEL_METAMORPHIC_RANDOM_EXPRESSIONS_H_
