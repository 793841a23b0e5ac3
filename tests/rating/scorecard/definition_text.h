#ifndef TECHFLOW_TESTS_RATING_SCORECARD_DEFINITION_TEXT_H_
#define TECHFLOW_TESTS_RATING_SCORECARD_DEFINITION_TEXT_H_

#include <memory>
#include <optional>
#include <string>

#include "rating/decimal/decimal.h"
#include "rating/feel/diagnostics.h"
#include "rating/scorecard/field_reader.h"
#include "rating/textproto/parsed_text.h"

namespace techflow::scorecard {

inline Decimal D(const std::string& text) { return *Decimal::Parse(text); }

// A definition written as text, as it stands in a model file.
template <typename Message>
struct DefinitionText {
  explicit DefinitionText(const std::string& source)
      : text(textproto::ParsedText::Parse("model.txtpb", source, message,
                                          diagnostics)) {
    if (text != nullptr) {
      reader.emplace("`it`", text->places(), diagnostics);
    }
  }

  Message message;
  feel::Diagnostics diagnostics;
  std::unique_ptr<const textproto::ParsedText> text;
  std::optional<FieldReader> reader;
};

}  // namespace techflow::scorecard

#endif  // TECHFLOW_TESTS_RATING_SCORECARD_DEFINITION_TEXT_H_
