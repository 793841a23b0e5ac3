#ifndef TECHFLOW_RATING_SCORECARD_BANDS_H_
#define TECHFLOW_RATING_SCORECARD_BANDS_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rating/feel/unary_tests.h"
#include "rating/scorecard/scoring_function.h"

namespace techflow::scorecard {

// A table of bands, each with its points. A band is written as FEEL unary
// tests that compare the measure with constants; the bands together cover every
// number exactly once, which is proved when the model is compiled.
class Bands : public ScoringFunction {
 public:
  // Kind "bands": one `bands` entry or more, each with `when`, `points` and
  // `text`. Null when a band is wrong, or where two overlap or a gap is left;
  // everything wrong is reported at its place.
  static std::unique_ptr<const ScoringFunction> Compile(
      const ScoringSource& source);

  absl::StatusOr<Standing> Score(const Measure& measure) const override;
  Decimal lowest_points() const override { return lowest_points_; }
  Decimal highest_points() const override { return highest_points_; }
  std::span<const Turn> turns() const override { return turns_; }

 private:
  struct Band {
    std::string when;
    Decimal points;
    v1::LocalizedText text;
  };
  // One interval of a band. Together, sorted, they are the whole number line;
  // an absent end is unbounded.
  struct Stretch {
    std::optional<Decimal> low;
    std::optional<Decimal> high;
    bool low_closed = false;
    bool high_closed = false;
    size_t band = 0;

    bool is_empty() const;
    bool EndsBefore(const Stretch& other) const;
    std::string ToString() const;
  };

  Bands(std::vector<Band> bands, std::vector<Stretch> stretches);
  static bool ReadBand(const ScoringSource& source, int index,
                       std::vector<Band>& bands,
                       std::vector<Stretch>& stretches);
  static bool AddStretches(const feel::UnaryTests& tests,
                           const FieldReader& reader, size_t band,
                           std::vector<Stretch>& stretches);
  static bool CheckPartition(const ScoringSource& source,
                             std::vector<Stretch>& stretches);
  // Empty where `after` begins exactly where `before` ends.
  static std::string ProblemBetween(const Stretch& before,
                                    const Stretch& after);
  std::optional<Standing::Next> NextFrom(size_t stretch,
                                         const Decimal& measure) const;

  std::vector<Band> bands_;
  std::vector<Stretch> stretches_;
  std::vector<Turn> turns_;
  Decimal lowest_points_;
  Decimal highest_points_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_BANDS_H_
