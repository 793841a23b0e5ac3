#include "tests/rating/feel/reference/value.h"

#include <fmt/format.h>

#include <cstdlib>

namespace techflow::feel::reference {
namespace {

std::string MonthsText(int64_t months) {
  const std::string sign = months < 0 ? "-" : "";
  const int64_t count = std::abs(months);
  if (count == 0) return "P0M";
  std::string text = sign + "P";
  if (count / 12 > 0) text += fmt::format("{}Y", count / 12);
  if (count % 12 > 0) text += fmt::format("{}M", count % 12);
  return text;
}

std::string SecondsText(int64_t seconds) {
  const int64_t count = std::abs(seconds);
  if (count == 0) return "PT0S";
  std::string text = seconds < 0 ? "-P" : "P";
  if (count / 86400 > 0) text += fmt::format("{}D", count / 86400);
  const int64_t rest = count % 86400;
  if (rest > 0) text += "T";
  if (rest / 3600 > 0) text += fmt::format("{}H", rest / 3600);
  if (rest / 60 % 60 > 0) text += fmt::format("{}M", rest / 60 % 60);
  if (rest % 60 > 0) text += fmt::format("{}S", rest % 60);
  return text;
}

std::string RangeText(const Range& range) {
  if (range.low.is_absent) {
    return fmt::format("(<{} {})", range.high.is_included ? "=" : "",
                       Text(range.high.value));
  }
  if (range.high.is_absent) {
    return fmt::format("(>{} {})", range.low.is_included ? "=" : "",
                       Text(range.low.value));
  }
  return fmt::format("{}{}..{}{}", range.low.is_included ? "[" : "(",
                     Text(range.low.value), Text(range.high.value),
                     range.high.is_included ? "]" : ")");
}

}  // namespace

const Value* Context::Find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

void Context::Put(std::string_view key, const Value& value) {
  for (Entry& entry : entries) {
    if (entry.key == key) {
      entry.value = value;
      return;
    }
  }
  entries.push_back({std::string(key), value});
}

std::string Text(const Value& value) {
  if (value.IsNull()) return "null";
  if (value.Is<bool>()) return value.As<bool>() ? "true" : "false";
  if (value.Is<Decimal>()) return value.As<Decimal>().ToString();
  if (value.Is<std::string>()) return '"' + value.As<std::string>() + '"';
  if (value.Is<Day>()) {
    const Day& day = value.As<Day>();
    return fmt::format("@\"{:04}-{:02}-{:02}\"", day.year, day.month, day.day);
  }
  if (value.Is<Seconds>()) {
    return "@\"" + SecondsText(value.As<Seconds>().count) + '"';
  }
  if (value.Is<Months>()) {
    return "@\"" + MonthsText(value.As<Months>().count) + '"';
  }
  if (value.IsRange()) return RangeText(value.AsRange());
  if (value.IsClosure()) return "function";
  std::string text;
  if (value.Is<List>()) {
    for (const Value& item : value.As<List>()) {
      text += (text.empty() ? "" : ", ") + Text(item);
    }
    return "[" + text + "]";
  }
  for (const Entry& entry : value.As<Context>().entries) {
    text += (text.empty() ? "" : ", ") + entry.key + ": " + Text(entry.value);
  }
  return "{" + text + "}";
}

}  // namespace techflow::feel::reference
