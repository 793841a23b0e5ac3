#ifndef TECHFLOW_RATING_SCORECARD_LOOKUP_TABLE_H_
#define TECHFLOW_RATING_SCORECARD_LOOKUP_TABLE_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "rating/scorecard/scoring_function.h"

namespace techflow::scorecard {

// Points by key: words, such as "national" and "provincial", or numbers, such
// as levels. Immutable; any thread.
class LookupTable : public ScoringFunction {
 public:
  // Kind "lookup_table": `entries`, each with a key of its own. Where every key
  // is a number the measure is a number, and 1 and 1.0 are the same; else it is
  // a word. A last entry without a key takes every other measure; without it a
  // measure that is not listed is an error. Null when it is not so; everything
  // wrong is reported.
  static std::unique_ptr<const ScoringFunction> Compile(
      const ScoringSource& source);

  feel::TypeKind measure_kind() const override {
    return are_numbers_ ? feel::TypeKind::kNumber : feel::TypeKind::kString;
  }
  absl::StatusOr<Standing> Score(const Measure& measure) const override;
  Decimal lowest_points() const override { return lowest_points_; }
  Decimal highest_points() const override { return highest_points_; }

 private:
  struct Entry {
    std::string key;
    Decimal points;
    v1::LocalizedText text;
  };

  LookupTable() = default;
  // False where an entry is wrong, which is reported.
  bool Add(const v1::LookupEntry& definition, bool is_last,
           const FieldReader& reader);
  const Entry* Find(const Measure& measure) const;
  std::optional<Standing::Next> NextFrom(const Measure& measure,
                                         const Decimal& points) const;

  bool are_numbers_ = true;
  std::map<std::string, Entry, std::less<>> by_word_;
  std::map<Decimal, Entry> by_number_;
  std::optional<Entry> other_;
  Decimal lowest_points_;
  Decimal highest_points_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_LOOKUP_TABLE_H_
