#include "clients/verify/json_text.h"

#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/wrappers.pb.h"

namespace techflow::verify {
namespace {

// protobuf's own escapes. A text that is not UTF-8 is not to be shown.
std::string Quoted(const std::string& text) {
  google::protobuf::StringValue value;
  value.set_value(text);
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(value, &json);
  return status.ok() ? json : "\"\"";
}

}  // namespace

void JsonObject::Add(std::string_view name, std::string_view text) {
  fields_.push_back({std::string(name), std::string(text), false, {}});
}

void JsonObject::Add(std::string_view name,
                     const std::vector<JsonObject>& objects) {
  fields_.push_back({std::string(name), "", true, objects});
}

std::string JsonObject::Text(size_t depth) const {
  const std::string indent(depth + 1, ' ');
  std::string text = "{\n";
  for (size_t i = 0; i < fields_.size(); ++i) {
    const Field& field = fields_[i];
    text += fmt::format("{}{}: ", indent, Quoted(field.name));
    if (!field.is_list) {
      text += Quoted(field.text);
    } else {
      text += "[";
      for (size_t k = 0; k < field.objects.size(); ++k) {
        text += fmt::format("{}{}", k == 0 ? "" : ", ",
                            field.objects[k].Text(depth + 1));
      }
      text += "]";
    }
    text += i + 1 < fields_.size() ? ",\n" : "\n";
  }
  return text + std::string(depth, ' ') + "}";
}

}  // namespace techflow::verify
