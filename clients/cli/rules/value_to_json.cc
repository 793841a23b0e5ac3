#include "clients/cli/rules/value_to_json.h"

#include "absl/strings/str_cat.h"
#include "rating/feel/value_text.h"

namespace techflow::cli {
namespace {

// Takes what the value needs from `bytes_left`.
absl::Status CheckPart(const feel::Value& value, int depth_left,
                       size_t& bytes_left) {
  if (depth_left < 0) {
    return absl::OutOfRangeError(absl::StrCat(
        "the result is nested deeper than ", kMaxWrittenDepth, " levels"));
  }
  size_t bytes = 1;
  if (value.is(feel::ValueKind::kString)) bytes = value.string().size();
  if (value.is(feel::ValueKind::kNumber)) {
    bytes = value.number().ToString().size();
  }
  if (bytes > bytes_left) {
    return absl::OutOfRangeError(
        absl::StrCat("the result is longer than ", kMaxWrittenBytes, " bytes"));
  }
  bytes_left -= bytes;
  absl::Status status;
  if (value.is(feel::ValueKind::kList)) {
    for (const feel::Value& item : value.list()) {
      status.Update(CheckPart(item, depth_left - 1, bytes_left));
      if (!status.ok()) break;
    }
  }
  if (value.is(feel::ValueKind::kContext)) {
    for (const feel::ContextEntry& entry : value.context().entries()) {
      status.Update(CheckPart(entry.value, depth_left - 1, bytes_left));
      if (!status.ok()) break;
    }
  }
  return status;
}

}  // namespace

absl::Status CheckWritable(const feel::Value& value) {
  size_t bytes_left = kMaxWrittenBytes;
  return CheckPart(value, kMaxWrittenDepth, bytes_left);
}

void WriteValue(const feel::Value& value, JsonWriter& json) {
  switch (value.kind()) {
    case feel::ValueKind::kNull:
      return json.Null();
    case feel::ValueKind::kBoolean:
      return json.Boolean(value.boolean());
    case feel::ValueKind::kNumber:
      return json.Number(value.number().ToString());
    case feel::ValueKind::kString:
      return json.String(value.string());
    case feel::ValueKind::kList:
      json.BeginArray();
      for (const feel::Value& item : value.list()) WriteValue(item, json);
      return json.EndArray();
    case feel::ValueKind::kContext:
      json.BeginObject();
      for (const feel::ContextEntry& entry : value.context().entries()) {
        json.Name(entry.name);
        WriteValue(entry.value, json);
      }
      return json.EndObject();
    default:
      return json.String(feel::ToPlainText(value));
  }
}

}  // namespace techflow::cli
