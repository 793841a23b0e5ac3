#include "tests/rating/feel/reference/agreement.h"

#include <fmt/format.h>

#include <cstring>

#include "rating/feel/value_text.h"

namespace techflow::feel::reference {
namespace {

std::string_view CauseText(NullReason::Cause cause) {
  switch (cause) {
    case NullReason::Cause::kExplicit:
      return "null";
    case NullReason::Cause::kMissing:
      return "missing";
    case NullReason::Cause::kError:
      return "error";
  }
  return "";
}

bool AgreesOnList(std::span<const feel::Value> engine, const List& reference) {
  if (engine.size() != reference.size()) return false;
  for (size_t i = 0; i < reference.size(); ++i) {
    if (!Agrees(engine[i], reference[i])) return false;
  }
  return true;
}

bool AgreesOnContext(const feel::Context& engine, const Context& reference) {
  if (engine.size() != reference.entries.size()) return false;
  for (size_t i = 0; i < engine.size(); ++i) {
    if (engine.entries()[i].name != reference.entries[i].key ||
        !Agrees(engine.entries()[i].value, reference.entries[i].value)) {
      return false;
    }
  }
  return true;
}

bool AgreesOnRange(const feel::Range& engine, const Range& reference) {
  return engine.form == feel::Range::Form::kInterval &&
         engine.low_closed == reference.low.is_included &&
         engine.high_closed == reference.high.is_included &&
         engine.low_unbounded == reference.low.is_absent &&
         engine.high_unbounded == reference.high.is_absent &&
         Agrees(engine.low, reference.low.value) &&
         Agrees(engine.high, reference.high.value);
}

}  // namespace

bool Agrees(const feel::Value& engine, const Value& reference) {
  if (reference.IsNull()) {
    return engine.is_null() && !engine.is_missing() &&
           engine.is_error() == reference.IsError();
  }
  if (reference.IsClosure()) return engine.is(ValueKind::kFunction);
  if (reference.Is<List>()) {
    return engine.is(ValueKind::kList) &&
           AgreesOnList(engine.list(), reference.As<List>());
  }
  if (reference.Is<Context>()) {
    return engine.is(ValueKind::kContext) &&
           AgreesOnContext(engine.context(), reference.As<Context>());
  }
  if (reference.IsRange()) {
    return engine.is(ValueKind::kRange) &&
           AgreesOnRange(engine.range(), reference.AsRange());
  }
  if (reference.Is<Decimal>()) {
    return engine.is(ValueKind::kNumber) &&
           engine.number() == reference.As<Decimal>();
  }
  // Texts of scalars of different kinds differ.
  return feel::ToText(engine) == Text(reference);
}

std::string EveryBit(const feel::Value& value, Messages messages) {
  std::string text;
  switch (value.kind()) {
    case ValueKind::kNull:
      if (messages == Messages::kLeftOut) {
        return std::string(CauseText(value.reason().cause));
      }
      return fmt::format("{} ({})", CauseText(value.reason().cause),
                         value.reason().message);
    case ValueKind::kNumber: {
      uint64_t words[2];
      static_assert(sizeof words == sizeof(Decimal));
      std::memcpy(words, &value.number(), sizeof words);
      return fmt::format("{} ({:x} {:x})", value.number().ToString(), words[0],
                         words[1]);
    }
    case ValueKind::kList:
      for (const feel::Value& item : value.list()) {
        text += EveryBit(item, messages) + ", ";
      }
      return "[" + text + "]";
    case ValueKind::kContext:
      for (const ContextEntry& entry : value.context().entries()) {
        text += std::string(entry.name) + ": " +
                EveryBit(entry.value, messages) + ", ";
      }
      return "{" + text + "}";
    case ValueKind::kRange:
      return fmt::format("{} from {} to {}", feel::ToText(value),
                         EveryBit(value.range().low, messages),
                         EveryBit(value.range().high, messages));
    default:
      return feel::ToText(value);
  }
}

}  // namespace techflow::feel::reference
