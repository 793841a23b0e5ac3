#include "rating/evidence/findings.h"

#include <fmt/format.h>

#include <cstddef>

namespace techflow::evidence {
namespace {

// Enough to recognise a value; it may be a megabyte of anything.
constexpr size_t kShownBytes = 120;

std::string Shown(std::string_view value) {
  if (value.size() <= kShownBytes) return std::string(value);
  size_t end = kShownBytes;
  // Not inside a character: UTF-8 continues with bytes 10xxxxxx.
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) {
    --end;
  }
  return fmt::format("{}…", value.substr(0, end));
}

}  // namespace

std::string Place::Text() const {
  std::string text = parent == nullptr ? std::string() : parent->Text() + ".";
  text += field;
  if (index >= 0) text += fmt::format("[{}]", index);
  return text;
}

void Findings::AddViolation(const Place& place, std::string_view value,
                            std::string_view expected) {
  if (result_.violations.size() >= kMaxFindings) {
    ++result_.more_violations;
    return;
  }
  result_.violations.push_back(
      {place.Text(), Shown(value), std::string(expected)});
}

void Findings::AddWarning(const Place& place, std::string_view value,
                          std::string_view message) {
  if (result_.warnings.size() >= kMaxFindings) {
    ++result_.more_warnings;
    return;
  }
  v1::Warning& warning = result_.warnings.emplace_back();
  warning.set_field(place.Text());
  warning.set_value(Shown(value));
  warning.set_message(std::string(message));
}

}  // namespace techflow::evidence
