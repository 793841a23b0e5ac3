#ifndef TECHFLOW_TESTS_RATING_FEEL_METAMORPHIC_STRANGE_NAMES_H_
#define TECHFLOW_TESTS_RATING_FEEL_METAMORPHIC_STRANGE_NAMES_H_

#include <random>
#include <string>

namespace techflow::feel::metamorphic {

// Names as people write them and parsers get wrong: with spaces, hyphens,
// points, apostrophes and keywords inside, in Chinese, and names that begin
// with another one. All begin with words that stand nowhere else, so that none
// takes a token away from what surrounds it.
class StrangeNames {
 public:
  // `random` outlives this.
  explicit StrangeNames(std::mt19937& random) : random_(random) {}

  std::string Next();
  // One that `for` can declare: the word `in` would end it.
  std::string NextVariable();

 private:
  std::mt19937& random_;
  int count_ = 0;
  std::string last_;
};

}  // namespace techflow::feel::metamorphic

#endif  // TECHFLOW_TESTS_RATING_FEEL_METAMORPHIC_STRANGE_NAMES_H_
