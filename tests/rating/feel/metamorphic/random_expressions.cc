#include "tests/rating/feel/metamorphic/random_expressions.h"

#include "gtest/gtest.h"
#include "tests/rating/feel/harness.h"
#include "tests/rating/feel/reference/agreement.h"
#include "tests/rating/feel/reference/conversion.h"

namespace techflow::feel::metamorphic {

feel::Scope ScopeOf(const reference::Context& names) {
  feel::Scope scope;
  for (const reference::Entry& entry : names.entries) {
    scope.Add(entry.key, reference::TypeOf(entry.value));
  }
  return scope;
}

void ForEachRandomExpression(
    const std::function<void(const reference::Tree&, std::mt19937&)>& use) {
  constexpr unsigned kExpressions = 5'000;
  constexpr unsigned kDepths = 4;
  for (unsigned seed = 0; seed < kExpressions && !testing::Test::HasFailure();
       ++seed) {
    std::mt19937 random(seed);
    const reference::Tree tree = reference::RandomTree(random).Generate(
        2 + static_cast<int>(seed % kDepths));
    use(tree, random);
  }
}

std::string Outcome(const std::string& text, const reference::Context& names,
                    Dialect dialect) {
  Trial trial(text, ScopeOf(names), dialect);
  if (!trial.compiled()) return "does not compile";
  Arena arena;
  for (const reference::Entry& entry : names.entries) {
    trial.Set(entry.key, reference::ToEngine(entry.value, arena));
  }
  return reference::EveryBit(trial.Evaluate());
}

bool HasUnknownNames(const std::string& text, const reference::Context& names) {
  return StrictErrors(text, ScopeOf(names)).find("there is no name") !=
         std::string::npos;
}

}  // namespace techflow::feel::metamorphic
