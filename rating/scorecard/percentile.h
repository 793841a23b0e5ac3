#ifndef TECHFLOW_RATING_SCORECARD_PERCENTILE_H_
#define TECHFLOW_RATING_SCORECARD_PERCENTILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rating/scorecard/scoring_function.h"

namespace techflow::scorecard {

// The percentile rank of a measure among peers, whose measures stand in the
// model:
//
//   points = 100 × (peers below + peers equal / 2) / all peers
//
// in one quotient, half-even to kScoreDecimals. Where less is better, `below`
// are the peers with more. Equal measures share the middle of their ranks, so
// points at a value of the table are its own, between those of either side.
//
// The next measure that earns more is the nearest value of the table with more
// points; at the best of them, which only a better one outdoes, that value.
class Percentile : public ScoringFunction {
 public:
  // Kind "percentile": `peers`, a table of two values or more, rising strictly,
  // between -10^15 and 10^15, of at most 10^12 peers. Null when it is not so;
  // everything wrong is reported at its place.
  static std::unique_ptr<const ScoringFunction> Compile(
      const ScoringSource& source);

  absl::StatusOr<Standing> Score(const Measure& measure) const override;
  Decimal lowest_points() const override { return Decimal(0); }
  Decimal highest_points() const override { return Decimal(100); }
  std::span<const Turn> turns() const override { return turns_; }

 private:
  struct Peers {
    Decimal value;
    int64_t count = 0;
    int64_t count_before = 0;  // With a smaller value.
  };

  Percentile(std::vector<Peers> peers, bool falling);
  static bool ReadPeers(const v1::PeerTable& table, const FieldReader& reader,
                        std::vector<Peers>& peers);

  // A stretch of the number line: 2i is open and ends before the i-th value,
  // 2i + 1 is the i-th value alone, and the last is open above all.
  Decimal PointsOf(size_t stretch) const;
  size_t StretchOf(const Decimal& measure) const;
  std::optional<Standing::Next> NextFrom(const Decimal& measure,
                                         size_t stretch) const;

  std::vector<Peers> peers_;
  std::vector<Turn> turns_;
  int64_t all_ = 0;
  bool falling_;
  // How each stretch reads.
  std::vector<std::string> bands_;
};

// That no peers of the model were taken after it came into effect, so that its
// ratings never know the future. Reports each table that was. `reader` reads
// the fields of the model.
bool CheckPeerDays(const v1::Model& model, const FieldReader& reader);

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_PERCENTILE_H_
