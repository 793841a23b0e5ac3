#ifndef TECHFLOW_RATING_FEEL_CODE_POINT_SET_H_
#define TECHFLOW_RATING_FEEL_CODE_POINT_SET_H_

#include <span>
#include <vector>

namespace techflow::feel {

struct CodePointRange {
  char32_t first;
  char32_t last;
};

// Any set of code points, as a regular expression's class writes it.
class CodePointSet {
 public:
  static constexpr char32_t kLast = 0x10FFFF;

  CodePointSet() = default;
  CodePointSet(std::initializer_list<CodePointRange> ranges);

  // Cheapest when what is added lies above what is there.
  void Add(char32_t first, char32_t last);
  void Add(const CodePointSet& other);
  void Remove(const CodePointSet& other);
  // All code points that are not in it.
  CodePointSet Complement() const;

  bool Contains(char32_t code_point) const;
  bool empty() const { return ranges_.empty(); }
  // In their order; between two of them lies at least one code point.
  std::span<const CodePointRange> ranges() const { return ranges_; }

 private:
  std::vector<CodePointRange> ranges_;
};

}  // namespace techflow::feel

#endif  // TECHFLOW_RATING_FEEL_CODE_POINT_SET_H_
