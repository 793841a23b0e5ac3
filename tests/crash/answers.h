#ifndef TECHFLOW_TESTS_CRASH_ANSWERS_H_
#define TECHFLOW_TESTS_CRASH_ANSWERS_H_

#include <map>
#include <string>

#include "storage/rating_store.h"

namespace techflow::storage {

// What a store says, by question: "get 3", "history enterprises/A",
// "blob evidence 5f...", "inclusion 7". An answer is the digest of what was
// read, of a list one for each of its members, "proved", or "error" and the
// code; also where a proof was given that does not prove what it should.
using Answers = std::map<std::string, std::string>;

// Asks a sound store for everything that it holds, in every way, and for some
// things that it does not hold.
Answers AskEverything(const RatingStore& store);

// Asks the same questions again.
Answers AskAgain(const RatingStore& store, const Answers& expected);

// How answers differ from those that were expected; the greater, the worse.
enum class Difference {
  kNone,
  // Some were refused as DATA_LOSS or UNAVAILABLE.
  kRefused,
  // Something that is stored was not found, not counted or missing from a list.
  kLeftOut,
  // Something was answered that was never stored so.
  kWrong,
};
struct Comparison {
  Difference worst = Difference::kNone;

  // A question of the worst kind, what was answered, and what was expected.
  std::string example = "";
};
Comparison Compare(const Answers& expected, const Answers& answers);

// Answers as a text, a line for each, and the reverse.
std::string ToText(const Answers& answers);
Answers ParseAnswers(const std::string& text);

}  // namespace techflow::storage

#endif  // TECHFLOW_TESTS_CRASH_ANSWERS_H_
