#ifndef TECHFLOW_RATING_SCORECARD_FIELD_READER_H_
#define TECHFLOW_RATING_SCORECARD_FIELD_READER_H_

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "google/protobuf/message.h"
#include "rating/decimal/decimal.h"
#include "rating/feel/diagnostics.h"
#include "rating/textproto/parsed_text.h"
#include "techflow/v1/types.pb.h"

namespace techflow::scorecard {

// What a number of a definition may be.
struct NumberBounds {
  Decimal low;
  Decimal high;
  int decimals;
};

// Points of a scoring function, 0 to 100; weights and shares, 0 to 1.
NumberBounds PointsBounds();
NumberBounds ShareBounds();

// Reads the fields of one message of a definition, and reports what is wrong
// with each at its place; reading goes on, so that one run finds everything.
// `owner` names the message in what is reported: "indicator `rd_intensity`".
// One thread.
class FieldReader {
 public:
  FieldReader(std::string owner, const textproto::FieldPlaces& places,
              feel::Diagnostics& diagnostics)
      : owner_(std::move(owner)), places_(places), diagnostics_(diagnostics) {}

  const std::string& owner() const { return owner_; }
  const textproto::FieldPlaces& places() const { return places_; }
  feel::Diagnostics& diagnostics() const { return diagnostics_; }

  // An id: lower-case letters, digits and `separator`, a letter first, at most
  // 64 characters.
  bool CheckId(std::string_view field, std::string_view id,
               char separator = '_') const;

  // CheckId, and that `id` is not yet in `taken`, to which it is added.
  bool ClaimId(std::string_view field, const std::string& id,
               std::set<std::string>& taken) const;

  // A text that must be there in both languages; one that may be left out, and
  // is then in neither.
  bool CheckText(std::string_view field, const v1::LocalizedText& text) const;
  bool CheckOptionalText(std::string_view field,
                         const v1::LocalizedText& text) const;

  // A number that must be there. Nothing where it is wrong.
  std::optional<Decimal> ReadNumber(std::string_view field,
                                    const v1::Decimal& number,
                                    const NumberBounds& bounds) const;

  // Fields that are set and that this kind of definition does not take.
  bool CheckTakesOnly(const google::protobuf::Message& message,
                      std::initializer_list<std::string_view> taken) const;

  // Always false, so that a check can end with it.
  bool AddError(std::string_view field, std::string message,
                int index = -1) const;

 private:
  std::string owner_;
  textproto::FieldPlaces places_;
  feel::Diagnostics& diagnostics_;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_RATING_SCORECARD_FIELD_READER_H_
